"""The scales: which questions measure one thing together, and which of them the other way round."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from pollkit.desktop import theme
from pollkit.desktop.questionnaires.editor.findings_list import FindingsList
from pollkit.desktop.questionnaires.editor.state import EditorState
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fields import ChoiceField, NumberField, TextField
from pollkit.desktop.widgets.labels import field_label, label, plain_tool_tip
from pollkit.desktop.widgets.panels import EmptyState, column, row
from pollkit.desktop.widgets.text_pair import TextPair
from pollkit.desktop.widgets.translation_bar import TranslationBar
from pollkit.domain.editing.scales import item_of, members
from pollkit.domain.findings import Finding
from pollkit.domain.instruments import Instrument
from pollkit.domain.rules import Scale
from pollkit.domain.texts import in_language
from pollkit.i18n import _

_LONGEST_WORDS = 80


class ScalesForm(QWidget):
    committed = Signal(object)  # Scale
    scale_chosen = Signal(str)
    add_wanted = Signal()
    remove_wanted = Signal()
    translation_chosen = Signal(str)
    gap_wanted = Signal()
    looked_at = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._scale: Scale | None = None
        self.scale = ChoiceField(_("Scale"))
        self.add = Button(_("Add a scale"), "secondary", "ph.plus")
        self.remove = Button(_("Remove the scale"), "quiet", "ph.trash")
        self.back = Button(_("Back"), "secondary", "ph.arrow-left")
        self.findings = FindingsList()
        self.languages = TranslationBar()
        self.name = TextPair(_("What it measures"), lambda name: TextField(name, 120))
        self.least = NumberField(_("Answers needed for a score"), 0, 999)
        self.least.setSpecialValueText(_("three of four"))
        self.boxes: dict[str, tuple[QCheckBox, QCheckBox]] = {}
        self._grid = QGridLayout()
        first = Button(_("Add the first scale"), "primary", "ph.plus")
        self.empty = EmptyState(
            "ph.scales",
            _("No scale yet"),
            _(
                "A scale is a few questions that measure one thing together, such as trust or "
                "loneliness. Its score is more reliable than any single answer."
            ),
            first,
        )
        self._place_parts()
        self._connect_parts()

    def render_state(self, state: EditorState) -> None:
        scales = {scale.name: scale for scale in state.instrument.scales}
        self._scale = scales.get(state.scale or "")
        self.empty.setVisible(self._scale is None)
        self.whole.setVisible(self._scale is not None)
        if self._scale is None:
            return
        self.scale.offer(
            [(name, in_language(one.texts, state.main) or name) for name, one in scales.items()],
            state.scale,
        )
        self.findings.show_findings(state.findings_of(self._scale.name), {})
        self.languages.render_state(state)
        self.name.show_part("scale", self._scale.texts, state)
        self.least.show_value(self._scale.min_answered or 0)
        self._show_members(state.instrument, self._scale, state.main)

    def commit(self) -> None:
        if self._scale is not None:
            self.name.commit()
            self.least.commit()

    def lead_to(self, finding: Finding) -> None:
        if finding.gap is not None:
            self.translation_chosen.emit(finding.gap.language)
            self.name.focus_gap()
        else:
            self.name.main.setFocus()

    def focused_part(self) -> str | None:
        return "scale"

    def focus_gap(self, _part: str) -> None:
        self.name.focus_gap()

    def _read(self) -> Scale:
        assert self._scale is not None
        inside = [name for name, (box, _turned) in self.boxes.items() if box.isChecked()]
        gone = [name for name in self._scale.items if name not in self.boxes]
        turned = [name for name, (_box, turned) in self.boxes.items() if turned.isChecked()]
        return replace(
            self._scale,
            texts=self.name.texts(),
            items=(*inside, *gone),
            reverse_keyed=tuple(turned),
            min_answered=self.least.value() or None,
        )

    def _show_members(self, instrument: Instrument, scale: Scale, language: str) -> None:
        offered = members(instrument)
        if tuple(self.boxes) != offered:
            self._make_boxes(offered)
        for member, (box, turned) in self.boxes.items():
            words = member_in_words(instrument, member, language)
            box.setText(_short(words).replace("&", "&&"))
            box.setToolTip(plain_tool_tip(words))
            is_in = member in scale.items
            box.setChecked(is_in)
            turned.setChecked(member in scale.reverse_keyed)
            turned.setEnabled(is_in)
            turned.setAccessibleName(_("{words}: the other way round").format(words=words))

    def _make_boxes(self, offered: tuple[str, ...]) -> None:
        for pair in self.boxes.values():
            for box in pair:
                box.hide()
                box.deleteLater()
        self.boxes = {}
        for place, member in enumerate(offered):
            box, turned = QCheckBox(), QCheckBox(_("the other way round"))
            for one in (box, turned):
                one.clicked.connect(self._on_committed)
            self.boxes[member] = (box, turned)
            self._grid.addWidget(box, place, 0)
            self._grid.addWidget(turned, place, 1)

    def _place_parts(self) -> None:
        self._grid.setVerticalSpacing(0)
        self._grid.setHorizontalSpacing(theme.L)
        self._grid.setColumnStretch(0, 1)
        head = row(label(_("Scales"), "title"), None, self.back)
        choose = row(self.scale, self.add, None, self.remove)
        name = column(
            self.languages, label(_("What it measures"), "label"), self.name, gap=theme.XS
        )
        words = label(
            _(
                "Tick the questions that belong to it. “The other way round” is for those where "
                "much of the answer means little of the thing, such as “I often feel alone” in a "
                "scale of belonging: it is turned before the score is made."
            ),
            "small",
            wraps=True,
        )
        least = field_label(_("Answers needed for a score"), self.least)
        self.whole = QWidget()
        self.whole.setLayout(
            column(
                choose,
                self.findings,
                name,
                words,
                self._grid,
                column(least, row(self.least, None), gap=theme.XS),
                gap=theme.L,
            )
        )
        whole = column(head, self.empty, self.whole, gap=theme.L)
        whole.addStretch(1)
        self.setLayout(whole)

    def _connect_parts(self) -> None:
        self.scale.committed.connect(self._on_scale_committed)
        self.add.clicked.connect(self.add_wanted)
        self.empty.step_taken.connect(self.add_wanted)
        self.remove.clicked.connect(self.remove_wanted)
        self.back.clicked.connect(self.closed)
        self.name.committed.connect(self._on_committed)
        self.least.committed.connect(self._on_committed)
        self.name.looked_at.connect(lambda: self.looked_at.emit("scale"))
        self.languages.translation_chosen.connect(self.translation_chosen)
        self.languages.gap_wanted.connect(self.gap_wanted)

    @Slot()
    def _on_scale_committed(self) -> None:
        self.scale_chosen.emit(str(self.scale.chosen()))

    @Slot()
    def _on_committed(self) -> None:
        self.committed.emit(self._read())


def member_in_words(instrument: Instrument, member: str, language: str) -> str:
    item = item_of(instrument, member)
    if item is None:
        return member
    text = in_language(item.texts, language) or item.leaf
    if item.name == member:
        return text
    code = member.rpartition(".")[2]
    return f"{text} — {item.label(code, language)}"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST_WORDS else words[: _LONGEST_WORDS - 1] + "…"

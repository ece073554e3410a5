"""On the right: the item on a phone, on this computer handed over, and on paper; and the check."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFrame, QStackedWidget, QVBoxLayout, QWidget

from pollkit.desktop import theme
from pollkit.desktop.questionnaires.editor.findings_list import FindingsList
from pollkit.desktop.questionnaires.editor.previews.kiosk import KioskPreview
from pollkit.desktop.questionnaires.editor.previews.paper import PaperPreview
from pollkit.desktop.questionnaires.editor.previews.phone import PhonePreview
from pollkit.desktop.questionnaires.editor.state import EditorState
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fields import ChoiceField
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import ScrolledColumn, column, row
from pollkit.domain.editing.tree import numbers
from pollkit.domain.findings import Finding, Weight
from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.texts import in_language
from pollkit.i18n import _, language_name, ngettext


class Side(IntEnum):
    PHONE = 0
    KIOSK = 1
    PAPER = 2
    CHECK = 3


class PreviewPanel(QFrame):
    finding_chosen = Signal(object)  # Finding

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setFixedWidth(348)
        self.language = ChoiceField(_("Language of the preview"))
        self.phone = PhonePreview()
        self.kiosk = KioskPreview()
        self.paper = PaperPreview()
        self.findings = FindingsList()
        self.sound = label(_("Nothing to mend. Try it with a few people."), "good", wraps=True)
        self._shown: tuple[Instrument, Item | None] | None = None
        self._pictures: Mapping[str, Path] = {}
        self._sides = QButtonGroup(self)
        self._pages = QStackedWidget()
        self._place_parts()
        self.language.committed.connect(self._on_language_committed)
        self._sides.idClicked.connect(self._on_side_clicked)
        self.findings.finding_chosen.connect(self.finding_chosen)

    def render_state(self, state: EditorState) -> None:
        choices: list[tuple[object, str]] = [(tag, language_name(tag)) for tag in state.languages]
        chosen = self.language.chosen()
        self.language.offer(choices, chosen if chosen in state.languages else state.main)
        self._has_languages = len(choices) > 1
        self._show_check(state)
        self._pictures = state.pictures
        section = state.section
        shown = state.item
        if section is not None:
            shown = Item(section.path, ItemKind.NOTE, section.texts)
        self.show_draft(state.instrument, shown)

    def show_draft(self, instrument: Instrument, item: Item | None) -> None:
        self._shown = (instrument, item)
        self._show_previews()

    def turn_to(self, side: Side) -> None:
        self._sides.button(side).setChecked(True)
        self._pages.setCurrentIndex(side)
        self._show_previews()

    @property
    def side(self) -> Side:
        return Side(self._pages.currentIndex())

    def _show_previews(self) -> None:
        """Only the one that is seen is drawn anew."""
        side = self.side
        self.language.setVisible(self._has_languages and side is not Side.CHECK)
        if self._shown is None or side is Side.CHECK:
            return
        instrument, item = self._shown
        language = str(self.language.chosen())
        if side is Side.PHONE:
            self.phone.show_item(instrument, item, language, self._pictures)
        elif side is Side.KIOSK:
            self.kiosk.show_item(instrument, item, language, self._pictures)
        else:
            self.paper.show_item(instrument, item, language)

    def _show_check(self, state: EditorState) -> None:
        places: dict[str | None, str] = {None: ""}
        numbered = numbers(state.instrument)
        for item in state.instrument.items:
            places[item.name] = str(numbered.get(item.name, item.leaf))
        for section in state.instrument.sections:
            leaf = section.path.rpartition("/")[2]
            places[section.path] = in_language(section.texts, state.main) or leaf
        for scale in state.instrument.scales:
            places[scale.name] = in_language(scale.texts, state.main) or _("Scale")
        self.findings.show_findings(sorted(state.findings, key=_urgency), places)
        count = len(state.findings)
        self.sound.setVisible(not count)
        words = ngettext("Check · {n}", "Check · {n}", count).format(n=count)
        self._sides.button(Side.CHECK).setText(words if count else _("Check"))

    def _place_parts(self) -> None:
        self._has_languages = False
        names = {
            Side.PHONE: _("Phone"),
            Side.KIOSK: _("Handed over"),
            Side.PAPER: _("Paper"),
            Side.CHECK: _("Check"),
        }
        bar = row(gap=theme.XS)
        for side, name in names.items():
            button = Button(name, "chip")
            button.setCheckable(True)
            self._sides.addButton(button, side)
            bar.addWidget(button)
        bar.addStretch(1)
        for part in (self.phone, self.kiosk, self.paper):
            self._pages.addWidget(_page(part))
        check = QVBoxLayout()
        check.setContentsMargins(0, 0, 0, 0)
        check.addWidget(self.sound)
        check.addWidget(self.findings)
        check.addStretch(1)
        self._pages.addWidget(ScrolledColumn(check))
        self._sides.button(Side.PHONE).setChecked(True)
        whole = column(bar, self.language, self._pages, margin=theme.M, gap=theme.S)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    @Slot()
    def _on_language_committed(self) -> None:
        self._show_previews()

    @Slot(int)
    def _on_side_clicked(self, side: int) -> None:
        self.turn_to(Side(side))


def _urgency(finding: Finding) -> tuple[int, bool]:
    """What must be mended comes first; translations come after what is doubtful."""
    return list(Weight).index(finding.weight), finding.gap is not None


def _page(part: QWidget) -> QWidget:
    inside = QVBoxLayout()
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
    inside.addStretch(1)
    return ScrolledColumn(inside)

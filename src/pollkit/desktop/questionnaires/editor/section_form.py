"""The form of a section: its heading, whether it repeats, and of whom it is asked."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from pollkit.desktop import theme
from pollkit.desktop.questionnaires.editor.condition_editor import ConditionEditor
from pollkit.desktop.questionnaires.editor.expression_field import ExpressionField
from pollkit.desktop.questionnaires.editor.findings_list import FindingsList
from pollkit.desktop.questionnaires.editor.forms.rules import condition_in_short
from pollkit.desktop.questionnaires.editor.name_field import NameField
from pollkit.desktop.questionnaires.editor.state import EditorState
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fields import LinesField
from pollkit.desktop.widgets.fold import Fold
from pollkit.desktop.widgets.icons import Picture
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column, row
from pollkit.desktop.widgets.text_pair import TextPair
from pollkit.desktop.widgets.translation_bar import TranslationBar
from pollkit.domain.findings import Finding, Part
from pollkit.domain.rules import Section
from pollkit.i18n import _

_ON_ONE_PAGE = "field-list"


class SectionForm(QWidget):
    committed = Signal(object)  # Section
    rename_wanted = Signal(str)
    translation_chosen = Signal(str)
    gap_wanted = Signal()
    looked_at = Signal(str)
    ungroup_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._section: Section | None = None
        self.findings = FindingsList()
        self.languages = TranslationBar()
        self.heading = TextPair(_("Heading"), LinesField)
        self.repeats = QCheckBox(_("Filled in once for each of several, such as every child"))
        self.count = ExpressionField(_("How often"), "${children}")
        self.count_words = label(
            _("Empty: whoever answers says after each whether there is another."), "small", True
        )
        self.on_one_page = QCheckBox(_("All its questions on one page"))
        self.condition = ConditionEditor()
        self.fold = Fold(_("Who is asked"), self.condition)
        self.ungroup = Button(_("Dissolve the section"), "secondary", "ph.arrows-out-simple")
        self.name = NameField()
        self._place_parts()
        self._connect_parts()

    def render_state(self, state: EditorState) -> None:
        section = state.section
        assert section is not None
        if self._section is None or section.path != self._section.path:
            self.condition.forget()
            self.fold.open(bool(section.relevant))
        self._section = section
        self.findings.show_findings(state.findings_of(section.path), {})
        self.languages.render_state(state)
        self.heading.show_part("text", section.texts, state)
        self.repeats.setChecked(section.repeats)
        self.repeated.setVisible(section.repeats)
        self.count.show_expression(
            section.repeat_count,
            lambda text: state.trouble_of(Part.REPEAT, text),
            state.earlier,
            state.main,
        )
        self.on_one_page.setChecked(_ON_ONE_PAGE in section.appearance.split())
        self.condition.show_condition(section.relevant, state)
        self.fold.say(condition_in_short(section.relevant))
        self.name.show_name(section.path.rpartition("/")[2])

    def commit(self) -> None:
        for field in (self.heading, self.count, self.condition, self.name):
            field.commit()

    def lead_to(self, finding: Finding) -> None:
        if finding.gap is not None:
            self.translation_chosen.emit(finding.gap.language)
            self.heading.focus_gap()
        elif finding.part is Part.CONDITION:
            self.fold.open(True)
            self.condition.expression.field.setFocus()
        elif finding.part is Part.REPEAT:
            self.count.field.setFocus()
        else:
            self.name.field.setFocus()

    def focused_part(self) -> str | None:
        return "text" if self.heading.has_focus() else None

    def focus_gap(self, _part: str) -> None:
        self.heading.focus_gap()

    def _read(self) -> Section:
        assert self._section is not None
        appearance = [word for word in self._section.appearance.split() if word != _ON_ONE_PAGE]
        if self.on_one_page.isChecked():
            appearance.insert(0, _ON_ONE_PAGE)
        repeats = self.repeats.isChecked()
        return replace(
            self._section,
            texts=self.heading.texts(),
            repeats=repeats,
            repeat_count=self.count.expression() if repeats else "",
            appearance=" ".join(appearance),
            relevant=self.condition.written(),
        )

    def _place_parts(self) -> None:
        kind = row(Picture("ph.folder-simple", 22), label(_("Section"), "strong"), None)
        heading = column(self.languages, label(_("Heading"), "label"), self.heading, gap=theme.XS)
        self.repeated = QWidget()
        inside = column(self.count, self.count_words, gap=theme.XS)
        inside.setContentsMargins(26, 0, 0, 0)
        self.repeated.setLayout(inside)
        repeats = column(self.repeats, self.repeated, gap=theme.XS)
        foot = row(self.ungroup, None)
        whole = column(
            self.findings, kind, heading, repeats, self.on_one_page, self.fold, self.name, foot,
            gap=theme.L,
        )  # fmt: skip
        whole.addStretch(1)
        self.setLayout(whole)

    def _connect_parts(self) -> None:
        for field in (self.heading, self.count, self.condition):
            field.committed.connect(self._on_committed)
        self.repeats.clicked.connect(self._on_committed)
        self.on_one_page.clicked.connect(self._on_committed)
        self.heading.looked_at.connect(lambda: self.looked_at.emit("text"))
        self.name.rename_wanted.connect(self.rename_wanted)
        self.languages.translation_chosen.connect(self.translation_chosen)
        self.languages.gap_wanted.connect(self.gap_wanted)
        self.findings.finding_chosen.connect(self.lead_to)
        self.ungroup.clicked.connect(self.ungroup_wanted)

    @Slot()
    def _on_committed(self) -> None:
        self.committed.emit(self._read())

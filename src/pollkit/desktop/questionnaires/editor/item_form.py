"""The form of one item: the parts that its kind has."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from pollkit.desktop import theme
from pollkit.desktop.questionnaires.editor.findings_list import FindingsList
from pollkit.desktop.questionnaires.editor.forms.filter import FilterForm
from pollkit.desktop.questionnaires.editor.forms.limits import (
    ChoicesForm,
    NumberForm,
    PointsForm,
    TextForm,
)
from pollkit.desktop.questionnaires.editor.forms.options import OptionsForm
from pollkit.desktop.questionnaires.editor.forms.part import FormPart
from pollkit.desktop.questionnaires.editor.forms.picture import PictureForm
from pollkit.desktop.questionnaires.editor.forms.rules import (
    CalculationForm,
    ConditionForm,
    ConstraintForm,
    DefaultForm,
    RequiredForm,
)
from pollkit.desktop.questionnaires.editor.forms.sheet import SheetForm
from pollkit.desktop.questionnaires.editor.forms.words import WordsForm
from pollkit.desktop.questionnaires.editor.name_field import NameField
from pollkit.desktop.questionnaires.editor.state import EditorState
from pollkit.desktop.questionnaires.kinds import kind_icon, kind_name
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fold import Fold
from pollkit.desktop.widgets.icons import Picture
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column, row
from pollkit.desktop.widgets.text_pair import TextPair
from pollkit.desktop.widgets.translation_bar import TranslationBar
from pollkit.domain.findings import Finding
from pollkit.domain.instruments import Item, ItemKind
from pollkit.i18n import _


class ItemForm(QWidget):
    """Hands over the whole item as it stands; filling the form hands over nothing."""

    committed = Signal(object)  # Item
    drafted = Signal(object)  # Item, while someone types
    rename_wanted = Signal(str)
    kind_wanted = Signal()
    translation_chosen = Signal(str)
    gap_wanted = Signal()
    looked_at = Signal(str)  # part
    list_wanted = Signal(str)
    own_list_wanted = Signal()
    picture_chosen = Signal(str, object)  # part, Path or bytes
    picture_removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._item: Item | None = None
        self.findings = FindingsList()
        self.kind_name = label("", "strong")
        self.kind_picture = Picture("ph.check-circle", 22)
        self.kind = Button(_("Change"), "quiet", "ph.arrows-clockwise")
        self.languages = TranslationBar()
        self.name = NameField()
        self.words = WordsForm()
        self.options = OptionsForm()
        self.condition = ConditionForm()
        self.calculation = CalculationForm()
        self.picture = PictureForm()
        self._make_folds()
        self.parts: tuple[FormPart, ...] = (*self._always, *self.folds)
        self._place_parts()
        self._connect_parts()

    def render_state(self, state: EditorState) -> None:
        item = state.item
        assert item is not None
        is_other = self._item is None or item.name != self._item.name
        self._item = item
        self.findings.show_findings(state.findings_of(item.name), {})
        self.kind_name.setText(kind_name(item.kind))
        self.kind_picture.show_icon(kind_icon(item.kind))
        kind = _("Kind of question: {name}").format(name=kind_name(item.kind))
        self.kind.setAccessibleName(f"{kind}. {self.kind.text()}")
        self.kind.setVisible(item.kind is not ItemKind.OTHER)
        self.name.show_name(item.leaf)
        self.languages.render_state(state)
        for part in self._always:
            part.setVisible(item.kind in part.kinds)
        for part in self._parts_of(item):
            part.show_item(item, state)
        for part, fold in self.folds.items():
            fold.setVisible(item.kind in part.kinds)
            fold.say(part.summary(item, state))
            if is_other:
                fold.open(item.kind is ItemKind.HIDDEN and part is self.calculation)

    def commit(self) -> None:
        """Hands over what is still in a field that has the focus."""
        if self._item is not None:
            for part in self._parts_of(self._item):
                part.commit()
            self.name.commit()

    def lead_to(self, finding: Finding) -> None:
        """Puts the focus where it can be mended, its language beside the main one."""
        if finding.gap is not None:
            self.translation_chosen.emit(finding.gap.language)
            self.focus_gap(finding.gap.place.part)
            return
        assert self._item is not None
        for part in self._parts_of(self._item):
            field = part.field_for(finding.part)
            if field is not None:
                self._unfold(part)
                field.setFocus()
                return
        self.name.field.setFocus()

    def focus_text(self) -> None:
        assert self._item is not None
        if self._item.kind is ItemKind.HIDDEN:
            self.calculation.expression.field.setFocus()
        else:
            self.words.text.main.setFocus()

    def focus_gap(self, part: str) -> None:
        for form in self.parts:
            if part in form.pairs():
                self._unfold(form)
                form.pairs()[part].focus_gap()

    def pairs(self) -> dict[str, TextPair]:
        assert self._item is not None
        shown = self._parts_of(self._item)
        return {name: pair for part in shown for name, pair in part.pairs().items()}

    def focused_part(self) -> str | None:
        """The text in which the person is, as a part of the item."""
        return next((name for name, pair in self.pairs().items() if pair.has_focus()), None)

    def take_main_text(self) -> None:
        """Copies the main text into the translation in which the person is."""
        part = self.focused_part()
        if part is not None:
            self.pairs()[part].take_main_text()

    def _parts_of(self, item: Item) -> tuple[FormPart, ...]:
        return tuple(part for part in self.parts if item.kind in part.kinds)

    def _read(self) -> Item:
        assert self._item is not None
        item = self._item
        for part in self._parts_of(item):
            item = part.read(item)
        return item

    def _unfold(self, part: FormPart) -> None:
        if part in self.folds:
            self.folds[part].open(True)

    def _make_folds(self) -> None:
        self._always: tuple[FormPart, ...] = (
            self.words, self.options, ChoicesForm(), PointsForm(), NumberForm(), TextForm(),
        )  # fmt: skip
        self.folds: dict[FormPart, Fold] = {
            self.condition: Fold(_("Who is asked"), self.condition),
        }
        for title, part in (
            (_("Must be answered"), RequiredForm()),
            (_("What may be answered"), ConstraintForm()),
            (_("Filled in before"), DefaultForm()),
            (_("Which options are offered"), FilterForm()),
            (_("Calculated"), self.calculation),
            (_("Picture"), self.picture),
            (_("In the spreadsheet"), SheetForm()),
        ):
            self.folds[part] = Fold(title, part)

    def _place_parts(self) -> None:
        kind = row(self.kind_picture, self.kind_name, self.kind, None)
        text = column(self.languages, self.words, gap=theme.XS)
        folds = column(*self.folds.values(), gap=0)
        rest = [part for part in self._always if part is not self.words]
        whole = column(self.findings, kind, text, *rest, folds, self.name, gap=theme.L)
        whole.addStretch(1)
        self.setLayout(whole)

    def _connect_parts(self) -> None:
        self.kind.clicked.connect(self.kind_wanted)
        self.name.rename_wanted.connect(self.rename_wanted)
        for part in self.parts:
            part.committed.connect(self._on_committed)
            part.drafted.connect(self._on_drafted)
            part.looked_at.connect(self.looked_at)
        for part in (self.options, self.picture):
            part.picture_chosen.connect(self.picture_chosen)
            part.picture_removed.connect(self.picture_removed)
        self.options.list_wanted.connect(self.list_wanted)
        self.options.own_list_wanted.connect(self.own_list_wanted)
        self.languages.translation_chosen.connect(self.translation_chosen)
        self.languages.gap_wanted.connect(self.gap_wanted)
        self.findings.finding_chosen.connect(self.lead_to)

    @Slot()
    def _on_committed(self) -> None:
        self.committed.emit(self._read())

    @Slot()
    def _on_drafted(self) -> None:
        self.drafted.emit(self._read())

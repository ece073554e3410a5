"""The form of one question: the parts that its kind has."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.editor.forms.again import AgainForm
from pollkit.desktop.facilitator.editor.forms.asking import AskingForm
from pollkit.desktop.facilitator.editor.forms.choices import ChoicesForm
from pollkit.desktop.facilitator.editor.forms.condition import ConditionForm
from pollkit.desktop.facilitator.editor.forms.grid import GridForm
from pollkit.desktop.facilitator.editor.forms.notes import NotesForm
from pollkit.desktop.facilitator.editor.forms.number import NumberForm
from pollkit.desktop.facilitator.editor.forms.options import OptionsForm
from pollkit.desktop.facilitator.editor.forms.part import FormPart
from pollkit.desktop.facilitator.editor.forms.pin import PinForm
from pollkit.desktop.facilitator.editor.forms.quiz import QuizForm
from pollkit.desktop.facilitator.editor.forms.scale import ScaleForm
from pollkit.desktop.facilitator.editor.forms.text import TextForm
from pollkit.desktop.facilitator.editor.forms.words import WordsForm
from pollkit.desktop.facilitator.editor.state import EditorState, Trouble
from pollkit.desktop.facilitator.kinds import kind_icon, kind_name
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fold import Fold
from pollkit.desktop.widgets.icons import Picture
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import NoticeBar, column, row
from pollkit.desktop.widgets.text_pair import TextPair
from pollkit.desktop.widgets.translation_bar import TranslationBar
from pollkit.desktop.widgets.trouble_list import TroubleList
from pollkit.domain.instruments import Item
from pollkit.i18n import _


class QuestionForm(QWidget):
    """Hands over the whole question as it stands; filling the form hands over nothing."""

    committed = Signal(object)  # Item
    drafted = Signal(object)  # Item, while someone types
    kind_wanted = Signal()
    undo_wanted = Signal()
    duplicate_wanted = Signal()
    repeat_wanted = Signal()
    translation_chosen = Signal(str)
    gap_wanted = Signal()
    looked_at = Signal(str)  # part
    picture_chosen = Signal(str, object)  # part, Path or bytes
    picture_removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._item: Item | None = None
        self._put_aside = ""
        self.troubles = TroubleList()
        self.put_aside = NoticeBar()
        self.kind_name = label("", "strong")
        self.kind_picture = Picture("ph.check-circle", 22)
        self.kind = Button(_("Change"), "quiet", "ph.arrows-clockwise")
        self.duplicate = Button(_("Duplicate"), "secondary", "ph.copy")
        self.languages = TranslationBar()
        self.text = TextForm()
        self.pin = PinForm()
        self.options = OptionsForm()
        self.choices = ChoicesForm()
        self.scale = ScaleForm()
        self.grid = GridForm()
        self.number = NumberForm()
        self.words = WordsForm()
        self.quiz = QuizForm()
        self.asking = AskingForm()
        self.condition = ConditionForm()
        self.again = AgainForm()
        self.notes = NotesForm()
        self.folds: dict[FormPart, Fold] = {
            self.quiz: Fold(_("Right answer"), self.quiz),
            self.asking: Fold(_("How it is asked"), self.asking),
            self.condition: Fold(_("Who is asked"), self.condition),
            self.again: Fold(_("Before and after"), self.again),
            self.notes: Fold(_("Notes for me"), self.notes),
        }
        self._always: tuple[FormPart, ...] = (
            self.text, self.pin, self.options, self.choices, self.scale, self.grid, self.number,
            self.words,
        )  # fmt: skip
        self.parts: tuple[FormPart, ...] = (*self._always, *self.folds)
        self._place_parts()
        self._connect_parts()

    def render_state(self, state: EditorState) -> None:
        item = state.item
        assert item is not None
        is_other = self._item is None or item.name != self._item.name
        self._item = item
        self.troubles.show_troubles(state.troubles_of(item.name))
        self.kind_name.setText(kind_name(item.kind))
        self.kind_picture.show_icon(kind_icon(item.kind))
        kind = _("Kind of question: {name}").format(name=kind_name(item.kind))
        self.kind.setAccessibleName(f"{kind}. {self.kind.text()}")
        self.kind.setEnabled(not state.is_locked)
        self.locked.setVisible(state.is_locked)
        self._show_put_aside(state.put_aside)
        self.languages.render_state(state)
        for part in self._always:
            part.setVisible(item.kind in part.kinds)
        for part in self._parts_of(item):
            part.show_item(item, state)
        for part, fold in self.folds.items():
            fold.setVisible(item.kind in part.kinds)
            fold.say(part.summary(item))
            if is_other:
                fold.open(False)
        # A question to mark the answer of is a quiz question already.
        if is_other and item.score and not item.right:
            self.folds[self.quiz].open(True)
        has_earlier = bool(state.earlier) or item.asked_if is not None
        self.folds[self.condition].setVisible(has_earlier)

    def commit(self) -> None:
        """Hands over what is still in a field that has the focus."""
        if self._item is not None:
            for part in self._parts_of(self._item):
                part.commit()

    def lead_to(self, trouble: Trouble) -> None:
        """Puts the focus where the trouble can be mended, its language beside the main one."""
        if trouble.gap is not None:
            self.translation_chosen.emit(trouble.gap.language)
            self.focus_gap(trouble.gap.place.part)
            return
        assert self._item is not None
        for part in self._parts_of(self._item):
            field = part.field_for(trouble.part)
            if field is not None:
                self._unfold(part)
                field.setFocus()
                return
        self.focus_text()

    def focus_text(self) -> None:
        self.text.pair.main.setFocus()

    def focus_gap(self, part: str) -> None:
        pair = self.pairs().get(part)
        if pair is not None:
            pair.focus_gap()

    def pairs(self) -> dict[str, TextPair]:
        assert self._item is not None
        shown = self._parts_of(self._item)
        return {name: pair for part in shown for name, pair in part.pairs().items()}

    def focused_part(self) -> str | None:
        """The text in which the person is, as a part of the question."""
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

    def _show_put_aside(self, words: str) -> None:
        if words and words != self._put_aside:
            said = _("Put aside, for the kind before: {parts}.").format(parts=words)
            self.put_aside.say(said, _("Take back"))
        elif not words:
            self.put_aside.hide()
        self._put_aside = words

    def _place_parts(self) -> None:
        self.locked = _locked_notice(self.duplicate)
        kind = row(self.kind_picture, self.kind_name, self.kind, None)
        text = column(self.languages, self.text, gap=theme.XS)
        folds = column(*self.folds.values(), gap=0)
        rest = [part for part in self._always if part is not self.text]
        head = (self.troubles, self.locked, kind, self.put_aside)
        whole = column(*head, text, *rest, folds, gap=theme.L)
        whole.addStretch(1)
        self.setLayout(whole)

    def _connect_parts(self) -> None:
        self.kind.clicked.connect(self.kind_wanted)
        self.put_aside.action_taken.connect(self.undo_wanted)
        for part in self.parts:
            part.committed.connect(self._on_committed)
            part.drafted.connect(self._on_drafted)
            part.looked_at.connect(self.looked_at)
        for pictures in (self.pin, self.options):
            pictures.picture_chosen.connect(self.picture_chosen)
            pictures.picture_removed.connect(self.picture_removed)
        self.again.copy_wanted.connect(self.repeat_wanted)
        self.languages.translation_chosen.connect(self.translation_chosen)
        self.languages.gap_wanted.connect(self.gap_wanted)
        self.troubles.trouble_chosen.connect(self.lead_to)
        self.duplicate.clicked.connect(self.duplicate_wanted)

    @Slot()
    def _on_committed(self) -> None:
        self.committed.emit(self._read())

    @Slot()
    def _on_drafted(self) -> None:
        self.drafted.emit(self._read())


def _locked_notice(duplicate: Button) -> QFrame:
    notice = QFrame()
    notice.setProperty("notice", True)
    words = label(
        _(
            "The room has seen this question. Its words, timer, notes and right answer can be "
            "corrected; its kind, its options and who is asked stay, so that each answer keeps its "
            "meaning. To change more, duplicate it."
        ),
        wraps=True,
    )
    box = row(words, duplicate, margin=theme.M, gap=theme.M)
    box.setStretch(0, 1)
    notice.setLayout(box)
    return notice

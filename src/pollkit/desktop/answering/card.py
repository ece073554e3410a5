"""One question with its answer, what is wrong with it, and what has become of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel

from pollkit.desktop import theme
from pollkit.desktop.answering.answer_widget import AnswerWidget, Surface
from pollkit.desktop.answering.choices import is_searched
from pollkit.desktop.answering.kinds import answer_widget
from pollkit.desktop.answering.view import Keeping, QuestionView
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column, row
from pollkit.domain.instruments import ItemKind
from pollkit.i18n import _

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LONG_QUESTION = 90
_WITHOUT_ANSWER = {ItemKind.NOTE, ItemKind.HIDDEN, ItemKind.OTHER}


class QuestionCard(QFrame):
    """Digits choose, Return goes on; what is wrong is said below the answer."""

    answered = Signal(str, tuple)  # address, words
    declined = Signal(str, bool)
    went_on = Signal(str)

    def __init__(self, surface: Surface, view: QuestionView) -> None:
        super().__init__()
        self._surface = surface
        self.address = view.address
        self._shape = _shape_of(view)
        self.takes_answers = view.item.kind not in _WITHOUT_ANSWER
        self.number = label("", "muted")
        self.text = label("", "strong", wraps=True)
        self.must = label("", "small")
        self.picture = QLabel()
        self.hint = label("", "muted", wraps=True)
        self.answer: AnswerWidget = answer_widget(surface, view)
        self.problem = label("", "danger", wraps=True)
        self.note = label("", "small", wraps=True)
        self.keeping = label("", "small")
        self.decline = Button(_("Would rather not say"), "chip")
        self.decline.setCheckable(True)
        self._place_parts()
        self.answer.answered.connect(self._on_answered)
        self.decline.clicked.connect(self._on_decline_clicked)
        self.show_view(view)

    def show_view(self, view: QuestionView) -> None:
        self._show_words(view)
        self.answer.show_view(view)
        self._show_picture(view)
        self.problem.setText(f"⚠ {view.problem}" if view.problem else "")
        self.note.setText(view.note)
        self.keeping.setText(keeping_words(view.keeping))
        role = "danger" if view.keeping is Keeping.NOT_SAVED else "small"
        if self.keeping.property("text_role") != role:
            self.keeping.setProperty("text_role", role)
            self.keeping.style().polish(self.keeping)
        # Alone at the screen both stand at its edge, where every question has them.
        self.decline.setVisible(view.can_decline and not self._surface.look.is_large)
        self.keeping.setVisible(not self._surface.look.is_large)
        self.decline.setChecked(view.has_declined)
        self.decline.setEnabled(not view.is_read_only)
        for part in (self.number, self.must, self.hint, self.problem, self.note):
            part.setVisible(bool(part.text()))

    def takes(self, view: QuestionView) -> bool:
        """Whether this card can show the question as it is now."""
        return self.address == view.address and self._shape == _shape_of(view)

    def mark_reached(self, is_reached: bool) -> None:
        """The question that has the keys stands out, not by colour alone: by its edge."""
        if bool(self.property("is_reached")) != is_reached and not self._surface.look.is_large:
            self.setProperty("is_reached", is_reached)
            self.style().polish(self)

    def focus(self) -> None:
        self.answer.first_control().setFocus(Qt.FocusReason.OtherFocusReason)

    def commit(self) -> None:
        self.answer.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        digit = event.key() - Qt.Key.Key_0
        if event.key() in _RETURN:
            self.answer.commit()
            self.went_on.emit(self.address)
        elif 0 <= digit <= 9 and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if not self.answer.press_digit(digit):
                super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _place_parts(self) -> None:
        is_large = self._surface.look.is_large
        head = row(self.number, gap=theme.S)
        head.addWidget(self.text, 1)
        head.setAlignment(self.number, Qt.AlignmentFlag.AlignTop)
        foot = row(self.decline, self.must, None, self.keeping, gap=theme.M)
        parts = column(head, self.hint, gap=theme.L if is_large else theme.S)
        parts.addWidget(self.picture)
        for part in (self.answer, self.problem, self.note):
            parts.addWidget(part)
        parts.addLayout(foot)
        margin = 0 if is_large else theme.L
        parts.setContentsMargins(margin, margin, margin, margin)
        self.setLayout(parts)
        if not is_large:
            self.setProperty("card", True)

    def _show_words(self, view: QuestionView) -> None:
        self.number.setText(view.number)
        self.text.setText(view.text)
        self.text.setAccessibleName(view.text)
        self.hint.setText(view.hint)
        self.must.setText(_("must be answered") if view.is_required else "")
        if view.item.kind is ItemKind.NOTE:
            self._set_role(self.text, "plain_lead" if self._surface.look.is_large else "")
        elif self._surface.look.is_large:
            is_long = len(view.text) > _LONG_QUESTION or view.item.kind is ItemKind.MATRIX
            self._set_role(self.text, "title" if is_long else "display_plain")
        if self._surface.look.is_large:
            self._set_role(self.hint, "lead_muted")

    def _show_picture(self, view: QuestionView) -> None:
        image = view.item.image
        shows = image is not None and view.item.kind is not ItemKind.PIN
        self.picture.setVisible(shows)
        if shows and image is not None and self.picture.pixmap().isNull():
            most = QSize(640, 300) if self._surface.look.is_large else QSize(420, 200)
            pixels = self._surface.pictures.fitted(image, most)
            if pixels is not None:
                self.picture.setPixmap(pixels)

    def _set_role(self, part: QLabel, role: str) -> None:
        if part.property("text_role") != role:
            part.setProperty("text_role", role)
            part.style().polish(part)

    @Slot(tuple)
    def _on_answered(self, words: tuple[str, ...]) -> None:
        self.answered.emit(self.address, words)

    @Slot(bool)
    def _on_decline_clicked(self, is_declined: bool) -> None:
        self.declined.emit(self.address, is_declined)


def _shape_of(view: QuestionView) -> tuple[object, ...]:
    """What the widget is made for; options and texts may change without a new one."""
    return view.item.kind, view.item.codes, view.item.scale_points, is_searched(view)


def keeping_words(keeping: Keeping) -> str:
    return {
        Keeping.NOTHING: "",
        Keeping.SAVING: _("saving …"),
        Keeping.SAVED: _("✓ saved"),
        Keeping.NOT_SAVED: _("not saved; trying again"),
        Keeping.NOT_ACCEPTED: _("not saved yet"),
    }[keeping]

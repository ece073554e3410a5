"""What a person is told before the first question, and the two answers to it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from pollkit.desktop import theme
from pollkit.desktop.answering.answer_widget import qt_direction
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import ScrolledColumn, card, column, row
from pollkit.domain.consent import GivenBy
from pollkit.i18n import _

_WIDEST = 800


class ConsentPanel(QWidget):
    """Neither answer is larger, coloured or chosen beforehand: no is an answer like yes."""

    said = Signal(bool, object)  # yes or no, GivenBy

    def __init__(self, is_large: bool = False) -> None:
        super().__init__()
        self._is_large = is_large
        self.title = label("", "display_plain" if is_large else "title", wraps=True)
        self.words = label("", "plain_lead", wraps=True)
        self.who = label("", "label")
        self._group = QButtonGroup(self)
        self.givers = {one: QRadioButton() for one in GivenBy}
        for giver in self.givers.values():
            self._group.addButton(giver)
        self.givers[GivenBy.SELF].setChecked(True)
        role = "large" if is_large else "secondary"
        self.yes, self.no = Button("", role, "ph.check"), Button("", role, "ph.x")
        self._place_parts()
        self.yes.clicked.connect(self._on_yes_clicked)
        self.no.clicked.connect(self._on_no_clicked)

    def show_words(self, words: str, language: str) -> None:
        self.setLayoutDirection(qt_direction(language))
        self.title.setText(_("Before we begin"))
        self.words.setText(words)
        self.words.setAccessibleName(words)
        self._fit_words()
        self.who.setText(_("Who says so?"))
        for giver, text in (
            (GivenBy.SELF, _("The person")),
            (GivenBy.PARENT, _("A parent or guardian")),
            (GivenBy.BOTH, _("Both")),
        ):
            self.givers[giver].setText(text)
        self.yes.setText(_("Yes, I agree"))
        self.no.setText(_("No, I would rather not"))

    def show_givers(self, is_shown: bool) -> None:
        """Only the caseworker says who agreed; alone at the screen it is the person."""
        self._givers.setVisible(is_shown)

    def _place_parts(self) -> None:
        self._givers = QWidget()
        self._givers.setLayout(column(self.who, row(*self.givers.values(), None), gap=0))
        text = column(self.words)
        text.addStretch(1)
        self._scroll = ScrolledColumn(text)
        inside = QWidget()
        inside.setMaximumWidth(_WIDEST)
        parts = column(
            self.title,
            card(column(self._scroll), theme.XL),
            self._givers,
            row(self.yes, self.no, None, gap=theme.M),
            gap=theme.L,
        )
        parts.addStretch(1)
        inside.setLayout(parts)
        whole = row(margin=theme.XL)
        whole.addStretch(1)
        whole.addWidget(inside, 1000)
        whole.addStretch(1)
        self.setLayout(whole)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit_words()

    def _fit_words(self) -> None:
        """As high as the words are, as long as the answers below stay in sight."""
        wanted = self.words.heightForWidth(max(200, min(self.width() - 160, _WIDEST - 64)))
        self._scroll.setFixedHeight(min(wanted + theme.S, max(120, self.height() - 330)))

    def _tell(self, is_given: bool) -> None:
        giver = next(one for one, button in self.givers.items() if button.isChecked())
        self.said.emit(is_given, giver)

    @Slot()
    def _on_yes_clicked(self) -> None:
        self._tell(True)

    @Slot()
    def _on_no_clicked(self) -> None:
        self._tell(False)

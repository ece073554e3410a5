"""An item as the handed-over computer shows it: its very card, in small."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from pollkit.desktop import theme
from pollkit.desktop.answering.answer_widget import FOR_ONESELF, Surface, qt_direction
from pollkit.desktop.answering.card import QuestionCard
from pollkit.desktop.answering.pictures import Pictures
from pollkit.desktop.answering.view import OptionView, QuestionView
from pollkit.desktop.questionnaires.editor.previews.phone import described
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.panels import column, row
from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.texts import in_language
from pollkit.errors import NotFound
from pollkit.i18n import _, speaking

# The screen of a common laptop, of which the picture shows as much as is used.
_SCREEN = QSize(840, 540)
_WIDTH = 300


class KioskPreview(QWidget):
    """A picture of the card, so that nothing in it can be answered or takes the focus."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QPixmap()
        self._wanted: tuple[Item, str] | None = None
        self.setAccessibleName(_("Preview of this computer, handed over"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_item(
        self,
        instrument: Instrument,
        item: Item | None,
        language: str,
        pictures: Mapping[str, Path],
    ) -> None:
        """`pictures` are the files of the item's pictures, by their hashes."""
        self.setAccessibleDescription(described(item, language))
        self._wanted = None if item is None else (item, language)
        self._picture = QPixmap() if item is None else _picture_of(item, language, pictures)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        if self._picture.isNull():
            return QSize(_WIDTH, _WIDTH * 10 // 16)
        size = self._picture.deviceIndependentSize()
        return QSize(_WIDTH, round(_WIDTH * size.height() / size.width()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = self.rect().adjusted(1, 1, -1, -1)
        painter.fillRect(frame, self.palette().color(QPalette.ColorRole.Window))
        if not self._picture.isNull():
            painter.drawPixmap(frame, self._picture)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 2))
        painter.drawRoundedRect(frame, 6, 6)
        painter.end()


def _picture_of(item: Item, language: str, pictures: Mapping[str, Path]) -> QPixmap:
    """The card at the size of a screen, with the steps below it."""
    with speaking(language):
        page = QWidget()
        page.setObjectName("screen")
        page.setLayoutDirection(qt_direction(language))
        card = QuestionCard(Surface(FOR_ONESELF, _shelf(pictures)), _view(item, language))
        inside = QWidget()
        inside.setMaximumWidth(760)
        inside.setLayout(column(card))
        middle = row(None, inside, None)
        middle.setStretch(1, 1000)
        foot = row(
            Button(_("Back"), "secondary", "ph.arrow-left"),
            None,
            Button(_("I would rather not say"), "secondary"),
            Button(_("Next"), "primary"),
            gap=theme.M,
        )
        whole = column(middle, margin=theme.XXL, gap=theme.XL)
        whole.addStretch(1)
        whole.addLayout(foot)
        page.setLayout(whole)
        page.resize(_SCREEN)
        height = max(_SCREEN.height(), min(whole.heightForWidth(_SCREEN.width()), 1600))
        page.resize(_SCREEN.width(), height)
        picture = page.grab()
        page.deleteLater()
    return picture.scaledToWidth(2 * _WIDTH, Qt.TransformationMode.SmoothTransformation)


def _shelf(pictures: Mapping[str, Path]) -> Pictures:
    def path_of(sha256: str) -> Path:
        if sha256 not in pictures:
            raise NotFound(sha256)
        return pictures[sha256]

    return Pictures(path_of)


def _view(item: Item, language: str) -> QuestionView:
    options = tuple(
        OptionView(option.code, in_language(option.texts, language) or "…", option.image)
        for option in item.options
    )
    return QuestionView(
        item.name,
        item,
        in_language(item.texts, language) or "…",
        language,
        hint=in_language(item.hint, language),
        options=options,
        can_decline=item.kind is not ItemKind.NOTE,
    )

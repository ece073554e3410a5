"""A place for a picture: choose, drop or paste one, say what it shows, take it away."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from pollkit.desktop import theme
from pollkit.desktop.widgets.buttons import Button, icon_button
from pollkit.desktop.widgets.fields import ParagraphField, TextField
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column, row
from pollkit.desktop.widgets.picture_source import (
    ask_for_picture,
    may_hold_picture,
    picture_in,
)
from pollkit.desktop.widgets.text_pair import TextPair
from pollkit.domain.instruments import Image
from pollkit.i18n import _

_LARGE = 100


class ShowsPictures(Protocol):
    """What an editor knows of the pictures of what is chosen: their files by their hashes, the part
    whose picture is being made small, and the part whose picture was refused, with why."""

    @property
    def pictures(self) -> Mapping[str, Path]: ...

    @property
    def awaited(self) -> str | None: ...

    @property
    def refused(self) -> tuple[str, str] | None: ...

    @property
    def is_locked(self) -> bool: ...


class PictureField(QWidget):
    """`source_chosen` hands over a file or a picture's content; nothing is read here."""

    source_chosen = Signal(object)  # Path or bytes
    removed = Signal()

    def __init__(self, name: str, height: int) -> None:
        super().__init__()
        self.frame = PictureFrame(name, height)
        self.choose = Button("", "secondary", "ph.image")
        self.remove = icon_button("ph.trash", _("Remove the picture: {name}").format(name=name))
        # Under a pin a picture is a place with much to say of; beside an option it is one thing.
        kind_of_field = ParagraphField if height >= _LARGE else TextField
        self.alt = TextPair(_("What the picture shows: {name}").format(name=name), kind_of_field)
        self.wrong = label("", "danger", wraps=True)
        self.alt_words = label(_("What it shows, for those who do not see it"), "small", wraps=True)
        self._place_parts(height)
        self.choose.clicked.connect(self._on_choose_clicked)
        self.remove.clicked.connect(self.removed)
        self.frame.source_chosen.connect(self.source_chosen)

    def ask(self) -> None:
        """Opens the dialog in which a picture is chosen."""
        ask_for_picture(self, self.source_chosen.emit)

    def show_picture(self, part: str, image: Image | None, state: ShowsPictures) -> None:
        """The texts of the picture are shown by the caller."""
        path = None if image is None else state.pictures.get(image.sha256)
        is_awaited = state.awaited == part
        wrong = state.refused[1] if state.refused and state.refused[0] == part else ""
        self.frame.show_picture(image, path, is_awaited)
        self.choose.setText(_("Choose a picture…") if image is None else _("Another picture…"))
        self.frame.is_locked = state.is_locked
        self.choose.setEnabled(not is_awaited and not state.is_locked)
        self.remove.setEnabled(not state.is_locked)
        self.remove.setVisible(image is not None)
        self.alt.setVisible(image is not None)
        self.alt_words.setVisible(image is not None)
        self.wrong.setText(wrong)
        self.wrong.setVisible(bool(wrong))

    def _place_parts(self, height: int) -> None:
        if height < _LARGE:  # a thumbnail, its words beside it; another one comes by its option
            self.choose.setParent(self)
            self.choose.hide()
            beside = column(self.alt_words, self.alt, self.wrong, gap=theme.XS)
            line = row(self.frame, beside, self.remove, gap=theme.M)
            line.setAlignment(self.frame, Qt.AlignmentFlag.AlignTop)
            line.setAlignment(self.remove, Qt.AlignmentFlag.AlignTop)
            line.setStretch(1, 1)
            self.setLayout(line)
            return
        acts = row(self.choose, self.remove, None)
        words = column(self.alt_words, self.alt, gap=theme.XS)
        self.setLayout(column(self.frame, acts, self.wrong, words, gap=theme.S))

    @Slot()
    def _on_choose_clicked(self) -> None:
        self.ask()


class PictureFrame(QLabel):
    """The picture; takes the focus, so that one can be pasted into it. A label for screen readers
    alone, whose roles go by class: text where there is no picture, else a graphic."""

    source_chosen = Signal(object)

    def __init__(self, name: str, height: int) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.is_locked = False
        self._name = name
        self._is_large = height >= _LARGE
        self._shown: tuple[Path | None, bool] = (None, False)
        self._pixmap = QPixmap()
        self._words = ""
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        wide = QSizePolicy.Policy.Expanding if self._is_large else QSizePolicy.Policy.Fixed
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(height)
        if not self._is_large:
            self.setFixedWidth(height * 4 // 3)

    def show_picture(self, image: Image | None, path: Path | None, is_awaited: bool) -> None:
        if (path, is_awaited) != self._shown or self._pixmap.isNull():
            self._shown = (path, is_awaited)
            self._pixmap = QPixmap(str(path)) if path is not None else QPixmap()
            self.setPixmap(self._pixmap)
        self._words = self._hint(image, path, is_awaited)
        said = self._words or _("picture")
        self.setAccessibleName(f"{self._name}: {said}")
        self.update()

    def _hint(self, image: Image | None, path: Path | None, is_awaited: bool) -> str:
        if is_awaited:
            return _("Making it small …")
        if image is not None:
            return "" if path is not None else _("The file is gone. Choose the picture again.")
        return _("Drop a picture here, or paste one.") if self._is_large else ""

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(240, self.height())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if may_hold_picture(event.mimeData()) and not self.is_locked:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        event.acceptProposedAction()
        self._take(picture_in(event.mimeData()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.matches(QKeySequence.StandardKey.Paste):
            self._take(picture_in(QGuiApplication.clipboard().mimeData()))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        role = QPalette.ColorRole.Accent if self.hasFocus() else QPalette.ColorRole.Mid
        style = Qt.PenStyle.SolidLine if self._is_full else Qt.PenStyle.DashLine
        painter.setPen(QPen(self.palette().color(role), 2 if self.hasFocus() else 1, style))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(frame, 8, 8)
        if self._is_full:
            inside = frame.adjusted(4, 4, -4, -4)
            size = self._pixmap.size().scaled(
                inside.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio
            )
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(inside.center())
            painter.drawPixmap(place, self._pixmap, QRectF(self._pixmap.rect()))
        else:
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(frame.adjusted(8, 8, -8, -8), int(flags), self._words)
        painter.end()

    @property
    def _is_full(self) -> bool:
        return not self._pixmap.isNull() and not self._shown[1]

    def _take(self, source: Path | bytes | None) -> None:
        """Nothing is handed over as well: it is refused with a word, as any other wrong thing."""
        if not self.is_locked:
            self.source_chosen.emit(b"" if source is None else source)

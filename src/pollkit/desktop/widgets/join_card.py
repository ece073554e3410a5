"""The way into the room: QR code, address and PIN."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from pollkit.domain.views import JoinAddress
from pollkit.i18n import _

# ISO/IEC 18004: four light modules around the code, or readers miss it.
QUIET_MODULES = 4


@lru_cache(maxsize=16)
def code_modules(url: str) -> tuple[tuple[bool, ...], ...]:
    """The QR code's rows without the quiet zone; True is dark. Error correction M (15 %)."""
    # Not at start-up: this pulls in an imaging library that most sessions never need.
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(url)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


def paint_code(painter: QPainter, frame: QRectF, url: str) -> None:
    """A white tile that fills the frame's middle, with the code in whole pixels for each module.

    Dark on white in every theme: many phones cannot read an inverted code.
    """
    modules = code_modules(url)
    count = len(modules)
    side = int(min(frame.width(), frame.height()))
    module = max(1, side // (count + 2 * QUIET_MODULES))
    tile = QRectF(0, 0, side, side)
    tile.moveCenter(frame.center())
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("white"))
    painter.drawRoundedRect(tile, module * 1.5, module * 1.5)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    edge = count * module
    left = round(tile.center().x() - edge / 2)
    top = round(tile.center().y() - edge / 2)
    painter.drawImage(QRectF(left, top, edge, edge), _module_image(url))
    painter.restore()


def paint_step(painter: QPainter, frame: QRectF, number: int, disc: QColor, ink: QColor) -> None:
    """The number of a step in a disc that fills the frame."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(disc)
    painter.drawEllipse(frame)
    font = painter.font()
    font.setPixelSize(max(1, round(frame.height() * 0.62)))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, str(number))
    painter.restore()


def typed_pin(pin: str) -> str:
    """A PIN in two groups, as it is read aloud."""
    # A no-break space: between two numbers it keeps their order also in a line that is read from
    # right to left (Unicode annex 9, W4), where a space would put the second group first.
    return f"{pin[:3]}\u00a0{pin[3:]}" if len(pin) == 6 else pin


def _module_image(url: str) -> QImage:
    modules = code_modules(url)
    image = QImage(len(modules), len(modules), QImage.Format.Format_RGB32)
    for y, row in enumerate(modules):
        for x, is_dark in enumerate(row):
            image.setPixelColor(x, y, QColor("black" if is_dark else "white"))
    return image


class JoinCode(QWidget):
    """A QR code as large as the widget."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._url = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_url(self, url: str) -> None:
        self._url = url
        self.setAccessibleName(_("QR code for {url}").format(url=url))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(180, 180)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if self._url:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_code(painter, QRectF(self.rect()), self._url)


class JoinCard(QWidget):
    """The code above the address and the PIN that a person types."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code = JoinCode(self)
        self.address_label = _plain_label(self)
        self.pin_label = _plain_label(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.code, 1)
        column.addWidget(self.address_label)
        column.addWidget(self.pin_label)

    def show_address(self, address: JoinAddress, pin: str) -> None:
        self.code.show_url(address.url)
        self.address_label.setText(address.spoken)
        self.pin_label.setText(_("PIN {pin}").format(pin=typed_pin(pin)))


def _plain_label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label

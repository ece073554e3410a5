"""A person's picture made fit for phones: small, upright, without what a camera wrote into it."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from pollkit.errors import PictureNotAccepted
from pollkit.i18n import _
from pollkit.store.attachments import MOST_BYTES

# In pixels. Under a pin it fills a phone's width at three pixels a point; beside an option it is a
# thumb's width, and there may be seven of them.
UNDER_PIN = 1200
BESIDE_OPTION = 480
BESIDE_OPTION_BYTES = 24_000

_QUALITIES = (88, 80, 70, 60)


def fit_for_phones(content: bytes, longest_side: int, most_bytes: int = MOST_BYTES) -> bytes:
    """The picture as PNG or JPEG, whichever it may be within these bytes.

    Drawings stay sharp as PNG where that is small enough; a transparent ground becomes white, since
    dark ink would vanish on a dark phone.

    Raises:
        PictureNotAccepted: this is no picture.
    """
    image = _read(content, longest_side)
    while True:
        png = _written(image, "PNG")
        if len(png) <= most_bytes:
            return png
        for quality in _QUALITIES:
            jpeg = _written(image, "JPEG", quality)
            if len(jpeg) <= most_bytes:
                return jpeg
        image = _scaled(image, image.size() * 0.8)


def _read(content: bytes, longest_side: int) -> QImage:
    buffer = QBuffer()
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    image = _decoded(buffer, longest_side)
    if image.isNull():
        raise PictureNotAccepted(_("Phones cannot show this. Choose a picture in PNG or JPEG."))
    if max(image.width(), image.height()) > longest_side:
        image = _scaled(image, _within(image.size(), longest_side))
    return _on_white(image)


def _decoded(buffer: QBuffer, longest_side: int) -> QImage:
    """Apart from `_read`, so that the reader is gone before the buffer that it reads from."""
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > longest_side:
        reader.setScaledSize(_within(size, longest_side))
    return reader.read()


def _within(size: QSize, longest_side: int) -> QSize:
    fitted = size.scaled(longest_side, longest_side, Qt.AspectRatioMode.KeepAspectRatio)
    return fitted.expandedTo(QSize(1, 1))


def _scaled(image: QImage, size: QSize) -> QImage:
    return image.scaled(
        size.expandedTo(QSize(1, 1)),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def _on_white(image: QImage) -> QImage:
    """Drawn anew: texts, places and thumbnails that the file carried are left behind."""
    ground = QImage(image.size(), QImage.Format.Format_RGB32)
    ground.fill(Qt.GlobalColor.white)
    painter = QPainter(ground)
    painter.drawImage(0, 0, image)
    painter.end()
    return ground


def _written(image: QImage, form: str, quality: int = -1) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, form, quality)  # type: ignore[call-overload]
    return bytes(buffer.data().data())

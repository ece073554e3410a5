"""Where a picture comes from: a file that is chosen, or what is dropped or pasted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QStandardPaths, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from pollkit.i18n import _

_PATTERNS = "*.png *.jpg *.jpeg *.webp *.gif *.bmp *.tif *.tiff"


def picture_in(content: QMimeData) -> Path | bytes | None:
    """The first file, or else the picture itself; None where there is neither."""
    files = [Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile()]
    if files:
        return files[0]
    image = content.imageData()
    return _bytes_of(image) if isinstance(image, QImage) and not image.isNull() else None


def may_hold_picture(content: QMimeData) -> bool:
    return content.hasUrls() or content.hasImage()


def ask_for_picture(parent: QWidget, on_chosen: Callable[[Path], None]) -> QFileDialog:
    """Opens the system's dialog without stopping the window."""
    dialog = QFileDialog(parent, _("Choose a picture"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(_("Pictures") + f" ({_PATTERNS})")
    dialog.setDirectory(
        QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    )
    dialog.fileSelected.connect(lambda name: on_chosen(Path(name)))
    dialog.open()
    return dialog


def _bytes_of(image: QImage) -> bytes:
    # BMP: nothing is pressed here, in the window's thread; that is done where it is made small.
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "BMP")  # type: ignore[call-overload]
    return bytes(buffer.data().data())

"""Pictures of the wall and of the console's private result for every kind of question: open,
revealed and by group, light and dark, with long German and with Arabic, and in two languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PIL import Image as Pillow
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from wall_kinds import (
    EVERY_IMAGE,
    EVERY_ITEM,
    GRID,
    MATRIX,
    NUMBER,
    PIN,
    POINTS,
    RANKING,
    SCALE_11,
    WORDS,
    groups_of,
    result_of,
)
from wall_pictures import LONG, asking, colours, event_in, painted, revealed, votes

from pollkit.desktop.facilitator.console.result_view import ResultView
from pollkit.desktop.facilitator.wall.album import Album
from pollkit.desktop.facilitator.wall.scenes import lay_out_wall
from pollkit.desktop.facilitator.wall.sheet import Props
from pollkit.domain.analysis.splits import can_be_split
from pollkit.domain.instruments import Image, Item
from pollkit.domain.views import WallPicture

# Size of the wall, its languages and its theme.
WALLS = (
    ((1366, 768), ("en",), "light"),
    ((1024, 768), ("de",), "light"),
    ((1920, 1080), ("de",), "dark"),
    ((1366, 768), ("ar",), "dark"),
    ((1366, 768), ("en", "ar"), "light"),
)
# What the guide shows, four in a row.
_FOR_GUIDE = (WORDS, GRID, MATRIX, RANKING, SCALE_11, PIN, NUMBER, POINTS)
_GUIDE_WIDTH, _ROW = 400, 4


def make_gallery(folder: Path) -> None:
    """An image for each, named after what it shows."""
    folder.mkdir(parents=True, exist_ok=True)
    album = _album(folder)
    for item in (*EVERY_ITEM, LONG):
        for state, picture in _states(item):
            for size, languages, theme in WALLS:
                name = "-".join((item.name, state, *languages, f"{size[0]}x{size[1]}", theme))
                _wall(picture, size, languages, theme, album).save(str(folder / f"{name}.png"))
    _save_console(folder, album)


def make_sheet(path: Path, folder: Path) -> None:
    """Eight kinds on one small picture, for the guide."""
    album, height = _album(folder), _GUIDE_WIDTH * 9 // 16
    rows = len(_FOR_GUIDE) // _ROW
    gap = 10
    sheet = Pillow.new(
        "RGB", ((_GUIDE_WIDTH + gap) * _ROW - gap, (height + gap) * rows - gap), "white"
    )
    for place, item in enumerate(_FOR_GUIDE):
        image = _wall(revealed(item, result_of(item)), (1280, 720), ("en",), "light", album, False)
        image.save(str(folder / "one.png"))
        with Pillow.open(folder / "one.png") as one:
            small = one.convert("RGB").resize((_GUIDE_WIDTH, height), Pillow.Resampling.LANCZOS)
        x, y = (_GUIDE_WIDTH + gap) * (place % _ROW), (height + gap) * (place // _ROW)
        sheet.paste(small, (x, y))
    sheet.quantize(200, Pillow.Quantize.FASTOCTREE, dither=Pillow.Dither.NONE).save(
        path, optimize=True
    )


def _states(item: Item) -> Iterator[tuple[str, WallPicture]]:
    result = votes(LONG, 16, 11, 17, 21, 24, 20, 18) if item is LONG else result_of(item)
    yield "open", asking(item)
    yield "revealed", revealed(item, result)
    if can_be_split(item) and item is not LONG:
        yield "by-group", revealed(item, result, groups_of(item))


def _wall(
    picture: WallPicture, size: tuple[int, int], languages: tuple[str, ...], theme: str,
    album: Album, is_card_large: bool = True,
) -> QImage:  # fmt: skip
    event = event_in(*dict.fromkeys((*languages, "en", "de", "ar")), item=picture.item)
    return painted(
        lay_out_wall(picture, event, *size, colours(theme), is_card_large, languages, Props(album))
    )


def _save_console(folder: Path, album: Album) -> None:
    for item in EVERY_ITEM:
        view = ResultView(album)
        view.resize(640, 380)
        for part in ("chart", "table"):
            view.show_result(event_in("en", item=item), item, result_of(item), None)
            view.grab().save(str(folder / f"{item.name}-console-{part}.png"))
            view.turn()
        view.deleteLater()


def _album(folder: Path) -> Album:
    """Made-up maps and posters, drawn here."""
    kept = folder / "attachments"
    kept.mkdir(exist_ok=True)
    for image in EVERY_IMAGE:
        town_picture(image).save(str(kept / f"{image.sha256}.png"))
    return Album(lambda sha256: kept / f"{sha256}.png")


def town_picture(image: Image) -> QImage:
    """Streets, a river and a park."""
    wide, high = image.width, image.height
    pixels = QImage(wide, high, QImage.Format.Format_RGB32)
    pixels.fill(QColor("#E7EBDD"))
    painter = QPainter(pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor("white"), wide / 90))
    for step in range(12):
        x = wide * (step + 0.5) / 12
        painter.drawLine(QPointF(x, 0), QPointF(x + wide / 14, high))
        y = high * (step + 0.5) / 12
        painter.drawLine(QPointF(0, y), QPointF(wide, y - high / 18))
    painter.setPen(QPen(QColor("#9CC3DD"), high / 12, c=Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(-20, high * 0.75), QPointF(wide + 20, high * 0.55))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#B9D3A6"))
    painter.drawEllipse(QRectF(wide * 0.18, high * 0.22, wide * 0.26, high * 0.28))
    painter.end()
    return pixels

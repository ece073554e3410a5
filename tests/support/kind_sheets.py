"""Small sheets of the pictures of every kind: for the guide one in English, and one in which light
and dark, German and Arabic stand side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kind_pictures import FOR_GUIDE, LONG, STATES, picture_name
from PIL import Image

_GAP, _BACKGROUND = 8, "#8A8F94"
_WALL_WIDTH, _PHONE_WIDTH = 290, 160
_GUIDE_WALL_WIDTH = 620
# What a phone shows without scrolling, and half as much again.
_MOST_HIGH = 2.6
MOST_BYTES_A_SHEET = 190_000


def make_sheets(pictures: Path, folder: Path, kinds: Sequence[str]) -> None:
    """`kind-NAME.png` and `kind-NAME-long.png` for each."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind in kinds:
        _save(_for_guide(pictures, kind), folder / f"kind-{kind}.png")
        _save(_long(pictures, kind), folder / f"kind-{kind}-long.png")


def _for_guide(pictures: Path, kind: str) -> Image.Image:
    """The wall with the result, and phones with the question and the result."""
    wall = _read(pictures, kind, "revealed", FOR_GUIDE, "wall", _GUIDE_WALL_WIDTH)
    phones = [
        _cut(_read(pictures, kind, state, FOR_GUIDE, "phone", _PHONE_WIDTH), wall.height)
        for state in STATES
    ]
    return _in_row([wall, *phones])


def _long(pictures: Path, kind: str) -> Image.Image:
    rows = []
    for language in dict.fromkeys(look.language for look in LONG):
        looks = [look for look in LONG if look.language == language]
        walls = [_read(pictures, kind, s, k, "wall", _WALL_WIDTH) for s in STATES for k in looks]
        rows.append(_in_row(walls))
    width = rows[0].width
    pairs = [(state, look) for look in LONG for state in STATES]
    phone_width = (width - _GAP * (len(pairs) - 1)) // len(pairs)
    phones = [_read(pictures, kind, s, k, "phone", phone_width) for s, k in pairs]
    high = int(phone_width * _MOST_HIGH)
    rows.append(_in_row([_cut(phone, high) for phone in phones]))
    return _stacked(rows)


def _read(
    pictures: Path, kind: str, state: str, look: object, where: str, width: int
) -> Image.Image:
    with Image.open(pictures / picture_name(kind, state, look, where)) as image:  # type: ignore[arg-type]
        height = round(image.height * width / image.width)
        return image.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)


def _cut(image: Image.Image, height: int) -> Image.Image:
    return image.crop((0, 0, image.width, min(image.height, height)))


def _in_row(images: Sequence[Image.Image]) -> Image.Image:
    width = sum(image.width for image in images) + _GAP * (len(images) - 1)
    return _pasted(images, (width, max(image.height for image in images)), _lefts(images))


def _lefts(images: Sequence[Image.Image]) -> Iterator[tuple[int, int]]:
    left = 0
    for image in images:
        yield left, 0
        left += image.width + _GAP


def _stacked(images: Sequence[Image.Image]) -> Image.Image:
    height = sum(image.height for image in images) + _GAP * (len(images) - 1)
    places, top = [], 0
    for image in images:
        places.append((0, top))
        top += image.height + _GAP
    return _pasted(images, (max(image.width for image in images), height), iter(places))


def _pasted(
    images: Sequence[Image.Image], size: tuple[int, int], places: Iterator[tuple[int, int]]
) -> Image.Image:
    sheet = Image.new("RGB", size, _BACKGROUND)
    for image, place in zip(images, places, strict=True):
        sheet.paste(image, place)
    return sheet


def _save(sheet: Image.Image, path: Path) -> None:
    """128 colours, rare ones among them, are enough for flat areas and letters."""
    few = sheet.quantize(128, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    assert path.stat().st_size < MOST_BYTES_A_SHEET, path

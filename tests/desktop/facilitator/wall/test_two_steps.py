"""The join card in two steps, read back from its picture as a phone does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import zxingcpp
from meeting import COUNTRY, EVALUATES
from PySide6.QtGui import QImage
from wall_pictures import ADDRESSES, HEADS, SIZES, URL, asking, event_in, painted, sheet_of

from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.desktop.facilitator.wall.two_steps import StepMark
from pollkit.domain.views import Scene, WallPicture
from pollkit.domain.wifi import Wifi, wifi_code

pytestmark = pytest.mark.usefixtures("application")
HALL = Wifi("Rathaus-Gäste: Saal 2", 'Trans;at"lantik,20\\26')
WHOLE = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
LANGUAGES = pytest.mark.parametrize(
    "languages", [("en",), ("de",), ("ar", "en"), ("en", "fr", "de", "ar")], ids="-".join
)


def join(wifi: Wifi | None) -> WallPicture:
    return WallPicture(Scene.JOIN, None, None, HEADS, ADDRESSES, "483920", wifi=wifi)


def question(wifi: Wifi) -> WallPicture:
    return replace(asking(COUNTRY), wifi=wifi)


def scanned(sheet: Sheet) -> set[str]:
    image = painted(sheet).convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(
        image.height(), image.bytesPerLine()
    )
    return {code.text for code in zxingcpp.read_barcodes(pixels[:, : image.width()].copy())}


@WHOLE
@LANGUAGES
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_codes_can_be_scanned_from_the_wall(
    size: tuple[int, int], languages: tuple[str, ...], theme: str
) -> None:
    for picture in (join(HALL), question(HALL)):
        sheet = sheet_of(picture, event_in(*languages), size, theme=theme)
        assert scanned(sheet) == {wifi_code(HALL), URL}


@WHOLE
@pytest.mark.parametrize("language", ["de", "ar"])
def test_who_comes_late_finds_both_steps_in_the_corner(
    size: tuple[int, int], language: str
) -> None:
    event = event_in(language, item=EVALUATES)
    picture = replace(asking(EVALUATES), wifi=HALL)
    sheet = sheet_of(picture, event, size, is_card_large=False)
    assert scanned(sheet) == {wifi_code(HALL), URL}
    assert {mark.number for mark in sheet.still if isinstance(mark, StepMark)} == {1, 2}
    assert not [text.text for text in sheet.texts if text.is_elided or text.is_torn]


@WHOLE
@LANGUAGES
@pytest.mark.parametrize("password", ["", "12345678", "W" * 30])
def test_nothing_on_the_card_is_small_or_cut_off(
    size: tuple[int, int], languages: tuple[str, ...], password: str
) -> None:
    for picture in (join(Wifi("A hall", password)), question(Wifi("A hall", password))):
        sheet = sheet_of(picture, event_in(*languages), size)
        for text in sheet.texts:
            assert text.font.pixelSize() >= size[1] / 30, text.text
            assert not text.is_elided, text.text


def test_a_network_that_is_not_for_the_wall_is_not_on_it() -> None:
    assert scanned(sheet_of(join(None), event_in("en"))) == {URL}

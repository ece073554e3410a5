from __future__ import annotations

from dataclasses import replace

import pytest
from meeting import COUNTRY, EVALUATES, HOW, question
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from wall_pictures import (
    LONG,
    PICTURES,
    SIZES,
    asking,
    event_in,
    painted,
    plain,
    revealed,
    sheet_of,
    votes,
)  # fmt: skip

from pollkit.desktop.facilitator.wall.lettering import Lettering, fit
from pollkit.desktop.facilitator.wall.marks import BarMark, CodeMark, ShapeMark, TextMark
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.domain.events import Event
from pollkit.domain.rooms import Move, Question, QuestionState, Room
from pollkit.domain.views import HeadCount, RoomStatus, Scene, WallPicture, wall_picture

pytestmark = pytest.mark.usefixtures("application")
WHOLE = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
EVERY = pytest.mark.parametrize("name", PICTURES)
# The marks that keep each name's direction to itself.
_NO_ISOLATES = dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069))
LANGUAGE = pytest.mark.parametrize("language", ["en", "de", "ar"])


def event_for(picture: WallPicture, language: str) -> Event:
    return event_in(language, item=picture.item)


@EVERY
@WHOLE
@LANGUAGE
def test_no_letter_is_smaller_than_a_thirtieth_of_the_height(
    name: str, size: tuple[int, int], language: str
) -> None:
    picture = PICTURES[name]
    for is_card_large in (True, False):
        sheet = sheet_of(picture, event_for(picture, language), size, is_card_large)
        assert sheet.texts
        for text in sheet.texts:
            assert text.font.pixelSize() >= size[1] / 30, text.text


@WHOLE
@LANGUAGE
def test_a_question_has_an_eighteenth_and_an_option_a_twenty_sixth(
    size: tuple[int, int], language: str
) -> None:
    for picture in (asking(LONG), asking(COUNTRY), revealed(COUNTRY)):
        assert picture.item is not None
        texts = sheet_of(picture, event_for(picture, language), size).texts
        stem = next(t for t in texts if t.text.startswith(picture.item.texts[language][:12]))
        assert stem.font.pixelSize() >= size[1] / 18
        for option in picture.item.options:
            shown = next(t for t in texts if t.text.startswith(option.texts[language][:6]))
            assert shown.font.pixelSize() >= size[1] / 26


def test_painted_capitals_are_as_high_as_the_size_promises() -> None:
    """Cap height is 0.7 em or more in the faces that systems ship: measured in pixels here."""
    item = replace(EVALUATES, texts={"en": "HHH"})
    image = painted(sheet_of(asking(item), event_in("en", item=item), (1920, 1080)))
    inked = [
        any(image.pixelColor(x, y).lightness() < 90 for x in range(60, 500, 3)) for y in range(400)
    ]
    top = inked.index(True)
    assert inked.index(False, top) - top >= 1080 / 18 * 0.68


@EVERY
@WHOLE
@LANGUAGE
def test_nothing_hangs_over_the_edge(name: str, size: tuple[int, int], language: str) -> None:
    picture = PICTURES[name]
    wall = QRectF(-1, -1, size[0] + 2, size[1] + 2)
    for is_card_large in (True, False):
        sheet = sheet_of(picture, event_for(picture, language), size, is_card_large)
        for mark in (*sheet.still, *sheet.moving):
            if isinstance(mark, TextMark | ShapeMark | CodeMark):
                assert wall.contains(mark.frame)
            if isinstance(mark, BarMark):
                assert wall.contains(mark.frame.united(mark.number_frame))


@EVERY
@WHOLE
@LANGUAGE
def test_no_text_lies_on_another(name: str, size: tuple[int, int], language: str) -> None:
    picture = PICTURES[name]
    for is_card_large in (True, False):
        places = written_places(
            sheet_of(picture, event_for(picture, language), size, is_card_large)
        )
        for number, (one, words) in enumerate(places):
            for other, others in places[:number]:
                common = one.intersected(other)
                # Faces leave air above and below their letters: a sixth of a line may be shared.
                share = min(one.height(), other.height()) / 6
                assert min(common.width(), common.height()) <= share, (words, others)


def written_places(sheet: Sheet) -> list[tuple[QRectF, str]]:
    """Where letters really stand: as wide as the widest line, and not as the frame."""
    places = []
    for mark in (*sheet.still, *sheet.moving):
        if isinstance(mark, TextMark) and mark.fitted.text:
            text = mark.fitted
            x = mark.frame.x() + (text.wish.width - text.widest) * text.wish.align.value
            places.append((QRectF(x, mark.frame.y(), text.widest, text.height), text.text))
        if isinstance(mark, BarMark) and mark.number is not None:
            places.append((mark.number_frame, mark.number.text))
    return places


@WHOLE
@pytest.mark.parametrize("language", ["en", "fr", "de", "ar"])
def test_every_option_is_there_with_its_letter_and_its_shape(
    size: tuple[int, int], language: str
) -> None:
    for picture in (asking(LONG), revealed(LONG, votes(LONG, 1, 2, 3, 4, 5, 6, 7))):
        sheet = sheet_of(picture, event_in(language, item=LONG), size)
        shapes = [mark.place for mark in sheet.still if isinstance(mark, ShapeMark)]
        written = [text.text for text in sheet.texts]
        assert shapes == list(range(7))
        assert [letter for letter in written if letter in "ABCDEFG"] == list("ABCDEFG")


def test_what_people_typed_is_never_taken_for_markup() -> None:
    item = replace(EVALUATES, texts={"en": "<h1>Big</h1> &amp; <b>bold</b>"})
    sheet = sheet_of(asking(item), event_in("en", item=item))
    assert "<h1>Big</h1> &amp; <b>bold</b>" in [text.text for text in sheet.texts]


def test_while_a_question_is_open_two_different_results_look_the_same() -> None:
    pictures = []
    for result in (votes(EVALUATES, 40, 1, 1), votes(EVALUATES, 0, 42, 0)):
        room = Room(event_in("en").id, (Question("evaluates", QuestionState.OPEN),), "evaluates")
        status = RoomStatus(room, HeadCount(42, 41, 42, 42), (), "483920", result)
        pictures.append(wall_picture(status, EVALUATES))
    assert pictures[0].result is None and pictures[0].split is None
    images = [painted(sheet_of(picture, event_in("en"))) for picture in pictures]
    assert images[0] == images[1]


@pytest.mark.parametrize("state", [QuestionState.OPEN, QuestionState.CLOSED])
def test_before_the_reveal_there_is_the_count_and_no_bar(state: QuestionState) -> None:
    sheet = sheet_of(asking(EVALUATES, state), event_in("en"))
    assert "36 of 42 answered" in [text.text for text in sheet.texts]
    assert not sheet.moving


def test_a_question_that_waits_to_be_asked_is_not_on_the_wall_yet() -> None:
    sheet = sheet_of(asking(EVALUATES, QuestionState.WAITING), event_in("en"))
    written = " ".join(text.text for text in sheet.texts)
    assert EVALUATES.texts["en"] not in written and "Yes" not in written


def test_reading_shows_the_question_where_it_stays_and_no_options() -> None:
    read = sheet_of(asking(EVALUATES, QuestionState.READING), event_in("en"))
    opened = sheet_of(asking(EVALUATES), event_in("en"))
    stems = [
        next(
            m for m in s.still if isinstance(m, TextMark) and m.fitted.text == EVALUATES.texts["en"]
        )
        for s in (read, opened)
    ]
    assert stems[0].frame == stems[1].frame
    assert "Yes" not in [text.text for text in read.texts]


def test_the_revealed_chart_carries_counts_shares_and_base() -> None:
    """29 of 42 said yes, 8 no, 5 do not know: 69, 19 and 12 per cent, counted by hand."""
    written = [text.text for text in sheet_of(PICTURES["evaluates revealed"], event_in("en")).texts]
    assert {"29 · 69%", "8 · 19%", "5 · 12%", "42 of 42 answered"} <= set(written)


def test_below_ten_answers_there_is_no_per_cent() -> None:
    picture = revealed(EVALUATES, votes(EVALUATES, 5, 3, 1))
    written = [text.text for text in sheet_of(picture, event_in("en")).texts]
    assert {"5", "3", "1"} <= set(written)
    assert not any("%" in text for text in written)


def test_bars_are_as_long_as_their_counts() -> None:
    sheet = sheet_of(PICTURES["evaluates revealed"], event_in("en"), (1920, 1080))
    lengths = [mark.frame.width() for mark in sheet.moving if isinstance(mark, BarMark)]
    assert lengths[1] / lengths[0] == pytest.approx(8 / 29)
    assert lengths[2] / lengths[0] == pytest.approx(5 / 29)


def test_few_answers_do_not_look_like_a_landslide() -> None:
    """2 of 12 is a third of the room that 6 of 12, a half, would take."""
    picture = revealed(COUNTRY, votes(COUNTRY, 2, 2, 2, 2, 2, 1, 1))
    half = revealed(COUNTRY, votes(COUNTRY, 6, 1, 1, 1, 1, 1, 1))
    one, other = (
        next(m for m in sheet_of(p, event_in("en")).moving if isinstance(m, BarMark))
        for p in (picture, half)
    )
    assert one.frame.width() / other.frame.width() == pytest.approx(1 / 3, rel=0.05)


def test_a_scale_shows_its_mean() -> None:
    """2, 3, 4, 4, 5 by eight each and two 1s: 146 over 42 is 3.5."""
    written = " ".join(
        t.text for t in sheet_of(PICTURES["confidence revealed"], event_in("en")).texts
    )
    assert "average\u00a03.5" in written


def test_answers_in_words_that_do_not_fit_are_counted() -> None:
    sheet = sheet_of(revealed(HOW), event_in("en"))
    written = [text.text for text in sheet.texts]
    shown = sum(text in question("how").tally.texts for text in written)
    assert 0 < shown < 27
    assert f"and {27 - shown} more" in written


def test_a_room_that_has_written_is_not_told_that_nobody_did() -> None:
    shown = revealed(HOW)
    assert shown.result is not None
    held = replace(shown, result=replace(shown.result, texts=()))
    nobody = replace(shown, result=replace(shown.result, texts=(), answered=0))
    for picture, words in ((held, "The answers are not shown yet."), (nobody, "No answers yet.")):
        assert words in [text.text for text in sheet_of(picture, event_in("en")).texts]


def test_groups_that_are_kept_back_are_named_in_words() -> None:
    split = question("evaluates").split
    assert split is not None
    picture = revealed(EVALUATES, split=replace(split, suppressed=3))
    written = [text.text for text in sheet_of(picture, event_in("en"), is_card_large=False).texts]
    assert any("3 answers are not shown" in text for text in written)
    assert "United Kingdom" in written and "12" in written


@WHOLE
def test_a_group_of_several_answers_has_its_whole_name(size: tuple[int, int]) -> None:
    split = question("evaluates").split
    assert split is not None
    together = replace(split.groups[-1], codes=("uk", "de", "be"))
    split = replace(split, groups=(*split.groups[:3], together))
    for is_card_large in (True, False):
        sheet = sheet_of(revealed(EVALUATES, split=split), event_in("en"), size, is_card_large)
        written = [text.text for text in sheet.texts]
        assert "United Kingdom, Germany and Belgium" in [w.translate(_NO_ISOLATES) for w in written]


def test_the_wall_speaks_the_event_s_main_language() -> None:
    written = " ".join(t.text for t in sheet_of(asking(EVALUATES), event_in("de", "en")).texts)
    assert EVALUATES.texts["de"] in written and "Weiß nicht" in written


def test_arabic_letters_stand_on_the_base_line_of_the_others() -> None:
    """H and alef both end where their line's base line is."""
    ends = []
    for letter in ("H", "\N{ARABIC LETTER ALEF}"):
        image = QImage(200, 120, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        fit(Lettering(letter, 200, 120, 60, 60)).paint(painter, 0, 0, QColor("black"))
        painter.end()
        rows = [y for y in range(120) for x in range(200) if image.pixelColor(x, y).value() < 128]
        ends.append(max(rows))
    assert abs(ends[0] - ends[1]) <= 2


def test_an_arabic_wall_is_mirrored() -> None:
    sheets = {
        language: sheet_of(PICTURES["evaluates revealed"], event_in(language), (1920, 1080))
        for language in ("en", "ar")
    }
    shapes = {
        language: [m.frame.center().x() for m in sheet.still if isinstance(m, ShapeMark)]
        for language, sheet in sheets.items()
    }
    codes = {
        language: next(m.frame.center().x() for m in sheet.still if isinstance(m, CodeMark))
        for language, sheet in sheets.items()
    }
    assert all(x < 400 for x in shapes["en"]) and all(x > 1520 for x in shapes["ar"])
    assert codes["en"] > 1280 and codes["ar"] < 640
    bars = [mark for mark in sheets["ar"].moving if isinstance(mark, BarMark)]
    assert len({round(bar.frame.right()) for bar in bars}) == 1
    assert all(bar.number_frame.right() < bar.frame.left() for bar in bars)


def test_an_arabic_wall_s_letters_stand_at_the_right_in_pixels() -> None:
    image = painted(sheet_of(asking(EVALUATES), event_in("ar"), (1280, 720), is_card_large=False))
    assert coloured(image, range(1180, 1240)) and not coloured(image, range(40, 240))


def coloured(image: QImage, columns: range) -> bool:
    """Whether the blue of option A is there, in the upper two thirds."""
    blue = (0x00, 0x72, 0xB2)
    return any(
        image.pixelColor(x, y).getRgb()[:3] == blue for x in columns for y in range(100, 480, 4)
    )


def test_a_blank_wall_is_dark_and_empty() -> None:
    sheet = sheet_of(plain(Scene.BLANK), event_in("en"))
    assert not sheet.still and not sheet.moving
    assert painted(sheet).pixelColor(640, 360).lightness() < 20


def test_a_move_that_blanks_keeps_the_result_from_the_wall() -> None:
    room = Room(event_in("en").id, (Question("evaluates", QuestionState.REVEALED),), "evaluates")
    status = RoomStatus(room.make(Move.BLANK), HeadCount(), (), "", votes(EVALUATES, 1, 2, 3))
    sheet = sheet_of(wall_picture(status, EVALUATES), event_in("en"))
    assert not sheet.texts


def test_the_dark_wall_is_dark() -> None:
    image = painted(sheet_of(asking(EVALUATES), event_in("en"), theme="dark"))
    assert image.pixelColor(5, 5).lightness() < 60


def test_a_pin_keeps_the_order_of_its_digits_on_an_arabic_wall() -> None:
    """Drawn from left to right as 483 and then 920, as it has to be typed."""
    sheet = sheet_of(plain(Scene.JOIN), event_in("ar"), (1920, 1080))
    pin = next(text for text in sheet.texts if "483" in text.text)
    x = {digits: pin.x_of(pin.text.index(digits) + 1) for digits in ("483", "920")}
    assert x["483"] < x["920"]


def test_seven_long_german_options_keep_their_words_on_a_4_3_wall() -> None:
    """One of them is a single word of 56 letters: it may be cut into lines, not lose its end."""
    for picture in (PICTURES["long"], PICTURES["long revealed"]):
        for is_card_large in (True, False):
            sheet = sheet_of(picture, event_in("de", item=LONG), (1024, 768), is_card_large)
            written = [text for text in sheet.texts if text.text[:6] != "192.16"]
            assert not any(text.is_elided for text in written)
            whole = " ".join(text.text for text in written)
            assert all(option.texts["de"] in whole for option in LONG.options)

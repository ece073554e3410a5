"""Every kind of question on every wall: all of it there, large enough, nothing on another, nothing
before its time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from meeting import COUNTRY
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage
from wall_kinds import (
    EVERY_ITEM,
    GRID,
    GUESS,
    MATRIX,
    MATRIX_11,
    NUMBER,
    PIN,
    POINTS,
    POSTERS,
    QUIZ,
    RANKING,
    SCALE_11,
    SURE,
    SURE_QUIZ,
    WORDS,
    answers,
    groups_of,
    result_of,
)
from wall_pictures import asking, colours, event_in, painted, revealed, sheet_of

from pollkit.desktop.facilitator.wall.album import Album
from pollkit.desktop.facilitator.wall.marks import (
    BadgeMark,
    BarMark,
    ColumnMark,
    DotsMark,
    ImageMark,
    PinsMark,
    ShapeMark,
    StackMark,
    TextMark,
)
from pollkit.desktop.facilitator.wall.scenes import lay_out_wall
from pollkit.desktop.facilitator.wall.sheet import Props, Sheet
from pollkit.domain.analysis.counts import tally
from pollkit.domain.analysis.splits import can_be_split
from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.rooms import Question, QuestionState, Room
from pollkit.domain.views import HeadCount, RoomStatus, WallPicture, wall_picture

pytestmark = pytest.mark.usefixtures("application")
SIZES = ((1920, 1080), (1366, 768), (1024, 768))
LANGUAGES = ("en", "de", "ar")
EVERY = pytest.mark.parametrize("item", EVERY_ITEM, ids=lambda item: item.name)
WHOLE = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def event_for(item: Item, *languages: str) -> object:
    return event_in(*dict.fromkeys((*languages, "en", "de", "ar")), item=item)


def sheets(item: Item, size: tuple[int, int]) -> Iterator[Sheet]:
    """While it is asked, revealed, and by group; in three languages."""
    pictures = [asking(item), revealed(item, result_of(item))]
    if can_be_split(item):
        pictures.append(revealed(item, result_of(item), groups_of(item)))
    for language in LANGUAGES:
        for picture in pictures:
            yield sheet_of(picture, event_in(language, item=item), size)


@EVERY
@WHOLE
def test_letters_keep_their_least_size(item: Item, size: tuple[int, int]) -> None:
    """A thirtieth of the height for all, an eighteenth for the question."""
    for sheet in sheets(item, size):
        assert sheet.texts
        for text in sheet.texts:
            assert text.font.pixelSize() >= size[1] / 30, text.text
        stems = {words[:9] for words in item.texts.values()}
        stem = next(text for text in sheet.texts if text.text[:9] in stems)
        assert stem.font.pixelSize() >= size[1] / 18


@EVERY
@WHOLE
def test_no_word_of_the_question_or_its_options_is_cut(item: Item, size: tuple[int, int]) -> None:
    if item is WORDS:
        return  # those of the cloud that find no place are counted in words
    for sheet in sheets(item, size):
        own = {w for texts in _texts_of(item) for w in texts.values()}
        for text in sheet.texts:
            if any(words.startswith(text.wish.text) for words in own):
                assert not text.is_elided and not text.is_torn, text.text


def _texts_of(item: Item) -> list[dict[str, str]]:
    return [dict(item.texts), *(dict(option.texts) for option in item.options)]


@EVERY
@WHOLE
def test_no_text_lies_on_another(item: Item, size: tuple[int, int]) -> None:
    for sheet in sheets(item, size):
        places = _written(sheet)
        for number, (one, words) in enumerate(places):
            for other, others in places[:number]:
                common = one.intersected(other)
                share = min(one.height(), other.height()) / 6
                assert min(common.width(), common.height()) <= share, (words, others)


def _written(sheet: Sheet) -> list[tuple[QRectF, str]]:
    places = []
    for mark in (*sheet.still, *sheet.moving):
        if isinstance(mark, TextMark) and mark.fitted.text:
            text = mark.fitted
            x = mark.frame.x() + (text.wish.width - text.widest) * text.wish.align.value
            places.append((QRectF(x, mark.frame.y(), text.widest, text.height), text.text))
        if isinstance(mark, BarMark) and mark.number is not None:
            places.append((mark.number_frame, mark.number.text))
    return places


@EVERY
@WHOLE
def test_everything_is_on_the_wall(item: Item, size: tuple[int, int]) -> None:
    wall = QRectF(-1, -1, size[0] + 2, size[1] + 2)
    for sheet in sheets(item, size):
        for mark in (*sheet.still, *sheet.moving):
            if isinstance(mark, TextMark | ShapeMark | BadgeMark | ColumnMark | StackMark):
                assert mark.frame.isEmpty() or wall.contains(mark.frame), mark


@EVERY
@pytest.mark.parametrize("state", [QuestionState.READING, QuestionState.OPEN, QuestionState.CLOSED])
def test_before_the_reveal_two_different_results_look_the_same(
    item: Item, state: QuestionState
) -> None:
    images = []
    for result in (result_of(item), tally(item, [], 42)):
        room = Room(event_in("en").id, (Question(item.name, state),), item.name)
        status = RoomStatus(room, HeadCount(42, 41, 42, 42), (), "483920", result)
        picture = wall_picture(status, item)
        sheet = sheet_of(picture, event_in("en", item=item))
        assert not sheet.moving
        images.append(painted(sheet))
    assert images[0] == images[1]


@EVERY
def test_a_question_that_nobody_answered_can_be_revealed(item: Item) -> None:
    sheet = sheet_of(revealed(item, tally(item, [], 42)), event_in("en", item=item))
    assert "0 of 42 answered" in " ".join(text.text for text in sheet.texts)


@EVERY
def test_a_reveal_that_is_half_way_is_painted(item: Item) -> None:
    sheet = sheet_of(revealed(item, result_of(item)), event_in("en", item=item))
    start, middle, end = (painted(sheet, shown) for shown in (0.0, 0.5, 1.0))
    assert start != middle != end


def written(sheet: Sheet) -> list[str]:
    return [text.text for text in sheet.texts]


def test_a_scale_of_eleven_points_has_eleven_columns_as_high_as_their_counts() -> None:
    given = [Choice((point,)) for point in ["0"] + ["5"] * 2 + ["10"] * 8]
    sheet = sheet_of(revealed(SCALE_11, tally(SCALE_11, given, 11)), event_in("en", item=SCALE_11))
    heights = [mark.frame.height() for mark in sheet.moving if isinstance(mark, ColumnMark)]
    assert len(heights) == 11
    assert heights[5] / heights[10] == pytest.approx(2 / 8)
    assert heights[1] == 0
    # (0 + 2 * 5 + 8 * 10) / 11 = 8.2
    assert "average 8.2" in written(sheet)


def test_each_statement_has_its_own_base() -> None:
    """Of three people one skips the second statement."""
    useful, time = MATRIX.codes[:2]
    rated = [((useful, "4"), (time, "2")), ((useful, "5"), (time, "1")), ((useful, "3"),)]
    item = replace(MATRIX, options=MATRIX.options[:2])
    result = tally(item, [Choice(values=values) for values in rated], 3)
    words = written(sheet_of(revealed(item, result), event_in("en", item=item)))
    assert {"n\u00a0=\u00a03", "n\u00a0=\u00a02", "4.0", "1.5"} <= set(words)


def test_shares_of_a_statement_fill_its_bar_in_the_order_of_the_points() -> None:
    item = replace(MATRIX, options=MATRIX.options[:1])
    given = [Choice(values=((item.codes[0], point),)) for point in "1123"]
    sheet = sheet_of(revealed(item, tally(item, given, 4)), event_in("en", item=item))
    stack = next(mark for mark in sheet.moving if isinstance(mark, StackMark))
    assert stack.shares == (0.5, 0.25, 0.25, 0, 0)


def test_the_best_of_a_ranking_comes_first_with_its_own_letter_and_its_mean_place() -> None:
    """C is first twice and second once: place 4/3; A is first once, then second and third."""
    item = replace(RANKING, options=RANKING.options[:3])
    a, b, c = item.codes
    given = [Choice((c, a, b)), Choice((c, b, a)), Choice((a, c, b))]
    sheet = sheet_of(revealed(item, tally(item, given, 3)), event_in("en", item=item), (1920, 1080))
    letters = [text for text in written(sheet) if text in ("A", "B", "C")]
    assert letters == ["C", "A", "B"]
    # Scores of 3 for a first place: C 3 + 3 + 2 = 8 of 3 people, 2.7.
    assert any("2.7 · place 1.3" in words for words in written(sheet))


def test_shared_points_stand_in_the_order_of_the_options() -> None:
    """Two people give the first option 60 and 0, the second 40 and 100: 30 and 70 on average."""
    item = replace(POINTS, options=POINTS.options[:2])
    a, b = item.codes
    given = [Choice(values=((a, "60"), (b, "40"))), Choice(values=((b, "100"),))]
    words = written(sheet_of(revealed(item, tally(item, given, 2)), event_in("en", item=item)))
    assert [word for word in words if word in ("30.0", "70.0")] == ["30.0", "70.0"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_left_on_the_plane_is_left_for_everybody(language: str) -> None:
    item = replace(GRID, options=GRID.options[:2])
    a, b = item.codes
    given = [
        Choice(values=((f"{a}.x", "0"), (f"{a}.y", "100"), (f"{b}.x", "100"), (f"{b}.y", "0")))
    ]
    sheet = sheet_of(
        revealed(item, tally(item, given, 1)), event_in(language, item=item), (1920, 1080)
    )
    badges = {mark.place: mark.frame.center() for mark in sheet.moving if type(mark) is BadgeMark}
    assert badges[0].x() < badges[1].x() and badges[0].y() < badges[1].y()
    ends = {
        text.fitted.text: text.frame.center().x()
        for text in sheet.still
        if isinstance(text, TextMark)
    }
    cheap, dear = (
        next(x for words, x in ends.items() if texts[language] in words)
        for texts in (GRID.low_label, GRID.high_label)
    )
    assert cheap < dear


def test_things_in_the_same_place_do_not_hide_each_other() -> None:
    given = [
        Choice(values=tuple((f"{code}.{axis}", "50") for code in GRID.codes for axis in "xy"))
    ] * 3
    sheet = sheet_of(revealed(GRID, tally(GRID, given, 3)), event_in("en", item=GRID))
    badges = [mark.frame for mark in sheet.moving if isinstance(mark, BadgeMark)]
    assert len(badges) == 5
    for number, one in enumerate(badges):
        assert not any(one.intersects(other) for other in badges[:number])


def test_every_single_spot_is_on_the_plane() -> None:
    sheet = sheet_of(revealed(GRID, result_of(GRID, 200)), event_in("en", item=GRID))
    spots = sum(len(mark.spots) for mark in sheet.moving if isinstance(mark, DotsMark))
    assert spots >= 1000


def test_pins_stand_where_they_were_put() -> None:
    """Half way to the right and a quarter down."""
    given = [Choice(values=(("x", "500"), ("y", "250")))]
    sheet = sheet_of(revealed(PIN, tally(PIN, given, 1)), event_in("ar", item=PIN))
    pins = next(mark for mark in sheet.moving if isinstance(mark, PinsMark))
    frame = _picture_frame(sheet)
    assert pins.spots[0].x() == pytest.approx(frame.center().x())
    assert pins.spots[0].y() == pytest.approx(frame.top() + frame.height() / 4)


def _picture_frame(sheet: Sheet) -> QRectF:
    shape = PIN.image
    assert shape is not None
    ratio = shape.width / shape.height
    frames = (mark.frame for mark in sheet.still if not isinstance(mark, TextMark))
    return next(
        f for f in frames if f.height() > 100 and abs(f.width() / f.height() - ratio) < 0.01
    )


def test_a_picture_that_is_missing_leaves_its_place_and_says_what_it_shows() -> None:
    sheet = sheet_of(asking(PIN), event_in("en", item=PIN))
    assert "A map of the city" in written(sheet)


def test_a_picture_is_shown_as_it_is_shaped(tmp_path: object) -> None:
    from pathlib import Path

    assert isinstance(tmp_path, Path)
    pixels = QImage(1200, 800, QImage.Format.Format_RGB32)
    pixels.fill(0xFF3366)
    assert PIN.image is not None
    assert pixels.save(str(tmp_path / f"{PIN.image.sha256}.png"))
    props = Props(Album(lambda sha256: tmp_path / f"{sha256}.png"))
    event = event_in("en", item=PIN)
    sheet = lay_out_wall(asking(PIN), event, 1366, 768, colours(), True, props=props)
    shown = next(mark for mark in sheet.still if isinstance(mark, ImageMark))
    assert shown.frame.width() / shown.frame.height() == pytest.approx(1.5, rel=0.01)
    assert "A map of the city" not in written(sheet)


def test_options_that_are_pictures_are_as_large_as_there_is_room() -> None:
    for size in SIZES:
        sheet = sheet_of(asking(POSTERS), event_in("de", item=POSTERS), size)
        places = [m.frame for m in sheet.still if getattr(m, "outline", None) is not None]
        pictures = [frame for frame in places if frame.height() < size[1] * 0.9]
        assert len(pictures) == 4
        assert all(frame.height() >= size[1] * 0.12 for frame in pictures)


def test_a_guess_shows_the_middle_answer_and_the_right_one() -> None:
    given = [Choice(values=(("number", number),)) for number in ("10", "34", "50", "70", "90")]
    words = written(sheet_of(revealed(GUESS, tally(GUESS, given, 5)), event_in("en", item=GUESS)))
    assert "middle answer 50\u00a0%" in words and "✓ right: 34\u00a0%" in words
    assert any("1\u00a0right" in word for word in words)
    plain = written(
        sheet_of(revealed(NUMBER, tally(NUMBER, given, 5)), event_in("en", item=NUMBER))
    )
    assert not any("right" in word for word in plain)


def test_a_right_number_that_nobody_came_near_is_at_the_rim() -> None:
    item = replace(GUESS, right=("99",), largest=None)
    given = [Choice(values=(("number", str(number)),)) for number in (1, 2, 3, 4)]
    words = written(sheet_of(revealed(item, tally(item, given, 4)), event_in("en", item=item)))
    assert any("right: 99" in word and "beyond" in word for word in words)


def test_the_right_option_has_a_tick_and_a_word_only_once_it_is_revealed() -> None:
    event = event_in("en", item=QUIZ)
    assert not any("right" in words for words in written(sheet_of(asking(QUIZ), event)))
    result = tally(QUIZ, [Choice(("no",))] * 3 + [Choice(("yes",))] * 9, 12)
    words = written(sheet_of(revealed(QUIZ, result), event))
    assert [word for word in words if "✓ right" in word] == ["3 · 25%  ✓ right"]
    assert "12 of 12 answered · 3\u00a0right\u00a0(25%)" in words


def test_how_sure_people_are_stands_under_any_chart() -> None:
    sure = [("yes", "4"), ("yes", "4"), ("no", "1")]
    given = [Choice((code,), values=(("~sure", step),)) for code, step in sure]
    words = written(sheet_of(revealed(SURE, tally(SURE, given, 3)), event_in("en", item=SURE)))
    assert {"Certain", "Fairly sure", "Not very sure", "I guessed"} <= set(words)
    quiz = tally(SURE_QUIZ, given, 3)
    words = written(sheet_of(revealed(SURE_QUIZ, quiz), event_in("en", item=SURE_QUIZ)))
    assert "2, 0 right" in words and "1, 1 right" in words


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (SCALE_11, "average of each group"),
        (NUMBER, "middle answer of each group"),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_a_split_says_what_it_shows(item: Item, said: str) -> None:
    picture = revealed(item, result_of(item), groups_of(item))
    assert said in written(sheet_of(picture, event_in("en", item=item), is_card_large=False))


def test_a_cloud_of_words_stays_whole_where_the_question_before_was_split() -> None:
    picture = revealed(WORDS, result_of(WORDS), replace(groups_of(NUMBER), item=WORDS.name))
    words = written(sheet_of(picture, event_in("en", item=WORDS), is_card_large=False))
    assert "A question of this kind is not shown group by group." in words
    assert COUNTRY.label("us", "en") not in words


@pytest.mark.parametrize("item", [MATRIX, MATRIX_11, RANKING, POINTS], ids=lambda item: item.name)
def test_a_split_has_a_bar_for_each_option_of_each_group(item: Item) -> None:
    picture = revealed(item, result_of(item), groups_of(item))
    sheet = sheet_of(picture, event_in("en", item=item), is_card_large=False)
    assert sum(isinstance(mark, BarMark) for mark in sheet.moving) == 4 * len(item.options)
    names = [COUNTRY.label(code, "en") for code in ("uk", "us", "de")]
    assert set(names) <= set(written(sheet))


@EVERY
def test_the_phones_task_is_said_in_words(item: Item) -> None:
    """Each kind its own sentence, as few of them as there are ways to answer."""
    sheet = sheet_of(asking(item), event_in("en", item=item))
    said = {
        ItemKind.SCALE: "Choose one answer",
        ItemKind.SINGLE: "Choose one answer",
        ItemKind.MATRIX: "Rate each statement",
        ItemKind.RANKING: "order",
        ItemKind.POINTS: "100 points",
        ItemKind.GRID: "four ends",
        ItemKind.PIN: "Tap one place",
        ItemKind.NUMBER: "Type a number from 0 to 100",
        ItemKind.WORDS: "up to 3 words",
    }[item.kind]
    assert said in " ".join(written(sheet))


def test_the_same_picture_gives_the_same_wall() -> None:
    for item in (WORDS, GRID, PIN):
        picture = revealed(item, result_of(item))
        one, other = (painted(sheet_of(picture, event_in("en", item=item))) for _n in range(2))
        assert one == other


@pytest.mark.parametrize("languages", [("en", "ar"), ("ar", "de")])
@WHOLE
def test_two_languages_keep_all_sizes(languages: tuple[str, str], size: tuple[int, int]) -> None:
    for item in (QUIZ, COUNTRY, SCALE_11, WORDS, NUMBER):
        event = event_in(*languages, item=item)
        sheet = lay_out_wall(asking(item), event, *size, colours(), True, languages)
        assert sheet.languages == languages
        texts = sheet.texts
        for language in languages:
            stem = next(t for t in texts if t.text == item.texts[language])
            assert stem.font.pixelSize() >= size[1] / 18 and not stem.is_elided
        for option in item.options:
            both = " · ".join(dict.fromkeys(option.texts[language] for language in languages))
            label = next(t for t in texts if t.text == both)
            assert label.font.pixelSize() >= size[1] / 26 and not label.is_elided


def picture_of(item: Item) -> WallPicture:
    return revealed(item, tally(item, answers(item), 42))


def test_a_second_language_that_has_no_room_is_left_out_and_said() -> None:
    event = event_in("de", "ar", item=MATRIX)
    sheet = lay_out_wall(picture_of(MATRIX), event, 1024, 768, colours(), True, ("de", "ar"))
    assert sheet.languages in (("de",), ("de", "ar"))
    own = [t for t in sheet.texts if t.text.startswith("Auswertungen")]
    assert own and not own[0].is_elided


def test_a_figure_that_is_kept_back_is_explained() -> None:
    split = groups_of(MATRIX, suppressed=0)
    group = split.groups[1]
    kept_back = replace(group.result.parts[0], answered=0, counts=(0,) * 5, mean=None)
    parts = (kept_back, *group.result.parts[1:])
    group = replace(group, result=replace(group.result, parts=parts))
    split = replace(split, groups=(split.groups[0], group, *split.groups[2:]))
    sheet = sheet_of(revealed(MATRIX, result_of(MATRIX), split), event_in("en", item=MATRIX))
    assert "–" in written(sheet)
    assert "– stands for fewer than 5 people: they stay private." in written(sheet)

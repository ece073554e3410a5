"""Places on the wall group by group: each where the group put it, no single pin with its group."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from meeting import COUNTRY
from PySide6.QtCore import QRectF
from wall_kinds import GRID, PIN, groups_of, result_of, split_by_country
from wall_pictures import event_in, revealed, sheet_of

from pollkit.desktop.facilitator.wall.figures import split_tables
from pollkit.desktop.facilitator.wall.marks import (
    BadgeMark,
    PanelMark,
    PinsMark,
    ShapeMark,
    TextMark,
)
from pollkit.desktop.facilitator.wall.sheet import Sheet
from pollkit.desktop.facilitator.wall.words import describe, group_lines
from pollkit.domain.analysis.splits import Split, split
from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Item
from pollkit.i18n import speaking

pytestmark = pytest.mark.usefixtures("application")
SEVEN = {"uk": 12, "us": 8, "de": 7, "ca": 6, "be": 5, "fr": 9, "nl": 10}
SIZES = ((1920, 1080), (1366, 768), (1024, 768))


def by_country(item: Item, *rows: tuple[int, str, dict[str, str]]) -> Split:
    crowd = [(land, values) for number, land, values in rows for _ in range(number)]
    given = {
        UUID(int=who): {
            COUNTRY.name: Choice((land,)), item.name: Choice(values=tuple(values.items()))
        }
        for who, (land, values) in enumerate(crowd)
    }  # fmt: skip
    return split(item, COUNTRY, given)


def wall(item: Item, found: Split, language: str = "en", size: tuple[int, int] = SIZES[1]) -> Sheet:
    return sheet_of(revealed(item, result_of(item), found), event_in(language, item=item), size)


def written(sheet: Sheet) -> list[str]:
    return [text.text for text in sheet.texts]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_group_has_a_square_with_the_middle_of_what_it_placed(language: str) -> None:
    """The uk's four at 10 and one at 60 have their middle a fifth from the left, half way up."""
    item = replace(GRID, options=GRID.options[:1])
    code = item.codes[0]
    found = by_country(
        item,
        (4, "uk", {f"{code}.x": "10", f"{code}.y": "50"}),
        (1, "uk", {f"{code}.x": "60", f"{code}.y": "50"}),
        (6, "us", {f"{code}.x": "70", f"{code}.y": "50"}),
    )
    sheet = wall(item, found, language)
    squares = [
        mark.frame
        for mark in sheet.still
        if isinstance(mark, PanelMark) and mark.frame.width() == mark.frame.height()
    ]
    middles = [mark.frame.center() for mark in sheet.moving if isinstance(mark, BadgeMark)]
    shares = [
        (at.x() - square.x()) / square.width()
        for square, at in zip(squares, middles, strict=True)
    ]  # fmt: skip
    assert shares == pytest.approx([0.2, 0.7], abs=0.01)
    # The first group stands where reading begins.
    assert (squares[0].x() < squares[1].x()) is (language == "en")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pins_are_counted_where_they_lie_and_none_is_drawn(language: str) -> None:
    found = by_country(
        PIN, (6, "uk", {"x": "100", "y": "100"}), (2, "uk", {"x": "900", "y": "900"}),
        (9, "us", {"x": "900", "y": "900"}),
    )  # fmt: skip
    sheet = wall(PIN, found, language)
    assert not any(isinstance(mark, PinsMark) for mark in sheet.moving)
    counts = [m for m in sheet.moving if isinstance(m, TextMark) and m.fitted.text in "629"]
    assert [mark.fitted.text for mark in counts] == ["6", "2", "9"]
    six, two = (mark.frame.center() for mark in counts[:2])
    assert six.x() < two.x() and six.y() < two.y()


def test_a_lone_pin_is_a_dash_with_a_word_about_it_and_no_number() -> None:
    found = by_country(
        PIN, (6, "uk", {"x": "100", "y": "100"}), (1, "uk", {"x": "500", "y": "500"}),
        (9, "us", {"x": "100", "y": "100"}), (5, "us", {"x": "900", "y": "900"}),
    )  # fmt: skip
    words = written(wall(PIN, found))
    assert words.count("–") == 4 and not {"1", "5"} & set(words)
    assert "– stands for parts with too few pins: whose they are stays private." in words


@pytest.mark.parametrize("item", [GRID, PIN], ids=["grid", "pin"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_many_groups_are_four_and_the_others_and_lie_apart(
    item: Item, size: tuple[int, int]
) -> None:
    for language in ("en", "de", "ar"):
        sheet = wall(item, split_by_country(item, **SEVEN), language, size)
        heads = [text for text in written(sheet) if "n\u00a0=" in text]
        assert len(heads) == 5 and any("18" in head for head in heads)
        assert all(text.font.pixelSize() >= size[1] / 30 for text in sheet.texts)
        assert not any(text.is_torn for text in sheet.texts)
        badges = [mark.frame for mark in sheet.moving if isinstance(mark, BadgeMark)]
        for number, one in enumerate(badges):
            assert not any(one.intersects(other) for other in badges[:number])
        assert all(QRectF(0, 0, *size).contains(badge) for badge in badges)


def test_the_tables_beside_name_every_group_and_every_part() -> None:
    found = split_by_country(PIN, **SEVEN)
    event = event_in("en", item=PIN)
    with speaking("en"):
        tables = split_tables(PIN, found, event, "en")
    assert [len(table.rows) for table in tables] == [9] * 7
    for table, group in zip(tables, found.groups, strict=True):
        told = [0 if count is None else count for count in group.result.regions]
        assert [row[1] for row in table.rows if row[1] != "–"] == [
            str(count) for count, tells in zip(told, group.result.regions, strict=True)
            if tells is not None
        ]  # fmt: skip


def test_those_who_hear_the_wall_hear_each_group() -> None:
    event, found = event_in("en", item=GRID), groups_of(GRID, 0)
    lines = group_lines(GRID, found, event)
    assert lines[0] == "United Kingdom"
    assert lines[1].startswith("Training for our own staff: Cheap 0 – Expensive 100 ")
    assert set(lines) <= set(describe(revealed(GRID, result_of(GRID), found), event).split("\n"))


def test_what_too_few_of_a_group_placed_is_left_out_with_a_word_about_it() -> None:
    item = replace(GRID, options=GRID.options[:2])
    a, b = item.codes
    both = {f"{code}.{axis}": "40" for code in (a, b) for axis in "xy"}
    one = {f"{a}.{axis}": "60" for axis in "xy"}
    found = by_country(item, (3, "uk", both), (4, "uk", one), (9, "us", both), (5, "de", both))
    sheet = wall(item, found)
    badges = [mark.place for mark in sheet.moving if isinstance(mark, BadgeMark)]
    assert badges.count(0) == 3 and badges.count(1) == 1
    assert "What fewer than 5 of a group placed is left out: it stays private." in written(sheet)


def test_seven_things_on_small_squares_are_shapes_that_do_not_hide_each_other() -> None:
    item = replace(
        GRID, options=tuple(replace(GRID.options[n % 5], code=f"{n}") for n in range(7))
    )  # fmt: skip
    sheet = wall(item, split_by_country(item, **SEVEN), "de", (1024, 768))
    assert not any(isinstance(mark, BadgeMark) for mark in sheet.moving)
    shapes = [mark.frame for mark in sheet.moving if isinstance(mark, ShapeMark)]
    assert len(shapes) == 5 * 7
    for number, one in enumerate(shapes):
        assert not any(one.intersects(other) for other in shapes[:number])


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_what_the_marks_mean_stands_under_or_beside_the_squares_whole(language: str) -> None:
    for found in (groups_of(GRID, 0), split_by_country(GRID, uk=22, us=18)):
        sheet = wall(GRID, found, language)
        whole = [text for text in sheet.texts if not text.is_elided and not text.is_torn]
        for option in GRID.options:
            assert any(text.wish.text == option.texts[language] for text in whole)
        ends = (GRID.low_label, GRID.high_label, GRID.bottom_label, GRID.top_label)
        for end in ends:
            assert any(end[language] in text.wish.text for text in whole)


def test_a_group_whose_name_loses_its_end_keeps_its_number() -> None:
    endless = " ".join(["Kommunalverwaltung"] * 9)
    by = replace(
        COUNTRY,
        options=tuple(replace(o, texts=dict.fromkeys(o.texts, endless)) for o in COUNTRY.options),
    )
    event = event_in("de", item=PIN)
    event = replace(event, instrument=replace(event.instrument, items=(by, PIN)))
    sheet = sheet_of(
        revealed(PIN, result_of(PIN), split_by_country(PIN, **SEVEN)), event, (1024, 768)
    )
    heads = [text for text in sheet.texts if "Kommunal" in text.wish.text]
    assert heads and all(text.is_elided for text in heads)
    assert all(text.text.startswith("n\u00a0=\u00a0") for text in heads)

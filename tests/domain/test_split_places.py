"""Places and pins by group: middles and counts only, and of no single pin the group it is of."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from pollkit.domain.analysis.splits import few_groups, split
from pollkit.domain.analysis.values import Spot
from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Item, ItemKind, Option

LANDS = ("uk", "us", "de", "fr", "be", "nl", "ca")
COUNTRY = Item("country", ItemKind.SINGLE, {}, tuple(Option(code, {}) for code in LANDS))
PIN = Item("pin", ItemKind.PIN, {})
GRID = Item("grid", ItemKind.GRID, {}, (Option("a", {}), Option("b", {})))
# The middles of the ninths of a picture, line by line.
MIDDLES = [(x, y) for y in (166, 500, 833) for x in (166, 500, 833)]


def pinned(*rows: tuple[int, str, int]) -> dict[UUID, dict[str, Choice]]:
    """So many people of a country put their pin in this ninth."""
    crowd = [(land, ninth) for number, land, ninth in rows for _ in range(number)]
    return {
        UUID(int=who): {
            "country": Choice((land,)),
            "pin": Choice(values=(("x", str(MIDDLES[ninth][0])), ("y", str(MIDDLES[ninth][1])))),
        }
        for who, (land, ninth) in enumerate(crowd)
    }


def placed(*rows: tuple[int, str, str, int, int]) -> dict[UUID, dict[str, Choice]]:
    """So many people of a country put these things there."""
    crowd = [row[1:] for row in rows for _ in range(row[0])]
    return {
        UUID(int=who): {
            "country": Choice((land,)),
            "grid": Choice(
                values=tuple(
                    (f"{thing}.{axis}", str(at))
                    for thing in things
                    for axis, at in (("x", x), ("y", y))
                )
            ),
        }
        for who, (land, things, x, y) in enumerate(crowd)
    }


def test_pins_of_a_group_are_counted_in_each_ninth_and_stand_nowhere() -> None:
    found = split(PIN, COUNTRY, pinned((6, "uk", 0), (2, "uk", 8), (5, "us", 0), (4, "us", 8)))
    assert [g.result.regions for g in found.groups] == [
        (6, 0, 0, 0, 0, 0, 0, 0, 2),
        (5, 0, 0, 0, 0, 0, 0, 0, 4),
    ]
    assert all(g.result.pins == () for g in found.groups)


def test_a_lone_pin_is_not_told_whose_it_is_nor_can_it_be_found_by_subtraction() -> None:
    """Of the 7 of the uk 6 + 1 would tell who is alone in the middle: so the next smallest part,
    with 5 pins, is left out too, and two parts stand for the other 6 pins."""
    people = pinned((6, "uk", 0), (1, "uk", 4), (9, "us", 0), (5, "us", 8))
    assert [g.result.regions for g in split(PIN, COUNTRY, people).groups] == [
        (6, 0, 0, 0, None, 0, 0, 0, None),
        (9, 0, 0, 0, None, 0, 0, 0, None),
    ]


def test_where_pins_are_scattered_no_part_is_told() -> None:
    people = pinned(*((1, "uk", ninth) for ninth in range(9)))
    assert split(PIN, COUNTRY, people).groups[0].result.regions == (None,) * 9


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.sampled_from(LANDS), st.integers(0, 8)), max_size=20)
)
def test_whatever_is_told_of_regions_five_pins_or_none_lie_outside(
    rows: list[tuple[int, str, int]],
) -> None:
    people = pinned(*rows)
    groups = split(PIN, COUNTRY, people).groups
    for place in range(9):
        told = {g.result.regions[place] is None for g in groups}
        assert len(told) <= 1  # all groups or none: else one would follow from the others
    if groups:
        hidden = {n for n, count in enumerate(groups[0].result.regions) if count is None}
        inside = [ninth for number, _land, ninth in rows for _ in range(number)]
        counts = [inside.count(n) for n in range(9)]
        assert all(count == 0 or count >= 5 for n, count in enumerate(counts) if n not in hidden)
        unseen = sum(counts[n] for n in hidden)
        assert unseen == 0 or unseen >= 5


def test_of_a_group_only_the_middles_of_what_it_placed_are_told() -> None:
    """Four uk people at 10 and one at 60 have their middle at 20."""
    people = placed((4, "uk", "a", 10, 0), (1, "uk", "a", 60, 50), (6, "us", "a", 90, 80))
    parts = [g.result.parts[0] for g in split(GRID, COUNTRY, people).groups]
    assert [part.middle for part in parts] == [Spot(20, 10), Spot(90, 80)]
    assert all(part.spots == () for part in parts)


def test_what_three_of_a_group_placed_is_withheld_there_and_where_it_would_follow() -> None:
    """The whole middle of b less that of the us and of the de would be the middle of three."""
    people = placed(
        (3, "uk", "ab", 10, 10), (4, "uk", "a", 10, 10),
        (5, "us", "ab", 50, 50), (9, "de", "ab", 90, 90),
    )  # fmt: skip
    told = {
        g.codes[0]: [p.middle is not None for p in g.result.parts]
        for g in split(GRID, COUNTRY, people).groups
    }
    assert told == {"uk": [True, False], "us": [True, False], "de": [True, True]}


def sizes(*counts: int) -> Sequence[tuple[int, str, str, int, int]]:
    return [
        (count, land, "a", place * 10, 0)
        for place, (count, land) in enumerate(zip(counts, LANDS, strict=False))
    ]


def test_many_groups_become_the_four_largest_and_the_others() -> None:
    """Of the sixth and seventh, 5 at 50 and 15 at 60, and the third, 5 at 20: 1250 / 25 = 50."""
    people = placed(*sizes(20, 21, 5, 22, 23, 5, 15))
    groups, has_others = few_groups(split(GRID, COUNTRY, people), most=4)
    assert has_others
    assert [g.codes for g in groups] == [("uk",), ("us",), ("fr",), ("be",), ("de", "nl", "ca")]
    assert groups[-1].result.answered == 25
    assert groups[-1].result.parts[0].middle == Spot(50, 0)


def test_a_fifth_group_keeps_its_own_name() -> None:
    found = split(GRID, COUNTRY, placed(*sizes(5, 6, 7, 8, 9)))
    assert few_groups(found, most=4) == (found.groups, False)


def test_pins_of_the_others_are_added_up() -> None:
    rows = [(5 + place, land, place % 2) for place, land in enumerate(LANDS[:6])]
    groups, has_others = few_groups(split(PIN, COUNTRY, pinned(*rows)), most=4)
    assert has_others and groups[-1].codes == ("uk", "us")
    assert groups[-1].result.regions == (5, 6, 0, 0, 0, 0, 0, 0, 0)

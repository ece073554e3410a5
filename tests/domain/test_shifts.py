"""Who moved where, and what nobody can find out from it."""

from __future__ import annotations

from collections import Counter
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from pollkit.domain.analysis.shifts import Passage, Shift, shift
from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Item, ItemKind, Option

THREE = Item(
    "view",
    ItemKind.SINGLE,
    {"en": "For or against?"},
    options=tuple(Option(code, {"en": code}) for code in ("for", "against", "unsure")),
)
SCALE = Item("sure", ItemKind.SCALE, {"en": "How sure?"}, points=5)


def moved(item: Item, *ways: tuple[str | None, str | None, int], is_tied: bool = True) -> Shift:
    """(before, after, how many people)."""
    before: dict[object, Choice] = {}
    after: dict[object, Choice] = {}
    person = 0
    for one, two, people in ways:
        for _ in range(people):
            person += 1
            if one is not None:
                before[person] = Choice((one,))
            if two is not None:
                after[person] = Choice((two,))
    return shift(item, item.name, before, after, is_tied=is_tied)


def test_people_are_paired_with_their_own_earlier_answer() -> None:
    found = moved(
        THREE,
        ("for", "for", 12),
        ("against", "for", 9),
        ("against", "against", 7),
        ("unsure", "for", 6),
    )
    assert found.pairs == 34
    assert found.passages == (
        Passage("for", "for", 12),
        Passage("against", "for", 9),
        Passage("against", "against", 7),
        Passage("unsure", "for", 6),
    )
    assert (found.stayed, found.unshown) == (19, 0)
    assert (found.before.count("against"), found.after.count("against")) == (16, 7)


def test_on_a_scale_it_is_told_how_many_went_up_and_down() -> None:
    found = moved(SCALE, ("1", "4", 6), ("2", "3", 5), ("5", "5", 8), ("5", "2", 7))
    assert (found.stayed, found.up, found.down) == (8, 11, 7)
    assert (found.before.mean, found.after.mean) == ((6 + 10 + 75) / 26, (24 + 15 + 40 + 14) / 26)


def test_who_answered_only_once_is_counted_apart() -> None:
    found = moved(THREE, ("for", "for", 20), ("for", None, 8), (None, "against", 6))
    assert (found.pairs, found.only_before, found.only_after) == (20, 8, 6)


def test_where_nobody_can_be_told_two_results_stand_side_by_side() -> None:
    found = moved(THREE, ("for", "against", 10), is_tied=False)
    assert not found.is_paired and found.passages == () and found.stayed is None
    assert (found.before.count("for"), found.after.count("against")) == (10, 10)


def test_fewer_than_five_pairs_are_not_told_apart() -> None:
    found = moved(THREE, ("for", "against", 4), ("for", None, 9))
    assert found.pairs == 4 and found.passages == () and found.stayed is None


def test_a_way_of_four_is_not_shown_and_does_not_follow_from_the_rest() -> None:
    found = moved(THREE, ("for", "for", 12), ("for", "against", 4), ("against", "against", 10))
    ways = {(p.before, p.after) for p in found.passages}
    assert ("for", "against") not in ways
    assert ("for", "for") not in ways, "16 were for: less 12 it would be four"


def test_of_yes_and_no_one_small_way_gives_all_four_away() -> None:
    yes_no = Item("q", ItemKind.SINGLE, {"en": "?"}, options=THREE.options[:2])
    found = moved(yes_no, ("for", "for", 20), ("for", "against", 3), ("against", "against", 10),
                  ("against", "for", 6))  # fmt: skip
    assert found.passages == () and found.stayed is None


def test_no_way_of_a_few_follows_from_an_answer_that_nobody_gave() -> None:
    """27 for and 9 against afterwards, nobody unsure: who was for stayed so, 19 stayed in all, so
    7 stayed against, and the other two of the 9 had been unsure."""
    found = moved(THREE, ("for", "for", 12), ("against", "for", 9), ("against", "against", 7),
                  ("unsure", "for", 6), ("unsure", "against", 2))  # fmt: skip
    told = {(p.before, p.after) for p in found.passages}
    assert not (("for", "for") in told and found.stayed is not None)
    assert len(told - {("for", "for")}) == 0


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=9, max_size=9), st.integers(0, 6), st.integers(0, 6))
def test_every_table_that_fits_what_is_shown_leaves_each_small_way_open(
    counts: list[int], only_before: int, only_after: int
) -> None:
    """Against a second way of reckoning: what is shown is a sum of the cells, so a cell that is
    the same in all tables which differ by a cycle of +1 and -1 would be known."""
    codes = THREE.codes
    ways = [(a, b, n) for (a, b), n in zip(product(codes, codes), counts, strict=True)]
    extra: list[tuple[str | None, str | None, int]] = [
        ("for", None, only_before),
        (None, "unsure", only_after),
    ]
    found = moved(THREE, *ways, *extra)
    shown = {(p.before, p.after): p.count for p in found.passages}
    truth = Counter({(a, b): n for a, b, n in ways})
    assert all(truth[way] == count >= 5 for way, count in shown.items())
    assert found.stayed is None or found.stayed == sum(truth[c, c] for c in codes)
    if only_before or only_after:
        return
    small = [way for way in truth if 0 < truth[way] < 5]
    if not shown:
        return
    for way in small:
        assert _can_differ(way, set(shown), codes, found.stayed is not None), (truth, found)


def _can_differ(
    way: tuple[str, str], shown: set[tuple[str, str]], codes: tuple[str, ...], has_stayed: bool
) -> bool:
    """Whether some change of the unseen cells, in whole steps, moves this cell and no sum."""
    free = [cell for cell in product(codes, codes) if cell not in shown]
    for steps in product((-2, -1, 0, 1, 2), repeat=len(free)) if len(free) <= 6 else ():
        change = dict(zip(free, steps, strict=True))
        if not change.get(way):
            continue
        sums = [sum(n for (a, _), n in change.items() if a == code) for code in codes]
        sums += [sum(n for (_, b), n in change.items() if b == code) for code in codes]
        if has_stayed:
            sums.append(sum(n for (a, b), n in change.items() if a == b))
        if not any(sums):
            return True
    return len(free) > 6


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from((0, 0, 1, 2, 3, 5, 6, 8)), min_size=9, max_size=9))
def test_among_all_tables_that_fit_no_way_of_a_few_is_the_same_in_each(counts: list[int]) -> None:
    """Every table of whole numbers is tried, so also what follows from nobody being fewer than
    none."""
    codes = THREE.codes
    truth = dict(zip(product(codes, codes), counts, strict=True))
    found = moved(THREE, *((one, two, n) for (one, two), n in truth.items()))
    told = {(p.before, p.after): p.count for p in found.passages}
    if not told and found.stayed is None:
        return
    fitting = [
        table for table in _tables(truth, codes)
        if all(table[way] == count for way, count in told.items())
        and found.stayed in (None, sum(table[code, code] for code in codes))
    ]  # fmt: skip
    for way in (way for way, count in truth.items() if 0 < count < 5):
        assert len({table[way] for table in fitting}) > 1, (way, truth, found)


def _tables(
    truth: dict[tuple[str, str], int], codes: tuple[str, ...]
) -> list[dict[tuple[str, str], int]]:
    """All that have these sums of rows and columns."""
    rows = [sum(truth[one, two] for two in codes) for one in codes]
    columns = [sum(truth[one, two] for one in codes) for two in codes]
    made = []
    for a, b in product(range(rows[0] + 1), repeat=2):
        for d, e in product(range(rows[1] + 1), repeat=2):
            first, second = (a, b, rows[0] - a - b), (d, e, rows[1] - d - e)
            third = tuple(columns[n] - first[n] - second[n] for n in range(3))
            if min(*first, *second, *third) >= 0:
                made.append(dict(zip(product(codes, codes), first + second + third, strict=True)))
    return made

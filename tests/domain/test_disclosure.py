"""What a reader finds by adding and subtracting: nobody, or at least five people."""

from __future__ import annotations

from functools import reduce
from itertools import product
from operator import or_
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from pollkit.domain.analysis.disclosure import Grouping, safe_cells, safe_grouping
from pollkit.domain.analysis.splits import earlier_splitters, split
from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Instrument, Item, ItemKind, Option

AGREES = Item("agrees", ItemKind.SINGLE, {}, (Option("yes", {}), Option("no", {})))
RATES = Item("rates", ItemKind.MATRIX, {}, (Option("s", {}), Option("t", {})))


def choice_of(name: str, *codes: str) -> Item:
    return Item(name, ItemKind.SINGLE, {}, tuple(Option(code, {}) for code in codes))


COUNTRY = choice_of("country", "uk", "us", "de")
REGION = choice_of("region", "north", "south")


def crowd(*rows: tuple[int, dict[str, str]]) -> dict[UUID, dict[str, Choice]]:
    """As many people as the number says, who gave these answers and agree."""
    people = [answers for number, answers in rows for _ in range(number)]
    return {
        UUID(int=number): {item: Choice((code,)) for item, code in answers.items()}
        | {"agrees": Choice(("yes",))}
        for number, answers in enumerate(people)
    }


def test_two_who_did_not_say_their_country_cannot_be_found_by_subtraction() -> None:
    """22 in all less 8 and 12 would be these two: they stand with the smaller group."""
    people = crowd((8, {"country": "uk"}), (12, {"country": "us"}), (2, {}))
    found = split(AGREES, COUNTRY, people)
    assert [(g.codes, g.result.answered, g.has_unsaid) for g in found.groups] == [
        (("us",), 12, False),
        (("uk",), 10, True),
    ]


def test_five_who_did_not_say_it_need_no_company() -> None:
    people = crowd((8, {"country": "uk"}), (12, {"country": "us"}), (5, {}))
    found = split(AGREES, COUNTRY, people)
    assert [g.result.answered for g in found.groups] == [8, 12]
    assert not any(g.has_unsaid for g in found.groups)


def test_answers_from_cards_count_among_those_whose_country_is_not_known() -> None:
    people = crowd((8, {"country": "uk"}), (12, {"country": "us"}))
    found = split(AGREES, COUNTRY, people, others=[Choice(("no",))] * 3)
    assert [g.result.answered for g in found.groups] == [12, 11]
    assert found.groups[1].result.count("no") == 3


def test_a_group_within_a_group_of_another_split_is_not_told_apart() -> None:
    """The north is the United Kingdom's 8 and 4 Germans: north less uk would show the four."""
    people = crowd(
        (8, {"region": "north", "country": "uk"}),
        (4, {"region": "north", "country": "de"}),
        (9, {"region": "south", "country": "us"}),
        (7, {"region": "south", "country": "de"}),
    )
    alone = split(AGREES, COUNTRY, people)
    assert [g.codes for g in alone.groups] == [("uk",), ("us",), ("de",)]
    instrument = Instrument({}, ("en",), (REGION, COUNTRY, AGREES))
    earlier = earlier_splitters(instrument, AGREES, COUNTRY)
    assert earlier == (REGION,)
    both = split(AGREES, COUNTRY, people, earlier=earlier)
    assert [g.codes for g in both.groups] == [("de",), ("uk", "us")]


def rated(*rows: tuple[int, str, str]) -> dict[UUID, dict[str, Choice]]:
    """(how many, country, the statements that they rate)"""
    people = [(country, statements) for number, country, statements in rows for _ in range(number)]
    return {
        UUID(int=number): {
            "country": Choice((country,)),
            "rates": Choice(values=tuple((statement, "4") for statement in statements)),
        }
        for number, (country, statements) in enumerate(people)
    }


def test_a_statement_that_three_of_a_group_rated_is_withheld_there_and_where_it_would_follow() -> (
    None
):
    """Of 26 ratings of t the uk's 3 would be 26 - 11 - 12: the smaller group's are withheld too."""
    people = rated((3, "uk", "st"), (6, "uk", "s"), (11, "us", "st"), (12, "de", "st"))
    found = split(RATES, COUNTRY, people)
    told = {g.codes[0]: [p.is_withheld for p in g.result.parts] for g in found.groups}
    assert told == {"uk": [False, True], "us": [False, True], "de": [False, False]}
    assert found.groups[0].result.parts[1].answered == 3
    assert found.groups[0].result.parts[1].counts == ()


def test_a_part_that_nobody_of_a_group_answered_needs_no_withholding() -> None:
    assert safe_cells([0b11111, 0]) == (True, True)


people_of = st.integers(0, 3)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(people_of, people_of, people_of), min_size=1, max_size=40))
def test_whatever_is_shown_no_one_to_four_people_are_found(rows: list[tuple[int, ...]]) -> None:
    """Checked by trying every sum and difference of groups; 3 = gave no answer."""
    everyone = (1 << len(rows)) - 1
    groupings: list[Grouping] = []
    for question in range(3):
        cells = {
            str(code): sum(1 << who for who, row in enumerate(rows) if row[question] == code)
            for code in range(3)
        }
        groupings.append(safe_grouping(cells, everyone - sum(cells.values()), groupings))
    unions = [
        {
            reduce(
                or_,
                (people for (_, people), chosen in zip(g.groups, pick, strict=True) if chosen),
                0,
            )
            for pick in product((False, True), repeat=len(g.groups))
        }
        for g in groupings
    ]
    for one, other in ((0, 0), (0, 1), (0, 2), (1, 2), (1, 1), (2, 2)):
        for first, second in product(unions[one], unions[other]):
            for found in (first ^ second, everyone & ~(first ^ second)):
                assert not 0 < found.bit_count() < 5 or len(rows) < 5

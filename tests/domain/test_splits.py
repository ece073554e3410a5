"""Groups of fewer than five people are never shown, nor can they be found by subtraction."""

from __future__ import annotations

from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from pollkit.domain.analysis.splits import answers_by_respondent, split
from pollkit.domain.ballots import Ballot, Choice
from pollkit.domain.instruments import Item, ItemKind, Option

LANDS = tuple(Option(code, {}) for code in ("uk", "us", "de", "fr"))
COUNTRY = Item("country", ItemKind.SINGLE, {"en": "?"}, LANDS)
AGREES = Item("agrees", ItemKind.SINGLE, {"en": "?"}, (Option("yes", {}), Option("no", {})))


def people(**by_country: tuple[int, int]) -> dict[UUID, dict[str, Choice]]:
    """Country -> (how many say yes, how many say no)."""
    return {
        uuid4(): {"country": Choice((country,)), "agrees": Choice((answer,))}
        for country, counts in by_country.items()
        for answer, count in zip(("yes", "no"), counts, strict=True)
        for _ in range(count)
    }


def test_groups_come_in_the_order_of_the_splitting_question() -> None:
    found = split(AGREES, COUNTRY, people(us=(2, 3), uk=(11, 1)))
    assert [group.codes for group in found.groups] == [("uk",), ("us",)]
    assert [group.result.count("yes") for group in found.groups] == [11, 2]
    assert found.suppressed == 0


def test_small_groups_are_put_together_and_come_last() -> None:
    found = split(AGREES, COUNTRY, people(uk=(2, 1), us=(11, 1), fr=(1, 1)))
    assert [group.codes for group in found.groups] == [("us",), ("uk", "fr")]
    assert found.groups[1].result.answered == 5


def test_a_lone_small_group_takes_the_smallest_with_it() -> None:
    """Else its four answers would be the total less those that are shown."""
    found = split(AGREES, COUNTRY, people(uk=(9, 0), us=(6, 0), de=(1, 3)))
    assert [group.codes for group in found.groups] == [("uk",), ("us", "de")]


def test_where_all_are_too_few_nothing_is_shown() -> None:
    found = split(AGREES, COUNTRY, people(uk=(1, 1), us=(2, 0)))
    assert found.groups == ()
    assert found.suppressed == 4


def test_those_who_answered_only_one_question_are_left_out() -> None:
    answers = people(uk=(5, 0)) | {uuid4(): {"country": Choice(("us",))}}
    assert [group.codes for group in split(AGREES, COUNTRY, answers).groups] == [("uk",)]


@given(
    st.dictionaries(
        st.sampled_from(["uk", "us", "de", "fr"]),
        st.tuples(st.integers(0, 7), st.integers(0, 7)),
    )
)
def test_no_group_below_five_is_ever_shown_and_nobody_gets_lost(
    counts: dict[str, tuple[int, int]],
) -> None:
    found = split(AGREES, COUNTRY, people(**counts))
    sizes = [group.result.answered for group in found.groups]
    assert all(size >= 5 for size in sizes)
    assert sum(sizes) + found.suppressed == sum(map(sum, counts.values()))
    assert found.suppressed == 0 or not found.groups  # else subtraction would show them


def test_what_people_wrote_has_no_groups() -> None:
    """Not even where everybody's group is large enough: their words may tell who they are."""
    for kind in (ItemKind.TEXT, ItemKind.WORDS):
        says = Item("says", kind, {"en": "?"})
        answers = {
            who: given | {"says": Choice(text="So it is")}
            for who, given in people(uk=(9, 0), us=(9, 0)).items()
        }
        found = split(says, COUNTRY, answers)
        assert (found.groups, found.suppressed) == ((), 0)


def test_ballots_without_a_pseudonym_belong_to_nobody() -> None:
    who = uuid4()
    ballots = (
        Ballot(uuid4(), "country", 1, Choice(("uk",)), who),
        Ballot(uuid4(), "agrees", 1, Choice(("yes",)), who),
        Ballot(uuid4(), "agrees", 1, Choice(("no",))),
    )
    assert answers_by_respondent(ballots) == {
        who: {"country": Choice(("uk",)), "agrees": Choice(("yes",))}
    }

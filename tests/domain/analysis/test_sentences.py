"""What figures say in words: templates of the evaluation's design, and what they must never say."""

from __future__ import annotations

import re

import pytest

from pollkit.domain.analysis import sentences
from pollkit.domain.analysis.attrition import attrition
from pollkit.domain.analysis.clusters import clustered_mean
from pollkit.domain.analysis.equivalence import equivalence
from pollkit.domain.analysis.fund import pool
from pollkit.domain.analysis.intervals import Estimate, Interval, wilson
from pollkit.domain.analysis.paired_options import mcnemar
from pollkit.domain.analysis.partly_paired import partly_paired
from pollkit.domain.analysis.reliability import reliability
from pollkit.domain.analysis.scores import PairedScores, Scores
from pollkit.i18n import speaking

ROSE = Estimate(0.41, Interval(0.12, 0.69), 34)
FELL = Estimate(-0.41, Interval(-0.69, -0.12), 34)
UNSURE = Estimate(0.2, Interval(-0.1, 0.5), 34)
SCALE = (1.0, 5.0)


def all_sentences() -> list[str]:
    few, many = PairedScores.of([1, 2, 3], [2, 3, 3]), Scores.of(range(20))
    said = [
        sentences.moved(21, 8, 5),
        *(sentences.changed(change, SCALE) for change in (ROSE, FELL, UNSURE)),
        *(sentences.changed(change, SCALE, looked_back=True) for change in (ROSE, FELL, UNSURE)),
        sentences.cannot_tell(11),
        sentences.no_comparison(),
        sentences.looked_back(),
        sentences.share(31, Estimate(31 / 45, wilson(31, 45), 45)),
        sentences.share(31, Estimate(31 / 45, wilson(31, 45), 45), interval_asked=False),
        sentences.share(7, Estimate(7 / 9, wilson(7, 9), 9)),
        *(sentences.yes_changed(mcnemar(*cells)) for cells in ((0, 0), (2, 1), (7, 1))),
        *(sentences.fund(pool([0.3, 0.1, 0.4, 0.2, 0.5][:k], [0.01] * k)) for k in (2, 4, 5)),
        sentences.fund(pool([0.3, -0.1, -0.4], [0.1] * 3)),
        sentences.over_projects(),
        sentences.hangs_together(reliability([[1, 2, 3]])),
        sentences.hangs_together(reliability([[1, 1, 2], [2, 2, 2], [3, 3, 3], [4, 5, 4]])),
        sentences.hangs_together(reliability([[1, 5, 2], [2, 2, 4], [3, 3, 1], [4, 5, 4]])),
        sentences.left_early(attrition(Scores.of([1]), Scores.of([2]))),
        sentences.left_early(attrition(Scores.of([1, 2, 3]), Scores.of([2, 3, 4]))),
        sentences.left_early(attrition(many, many)),
        sentences.partly_matched(partly_paired(few, Scores.of([1]), Scores.of([2]))),
        sentences.partly_matched(partly_paired(few, many, many)),
        sentences.came_in_groups(clustered_mean([Scores.of([1, 1, 2]), Scores.of([4, 5])])),
        sentences.nothing_that_matters(equivalence(0.0, 0.1, -0.3, 0.3, 50)),
        sentences.nothing_that_matters(equivalence(0.2, 0.2, -0.3, 0.3, 50)),
        sentences.could_be_seen(34, 0.43),
        sentences.one_of_several(1),
        sentences.one_of_several(15),
        sentences.weighted(),
    ]
    assert len(said) == len(set(said))
    return said


def test_who_moved_is_said_in_numbers() -> None:
    assert sentences.moved(21, 8, 5) == (
        "Of the 34 people we could match, 21 moved up, 8 stayed, 5 moved down."
    )


def test_a_rise_is_said_with_how_sure_it_is() -> None:
    assert sentences.changed(ROSE, SCALE) == (
        "The average rose by 0.4 on a 1–5 scale (we are fairly sure the true rise is between 0.1 "
        "and 0.7)."
    )


def test_a_fall_is_said_as_plainly() -> None:
    assert sentences.changed(FELL, SCALE) == (
        "The average fell by 0.4 on a 1–5 scale (we are fairly sure the true fall is between 0.1 "
        "and 0.7)."
    )


def test_what_may_be_chance_is_said_to_be() -> None:
    assert sentences.changed(UNSURE, SCALE) == (
        "The average changed by +0.2 on a 1–5 scale. With 34 people we cannot tell this from "
        "chance: the true change may be anywhere from −0.1 to +0.5."
    )


def test_looking_back_is_what_people_said() -> None:
    said = sentences.changed(ROSE, SCALE, looked_back=True)
    assert said.startswith("People said that their average had risen by 0.4")
    unsure = sentences.changed(UNSURE, SCALE, looked_back=True)
    assert unsure.startswith("What people said of then and now differs by +0.2")


def test_five_people_cannot_tell() -> None:
    few = Estimate(0.4, Interval(0.3, 0.5), 5)
    assert sentences.changed(few, SCALE) == (
        "With 5 people we cannot tell a real change from chance."
    )


def test_a_figure_is_never_rounded_to_nought() -> None:
    small = Estimate(0.03, Interval(0.01, 0.05), 4000)
    assert "rose by 0.03" in sentences.changed(small, SCALE)
    assert "between 0.01 and 0.05" in sentences.changed(small, SCALE)


def test_below_ten_there_are_no_per_cents() -> None:
    assert sentences.share(7, Estimate(7 / 9, wilson(7, 9), 9)) == "7 of 9 people."


def test_a_fund_is_said_with_its_next_project() -> None:
    said = sentences.fund(pool([0.3, 0.1, 0.4, 0.2, 0.5], [0.01] * 5))
    assert said.startswith("On average +0.3 points over 5 projects (+0.1 to +0.5).")
    assert "A new project like these could be anywhere from" in said


def test_two_projects_are_no_fund() -> None:
    assert "too few" in sentences.fund(pool([0.3, 0.1], [0.01] * 2))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_is_significant_or_proved(language: str) -> None:
    with speaking(language):
        for said in all_sentences():
            assert not re.search(
                r"signific|prove[dn]?\b|prouv|no effect|aucun effet|caused by|p\s*[<=]", said, re.I
            )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_sentence_is_whole(language: str) -> None:
    with speaking(language):
        for said in all_sentences():
            assert "{" not in said
            assert not re.search(r"\bnan\b", said)
            assert said.endswith(".")


def test_french_is_french_throughout() -> None:
    with speaking("fr"):
        french = all_sentences()
    for said, source in zip(french, all_sentences(), strict=True):
        assert said != source


def test_french_writes_numbers_its_own_way() -> None:
    with speaking("fr"):
        assert "0,4" in sentences.changed(ROSE, SCALE)

"""Standardised differences, against published examples."""

from __future__ import annotations

import pytest

from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Instrument, Item, ItemKind, Option
from pollkit.domain.linking.attrition import (
    compare_groups,
    interval,
    standardised_mean_difference,
    standardised_share_difference,
)


def test_the_interval_is_that_of_a_textbook() -> None:
    """Borenstein et al. (2009), chapter 4: d = 0.5970 of 50 and 50 has the variance 0.0418."""
    low, high = interval(0.5970, 50, 50)
    assert ((high - low) / 2 / 1.96) ** 2 == pytest.approx(0.0418, abs=0.0001)
    assert low + high == pytest.approx(2 * 0.5970)


def test_the_difference_of_means_is_in_pooled_standard_deviations() -> None:
    """1, 2, 3 and 3, 4, 8: variances 1 and 7, pooled 4, its root 2; 5 - 2 = 3."""
    assert standardised_mean_difference([1, 2, 3], [3, 4, 8]) == 1.5
    assert standardised_mean_difference([2, 2, 2], [2, 2, 2]) is None


def test_the_difference_of_shares_is_austins() -> None:
    """50 % and 40 %: 0.1 by the root of (0.25 + 0.24) / 2."""
    assert standardised_share_difference(0.5, 0.4) == pytest.approx(-0.1 / 0.245**0.5)
    assert standardised_share_difference(1.0, 1.0) is None


def test_each_option_is_compared_and_small_groups_are_left_out() -> None:
    item = Item("sex", ItemKind.SINGLE, {}, (Option("f", {}), Option("m", {})))
    asked = Instrument({}, ("en",), (item, Item("why", ItemKind.TEXT, {})))
    women, men = {"sex": Choice(("f",))}, {"sex": Choice(("m",))}
    first, second = compare_groups(asked, [women] * 4 + [men], [women, men, men, men, men])
    assert (first.part, first.linked, first.others) == ("f", 0.8, 0.2)
    assert first.standardised == pytest.approx(-1.5)
    assert second.standardised == pytest.approx(1.5)
    first, _second = compare_groups(asked, [women] * 4, [men] * 9)
    assert (first.linked_n, first.linked, first.is_notable) == (4, None, False)

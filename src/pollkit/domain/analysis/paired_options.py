"""Which options the same people chose before and after: tables with rows before, columns after."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt

import numpy as np
from numpy.typing import ArrayLike

from pollkit.domain.analysis.distributions import (
    binomial_at,
    binomial_up_to,
    chi2_tail,
    normal_interval,
    root,
    two_sided,
)
from pollkit.domain.analysis.intervals import Estimate, Interval, normal_quantile, wilson
from pollkit.domain.analysis.scores import Counts, PairedScores, square
from pollkit.errors import NotEstimable
from pollkit.i18n import _

# With fewer who changed, "too few changed" is all that can be said (evaluation, table 2.0).
FEWEST_MOVED = 6


@dataclass(frozen=True)
class McNemar:
    """Of those who changed, whether more did so one way.

    Attributes:
        gained: who said no before and yes after.
        lost: the other way.
        p: two-sided mid-p, the one to report: it kept its level in all of 9,595 scenarios
            (Fagerland, Lydersen & Laake 2013, BMC Med Res Methodol 13:91). The others are there to
            compare with what other programs print.
        chi2, p_asymptotic: (b - c)²/(b + c); 0 and 1 where nobody changed.
        chi2_corrected, p_corrected: with Edwards' correction, too careful.
    """

    gained: int
    lost: int
    p: float
    p_exact: float
    chi2: float
    p_asymptotic: float
    chi2_corrected: float
    p_corrected: float

    @property
    def is_too_few(self) -> bool:
        return self.gained + self.lost < FEWEST_MOVED


@dataclass(frozen=True)
class PairedShares:
    """The share of yes before and after, and after minus before with Newcombe's interval."""

    before: Estimate
    after: Estimate
    difference: Estimate


@dataclass(frozen=True)
class MovedOptions:
    """A test of a k x k table; `statistic` is chi² on `df`, or z where df is None."""

    statistic: float
    df: int | None
    p: float


def mcnemar(gained: int, lost: int) -> McNemar:
    """McNemar's test; nobody changed: p = 1."""
    n, fewer = gained + lost, min(gained, lost)
    if n == 0:
        return McNemar(0, 0, 1.0, 1.0, 0.0, 1.0, 0.0, 1.0)
    exact = min(1.0, 2 * binomial_up_to(fewer, n))
    if gained == lost:
        middle = 1 - binomial_at(fewer, n) / 2
    else:
        middle = 2 * binomial_up_to(fewer, n) - binomial_at(fewer, n)
    chi2 = (gained - lost) ** 2 / n
    corrected = max(abs(gained - lost) - 1, 0) ** 2 / n
    return McNemar(
        gained, lost, middle, exact, chi2, chi2_tail(chi2, 1), corrected, chi2_tail(corrected, 1)
    )


def paired_shares(table: ArrayLike, confidence: float = 0.95) -> PairedShares:
    """The change of a share in the same people: (2, 2) counts, yes first.

    Newcombe's square-and-add (1998, Stat Med 17:2635, method 10) with his correction of φ; stays
    within -1 .. 1 and is finite where nobody changed. Assumes independent people.
    """
    cells = _yes_and_no(table)
    n = int(cells.sum())
    both, lost, gained, _neither = (int(cell) for cell in cells.ravel())
    first, second = both + lost, both + gained
    one, two = (wilson(hits, n, None, confidence) for hits in (first, second))
    phi = _phi(cells)
    before, after = first / n, second / n
    # After minus before, so "two" stands first.
    down, up = after - two.low, two.high - after
    back, forth = before - one.low, one.high - before
    low = after - before - sqrt(down**2 - 2 * phi * down * forth + forth**2)
    high = after - before + sqrt(back**2 - 2 * phi * back * up + up**2)
    return PairedShares(
        Estimate(before, one, n),
        Estimate(after, two, n),
        Estimate(after - before, Interval(low, high), n),
    )


def tango(table: ArrayLike, confidence: float = 0.95) -> Interval:
    """Tango's score interval (1998, Stat Med 17:891) of after minus before: (2, 2) counts."""
    cells = _yes_and_no(table)
    n, b, c = int(cells.sum()), int(cells[1, 0]), int(cells[0, 1])
    z = normal_quantile(confidence)

    def off(delta: float) -> float:
        return _tango_z(delta, b, c, n) - z

    def off_below(delta: float) -> float:
        return _tango_z(delta, b, c, n) + z

    d, edge = (b - c) / n, 1 - 1e-12
    low = -1.0 if off(-edge) < 0 else root(off, -edge, d)
    high = 1.0 if off_below(edge) > 0 else root(off_below, d, edge)
    return Interval(low, high)


def wald_paired(table: ArrayLike, confidence: float = 0.95, added: float = 0.0) -> Interval:
    """The textbooks' interval of after minus before, to compare with only: it is too narrow, and
    nought where nobody changed.

    Args:
        added: to both numbers of changes, n by twice as much; 1 = Bonett & Price 2012 (J Educ
            Behav Stat 37:479), which is sound.
    """
    cells = _yes_and_no(table)
    n = int(cells.sum()) + 2 * added
    gained, lost = (cells[1, 0] + added) / n, (cells[0, 1] + added) / n
    se = sqrt((gained + lost - (gained - lost) ** 2) / n)
    return normal_interval(float(gained - lost), se, confidence)


def stuart_maxwell(table: ArrayLike) -> MovedOptions:
    """Whether the shares of the options changed: (k, k) counts.

    Stuart 1955 (Biometrika 42:412): d'V⁻¹d. Options that nobody left or came to are dropped first;
    no number is added to empty cells (statsmodels 0.15 adds 0.5 to every cell). df: the options
    that are left, less one.
    """
    cells = _moving(square(table))
    if len(cells) < 2:
        return MovedOptions(0.0, 0, 1.0)
    d = (cells.sum(axis=1) - cells.sum(axis=0))[:-1].astype(float)
    spread = -(cells + cells.T).astype(float)
    np.fill_diagonal(spread, cells.sum(axis=1) + cells.sum(axis=0) - 2 * np.diag(cells))
    # Not singular unless two sets of options exchange nobody; then df is on the careful side.
    statistic = float(d @ np.linalg.pinv(spread[:-1, :-1], hermitian=True) @ d)
    return MovedOptions(statistic, len(cells) - 1, chi2_tail(statistic, len(cells) - 1))


def bhapkar(table: ArrayLike) -> MovedOptions:
    """The same by Bhapkar 1966 (JASA 61:228): S/(1 - S/n)."""
    stuart, n = stuart_maxwell(table), int(square(table).sum())
    df = stuart.df or 0
    if df == 0:
        return stuart
    statistic = stuart.statistic / (1 - stuart.statistic / n) if stuart.statistic < n else inf
    return MovedOptions(statistic, df, chi2_tail(statistic, df))


def bowker(table: ArrayLike) -> MovedOptions:
    """Whether as many went from one option to another as came back (Bowker 1948, JASA 43:572).

    df counts the pairs of options between which anybody moved.
    """
    cells = square(table).astype(float)
    rows, columns = np.triu_indices(len(cells), 1)
    there, back = cells[rows, columns], cells[columns, rows]
    used = there + back > 0
    statistic = float(((there - back)[used] ** 2 / (there + back)[used]).sum())
    df = int(used.sum())
    return MovedOptions(statistic, df, chi2_tail(statistic, df) if df else 1.0)


def ordinal_shift(pairs: PairedScores) -> MovedOptions:
    """Whether answers on an ordered scale moved: z = Σ d/√Σ d² (Agresti 2002, 10.3).

    The variance is that of flipping each sign, not the sample's. Positive = up; nobody moved:
    z = 0.
    """
    change = pairs.change
    spread = float(change.values**2 @ change.counts)
    z = float(change.values @ change.counts) / sqrt(spread) if spread > 0 else 0.0
    return MovedOptions(z, None, two_sided(z))


def moves(table: ArrayLike) -> tuple[int, int, int]:
    """How many went up, stayed and went down; options in ascending order."""
    cells = square(table)
    up, down = int(np.triu(cells, 1).sum()), int(np.tril(cells, -1).sum())
    return up, int(np.trace(cells)), down


def _yes_and_no(table: ArrayLike) -> Counts:
    cells = square(table)
    if len(cells) != 2 or cells.sum() == 0:
        raise NotEstimable(_("The table must have two rows and two columns, and people in it."))
    return cells


def _phi(cells: Counts) -> float:
    margins = float(np.prod([*cells.sum(axis=0), *cells.sum(axis=1)], dtype=float))
    if margins == 0:
        return 0.0
    covered = float(cells[0, 0]) * float(cells[1, 1]) - float(cells[0, 1]) * float(cells[1, 0])
    if covered > 0:
        covered = max(covered - float(cells.sum()) / 2, 0.0)
    return covered / sqrt(margins)


def _tango_z(delta: float, b: int, c: int, n: int) -> float:
    """The score statistic at a difference of b/n - c/n = delta, with c's chance estimated so."""
    square_term = 2 * n
    linear = -b - c + (2 * n - b + c) * delta
    constant = -c * delta * (1 - delta)
    chance = (sqrt(max(linear**2 - 4 * square_term * constant, 0.0)) - linear) / (2 * square_term)
    spread = n * (2 * chance + delta * (1 - delta))
    off = b - c - n * delta
    if spread <= 0:
        return 0.0 if off == 0 else inf if off > 0 else -inf
    return off / sqrt(spread)


def _moving(cells: Counts) -> Counts:
    used = cells.sum(axis=1) + cells.sum(axis=0) - 2 * np.diag(cells) > 0
    return cells[np.ix_(used, used)]

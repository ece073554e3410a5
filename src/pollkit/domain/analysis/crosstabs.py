"""Whether two questions go together: (r, c) tables of counts."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, sqrt

import numpy as np
from numpy.typing import ArrayLike

from pollkit.domain.analysis.distributions import chi2_tail
from pollkit.domain.analysis.scores import Counts, Floats
from pollkit.errors import NotEstimable
from pollkit.i18n import _

# Below this expected count chi² is not trusted (Cochran 1954).
SMALLEST_EXPECTED = 5
# Tables drawn for a p that chi² cannot give; its error is below 0.002.
_DRAWN = 99_999


@dataclass(frozen=True)
class Association:
    """Pearson's chi² without Yates' correction, and what it says.

    Attributes:
        v: Cramér's V, 0 .. 1; v_corrected: without its bias (Bergsma 2013).
        residuals: adjusted, as z: which cells stand out (Haberman 1973).
        smallest_expected: below SMALLEST_EXPECTED use `fisher` or `drawn_p` instead of p.
    """

    chi2: float
    df: int
    p: float
    v: float
    v_corrected: float
    residuals: tuple[tuple[float, ...], ...]
    smallest_expected: float


def association(table: ArrayLike) -> Association:
    """Rows and columns without anybody are left out; assumes one answer from each person."""
    cells = _used(table)
    n = int(cells.sum())
    expected = np.outer(cells.sum(axis=1), cells.sum(axis=0)) / n
    chi2 = float(((cells - expected) ** 2 / expected).sum())
    rows, columns = cells.shape
    df = (rows - 1) * (columns - 1)
    v = sqrt(chi2 / (n * (min(rows, columns) - 1)))
    return Association(
        chi2,
        df,
        chi2_tail(chi2, df),
        v,
        _corrected_v(chi2, n, rows, columns),
        tuple(map(tuple, _residuals(cells, expected).tolist())),
        float(expected.min()),
    )


def fisher(table: ArrayLike) -> tuple[float, float]:
    """Fisher's exact p of a (2, 2) table: two-sided (all tables no likelier than this), and that
    the first cell is this large or larger (Fisher 1935)."""
    cells = np.asarray(table, np.float64)
    if cells.shape != (2, 2) or (cells < 0).any() or (cells % 1).any() or cells.sum() == 0:
        raise NotEstimable(_("The table must have two rows and two columns, and people in it."))
    (a, b), (c, d) = cells.astype(int).tolist()
    low, high = max(0, a - d), min(a + b, a + c)
    ways = {k: comb(a + b, k) * comb(c + d, a + c - k) for k in range(low, high + 1)}
    total = sum(ways.values())
    # Whole numbers: tables that are as likely are found without rounding.
    both = sum(way for way in ways.values() if way <= ways[a])
    return both / total, sum(way for k, way in ways.items() if k >= a) / total


def drawn_p(table: ArrayLike, seed: int = 20261124) -> float:
    """The p of chi² among tables with the same margins drawn at random, for small counts.

    The same seed gives the same p; SciPy's default draws anew each time.
    """
    cells = _used(table)
    rng = np.random.default_rng(seed)
    expected = np.outer(cells.sum(axis=1), cells.sum(axis=0)) / cells.sum()
    seen = float(((cells - expected) ** 2 / expected).sum())
    row_of = np.repeat(np.arange(len(cells)), cells.sum(axis=1))
    column_of = np.repeat(np.arange(cells.shape[1]), cells.sum(axis=0))
    if row_of.size > 2000:
        raise NotEstimable(_("With so many people the plain chi² is meant."))
    reached, batch = 0, max(1, 2_000_000 // row_of.size)
    for start in range(0, _DRAWN, batch):
        size = min(batch, _DRAWN - start)
        drawn = rng.permuted(np.tile(column_of, (size, 1)), axis=1) + row_of * cells.shape[1]
        drawn += np.arange(size)[:, None] * cells.size
        counts = np.bincount(drawn.ravel(), minlength=size * cells.size).reshape(size, *cells.shape)
        chi2 = ((counts - expected) ** 2 / expected).sum(axis=(1, 2))
        reached += int((chi2 >= seen - 1e-9).sum())
    return (reached + 1) / (_DRAWN + 1)


def trend_of_shares(hits: ArrayLike, totals: ArrayLike, scores: ArrayLike) -> tuple[float, float]:
    """Cochran-Armitage: z and two-sided p that shares rise with the groups' scores, with Mantel's
    n - 1 (Agresti 2002, 3.4: M² = (n - 1)r²)."""
    x, n, s = (np.asarray(values, np.float64) for values in (hits, totals, scores))
    if not x.shape == n.shape == s.shape or x.size < 2 or (x > n).any() or (n <= 0).any():
        raise NotEstimable(_("Each group needs its hits, its total and its score."))
    total, p = float(n.sum()), float(x.sum() / n.sum())
    s = s - float(n @ s) / total
    spread = float(n @ s**2) * p * (1 - p)
    if spread == 0:
        return 0.0, 1.0
    z = float(s @ x) / sqrt(spread) * sqrt((total - 1) / total)
    return z, chi2_tail(z * z, 1)


def _used(table: ArrayLike) -> Counts:
    cells = np.asarray(table, np.float64)
    if cells.ndim != 2 or not np.isfinite(cells).all() or (cells < 0).any() or (cells % 1).any():
        raise NotEstimable(_("The table must hold whole numbers of people."))
    kept: Counts = cells[cells.sum(axis=1) > 0][:, cells.sum(axis=0) > 0].astype(np.int64)
    if min(kept.shape) < 2:
        raise NotEstimable(_("At least two rows and two columns must have people in them."))
    return kept


def _residuals(cells: Counts, expected: Floats) -> Floats:
    n = cells.sum()
    rest = np.outer(1 - cells.sum(axis=1) / n, 1 - cells.sum(axis=0) / n)
    out: Floats = (cells - expected) / np.sqrt(expected * rest)
    return out


def _corrected_v(chi2: float, n: int, rows: int, columns: int) -> float:
    if n < 2:
        return 0.0
    phi2 = max(0.0, chi2 / n - (rows - 1) * (columns - 1) / (n - 1))
    r, c = rows - (rows - 1) ** 2 / (n - 1), columns - (columns - 1) ** 2 / (n - 1)
    return sqrt(phi2 / (min(r, c) - 1)) if min(r, c) > 1 else 0.0

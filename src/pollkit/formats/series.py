"""The same question from event to event as a table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pollkit.charts import numerals, wording
from pollkit.domain.series import Series
from pollkit.formats.long_rows import counted_rows
from pollkit.formats.tables import Cell, write_table
from pollkit.i18n import speaking

_HEADING = (
    "event", "place", "starts_at", "name", "round", "text", "kind", "option", "label",
    "count", "base", "asked", "share", "low", "high", "population",
    "part", "part_label", "measure", "value",
)  # fmt: skip


def write_series(series: Series, path: Path, language: str) -> Path:
    """A row for each event and count, in the columns of results.csv."""
    with speaking(language):
        return write_table(path, _HEADING, _rows(series, language))


def _rows(series: Series, language: str) -> Iterator[tuple[Cell, ...]]:
    for point in series.points:
        event, result = point.event, point.result
        head = (
            wording.plain(event.title_in(language)),
            wording.plain(event.place),
            numerals.local(event.starts_at).isoformat(),
            result.item.name,
            result.round,
            wording.question_words(result.item, event, language),
            result.item.kind.value,
        )
        for row in counted_rows(result, language):
            value = None if row.value is None else round(row.value, 4)
            counts = (row.option, row.label, row.count, row.base, result.tally.asked, *row.share)
            parts = (result.tally.population, row.part, row.part_label, row.measure, value)
            yield (*head, *counts, *parts)

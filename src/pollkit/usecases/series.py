"""The same question followed through the events of a series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from pollkit.charts import save_figure, wording
from pollkit.charts.series import event_words, series_chart, series_span, threads
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item
from pollkit.domain.results import for_publication
from pollkit.domain.series import FOLLOWED, Series, SeriesPoint, asks_the_same
from pollkit.errors import InstrumentProblem, NotFound
from pollkit.formats.names import file_stem
from pollkit.formats.series import write_series
from pollkit.i18n import _, speaking
from pollkit.store import Repositories
from pollkit.usecases.events import asked_items
from pollkit.usecases.export_results import faults_of
from pollkit.usecases.results import event_results


@dataclass(frozen=True)
class HeldEvent:
    """An event with those of the questions it asked that can be followed."""

    event: Event
    asked: tuple[Item, ...]


def held_events(repositories: Repositories) -> tuple[HeldEvent, ...]:
    """The newest first; without those that asked nothing of the kind."""
    found = []
    for event in repositories.events.list(include_archived=True):
        names = asked_items(repositories.rooms.load(event.id))
        items = event.instrument.items
        asked = tuple(i for i in items if i.name in names and i.kind in FOLLOWED)
        found += [HeldEvent(event, asked)] if asked else []
    return tuple(found)


def common_questions(events: Sequence[HeldEvent]) -> tuple[Item, ...]:
    """What each of them has asked in the same way, as the first one asks it."""
    if not events:
        return ()
    first, *others = ({item.name: item for item in held.asked} for held in events)
    return tuple(
        item
        for name, item in first.items()
        if all(name in other and asks_the_same(item, other[name]) for other in others)
    )


def series_results(
    repositories: Repositories,
    event_ids: Sequence[UUID],
    question: str,
    linked: Mapping[UUID, str] | None = None,
) -> Series:
    """One question at several events, by their dates, as it may leave the room.

    Args:
        question: its name.
        linked: the events at which it has another name.

    Raises:
        NotFound: fewer than two of the events have asked it.
        InstrumentProblem: what can be answered is not the same, or cannot be followed.
    """
    points = []
    for event_id in dict.fromkeys(event_ids):
        results = for_publication(event_results(repositories, event_id))
        name = (linked or {}).get(event_id, question)
        found = [one for one in results.questions if one.item.name == name]
        points += [SeriesPoint(results.event, one) for one in found]
    if len(points) < 2:
        raise NotFound(
            _("At least two of these events must have asked “{name}”.").format(name=question)
        )
    points.sort(key=lambda point: (point.event.starts_at, point.event.id))
    _check(points)
    return Series(points[-1].result.item, tuple(points))


def export_series(series: Series, out: Path, language: str) -> tuple[Path, ...]:
    """Writes the series as two pictures and a table, and returns their paths.

    Raises:
        DiskFull, FolderNotWritable: it cannot be written there.
    """
    with faults_of(out):
        out.mkdir(parents=True, exist_ok=True)
        last = series.points[-1].event
        with speaking(language):
            title = wording.question_words(series.item, last, language)
            stem = "series-" + file_stem(0, title, series.item.name)[3:]
            said = "\n".join(series_lines(series, language))
        figure = series_chart(series, language)
        pictures = [out / f"{stem}{suffix}" for suffix in (".png", ".svg")]
        for path in pictures:
            save_figure(figure, path, title, said)
        return (*pictures, write_series(series, out / f"{stem}.csv", language))


def series_lines(series: Series, language: str) -> tuple[str, ...]:
    """The picture in words: a line for each event under each option. Call inside `speaking`."""
    lines = [series_span(series, language)]
    for thread in threads(series, language):
        lines.append(wording.plain(thread.label))
        lines += [
            f"  {event_words(point, language)}: {figure.words}"
            for point, figure in zip(series.points, thread.figures, strict=True)
        ]
    return tuple(lines)


def _check(points: Sequence[SeriesPoint]) -> None:
    first = points[0].result.item
    if first.kind not in FOLLOWED:
        raise InstrumentProblem(_("Answers of this kind cannot be followed from event to event."))
    for point in points[1:]:
        if not asks_the_same(first, point.result.item):
            raise InstrumentProblem(
                _("“{event}” asked this with other options, so nothing can be compared.").format(
                    event=point.event.title
                )
            )

"""Who of one wave is who of another: what codes say, and what a person decides over it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeAlias
from uuid import UUID

from pollkit.desktop.caseworker.naming import mode_words
from pollkit.domain.linking.decisions import Verdict
from pollkit.domain.linking.links import Pair
from pollkit.domain.linking.people import End
from pollkit.domain.waves import Response
from pollkit.errors import PollKitError
from pollkit.i18n import _
from pollkit.store import Workspace
from pollkit.usecases.link_words import (
    alone_words,
    how_words,
    respondent_words,
    table_lines,
    verdict_words,
    why_words,
)
from pollkit.usecases.linking import (
    LinkedWaves,
    confirm_link,
    linked_waves,
    reject_link,
    take_back,
)

Chosen: TypeAlias = tuple[UUID | None, UUID | None]


class View(StrEnum):
    OPEN = "open"  # to be decided
    LINKED = "linked"
    ALONE = "alone"


@dataclass(frozen=True)
class PairRow:
    pair: Pair
    title: str
    second: str


@dataclass(frozen=True)
class PersonRow:
    respondent_id: UUID
    title: str
    second: str


@dataclass(frozen=True)
class LinksState:
    """
    Attributes:
        waves: id and title of each, in their order.
        figures: the match table in words, a line each.
        counts: how many rows each view has.
        pairs: rows of the views of pairs.
        befores, afters: rows of the view of those who are alone.
        chosen: whom a decision is about; None = nobody yet on that side.
        told: what is known of the two.
    """

    waves: tuple[tuple[UUID, str], ...] = ()
    before: UUID | None = None
    after: UUID | None = None
    figures: tuple[str, ...] = ()
    view: View = View.OPEN
    counts: Mapping[View, int] = field(default_factory=dict)
    pairs: tuple[PairRow, ...] = ()
    befores: tuple[PersonRow, ...] = ()
    afters: tuple[PersonRow, ...] = ()
    chosen: Chosen = (None, None)
    told: tuple[str, ...] = ()
    can_confirm: bool = False
    can_reject: bool = False
    can_take_back: bool = False
    trouble: str = ""


@dataclass(frozen=True)
class _Read:
    linked: LinkedWaves
    responses: Mapping[End, Response]


class LinksPresenter:
    """`run` does work off the window's thread, as `Tasks.run` does."""

    def __init__(self, workspace: Workspace, project_id: UUID, run: Callable[..., object]) -> None:
        self._workspace = workspace
        self._run = run
        self._read: _Read | None = None
        self.on_changed: Callable[[], None] = lambda: None
        with workspace.read() as repos:
            waves = repos.waves.list(project_id)
        before = waves[0].id if waves else None
        after = waves[1].id if len(waves) > 1 else None
        self.state = LinksState(tuple((one.id, one.title) for one in waves), before, after)

    def refresh(self) -> None:
        """Reads the two waves anew; what is chosen stays where it still is."""
        before, after = self.state.before, self.state.after
        if before is None or after is None or before == after:
            self._set(figures=(), pairs=(), befores=(), afters=(), counts={}, told=())
            return
        self._run(lambda _task: self._load(before, after), self._on_read, self._on_failed)

    def choose_waves(self, before: UUID, after: UUID) -> None:
        self._read = None
        self._set(before=before, after=after, chosen=(None, None), trouble="")
        self.refresh()

    def show(self, view: View) -> None:
        self._set(view=view, chosen=(None, None), trouble="")
        self._lay_out()

    def choose_pair(self, pair: Pair) -> None:
        self._choose(*pair)

    def choose_before(self, respondent_id: UUID) -> None:
        self._choose(respondent_id, self.state.chosen[1])

    def choose_after(self, respondent_id: UUID) -> None:
        self._choose(self.state.chosen[0], respondent_id)

    def confirm(self, by: str, why: str) -> None:
        self._decide(confirm_link, by, why)

    def reject(self, by: str, why: str) -> None:
        self._decide(reject_link, by, why)

    def take_back(self, by: str, why: str) -> None:
        self._decide(take_back, by, why)

    def _choose(self, before: UUID | None, after: UUID | None) -> None:
        self._set(chosen=(before, after), trouble="")
        self._lay_out()

    def _decide(self, decide: Callable[..., Any], by: str, why: str) -> None:
        one, other = self.state.chosen
        before, after = self.state.before, self.state.after
        if not by.strip():
            self._set(trouble=_("Please write who decides."))
            return

        def work(_task: object) -> _Read:
            decide(self._workspace, before, after, (one, other), by, why).result()
            assert before is not None
            assert after is not None
            return self._load(before, after)

        self._set(trouble="", can_confirm=False, can_reject=False, can_take_back=False)
        self._run(work, self._on_read, self._on_failed)

    def _load(self, before: UUID, after: UUID) -> _Read:
        with self._workspace.read() as repos:
            responses = {
                (wave, one.respondent_id): one
                for wave in (before, after)
                for one in repos.responses.bare(wave)
            }
            return _Read(linked_waves(repos, before, after), responses)

    def _on_read(self, read: _Read) -> None:
        linked = read.linked
        if (linked.before.id, linked.after.id) != (self.state.before, self.state.after):
            return  # other waves were chosen meanwhile
        self._read = read
        self._lay_out()

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, PollKitError):
            raise error
        self._lay_out()
        self._set(trouble=str(error))

    def _lay_out(self) -> None:
        if self._read is None:
            return
        table, view = self._read.linked.table, self.state.view
        views = {View.OPEN: self._open_rows(), View.LINKED: self._linked_rows()}
        alone = (self._people(0), self._people(1)) if view is View.ALONE else ((), ())
        pairs = views.get(view, ())
        people = [{row.respondent_id for row in rows} for rows in alone]
        if view is not View.ALONE:
            people = [{row.pair[side] for row in pairs} for side in (0, 1)]
        chosen = self._still_there(people, {row.pair for row in pairs} or None)
        self._set(
            figures=table_lines(table),
            counts={
                **{name: len(rows) for name, rows in views.items()},
                View.ALONE: len(table.alone_before) + len(table.alone_after),
            },
            pairs=pairs,
            befores=alone[0],
            afters=alone[1],
            chosen=chosen,
            told=self._told(chosen),
            **self._verdicts(chosen),
        )

    def _still_there(self, people: list[set[UUID]], pairs: set[Pair] | None) -> Chosen:
        """What is chosen, without whom this view does not show."""
        before, after = self.state.chosen
        before = before if before in people[0] else None
        after = after if after in people[1] else None
        is_shown = pairs is None or (before, after) in pairs
        return (before, after) if is_shown else (None, None)

    def _verdicts(self, chosen: Chosen) -> dict[str, bool]:
        """What can be decided of the two."""
        assert self._read is not None
        before, after = chosen
        if before is None or after is None:
            return dict.fromkeys(("can_confirm", "can_reject", "can_take_back"), False)
        table = self._read.linked.table
        standing = table.standing.get((before, after))
        return {
            "can_confirm": table.link_of((before, after)) is None,
            "can_reject": standing is None or standing.verdict is not Verdict.REJECT,
            "can_take_back": standing is not None,
        }

    def _open_rows(self) -> tuple[PairRow, ...]:
        assert self._read is not None
        linked = self._read.linked
        decided = {
            pair for pair, one in linked.table.standing.items() if one.verdict is Verdict.REJECT
        }
        rows = [
            PairRow(one.pair, self._both(one.pair), why_words(one))
            for one in linked.table.proposals
        ]
        rows += [
            PairRow(pair, self._both(pair), self._decision_words(pair)) for pair in sorted(decided)
        ]
        return tuple(rows)

    def _linked_rows(self) -> tuple[PairRow, ...]:
        assert self._read is not None
        table = self._read.linked.table
        return tuple(
            PairRow(
                link.pair,
                self._both(link.pair),
                self._decision_words(link.pair) or how_words(link.how),
            )
            for link in table.links
        )

    def _decision_words(self, pair: Pair) -> str:
        assert self._read is not None
        decision = self._read.linked.table.standing.get(pair)
        if decision is None:
            return ""
        day = f"{decision.at.astimezone():%Y-%m-%d}"
        parts = (verdict_words(decision.verdict), decision.by, day, decision.why)
        return " · ".join(part for part in parts if part)

    def _people(self, side: int) -> tuple[PersonRow, ...]:
        assert self._read is not None
        linked = self._read.linked
        alone = linked.table.alone_after if side else linked.table.alone_before
        rows = (
            PersonRow(one, respondent_words(one, linked.codes), alone_words(why))
            for one, why in alone.items()
        )
        return tuple(sorted(rows, key=lambda row: row.title))

    def _both(self, pair: Pair) -> str:
        assert self._read is not None
        names = [respondent_words(one, self._read.linked.codes) for one in pair]
        return names[0] if names[0] == names[1] else " – ".join(names)

    def _told(self, chosen: Chosen) -> tuple[str, ...]:
        """When and how each of the two answered."""
        assert self._read is not None
        linked = self._read.linked
        lines = []
        for wave, one in zip((linked.before, linked.after), chosen, strict=True):
            response = self._read.responses.get((wave.id, one)) if one is not None else None
            if one is not None and response is not None:
                day = response.ended_on or response.started_on
                said = (mode_words(response.mode), day.isoformat() if day else "")
                parts = (respondent_words(one, linked.codes), *said)
                lines.append(f"{wave.title}: " + " · ".join(part for part in parts if part))
        return tuple(lines)

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.on_changed()

"""Going over to another version of a questionnaire: what it would do, then doing it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pollkit.domain.codes import spaced
from pollkit.domain.instruments import Instrument
from pollkit.domain.texts import in_language
from pollkit.domain.versions.changes import Change, Impact
from pollkit.domain.versions.renames import Renames
from pollkit.domain.waves import Wave
from pollkit.errors import PollKitError
from pollkit.i18n import _, current_language, ngettext
from pollkit.store import Workspace
from pollkit.usecases.instrument_changes import (
    ChangeRehearsal,
    DraftMove,
    change_instrument,
    rehearse_change,
)
from pollkit.usecases.questionnaires import list_questionnaires


@dataclass(frozen=True)
class Candidate:
    """A questionnaire that the wave could ask instead. `key` is its version."""

    key: str
    words: str


@dataclass(frozen=True)
class ChangeLine:
    question: str
    words: str
    touches: str


@dataclass(frozen=True)
class RenameLine:
    """A guess that waits for a yes or no: "mood" is called "feeling" now."""

    old: str
    new: str
    words: str
    is_taken: bool


@dataclass(frozen=True)
class VersionsState:
    """
    Attributes:
        lines: of each impact, those that weigh most first.
        drafts: what happens to each open draft, as sentences.
        waves: titles of all waves that go over together.
        can_go_over: something would change, and what breaks a comparison has its reason.
        done: what was done, as a sentence; "" = not yet.
    """

    wave_title: str
    candidates: tuple[Candidate, ...] = ()
    chosen: str = ""
    summary: str = ""
    lines: Mapping[Impact, tuple[ChangeLine, ...]] | None = None
    renames: tuple[RenameLine, ...] = ()
    drafts: tuple[str, ...] = ()
    waves: tuple[str, ...] = ()
    reason: str = ""
    can_go_over: bool = False
    trouble: str = ""
    done: str = ""


class VersionsPresenter:
    def __init__(self, workspace: Workspace, wave: Wave) -> None:
        self._workspace = workspace
        self._wave = wave
        self._language = current_language()
        self._instruments: dict[str, Instrument] = {}
        self._refused: set[str] = set()
        self._rehearsal: ChangeRehearsal | None = None
        self.on_changed: Callable[[], None] = lambda: None
        self.state = VersionsState(wave.title)
        self._find_candidates()

    def choose(self, key: str) -> None:
        """Rehearses going over to this version; nothing is changed by it."""
        self._refused = set()
        self.state = replace(self.state, chosen=key, done="", trouble="")
        self._rehearse()

    def take_rename(self, old: str, is_taken: bool) -> None:
        """Whether an item of the old version lives on under its new name."""
        (self._refused.discard if is_taken else self._refused.add)(old)
        self._rehearse()

    def write_reason(self, reason: str) -> None:
        self._set(reason=reason, can_go_over=self._can_go_over(reason))

    def go_over(self) -> None:
        """Has the waves ask the new version, and moves the drafts."""
        rehearsal = self._rehearsal
        if rehearsal is None or not self.state.can_go_over:
            return
        try:
            moved = change_instrument(
                self._workspace,
                [wave.id for wave in rehearsal.waves],
                rehearsal.new,
                rehearsal.renames,
                self.state.reason.strip(),
            ).result()
        except PollKitError as trouble:
            self._set(trouble=str(trouble))
            return
        with self._workspace.read() as repos:
            self._wave = repos.waves.get(self._wave.id)
        words = ngettext(
            "The new version is asked from now on; {n} draft went over.",
            "The new version is asked from now on; {n} drafts went over.",
            moved,
        ).format(n=moved)
        self.state = VersionsState(self._wave.title, done=words)
        self._find_candidates()
        self.on_changed()

    def _find_candidates(self) -> None:
        found = []
        self._instruments = {}
        for questionnaire in list_questionnaires(self._workspace):
            instrument = questionnaire.instrument
            version = instrument.version_id
            if version == self._wave.instrument_version or version in self._instruments:
                continue
            self._instruments[version] = instrument
            title = questionnaire.title or _("Untitled")
            words = ngettext(
                "{title} · {n} question", "{title} · {n} questions", len(instrument.items)
            )
            found.append(Candidate(version, words.format(title=title, n=len(instrument.items))))
        self.state = replace(self.state, candidates=tuple(found))

    def _rehearse(self) -> None:
        new = self._instruments[self.state.chosen]
        with self._workspace.read() as repos:
            guess = rehearse_change(repos, self._wave.id, new)
            kept = _without(guess.renames, self._refused)
            told = (
                guess if kept == guess.renames else rehearse_change(repos, self._wave.id, new, kept)
            )
            codes = {
                draft.response.id: repos.respondents.get(draft.response.respondent_id).code
                for draft in told.drafts
            }
        self._rehearsal = told
        self._set(
            summary=_summary(told),
            lines=self._lines(told),
            renames=self._rename_lines(guess),
            drafts=tuple(self._draft_words(one, codes[one.response.id]) for one in told.drafts),
            waves=tuple(wave.title for wave in told.waves),
            can_go_over=self._can_go_over(self.state.reason),
        )

    def _can_go_over(self, reason: str) -> bool:
        if self._rehearsal is None or not self._rehearsal.changes:
            return False
        breaks = any(one.impact is Impact.BREAKS for one in self._rehearsal.changes)
        return bool(reason.strip()) or not breaks

    def _lines(self, told: ChangeRehearsal) -> Mapping[Impact, tuple[ChangeLine, ...]]:
        order = (Impact.BREAKS, Impact.DECISION, Impact.SAFE)
        return {
            impact: tuple(self._line(told, one) for one in told.changes if one.impact is impact)
            for impact in order
        }

    def _line(self, told: ChangeRehearsal, change: Change) -> ChangeLine:
        return ChangeLine(self._question(told, change.item), change.words, _touches(change))

    def _question(self, told: ChangeRehearsal, name: str) -> str:
        if not name:
            return _("The whole questionnaire")
        for instrument in (told.old, told.new):
            for item in instrument.items:
                if item.name == name:
                    words = in_language(item.texts, self._language, instrument.languages)
                    return words or item.name
        return name

    def _rename_lines(self, guess: ChangeRehearsal) -> tuple[RenameLine, ...]:
        lines = []
        for old, new in guess.renames.items.items():
            words = _("“{old}” is called “{new}” now: {question}").format(
                old=old, new=new, question=self._question(guess, old)
            )
            lines.append(RenameLine(old, new, words, old not in self._refused))
        return tuple(lines)

    def _draft_words(self, draft: DraftMove, code: str | None) -> str:
        who = _("Draft {code}").format(code=spaced(code).strip()) if code else _("A draft")
        moved = len(draft.moved.answers)
        words = ngettext("{n} answer goes over", "{n} answers go over", moved).format(n=moved)
        aside = len(draft.moved.set_aside)
        if aside:
            words += ", " + ngettext(
                "{n} waits beside: no question takes it any more",
                "{n} wait beside: no question takes them any more",
                aside,
            ).format(n=aside)
        return f"{who}: {words}."

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.on_changed()


def _without(renames: Renames, refused: set[str]) -> Renames:
    items = {old: new for old, new in renames.items.items() if old not in refused}
    options = {item: of for item, of in renames.options.items() if item not in refused}
    return Renames(items, options)


def _summary(told: ChangeRehearsal) -> str:
    if not told.changes:
        return _("Nothing differs.")
    counts = Counter(one.impact for one in told.changes)
    parts = []
    if n := counts[Impact.BREAKS]:
        words = ngettext(
            "{n} breaks the comparison of before and after",
            "{n} break the comparison of before and after",
            n,
        )
        parts.append(words.format(n=n))
    if n := counts[Impact.DECISION]:
        parts.append(ngettext("{n} needs a decision", "{n} need a decision", n).format(n=n))
    if n := counts[Impact.SAFE]:
        parts.append(ngettext("{n} is safe", "{n} are safe", n).format(n=n))
    whole = ngettext("{n} change", "{n} changes", len(told.changes)).format(n=len(told.changes))
    finished = ngettext(
        "{n} finished response stays as it is.",
        "{n} finished responses stay as they are.",
        told.finished,
    ).format(n=told.finished)
    counted = _("{changes}: {what}.").format(changes=whole, what=", ".join(parts))
    return f"{counted} {finished}"


def _touches(change: Change) -> str:
    parts = []
    if change.responses:
        words = ngettext("{n} response", "{n} responses", change.responses)
        parts.append(words.format(n=change.responses))
    if change.drafts:
        parts.append(ngettext("{n} draft", "{n} drafts", change.drafts).format(n=change.drafts))
    return ", ".join(parts)

"""Setting up a wave: what kind, with which questionnaire, by which ways, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from pollkit.desktop.answering.typed_days import DayOrder, read_day
from pollkit.desktop.caseworker.naming import kind_words
from pollkit.domain.instruments import Instrument
from pollkit.domain.texts import in_language
from pollkit.domain.waves import OF_WAVES, Mode, Wave, WaveKind
from pollkit.errors import InstrumentProblem, PollKitError
from pollkit.i18n import _, current_language, ngettext
from pollkit.store import Workspace
from pollkit.usecases.projects import add_wave, save_wave
from pollkit.usecases.questionnaires import (
    check_ready,
    list_questionnaires,
    new_from_starter,
    offered_starters,
)
from pollkit.usecases.retrospective import retrospective_instrument

Follow = Callable[..., None]


@dataclass(frozen=True)
class Source:
    """A questionnaire to choose: `key` tells where it comes from and which it is."""

    key: tuple[str, str]
    words: str


@dataclass(frozen=True)
class WaveFormState:
    """
    Attributes:
        is_new: it is not in the project yet.
        sources: what can be asked; none where the wave has its questionnaire already.
        asks: the questionnaire of a wave that exists.
        opens_on, closes_on, due_on: days as they are typed; "" = none.
        expected: how many are expected; 0 = the respondents who are known.
        trouble: what is wrong, as a sentence.
    """

    is_new: bool
    kind: WaveKind
    title: str
    sources: tuple[Source, ...] = ()
    source: tuple[str, str] | None = None
    asks: str = ""
    modes: tuple[Mode, ...] = OF_WAVES
    opens_on: str = ""
    closes_on: str = ""
    due_on: str = ""
    expected: int = 0
    trouble: str = ""


@dataclass(frozen=True)
class _Days:
    opens_on: date | None
    closes_on: date | None
    due_on: date | None


class WaveFormPresenter:
    def __init__(
        self,
        workspace: Workspace,
        project_id: UUID,
        wave_id: UUID | None,
        follow: Follow,
        order: DayOrder = DayOrder.DAY_FIRST,
    ) -> None:
        """
        Args:
            wave_id: None = a new one.
            order: in which order days are typed here.
        """
        self._workspace = workspace
        self._project_id = project_id
        self._follow = follow
        self._order = order
        self._wave: Wave | None = None
        self._instruments: dict[tuple[str, str], Instrument] = {}
        self._asks_twice: set[tuple[str, str]] = set()  # made for then and now already
        self.on_changed: Callable[[], None] = lambda: None
        self.on_saved: Callable[[], None] = lambda: None
        self.state = self._first_state(wave_id)

    def choose_kind(self, kind: WaveKind) -> None:
        """The title follows the kind as long as nobody has written one."""
        is_own = self.state.title != kind_words(self.state.kind)
        title = self.state.title if is_own and self.state.title else kind_words(kind)
        self._set(kind=kind, title=title)

    def choose_source(self, key: tuple[str, str]) -> None:
        self._set(source=key, trouble="")

    def offer(self, instrument: Instrument) -> None:
        """A questionnaire that came from outside, such as from an XLSForm; it is chosen."""
        key = ("here", instrument.version_id)
        self._instruments[key] = instrument
        source = Source(key, _words_of(instrument))
        others = tuple(one for one in self.state.sources if one.key != key)
        self._set(sources=(source, *others), source=key, trouble="")

    def write(self, **fields: Any) -> None:
        """Title, modes, days and the number expected, as they stand in the form."""
        self._set(**fields)

    def save(self) -> None:
        """Writes the wave; tells of it, or of what is wrong."""
        state = self.state
        days = _Days(*(self._day(typed) for typed in _typed_days(state)))
        self._set(trouble=self._trouble(days))
        if self.state.trouble:
            return
        try:
            self._write(days)
        except InstrumentProblem as problem:
            self._set(trouble=str(problem))

    def _write(self, days: _Days) -> None:
        state = self.state
        title = state.title.strip() or kind_words(state.kind)
        expected = state.expected or None
        if self._wave is not None:
            changed = replace(
                self._wave,
                kind=state.kind,
                title=title,
                modes=state.modes,
                expected=expected,
                **asdict(days),
            )
            future: Any = save_wave(self._workspace, changed)
        else:
            future = add_wave(
                self._workspace,
                self._project_id,
                state.kind,
                title,
                self._ready(),
                modes=state.modes,
                expected=expected,
                **asdict(days),
            )
        self._follow(future, lambda _wave: self.on_saved(), self._on_failed)

    def _first_state(self, wave_id: UUID | None) -> WaveFormState:
        if wave_id is not None:
            with self._workspace.read() as repos:
                self._wave = repos.waves.get(wave_id)
                asks = repos.instruments.get(self._wave.instrument_version)
            return _state_of(self._wave, _words_of(asks))
        with self._workspace.read() as repos:
            waves = repos.waves.list(self._project_id)
        sources = [*self._asked_already(waves), *self._written_here(), *_starters()]
        kind = _next_kind([wave.kind for wave in waves])
        first = sources[0].key if waves else None
        return WaveFormState(True, kind, kind_words(kind), tuple(sources), first)

    def _asked_already(self, waves: tuple[Wave, ...]) -> Iterator[Source]:
        """What the project asks in other waves, the newest first: most are asked again."""
        titles = {wave.instrument_version: wave.title for wave in waves}
        twice = (w.instrument_version for w in waves if w.kind is WaveKind.THEN_AND_NOW)
        self._asks_twice.update(("wave", version) for version in twice)
        for version, title in reversed(titles.items()):
            with self._workspace.read() as repos:
                instrument = repos.instruments.get(version)
            self._instruments["wave", version] = instrument
            words = _("As in “{wave}”: {what}")
            yield Source(("wave", version), words.format(wave=title, what=_words_of(instrument)))

    def _written_here(self) -> Iterator[Source]:
        for one in list_questionnaires(self._workspace):
            key = ("questionnaire", str(one.id))
            self._instruments[key] = one.instrument
            yield Source(key, _words_of(one.instrument))

    def _chosen(self) -> Instrument:
        """For then and now, made of what a wave before or after would ask."""
        key = self.state.source
        assert key is not None
        if key[0] == "starter":
            chosen = new_from_starter(key[1], current_language()).instrument
        else:
            chosen = self._instruments[key]
        if self.state.kind is WaveKind.THEN_AND_NOW and key not in self._asks_twice:
            return retrospective_instrument(chosen)
        return chosen

    def _ready(self) -> Instrument:
        """What is chosen; raises InstrumentProblem where it cannot be asked as it stands."""
        chosen = self._chosen()
        check_ready(chosen)
        return chosen

    def _day(self, typed: str) -> date | None:
        return read_day(typed, self._order, self._workspace.today().year) if typed else None

    def _trouble(self, days: _Days) -> str:
        state = self.state
        if state.is_new and state.source is None:
            return _("Choose the questionnaire that is asked.")
        if not state.modes:
            return _("Choose at least one way in which people may answer.")
        read = (days.opens_on, days.closes_on, days.due_on)
        for typed, day in zip(_typed_days(state), read, strict=True):
            if typed and day is None:
                return _("“{typed}” is no day. Write it like 24.11.2026.").format(typed=typed)
        opens, closes = days.opens_on, days.closes_on
        if opens is not None and closes is not None and closes < opens:
            return _("The last day lies before the first one.")
        return ""

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, PollKitError):
            raise error
        self._set(trouble=str(error))

    def _set(self, **changes: Any) -> None:
        following = replace(self.state, **changes)
        if following != self.state:
            self.state = following
            self.on_changed()


def _typed_days(state: WaveFormState) -> tuple[str, str, str]:
    return state.opens_on.strip(), state.closes_on.strip(), state.due_on.strip()


def _state_of(wave: Wave, asks: str) -> WaveFormState:
    def typed(day: date | None) -> str:
        return "" if day is None else day.isoformat()

    return WaveFormState(
        is_new=False,
        kind=wave.kind,
        title=wave.title,
        asks=asks,
        modes=wave.modes,
        opens_on=typed(wave.opens_on),
        closes_on=typed(wave.closes_on),
        due_on=typed(wave.due_on),
        expected=wave.expected or 0,
    )


def _next_kind(kinds: list[WaveKind]) -> WaveKind:
    """What usually comes next."""
    if WaveKind.BEFORE not in kinds and not kinds:
        return WaveKind.BEFORE
    if kinds[-1] is WaveKind.PULSE:
        return WaveKind.PULSE
    return WaveKind.FOLLOW_UP if WaveKind.AFTER in kinds else WaveKind.AFTER


def _starters() -> Iterator[Source]:
    for offer in offered_starters(current_language()):
        words = _("From the kit: {title}").format(title=offer.title)
        yield Source(("starter", offer.name), f"{words} · {_count_words(offer.items)}")


def _words_of(instrument: Instrument) -> str:
    title = in_language(instrument.title, current_language(), instrument.languages)
    title = title or _("Untitled questionnaire")
    return f"{title} · {_count_words(len(instrument.items))}"


def _count_words(count: int) -> str:
    return ngettext("{n} question", "{n} questions", count).format(n=count)

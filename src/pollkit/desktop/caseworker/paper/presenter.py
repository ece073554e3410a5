"""Sheets of paper typed in one after the other, and some of them a second time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from random import SystemRandom
from typing import Any
from uuid import UUID

from pollkit.domain.answers import as_sent
from pollkit.domain.ballots import Choice
from pollkit.domain.codes import read_mark, spaced
from pollkit.domain.paper_forms.entry import EntryField, check_field, entry_fields, possible
from pollkit.domain.paper_forms.sheets import PaperForm, Shape
from pollkit.domain.paper_forms.spoken import spoken_answer
from pollkit.domain.waves import ResponseState, Wave
from pollkit.errors import UserError
from pollkit.i18n import _
from pollkit.reports.paper_form import read_sheet_code
from pollkit.store import Workspace
from pollkit.usecases.collect import edit
from pollkit.usecases.paper import form_of
from pollkit.usecases.paper_entry import EntryQuality, check_entry, enter_sheet, entry_quality

Key = tuple[str, str]  # address, part


class Stage(StrEnum):
    ENTRY = "entry"
    AGAIN = "again"  # a sheet that was typed in before, blind
    SETTLE = "settle"  # where the two entries differ


@dataclass(frozen=True)
class FieldLine:
    """
    Attributes:
        means: what was typed stands for, in words; "" = nothing was typed.
        hint: what may be typed.
    """

    key: Key
    number: str
    prompt: str
    hint: str
    typed: str = ""
    means: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Doubt:
    """Where two entries of one sheet differ, in words; whoever types looks at the paper."""

    address: str
    prompt: str
    first: str
    second: str


@dataclass(frozen=True)
class PaperEntryState:
    """
    Attributes:
        code: as it was typed; `code_problem` says what is wrong with it.
        asks_consent: the sheet says whether the person agrees.
        done: what happened with the last sheet, in words.
        left_out: (question, why) of the last sheet.
    """

    wave_title: str
    languages: tuple[str, ...]
    language: str
    stage: Stage = Stage.ENTRY
    code: str = ""
    code_problem: str = ""
    asks_consent: bool = False
    has_consent: bool | None = None
    lines: tuple[FieldLine, ...] = ()
    trouble: str = ""
    done: str = ""
    left_out: tuple[tuple[str, str], ...] = ()
    doubts: tuple[Doubt, ...] = ()
    kept: int = 0
    quality: EntryQuality = field(default_factory=lambda: EntryQuality(0, 0, None, ()))


class PaperEntryPresenter:
    """`on_changed` is called when the state is new."""

    def __init__(self, workspace: Workspace, wave: Wave) -> None:
        self._workspace = workspace
        self._wave = wave
        self._random = SystemRandom()
        self._typed: dict[Key, str] = {}
        self._again_id: UUID | None = None
        self._second: Mapping[str, Choice | None] = {}
        self.on_changed: Callable[[], None] = lambda: None
        with workspace.read() as repos:
            project = repos.programmes.get_project(wave.project_id)
            languages = repos.instruments.get(wave.instrument_version).languages
        self.state = PaperEntryState(
            wave_title=wave.title,
            languages=languages,
            language=languages[0],
            asks_consent=project.consent_version is not None,
        )
        self._take_form(languages[0])
        self._look_at_quality()

    @property
    def fields(self) -> tuple[EntryField, ...]:
        return self._fields

    def choose_language(self, language: str) -> None:
        """Of the sheet: the digits are the same, the words beside them are not."""
        self._take_form(language)
        self._set(language=language, lines=self._lines())

    def type_code(self, typed: str) -> None:
        """A code, or what the scanner reads off the sheet: then the language comes with it."""
        sheet = read_sheet_code(typed)
        if sheet is not None:
            if sheet.stamp != self._form.stamp.replace(" ", ""):
                problem = _(
                    "This sheet is of another version of the questionnaire. Type it in where that "
                    "version is asked."
                )
                self._set(code=sheet.code, code_problem=problem)
                return
            if sheet.language in self.state.languages:
                self.choose_language(sheet.language)
            typed = sheet.code
        self._set(code=typed, code_problem=self._code_problem(typed))

    def say_consent(self, has_consent: bool) -> None:
        self._set(has_consent=has_consent)

    def type_field(self, key: Key, typed: str) -> None:
        self._typed[key] = typed
        self._set(lines=self._lines())

    def keep(self) -> None:
        """Keeps the sheet and makes room for the next; in a second entry, compares."""
        if self.state.stage is Stage.AGAIN:
            self._compare()
        else:
            self._keep_new()

    def begin_again(self) -> None:
        """The next sheet to be typed in a second time; nobody sees what was typed before."""
        if not self.state.quality.next_to_check:
            return
        self._again_id = self.state.quality.next_to_check[0]
        with self._workspace.read() as repos:
            response = repos.responses.get(self._again_id)
            person = repos.respondents.get(response.respondent_id)
        self._typed = {}
        self._take_form(response.language or self.state.language)
        self._set(
            stage=Stage.AGAIN,
            code=spaced(person.code)
            if person.code and len(person.code) == 7
            else person.code or "",
            code_problem="",
            language=response.language or self.state.language,
            lines=self._lines(),
            trouble="",
            done="",
            left_out=(),
        )

    def settle(self, address: str, takes_second: bool) -> None:
        """What the paper says, where the two entries differ."""
        assert self._again_id is not None
        if takes_second:
            words = self._second_words(address)
            edit(self._workspace, self._again_id, address, words, _("second entry")).result()
        doubts = tuple(doubt for doubt in self.state.doubts if doubt.address != address)
        self._set(doubts=doubts)
        if not doubts:
            self._next_sheet(_("The sheet is settled."))

    def leave_again(self) -> None:
        """Back to new sheets; what differs and was not settled stays as it was first typed."""
        self._next_sheet("")

    def _keep_new(self) -> None:
        try:
            code = self._read(self.state.code) if self.state.code.strip() else None
            done = enter_sheet(
                self._workspace,
                self._wave.id,
                self.state.language,
                code,
                dict(self._typed),
                self.state.has_consent,
            )
        except UserError as trouble:
            self._set(trouble=str(trouble), done="")
            return
        kept = self.state.kept + 1
        refused = done.response.state is ResponseState.REFUSED
        words = _("Kept as a refusal: the sheet has no consent.") if refused else _("Kept.")
        left_out = tuple((self._prompt(a), why) for a, why in done.left_out.items())
        self.state = replace(self.state, kept=kept)
        self._next_sheet(words, left_out)

    def _compare(self) -> None:
        assert self._again_id is not None
        try:
            outcome = check_entry(self._workspace, self._again_id, dict(self._typed))
        except UserError as trouble:
            self._set(trouble=str(trouble))
            return
        if not outcome.differences:
            self._next_sheet(_("Both entries are the same."))
            return
        doubts = tuple(
            Doubt(
                one.address,
                self._prompt(one.address),
                spoken_answer(self._form, one.address, one.first),
                spoken_answer(self._form, one.address, one.second),
            )
            for one in outcome.differences
        )
        self._second = {one.address: one.second for one in outcome.differences}
        self._set(stage=Stage.SETTLE, doubts=doubts, trouble="")
        self._look_at_quality()

    def _second_words(self, address: str) -> list[str]:
        choice = self._second[address]
        if choice is None:
            return []
        entry = next(one for one in self._fields if one.address == address)
        with self._workspace.read() as repos:
            instrument = repos.instruments.get(self._wave.instrument_version)
        return as_sent(instrument.item(entry.item), choice)

    def _next_sheet(self, done: str, left_out: tuple[tuple[str, str], ...] = ()) -> None:
        self._typed = {}
        self._again_id = None
        self._set(
            stage=Stage.ENTRY,
            code="",
            code_problem="",
            has_consent=None,
            lines=self._lines(),
            trouble="",
            done=done,
            left_out=left_out,
            doubts=(),
        )
        self._look_at_quality()

    def _look_at_quality(self) -> None:
        with self._workspace.read() as repos:
            quality = entry_quality(repos, self._wave.id, self._random)
        self._set(quality=quality)

    def _take_form(self, language: str) -> None:
        with self._workspace.read() as repos:
            self._form: PaperForm = form_of(repos, self._wave.id, language)
        self._fields = entry_fields(self._form)
        self.state = replace(self.state, lines=self._lines())

    def _lines(self) -> tuple[FieldLine, ...]:
        return tuple(self._line(entry) for entry in self._fields)

    def _line(self, entry: EntryField) -> FieldLine:
        key = (entry.address, entry.part)
        typed = self._typed.get(key, "")
        problem = check_field(entry, typed)
        return FieldLine(
            key=key,
            number=entry.number,
            prompt=entry.prompt,
            hint=_hint(entry),
            typed=typed,
            means="" if problem else self._means(entry, typed),
            problem=problem,
        )

    def _means(self, entry: EntryField, typed: str) -> str:
        """The words of the boxes that the digits stand for."""
        if typed.strip() == "-":
            return self._form.unsaid
        question = next(q for q in self._form.questions if q.address == entry.address)
        if question.shape not in (Shape.ONE, Shape.SEVERAL):
            return ""
        labels = {box.digit: box.label for box in question.boxes}
        plain = typed.replace(",", " ").split()
        if len(plain) == 1 and entry.shape is Shape.SEVERAL and max(map(len, labels)) == 1:
            plain = list(plain[0])
        return " · ".join(labels[digit] for digit in plain if digit in labels)

    def _prompt(self, address: str) -> str:
        entry = next((one for one in self._fields if one.address == address), None)
        if entry is None:
            return address
        return f"{entry.number} {entry.prompt.partition(' · ')[0]}"

    def _code_problem(self, typed: str) -> str:
        if not typed.strip():
            return ""
        try:
            self._read(typed)
        except UserError as wrong:
            return str(wrong)
        return ""

    def _read(self, typed: str) -> str:
        with self._workspace.read() as repos:
            people = repos.respondents.list(self._wave.project_id)
        return read_mark(typed, frozenset(one.code for one in people if one.code))

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.on_changed()


def _hint(entry: EntryField) -> str:
    if entry.shape is Shape.DATE:
        return _("day, month, year: 24112026")
    if entry.shape is Shape.TIME:
        return _("hours, minutes: 0730")
    if entry.shape is Shape.SEVERAL:
        return _("the digits, 0 = none")
    return possible(entry)

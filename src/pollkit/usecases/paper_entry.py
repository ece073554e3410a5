"""Typing in what came back on paper, and the second entry that tells how often one errs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from uuid import UUID

from pollkit.domain.answers import as_sent
from pollkit.domain.paper_forms.double_entry import (
    Difference,
    EntryCheck,
    differences,
    error_rate,
    sample_to_check,
)
from pollkit.domain.paper_forms.entry import Entered, read_entry
from pollkit.domain.paper_forms.sheets import PaperForm, paper_form
from pollkit.domain.waves import Mode, Response, ResponseState
from pollkit.errors import AnswerNotAccepted, NotAllowedNow
from pollkit.i18n import _
from pollkit.store import Repositories, Workspace
from pollkit.usecases.collect import start
from pollkit.usecases.open_sitting import open_sitting
from pollkit.usecases.sittings import Sitting

# One sheet in ten is typed in twice, where nobody says otherwise.
SHARE_TO_CHECK = 0.1

Typed = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class SheetEntered:
    """
    Attributes:
        left_out: address -> why: what stands on the paper and the form does not take, such as an
            answer to a question that should have been skipped.
    """

    response: Response
    left_out: Mapping[str, str]


@dataclass(frozen=True)
class CheckOutcome:
    check: EntryCheck
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class EntryQuality:
    """
    Attributes:
        sheets: finished responses of the wave that came on paper.
        checked: how many were typed in twice.
        rate: of the answers that were compared; None = none was.
        next_to_check: drawn at random from those that were not.
    """

    sheets: int
    checked: int
    rate: float | None
    next_to_check: tuple[UUID, ...]


def enter_sheet(
    workspace: Workspace,
    wave_id: UUID,
    language: str,
    code: str | None,
    typed: Typed,
    has_consent: bool | None = None,
) -> SheetEntered:
    """Keeps one sheet as a finished response in the mode of paper.

    Args:
        code: as it stands on the sheet, checked by `codes.read_code`; None = no code.
        typed: (address, part) -> what was typed; see `entry_fields`.
        has_consent: whether the sheet says yes; None where the project asks for none.
    Raises:
        NotAllowedNow: a field cannot be read, the consent was not typed in, or the person has
            answered already; nothing was kept.
    """
    form, entered = _read(workspace, wave_id, language, typed)
    sitting = start(workspace, wave_id, Mode.PAPER, language, code=code)
    if sitting.needs_consent:
        if has_consent is None:
            raise NotAllowedNow(_("Say whether the sheet has the person’s consent."))
        sitting.record_consent(has_consent)
        if not has_consent:
            return SheetEntered(sitting.response, {})
    left_out = _fill_in(sitting, form, entered)
    in_the_way = sitting.finish(leaving_open=True)
    for one in in_the_way:
        sitting.clear(one.address)
        left_out[one.address] = one.message
    if in_the_way:
        sitting.finish(leaving_open=True)
    return SheetEntered(sitting.response, left_out)


def check_entry(workspace: Workspace, response_id: UUID, typed: Typed) -> CheckOutcome:
    """Compares a second entry of a sheet with what is kept, and keeps how they compare.

    Raises:
        NotAllowedNow: it did not come on paper, or a field cannot be read.
    """
    with workspace.read() as repos:
        response = repos.responses.get(response_id)
        wave = repos.waves.get(response.wave_id)
    if response.mode is not Mode.PAPER or response.state is not ResponseState.FINISHED:
        raise NotAllowedNow(_("Only sheets of paper are typed in twice."))
    form, entered = _read(workspace, response.wave_id, response.language, typed)
    # What was to be skipped was not kept either.
    on_form = set(open_sitting(workspace, response_id).asked())
    asked = [q.address for q in form.questions if q.number and q.address in on_form]
    found = differences(asked, response.answers, entered.answers)
    check = EntryCheck(len(asked), tuple(one.address for one in found))
    workspace.write(
        lambda repos: repos.entry_checks.save(wave.project_id, response, check)
    ).result()
    return CheckOutcome(check, found)


def entry_quality(
    repos: Repositories, wave_id: UUID, random: Random, share: float = SHARE_TO_CHECK
) -> EntryQuality:
    sheets = [
        one
        for one in repos.responses.bare(wave_id)
        if one.mode is Mode.PAPER and one.state is ResponseState.FINISHED
    ]
    checks = repos.entry_checks.of(frozenset(one.id for one in sheets))
    wanted = sample_to_check(sheets, share, random)
    rest = [one.id for one in sheets if one.id not in checks]
    missing = max(0, len(wanted) - len(checks))
    return EntryQuality(
        sheets=len(sheets),
        checked=len(checks),
        rate=error_rate(checks.values()),
        next_to_check=tuple(random.sample(rest, min(missing, len(rest)))),
    )


def _read(
    workspace: Workspace, wave_id: UUID, language: str, typed: Typed
) -> tuple[PaperForm, Entered]:
    with workspace.read() as repos:
        wave = repos.waves.get(wave_id)
        instrument = repos.instruments.get(wave.instrument_version)
    form = paper_form(instrument, language)
    entered = read_entry(form, instrument, typed)
    if entered.problems:
        address, problem = next(iter(entered.problems.items()))
        number = next(q.number for q in form.questions if q.address == address)
        raise NotAllowedNow(
            _("Question {number}: {problem}").format(number=number, problem=problem)
        )
    return form, entered


def _fill_in(sitting: Sitting, form: PaperForm, entered: Entered) -> dict[str, str]:
    """In the order of the paper, so that what depends on an answer is asked by then."""
    left_out = {}
    for path, choice in entered.answers.items():
        if (count := choice.value("count")) is not None:
            _grow(sitting, path, int(count))
    for question in form.questions:
        address = question.address
        try:
            if address in entered.unsaid:
                sitting.would_rather_not_say(address)
            elif address in entered.answers:
                words = as_sent(sitting.item(address), entered.answers[address])
                sitting.answer(address, words)
        except AnswerNotAccepted as refused:
            left_out[address] = str(refused)
    return left_out


def _grow(sitting: Sitting, path: str, count: int) -> None:
    while sitting.filling.rows().get(path, 0) < count:
        sitting.add_repeat(path)

"""What is worth a look in a wave, in words: doubtful responses by their codes, and questions that
many leave open."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from pollkit.domain.codes import spaced
from pollkit.domain.quality import Doubt, Flag, ItemGaps
from pollkit.domain.texts import in_language
from pollkit.i18n import _, current_language
from pollkit.store import Repositories, Workspace
from pollkit.usecases.quality import VersionQuality, wave_quality

# Of few people a share says nothing; below this share nothing is unusual.
_FEWEST_ASKED = 5
_MUCH_MISSING = 0.2
_LONGEST_QUESTION = 60


def doubts_in(workspace: Workspace, waves: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Wave -> what is worth a look, one line each; in the pool, since it reads every response."""
    return {wave_id: tuple(_lines(workspace, wave_id)) for wave_id in waves}


def _lines(workspace: Workspace, wave_id: UUID) -> list[str]:
    lines = []
    for version in wave_quality(workspace, wave_id):
        with workspace.read() as repos:
            lines += [_flag_words(repos, flag) for flag in version.flags]
        lines += [_gap_words(version, one) for one in version.items if _is_much(one)]
    return lines


def _flag_words(repos: Repositories, flag: Flag) -> str:
    who = _who(repos, flag.response_id)
    if flag.doubt is Doubt.DUPLICATE and flag.other is not None:
        return _("{code} and {other} gave the same answers throughout.").format(
            code=who, other=_who(repos, flag.other)
        )
    if flag.doubt is Doubt.TOO_FAST:
        seconds = f"{(flag.mean_ms or 0) / 1000:.1f}"
        return _("{code} took {n} seconds for each question: too fast to read.").format(
            code=who, n=seconds
        )
    if flag.doubt is Doubt.STRAIGHT_LINE:
        return _("{code} chose the same point all the way down.").format(code=who)
    return _("{code} has an answer that the question does not take: {question}.").format(
        code=who, question=", ".join(flag.items)
    )


def _who(repos: Repositories, response_id: UUID) -> str:
    person = repos.respondents.get(repos.responses.get(response_id).respondent_id)
    return spaced(person.code) if person.code else _("Somebody without a code")


def _is_much(gaps: ItemGaps) -> bool:
    share = gaps.missing_share
    return gaps.asked >= _FEWEST_ASKED and share is not None and share >= _MUCH_MISSING


def _gap_words(version: VersionQuality, gaps: ItemGaps) -> str:
    instrument = version.instrument
    item = instrument.item(gaps.item)
    text = in_language(item.texts, current_language(), instrument.languages) or item.leaf
    short = text if len(text) <= _LONGEST_QUESTION else f"{text[: _LONGEST_QUESTION - 1]}…"
    return _("“{question}”: {n} of {asked} gave no answer.").format(
        question=short, n=gaps.asked - gaps.answered, asked=gaps.asked
    )

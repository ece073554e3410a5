"""Questionnaires of the workspace: begin, write, keep a version, copy, archive."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from pydantic import TypeAdapter, ValidationError
from uuid_utils.compat import uuid7

from pollkit.domain.checks import check
from pollkit.domain.editing.tree import numbers
from pollkit.domain.findings import must_be_mended
from pollkit.domain.instruments import Instrument
from pollkit.domain.questionnaires import Questionnaire
from pollkit.domain.texts import in_language
from pollkit.errors import InstrumentProblem, NotFound
from pollkit.i18n import _
from pollkit.resources import resource_path
from pollkit.store import Repositories, Workspace

_FORMAT = "pollkit-questionnaire/1"


@dataclass(frozen=True)
class Starter:
    """A questionnaire to begin with, as it lies in `resources/kits/questionnaires`.

    Attributes:
        about: when it fits, in one sentence, by language.
    """

    format: str
    about: dict[str, str]
    instrument: Instrument


@dataclass(frozen=True)
class StarterOffer:
    """What somebody who chooses a starter reads of it."""

    name: str
    title: str
    about: str
    items: int
    languages: tuple[str, ...]


def new_questionnaire(languages: Sequence[str]) -> Questionnaire:
    """An empty one, not yet saved; `languages[0]` is the one it is written in."""
    return Questionnaire(uuid7(), Instrument({}, tuple(languages), ()))


def from_instrument(instrument: Instrument) -> Questionnaire:
    """A new one that asks this, not yet saved."""
    return Questionnaire(uuid7(), instrument)


def offered_starters(language: str) -> tuple[StarterOffer, ...]:
    """In the order of their files, which is that in which a project needs them."""
    offers = []
    for path in sorted(resource_path("kits", "questionnaires").glob("*.json")):
        starter = read_starter(path)
        title = in_language(starter.instrument.title, language)
        about = in_language(starter.about, language)
        count = len(starter.instrument.items)
        offers.append(StarterOffer(path.stem, title, about, count, starter.instrument.languages))
    return tuple(offers)


def new_from_starter(name: str, language: str = "en") -> Questionnaire:
    """A questionnaire of one's own that begins as the starter, not yet saved.

    Args:
        language: the one it is written in from now on; one that the starter lacks leaves its own.
    """
    starter = read_starter(resource_path("kits", "questionnaires", f"{name}.json"))
    return from_instrument(_led_by(language, starter.instrument))


def read_starter(path: Path) -> Starter:
    """Raises:
    NotFound: there is no such file.
    InstrumentProblem: the file is no starter that this PollKit reads.
    """
    try:
        starter = TypeAdapter(Starter).validate_json(path.read_bytes())
    except FileNotFoundError as missing:
        raise NotFound(_("There is no starter “{name}”.").format(name=path.stem)) from missing
    except ValidationError as broken:
        place = ".".join(str(step) for step in broken.errors()[0]["loc"])
        raise InstrumentProblem(
            _("“{file}” is not a starter that PollKit can read: look at “{place}”.").format(
                file=path.name, place=place
            )
        ) from broken
    if starter.format != _FORMAT:
        raise InstrumentProblem(_("It was written by another version of PollKit."))
    return starter


def list_questionnaires(
    workspace: Workspace, include_archived: bool = False
) -> tuple[Questionnaire, ...]:
    """The one that was written last comes first, each as it was last written."""
    with workspace.read() as repos:
        return repos.questionnaires.list(include_archived)


def keep_draft(workspace: Workspace, questionnaire: Questionnaire) -> Future[None]:
    """Keeps what is being written, complete or not; done once it is on disk."""
    return workspace.write(lambda repos: repos.questionnaires.keep_draft(questionnaire))


def save_version(workspace: Workspace, questionnaire: Questionnaire) -> Future[str]:
    """Makes a version of it; gives the version's id, which a wave is asked with."""
    return workspace.write(lambda repos: repos.questionnaires.save(questionnaire))


def version_to_ask(repos: Repositories, questionnaire_id: UUID) -> str:
    """The version of a questionnaire as it stands now, made if it was only a draft."""
    return repos.questionnaires.save(repos.questionnaires.get(questionnaire_id))


def check_ready(instrument: Instrument) -> None:
    """Raises:
    InstrumentProblem: it cannot be asked as it stands; names the first trouble.
    """
    for finding in must_be_mended(check(instrument)):
        numbered = numbers(instrument)
        if finding.name in numbered:
            words = _("Question {n}: {problem}")
            raise InstrumentProblem(words.format(n=numbered[finding.name], problem=finding.message))
        raise InstrumentProblem(finding.message)


def duplicate_questionnaire(questionnaire: Questionnaire) -> Questionnaire:
    """The same under a new id and title, not yet saved."""
    instrument, main = questionnaire.instrument, questionnaire.main
    titles = {
        **instrument.title,
        main: _("{title} (copy)").format(title=questionnaire.title),
    }
    return replace(
        questionnaire,
        id=uuid7(),
        instrument=replace(instrument, title=titles if questionnaire.title else {}),
        is_archived=False,
        changed_at=None,
    )


def set_archived(workspace: Workspace, questionnaire_id: UUID, is_archived: bool) -> Future[str]:
    """Takes it out of the list, or back; waves that ask it go on."""

    def change(repos: Repositories) -> str:
        questionnaire = repos.questionnaires.get(questionnaire_id)
        return repos.questionnaires.save(replace(questionnaire, is_archived=is_archived))

    return workspace.write(change)


def _led_by(language: str, instrument: Instrument) -> Instrument:
    if language not in instrument.languages:
        return instrument
    others = (one for one in instrument.languages if one != language)
    return replace(instrument, languages=(language, *others))

"""Starting an event from a kit: a ready example that lies in `resources/kits/` as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from uuid_utils.compat import uuid7

from pollkit.domain.events import Event
from pollkit.domain.instruments import Instrument
from pollkit.domain.problems import missing_translations, problems
from pollkit.domain.texts import Texts, in_language
from pollkit.errors import InstrumentProblem, NotFound
from pollkit.i18n import _
from pollkit.resources import resource_path
from pollkit.store.attachments import Attachments

_FORMAT = "pollkit-kit/1"


@dataclass(frozen=True)
class Kit:
    """An event without identity, day or answers; see Event for what the fields mean."""

    format: str
    place: Texts
    answers_tied: bool
    population: int | None
    instrument: Instrument


def kit_names() -> tuple[str, ...]:
    """The kits that come with PollKit."""
    return tuple(sorted(path.stem for path in resource_path("kits").glob("*.json")))


@dataclass(frozen=True)
class KitOffer:
    """What somebody who chooses a kit reads of it."""

    name: str
    title: str
    questions: int


def offered_kits(language: str) -> tuple[KitOffer, ...]:
    """The kits that come with PollKit, in their titles' order."""
    offers = []
    for name in kit_names():
        kit = read_kit(resource_path("kits", f"{name}.json"))
        title = in_language(kit.instrument.title, language)
        offers.append(KitOffer(name, title, len(kit.instrument.items)))
    return tuple(sorted(offers, key=lambda offer: offer.title))


def kit_pictures(name: str) -> Mapping[str, Path]:
    """SHA-256 -> the file of each picture that comes with a kit."""
    folder = resource_path("kits", "pictures", name)
    return {sha256(path.read_bytes()).hexdigest(): path for path in sorted(folder.glob("*.png"))}


def keep_kit_pictures(name: str, attachments: Attachments) -> None:
    """Puts a kit's pictures where phones, wall and results of a workspace look for them."""
    for path in kit_pictures(name).values():
        attachments.add(path.read_bytes())


def read_kit(path: Path) -> Kit:
    """A kit, checked: it can be asked as it stands and lacks no translation.

    Raises:
        NotFound: there is no such file.
        InstrumentProblem: the file is no kit, or its questions cannot be asked.
    """
    try:
        kit = TypeAdapter(Kit).validate_json(path.read_bytes())
    except FileNotFoundError as missing:
        raise NotFound(_("There is no kit “{name}”.").format(name=path.stem)) from missing
    except ValidationError as broken:
        place = ".".join(str(step) for step in broken.errors()[0]["loc"])
        raise InstrumentProblem(
            _("“{file}” is not a kit that PollKit can read: look at “{place}”.").format(
                file=path.name, place=place
            )
        ) from broken
    _check(kit, path)
    return kit


def event_from_kit(name: str, starts_at: datetime, language: str = "en") -> Event:
    """A new event, not yet saved, to the minute.

    Args:
        language: of title and place, and first of the event's languages, which the wall speaks;
            one that the kit does not have leaves the kit's own first.
    """
    kit = read_kit(resource_path("kits", f"{name}.json"))
    return Event(
        id=uuid7(),
        title=in_language(kit.instrument.title, language),
        place=in_language(kit.place, language),
        starts_at=starts_at.replace(second=0, microsecond=0),
        instrument=_led_by(language, kit.instrument),
        answers_tied=kit.answers_tied,
        population=kit.population,
    )


def _led_by(language: str, instrument: Instrument) -> Instrument:
    if language not in instrument.languages:
        return instrument
    others = (one for one in instrument.languages if one != language)
    return replace(instrument, languages=(language, *others))


def _check(kit: Kit, path: Path) -> None:
    say = [problem.message for problem in problems(kit.instrument)]
    if kit.format != _FORMAT:
        say.insert(0, _("It was written by another version of PollKit."))
    say += [
        _("The question “{item}” lacks words in “{language}”.").format(item=item, language=language)
        for item, language in missing_translations(kit.instrument)
    ]
    if say:
        raise InstrumentProblem(f"{path.name}: {say[0]}")

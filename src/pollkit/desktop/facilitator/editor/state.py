"""What the editor shows: the event, the chosen question, and what is still to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pollkit.domain.events import Event
from pollkit.domain.instruments import Item
from pollkit.domain.people import AsksFor
from pollkit.domain.problems import ItemPart, problems
from pollkit.domain.texts import Texts
from pollkit.domain.translations import Gap, TextPlace, gaps
from pollkit.i18n import _, language_name, ngettext


@dataclass(frozen=True)
class EventDetails:
    """What the form about the event hands over; see Event for the meanings.

    Attributes:
        titles: the title in every language that has one; the main one is the event's own.
    """

    titles: Texts
    place: str
    starts_at: datetime
    answers_tied: bool
    population: int | None
    asks_for: AsksFor = AsksFor.NOTHING
    keeps_names: bool = False


@dataclass(frozen=True)
class Trouble:
    """Something still to do. `gap` is the first translation of several that are to do."""

    item: str | None
    message: str
    part: ItemPart = ItemPart.TEXT
    gap: Gap | None = None

    @property
    def language(self) -> str | None:
        return None if self.gap is None else self.gap.language


@dataclass(frozen=True)
class EditorState:
    """Attributes:
    chosen: name of the question that is shown; None = the event itself.
    translation: the language beside the main one; None where the event has only one.
    begun: names of the questions that the room has seen: only their words can be corrected.
    gaps: translations to write or to look at again, in the order of the questions.
    put_aside: what the last change of a kind took away, in words.
    refused: why a picture was not taken, and for which part of the chosen question.
    awaited: the part of the chosen question whose picture is being made small.
    pictures: the files of the chosen question's pictures, by their hashes.
    """

    event: Event
    chosen: str | None = None
    translation: str | None = None
    begun: frozenset[str] = frozenset()
    troubles: tuple[Trouble, ...] = ()
    gaps: tuple[Gap, ...] = ()
    put_aside: str = ""
    refused: tuple[str, str] | None = None
    awaited: str | None = None
    pictures: Mapping[str, Path] = field(default_factory=dict)
    can_undo: bool = False
    can_redo: bool = False

    @property
    def item(self) -> Item | None:
        return None if self.chosen is None else self.event.instrument.item(self.chosen)

    @property
    def place(self) -> int | None:
        """Of the chosen question, from 0."""
        names = [item.name for item in self.event.instrument.items]
        return None if self.chosen is None else names.index(self.chosen)

    @property
    def languages(self) -> tuple[str, ...]:
        return self.event.languages

    @property
    def main(self) -> str:
        return self.event.languages[0]

    @property
    def is_locked(self) -> bool:
        return self.chosen in self.begun

    @property
    def may_tie(self) -> bool:
        """Whether it can still be chosen if a person's answers are kept together."""
        return not self.begun

    @property
    def may_follow_up(self) -> bool:
        """Whether a question can be for some people only: that needs their answers together."""
        return self.may_tie or self.event.answers_tied

    @property
    def refused_part(self) -> str | None:
        return None if self.refused is None else self.refused[0]

    @property
    def earlier(self) -> tuple[Item, ...]:
        """The questions before the chosen one."""
        return self.event.instrument.items[: self.place or 0]

    def gap(self, part: str) -> Gap | None:
        """What is to do at a text of the chosen question in the language beside the main one."""
        place = TextPlace(self.chosen, part)
        wanted = (g for g in self.gaps if g.place == place and g.language == self.translation)
        return next(wanted, None)

    def gaps_in(self, language: str) -> int:
        return sum(gap.language == language for gap in self.gaps)

    def troubles_of(self, item: str | None) -> tuple[Trouble, ...]:
        return tuple(trouble for trouble in self.troubles if trouble.item == item)


def troubles_in(event: Event) -> tuple[Trouble, ...]:
    found = [Trouble(p.item, p.message, p.part) for p in problems(event.instrument)]
    if not event.title.strip():
        found.insert(0, Trouble(None, _("Give the event a title.")))
    return (*found, *_translation_troubles(gaps(event)))


def _translation_troubles(open_gaps: Sequence[Gap]) -> list[Trouble]:
    """One for each question and language, whether texts are missing or to be looked at."""
    first: dict[tuple[str | None, str, bool], list[Gap]] = {}
    for gap in open_gaps:
        key = (gap.place.item, gap.language, gap.made_from is None)
        first.setdefault(key, []).append(gap)
    return [
        Trouble(item, _gap_words(language, len(found), is_missing), gap=found[0])
        for (item, language, is_missing), found in first.items()
    ]


def _gap_words(language: str, count: int, is_missing: bool) -> str:
    if is_missing:
        words = ngettext(
            "{n} text is missing in {language}.", "{n} texts are missing in {language}.", count
        )
    else:
        words = ngettext(
            "{n} text in {language} is older than what it translates.",
            "{n} texts in {language} are older than what they translate.",
            count,
        )
    return words.format(n=count, language=language_name(language))

"""An instrument: items with texts by language, options and the condition under which each is asked.

A live question and a questionnaire item are the same thing: an event plays an instrument at the
facilitator's pace, a wave at the respondent's.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from pollkit.domain.rules import NO_RULES, LookupTable, Rules, Scale, Section
from pollkit.domain.texts import Texts, in_language
from pollkit.errors import NotFound
from pollkit.i18n import _

# As many as a wall can show and a letter can name (A to G).
MOST_OPTIONS_ON_A_WALL = 7


class ItemKind(StrEnum):
    """What is asked for; in brackets, how the answer is kept in a `Choice`."""

    SINGLE = "single"  # one option (codes)
    MULTIPLE = "multiple"  # several options (codes)
    TEXT = "text"  # words of one's own (text)
    SCALE = "scale"  # one point between two ends (codes)
    MATRIX = "matrix"  # several statements on one scale, each may be skipped (values)
    RANKING = "ranking"  # options by preference, all or the first n (codes, the best first)
    POINTS = "points"  # 100 points shared out among the options (values)
    GRID = "grid"  # each option placed between two pairs of ends (values)
    PIN = "pin"  # a spot on a picture (values)
    NUMBER = "number"  # a number that is guessed or known (values)
    WORDS = "words"  # a few words or phrases for a cloud (text, one a line)
    QUESTIONS = "questions"  # the room's own questions, with votes for them (posts)
    IDEAS = "ideas"  # ideas that are gathered first and voted on then (posts)
    # Of questionnaires alone.
    DATE = "date"  # a day (text, "2026-11-24")
    TIME = "time"  # a time of day (text, "14:30:00")
    MOMENT = "moment"  # a day and a time of day (text, ISO 8601 with its offset)
    NOTE = "note"  # words to read, no answer
    HIDDEN = "hidden"  # calculated or filled in by the program, nobody is asked (text)
    OTHER = "other"  # what a laptop cannot gather, such as a place or a photo (text)


OF_QUESTIONNAIRES = frozenset(
    {
        ItemKind.DATE,
        ItemKind.TIME,
        ItemKind.MOMENT,
        ItemKind.NOTE,
        ItemKind.HIDDEN,
        ItemKind.OTHER,
    }
)
# What a room can be asked.
OF_ROOMS = tuple(kind for kind in ItemKind if kind not in OF_QUESTIONNAIRES)
WITH_OPTIONS = frozenset(
    {
        ItemKind.SINGLE,
        ItemKind.MULTIPLE,
        ItemKind.MATRIX,
        ItemKind.RANKING,
        ItemKind.POINTS,
        ItemKind.GRID,
    }
)
WITH_POINTS = frozenset({ItemKind.SCALE, ItemKind.MATRIX})
OF_CODES = frozenset({ItemKind.SINGLE, ItemKind.MULTIPLE, ItemKind.SCALE})
# Answered by posts of the room, which others vote on, and not by a choice.
OF_POSTS = frozenset({ItemKind.QUESTIONS, ItemKind.IDEAS})
# Answered in people's own words.
WRITTEN = OF_POSTS | {ItemKind.TEXT, ItemKind.WORDS}
CAN_BE_RIGHT = frozenset({ItemKind.SINGLE, ItemKind.MULTIPLE, ItemKind.NUMBER})

# What there is to share out in a question of points.
POINTS_IN_ALL = 100
# How sure somebody is of an answer, from "I guessed" to "I am certain".
SURENESS = ("1", "2", "3", "4")


@dataclass(frozen=True)
class Image:
    """A picture beside an option or under a pin.

    Attributes:
        sha256: of its bytes, 64 hex digits: the name under which the workspace keeps it.
        texts: what it shows, for those who do not see it.
    """

    sha256: str
    width: int
    height: int
    texts: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Option:
    """What can be chosen, ranked, given points or placed; in a matrix, a statement.

    `columns` are the other columns of its row in an XLSForm: what choice filters look at.
    """

    code: str
    texts: Texts
    image: Image | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Condition:
    """Asked only of those who gave one of these options to an earlier item.

    In XLSForm: `selected(${item}, 'a') or selected(${item}, 'b')`.
    """

    item: str
    any_of: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """One question.

    In a questionnaire with sections the name carries theirs: "household/member/age".

    Attributes:
        options: see `Option`; of the room's questions and ideas, their categories.
        points: how many a scale or a matrix has.
        lowest: the first of them, so that 0 to 10 is `lowest=0, points=11`.
        low_label, high_label: the ends of a scale; of a grid, left and right.
        bottom_label, top_label: the other two ends of a grid.
        least_choices: options to choose or rank at the least; None = one.
        most_choices: the most to choose, to rank (None = all) or to vote for; of words, how many
            may be sent (None = 3).
        longest_text: in characters; of words, each.
        smallest, largest: what a number may be, as a decimal ("-3.5"); None = any.
        unit: of a number, such as "%" or "people".
        image: the picture that pins go into.
        right: the right options, or the one right number; none = no quiz question.
        score: what a right answer is worth; 0 = no score is kept.
        asks_sureness: "How sure are you?" stands beside the answer.
        holds_texts: what people write waits for the facilitator before the wall shows it.
        seconds: how long answers are taken, None = until it is closed by hand.
        reads_first: the question stands alone before answers are taken.
        notes: for the facilitator only.
        repeats: the name of an earlier item that this one asks again, to show who moved.
        stays_open: of the room's questions: they are taken beside all other questions, for the
            whole event.
        right_within: how far from the right number is right too, as a decimal; None = not at all.
        hint: what helps to answer, below the question.
        rules: when it is asked and what may be answered.
        whole: of a number, that it has no decimals.
        list_name: the list in the XLSForm that the options are; several items may share it.
        appearance: how XLSForm wants it shown ("likert", "minimal", "multiline").
        parameters: of its XLSForm type ("start", "end", "step", "randomize", "seed").
        columns: of its row in the sheet, what PollKit keeps and does not use, and `type`.
    """

    name: str
    kind: ItemKind
    texts: Texts
    options: tuple[Option, ...] = ()
    points: int = 5
    low_label: Texts = field(default_factory=dict)
    high_label: Texts = field(default_factory=dict)
    most_choices: int | None = None
    longest_text: int = 280
    asked_if: Condition | None = None
    lowest: int = 1
    bottom_label: Texts = field(default_factory=dict)
    top_label: Texts = field(default_factory=dict)
    least_choices: int | None = None
    smallest: str | None = None
    largest: str | None = None
    unit: Texts = field(default_factory=dict)
    image: Image | None = None
    right: tuple[str, ...] = ()
    score: int = 0
    asks_sureness: bool = False
    holds_texts: bool = True
    seconds: int | None = None
    reads_first: bool = False
    notes: str = ""
    repeats: str | None = None
    stays_open: bool = False
    right_within: str | None = None
    hint: Texts = field(default_factory=dict)
    rules: Rules = NO_RULES
    whole: bool = False
    list_name: str = ""
    appearance: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def leaf(self) -> str:
        """The name without those of its sections, as expressions call it."""
        return self.name.rpartition("/")[2]

    @property
    def section(self) -> str:
        """The path of the section it stands in; "" = in none."""
        return self.name.rpartition("/")[0]

    @cached_property
    def scale_points(self) -> tuple[str, ...]:
        """The points of a scale or a matrix, from the low end to the high one; else none."""
        if self.kind not in WITH_POINTS:
            return ()
        return tuple(str(self.lowest + step) for step in range(self.points))

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """What can be chosen, ranked, given points or rated, in order; empty for open text,
        numbers and pins."""
        if self.kind is ItemKind.SCALE:
            return self.scale_points
        return tuple(option.code for option in self.options)

    @property
    def most_words(self) -> int:
        return self.most_choices or 3

    def option(self, code: str) -> Option:
        for option in self.options:
            if option.code == code:
                return option
        raise NotFound(_("This question has no option “{code}”.").format(code=code))

    def label(self, code: str, language: str) -> str:
        """The words of one option; a scale's point is its number, with the label at the ends."""
        if self.kind is ItemKind.SCALE:
            return self.point_label(code, language)
        return in_language(self.option(code).texts, language)

    def point_label(self, point: str, language: str) -> str:
        """A point of a scale or a matrix, with the words of its end if it is one."""
        ends = {self.scale_points[0]: self.low_label, self.scale_points[-1]: self.high_label}
        words = in_language(ends.get(point, {}), language)
        return f"{point} · {words}" if words else point


@dataclass(frozen=True)
class Instrument:
    """Immutable; a change makes another version. `languages[0]` is the one it was written in.

    Attributes:
        items: in the order in which they are asked; those of a section stand together.
        sections: the outer before the inner, in the order of their first items.
        tables: what expressions look things up in.
        scales: what the items measure together.
        settings: of an XLSForm, such as form_id and version, and `sensitive` ("yes": its answers
            could hurt somebody, see `is_sensitive`).
    """

    title: Texts
    languages: tuple[str, ...]
    items: tuple[Item, ...]
    sections: tuple[Section, ...] = ()
    tables: tuple[LookupTable, ...] = ()
    scales: tuple[Scale, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)

    def item(self, name: str) -> Item:
        for item in self.items:
            if item.name == name:
                return item
        raise NotFound(_("There is no question “{name}” here.").format(name=name))

    @property
    def is_sensitive(self) -> bool:
        """Whether phones may be asked in a Wi-Fi of the project's own only."""
        return self.settings.get("sensitive", "").strip().lower() in ("yes", "true", "1")

    def flagged(self, is_sensitive: bool) -> Instrument:
        """The same, sensitive or not."""
        settings = {name: value for name, value in self.settings.items() if name != "sensitive"}
        if is_sensitive:
            settings["sensitive"] = "yes"
        return dataclasses.replace(self, settings=settings)

    def canonical_json(self) -> str:
        """The same text for the same content: keys sorted, no blanks (after RFC 8785).

        Fields that came later are left out where they have their defaults: what was written before
        them keeps its id.
        """
        content = _without_defaults(dataclasses.asdict(self), _LATER["instrument"])
        for item in content["items"]:
            _without_defaults(item, _LATER["item"])
            if "rules" in item:
                _without_defaults(item["rules"], _LATER["rules"])
            for option in item["options"]:
                _without_defaults(option, _LATER["option"])
        return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @property
    def version_id(self) -> str:
        """SHA-256 of the canonical form, 64 hex digits: self-verifying and the same everywhere."""
        return hashlib.sha256(self.canonical_json().encode()).hexdigest()


def _without_defaults(content: dict[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    for name, default in defaults.items():
        if content[name] == default:
            del content[name]
    return content


def _later_fields(value: Any, first: str) -> dict[str, Any]:
    """Name -> default of the fields that came after the first ones."""
    return {k: v for k, v in dataclasses.asdict(value).items() if k not in first.split()}


_LATER = {
    "instrument": _later_fields(Instrument({}, (), ()), "title languages items"),
    "item": _later_fields(
        Item("", ItemKind.SINGLE, {}),
        "name kind texts options points low_label high_label most_choices longest_text asked_if",
    ),
    "rules": _later_fields(NO_RULES, ""),
    "option": _later_fields(Option("", {}), "code texts"),
}

"""The answers one by one: a list in which each voter finds their own by the receipt.

The order is that of the receipts, which are random: it tells nothing of when or by whom an answer
came. An answer that came without a phone has a mark of the same look, made from its ballot's
random id, so that a few cards in a full room cannot be told from the phones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias
from uuid import UUID

from pollkit.charts.one_answer import answer_words, mark_of
from pollkit.domain.analysis.disclosure import SMALLEST_GROUP, safe_grouping
from pollkit.domain.ballots import SURE, Ballot, Channel, Choice
from pollkit.domain.instruments import WRITTEN, Item, ItemKind
from pollkit.domain.results import EventResults, QuestionResult

Cell: TypeAlias = str | int | float | None
Row: TypeAlias = tuple[Cell, ...]


def answers_heading(item: Item) -> tuple[str, ...]:
    """The same in every language."""
    return ("receipt", "channel", "answer", "codes", *_part_names(item))


def answer_rows(question: QuestionResult, language: str) -> Iterator[Row]:
    """A row for each ballot, by receipt; none where too few answered."""
    item = question.item
    if len(question.ballots) < SMALLEST_GROUP:
        return
    channels = _channel_names(question.ballots)
    for ballot in sorted(question.ballots, key=mark_of):
        choice = ballot.choice
        yield (
            mark_of(ballot),
            channels[ballot.channel],
            answer_words(item, choice, language),
            "+".join(choice.codes),
            *_part_values(item, choice),
        )


def people_heading(results: EventResults) -> tuple[str, ...]:
    names = ["person", "name"] if results.event.tells_names else ["person"]
    for question in _in_rows_of_people(results):
        item = question.item
        names += [item.name] if not _parts(item) else []
        names += [f"{item.name}.{part}" for part in _part_names(item)]
    return tuple(names)


def people_rows(results: EventResults) -> Iterator[Row]:
    """A row for each pseudonym of a tied event, without receipts and without people's own words;
    none where fewer than SMALLEST_GROUP people answered anything."""
    questions = _in_rows_of_people(results)
    given: dict[str, dict[str, Choice]] = {}
    for question in questions:
        for ballot in question.ballots:
            if ballot.respondent_id is not None:
                given.setdefault(str(ballot.respondent_id), {})[ballot.item] = ballot.choice
    if not results.event.answers_tied or len(given) < SMALLEST_GROUP:
        return
    for person in sorted(given):
        row: list[Cell] = [person]
        if results.event.tells_names:
            row.append(results.names.get(UUID(person), ""))
        for question in questions:
            item = question.item
            choice = given[person].get(item.name, Choice())
            row += ["+".join(choice.codes)] if not _parts(item) else []
            row += _part_values(item, choice)
        yield tuple(row)


def _parts(item: Item) -> tuple[str, ...]:
    """What an answer's values are of; none where it is options or words."""
    match item.kind:
        case ItemKind.MATRIX | ItemKind.RANKING | ItemKind.POINTS:
            return item.codes
        case ItemKind.GRID:
            return tuple(f"{code}.{axis}" for code in item.codes for axis in "xy")
        case ItemKind.PIN:
            return ("x", "y")
        case ItemKind.NUMBER:
            return ("number",)
        case _:
            return ()


def _part_names(item: Item) -> tuple[str, ...]:
    return (*_parts(item), *(("sureness",) if item.asks_sureness else ()))


def _part_values(item: Item, choice: Choice) -> list[Cell]:
    """Numbers as numbers; of a ranking each option's place. None = left out."""
    values = dict(choice.values)
    if item.kind is ItemKind.RANKING:
        values |= {code: str(place) for place, code in enumerate(choice.codes, start=1)}
    wanted = [*_parts(item), *([SURE] if item.asks_sureness else [])]
    return [_number(values[part]) if part in values else None for part in wanted]


def _number(value: str) -> int | float:
    return float(value) if "." in value else int(value)


def _channel_names(ballots: Sequence[Ballot]) -> dict[Channel, str]:
    """What is said of each channel: those that few used are put together, like any small group."""
    cells = dict.fromkeys((channel.value for channel in Channel), 0)
    for place, ballot in enumerate(ballots):
        cells[ballot.channel.value] |= 1 << place
    names = dict.fromkeys(cells, "")
    for codes, _people in safe_grouping(cells, 0).groups:
        names |= dict.fromkeys(codes, "+".join(codes))
    return {Channel(code): name for code, name in names.items()}


def _in_rows_of_people(results: EventResults) -> tuple[QuestionResult, ...]:
    return tuple(
        question
        for question in results.questions
        if question.item.kind not in WRITTEN and len(question.ballots) >= SMALLEST_GROUP
    )

"""What a report of an event says, before it becomes a page or a document."""

from __future__ import annotations

from dataclasses import dataclass

from pollkit.charts import numerals, question_chart, svg_markup, wording
from pollkit.charts.answers import ranked_answers
from pollkit.charts.figures import Figures, result_figures, row_name, words_of_cell
from pollkit.charts.findings import finding as finding_of
from pollkit.charts.notes import notes as notes_of
from pollkit.charts.one_answer import answer_words, mark_of
from pollkit.charts.palette import letter
from pollkit.charts.sheet import base_sentence
from pollkit.domain.analysis.splits import SMALLEST_GROUP
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.results import EventResults, QuestionResult
from pollkit.domain.texts import in_language
from pollkit.i18n import _, catalogue_language, direction
from pollkit.reports.parts import Picture, ShiftSection, SplitSection, Table
from pollkit.reports.reading import Note, reading_notes
from pollkit.reports.shift_section import shift_section
from pollkit.reports.split_section import picture_of, split_section

# 5,000 rows are 600 kB; more are found in the files of answers.
_MOST_RECEIPTS = 5000


@dataclass(frozen=True)
class Section:
    """One question. `answers` are (words, how many people), for open text only."""

    number: int
    question: str
    language: str
    asked: str
    base: str
    finding: str
    notes: tuple[str, ...]
    picture: Picture | None = None
    tables: tuple[Table, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    split: SplitSection | None = None
    shift: ShiftSection | None = None


@dataclass(frozen=True)
class Report:
    """An event's results in words, figures and pictures.

    Attributes:
        language: of the report's own sentences: English where no catalogue has them.
        nothing: what to say if nothing was asked, else "".
        receipts: (receipt, number of the question, answer), by receipt.
    """

    title: str
    language: str
    direction: str
    facts: tuple[tuple[str, str], ...]
    nothing: str
    sections: tuple[Section, ...]
    reading_heading: str
    reading: tuple[Note, ...]
    made_with: str
    receipts: tuple[tuple[str, int, str], ...] = ()


def event_report(results: EventResults, language: str, in_page: bool) -> Report:
    """Call it inside `speaking(language)`.

    Args:
        in_page: pictures take the colours of the page that they stand in.
    """
    event = results.event
    return Report(
        title=wording.plain(event.title_in(language)) or _("Results"),
        language=catalogue_language(language),
        direction=direction(language),
        facts=_facts(results, language),
        nothing="" if results.questions else _("No question of this event has been asked yet."),
        sections=tuple(
            _section(question, number, results, language, in_page)
            for number, question in enumerate(results.questions, 1)
        ),
        reading_heading=_("How to read this"),
        reading=reading_notes(results, language),
        made_with=_("Made with PollKit from {n} answered questions.").format(
            n=numerals.number(len(results.questions), language)
        ),
        receipts=_receipts(results, language) if in_page else (),
    )


def _receipts(results: EventResults, language: str) -> tuple[tuple[str, int, str], ...]:
    """Every answer that may be told, unless a page would grow too long to be searched in."""
    rows = [
        (mark_of(ballot), number, answer_words(question.item, ballot.choice, language))
        for number, question in enumerate(results.questions, 1)
        if len(question.ballots) >= SMALLEST_GROUP
        for ballot in question.ballots
    ]
    return () if len(rows) > _MOST_RECEIPTS else tuple(sorted(rows))


def _facts(results: EventResults, language: str) -> tuple[tuple[str, str], ...]:
    event = results.event
    day = numerals.day(event.starts_at, language)
    time = numerals.time_of_day(event.starts_at, language)
    facts = [
        (_("Place"), wording.plain(event.place)),
        (_("Date"), f"{day}, {time}"),
        (_("People who joined"), numerals.number(results.joined, language)),
        (_("Questions asked"), numerals.number(len(results.questions), language)),
    ]
    if event.population is not None:
        people = numerals.number(event.population, language)
        facts.append((_("People whom the answers are meant to speak for"), people))
    return tuple(fact for fact in facts if fact[1])


def _section(
    question: QuestionResult, number: int, results: EventResults, language: str, in_page: bool
) -> Section:
    item, event = question.item, results.event
    is_open = item.kind is ItemKind.TEXT
    has_bars = not is_open and not question.tally.is_withheld and _has_figures(question)
    return Section(
        number=number,
        question=wording.question_words(item, event, language),
        language=_language_of(question, event, language),
        asked=_asked(question, language),
        base=base_sentence(question, language),
        finding=finding_of(question, language),
        notes=notes_of(question, event, language),
        picture=_picture(question, number, results, language, in_page) if has_bars else None,
        tables=_tables(question, language) if has_bars else (),
        answers=_answers(question, language) if is_open else (),
        split=split_section(question, number, results, language, in_page),
        shift=shift_section(question, number, event, language, in_page),
    )


def _language_of(question: QuestionResult, event: Event, language: str) -> str:
    texts = question.item.texts
    wanted = (language, language.split("-")[0], *event.languages)
    return next((tag for tag in wanted if texts.get(tag)), language)


def _asked(question: QuestionResult, language: str) -> str:
    if question.asked_at is None:
        return ""
    return _("Asked at {time}").format(time=numerals.time_of_day(question.asked_at, language))


def _answers(question: QuestionResult, language: str) -> tuple[tuple[str, str], ...]:
    ranked = ranked_answers(question.tally)
    return tuple(
        (answer, f"× {numerals.number(people, language)}" if people > 1 else "")
        for answer, people in ranked
    )


def _has_figures(question: QuestionResult) -> bool:
    """Words may be left out of a file; a choice has its options even where nobody answered."""
    tally = question.tally
    return bool(
        tally.options
        or tally.posts
        or (tally.answered and (tally.parts or tally.pins or tally.numbers or tally.words))
    )


def _picture(
    question: QuestionResult, number: int, results: EventResults, language: str, in_page: bool
) -> Picture:
    event = results.event
    title = wording.question_words(question.item, event, language)
    said = describe_chart(question, language)
    figure = question_chart(
        question, event, language, bare=True, picture=picture_of(question, results)
    )
    svg = svg_markup(figure, title, said, f"q{number}-", in_page)
    return Picture(svg, title, said)


def describe_chart(question: QuestionResult, language: str) -> str:
    """What the picture shows, for those who cannot see it: from the same figures."""
    finding = wording.plain(finding_of(question, language))
    base = base_sentence(question, language)
    if question.item.kind is ItemKind.TEXT or not _has_figures(question):
        return f"{finding} {base}"
    if question.tally.options:
        said = _("Bar chart. {finding} {base}. {bars}. The table has the same figures.")
        return said.format(finding=finding, base=base, bars="; ".join(_bars(question, language)))
    kind = {
        ItemKind.MATRIX: _("Bars of shares for each statement."),
        ItemKind.GRID: _("Places on a plane."),
        ItemKind.PIN: _("Pins on a picture."),
        ItemKind.NUMBER: _("Columns over a line of numbers."),
    }.get(question.item.kind, _("Bar chart."))
    image = question.item.image
    if image is not None and question.item.kind is ItemKind.PIN:
        kind += " " + wording.plain(in_language(image.texts, language)) + "."
    figures = "; ".join(
        f"{row[0]}: {', '.join(row[1:3])}" for row in _tables(question, language)[0].rows
    )
    said = _("{kind} {finding} {base}. {figures}. The table has the same figures.")
    return said.format(kind=kind, finding=finding, base=base, figures=wording.plain(figures))


def _bars(question: QuestionResult, language: str) -> list[str]:
    item, tally = question.item, question.tally
    bars = []
    for option in tally.options:
        said = f"{wording.option_words(item, option.code, language)}: "
        said += wording.count_words(option, tally, language).replace(" · ", ", ")
        interval = wording.interval_words(option, tally, language)
        said += f" ({interval})" if interval else ""
        bars.append(", ".join((said, _("right"))) if option.code in item.right else said)
    return bars


def _tables(question: QuestionResult, language: str) -> tuple[Table, ...]:
    """The picture's figures first."""
    own = (_table(question, language),) if question.tally.options else ()
    others = result_figures(question, language)
    return (*own, *(_worded(figures, question.item, language) for figures in others))


def _worded(figures: Figures, item: Item, language: str) -> Table:
    """Without the codes, which name nothing to a reader."""
    has_codes = figures.columns[1].key == "label"
    columns = figures.columns[1:] if has_codes else figures.columns
    rows = []
    for row in figures.rows:
        cells = row[1:] if has_codes else row
        words = [
            words_of_cell(cell, column.measure, language)
            for cell, column in zip(cells, columns, strict=True)
        ]
        if has_codes:
            words[0] = row_name(item, str(row[0]), str(row[1]), language)
        rows.append(tuple(words))
    return Table(figures.caption, tuple(column.heading for column in columns), tuple(rows))


def _table(question: QuestionResult, language: str) -> Table:
    tally = question.tally
    heading = [_("Answer"), _("Count")]
    heading += [_("Share")] if tally.shows_percent else []
    heading += [_("95% interval")] if wording.shows_intervals(tally) else []
    rows = []
    for place, option in enumerate(tally.options):
        row = [_option(question, place, language), numerals.number(option.count, language)]
        if tally.shows_percent:
            row.append(numerals.percent(option.count, tally.answered, language))
        if wording.shows_intervals(tally):
            row.append(wording.interval_words(option, tally, language))
        rows.append(tuple(row))
    caption = _("Counts, {base}").format(base=base_sentence(question, language))
    return Table(caption, tuple(heading), tuple(rows))


def _option(question: QuestionResult, place: int, language: str) -> str:
    code = question.tally.options[place].code
    words = wording.isolated(wording.option_words(question.item, code, language), language)
    if code in question.item.right:
        words += "  ✓ " + _("right")
    return words if question.item.kind is ItemKind.SCALE else f"{letter(place)}  {words}"

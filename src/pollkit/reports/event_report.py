"""What a report of an event says, before it becomes a page or a document."""

from __future__ import annotations

from dataclasses import dataclass

from pollkit.charts import numerals, question_chart, split_chart, svg_markup, wording
from pollkit.charts.answers import ranked_answers
from pollkit.charts.palette import letter
from pollkit.charts.sheet import base_sentence
from pollkit.domain.analysis.splits import Split
from pollkit.domain.events import Event
from pollkit.domain.instruments import ItemKind
from pollkit.domain.results import EventResults, QuestionResult
from pollkit.i18n import _, catalogue_language, direction
from pollkit.reports.reading import Note, reading_notes

# More columns leave no room for words on paper or phone.
_MOST_WORDED_COLUMNS = 4


@dataclass(frozen=True)
class Picture:
    """`svg` is drawn without words around it; `description` says the same in words."""

    svg: str
    title: str
    description: str


@dataclass(frozen=True)
class Table:
    """The first column of `rows` heads its row."""

    caption: str
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class SplitSection:
    heading: str
    picture: Picture
    table: Table
    notes: tuple[str, ...]


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
    table: Table | None = None
    answers: tuple[tuple[str, str], ...] = ()
    split: SplitSection | None = None


@dataclass(frozen=True)
class Report:
    """An event's results in words, figures and pictures.

    Attributes:
        language: of the report's own sentences: English where no catalogue has them.
        nothing: what to say if nothing was asked, else "".
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
            _section(question, number, event, language, in_page)
            for number, question in enumerate(results.questions, 1)
        ),
        reading_heading=_("How to read this"),
        reading=reading_notes(results, language),
        made_with=_("Made with PollKit from {n} answered questions.").format(
            n=numerals.number(len(results.questions), language)
        ),
    )


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
    question: QuestionResult, number: int, event: Event, language: str, in_page: bool
) -> Section:
    item = question.item
    is_open = item.kind is ItemKind.TEXT
    has_bars = not is_open and not question.tally.is_withheld
    return Section(
        number=number,
        question=wording.question_words(item, event, language),
        language=_language_of(question, event, language),
        asked=_asked(question, language),
        base=base_sentence(question, language),
        finding=wording.finding(question, language),
        notes=wording.notes(question, event, language),
        picture=_picture(question, number, event, language, in_page) if has_bars else None,
        table=_table(question, language) if has_bars else None,
        answers=_answers(question, language) if is_open else (),
        split=_split(question, number, event, language, in_page),
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


def _picture(
    question: QuestionResult, number: int, event: Event, language: str, in_page: bool
) -> Picture:
    title = wording.question_words(question.item, event, language)
    said = describe_chart(question, language)
    figure = question_chart(question, event, language, bare=True)
    svg = svg_markup(figure, title, said, f"q{number}-", in_page)
    return Picture(svg, title, said)


def describe_chart(question: QuestionResult, language: str) -> str:
    """What the bars show, for those who cannot see them: from the same counts as the bars."""
    item, tally = question.item, question.tally
    finding = wording.plain(wording.finding(question, language))
    if item.kind is ItemKind.TEXT or tally.is_withheld:
        return f"{finding} {base_sentence(question, language)}"
    bars = []
    for option in tally.options:
        said = f"{wording.option_words(item, option.code, language)}: "
        said += wording.count_words(option, tally, language).replace(" · ", ", ")
        interval = wording.interval_words(option, tally, language)
        bars.append(f"{said} ({interval})" if interval else said)
    return _("Bar chart. {finding} {base}. {bars}. The table has the same figures.").format(
        finding=finding,
        base=base_sentence(question, language),
        bars="; ".join(bars),
    )


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
    words = wording.option_words(question.item, question.tally.options[place].code, language)
    if question.item.kind is ItemKind.SCALE:
        return wording.isolated(words, language)
    return f"{letter(place)}  {wording.isolated(words, language)}"


def _split(
    question: QuestionResult, number: int, event: Event, language: str, in_page: bool
) -> SplitSection | None:
    split = question.split
    if split is None or not split.groups or question.item.kind is ItemKind.TEXT:
        return None
    heading = wording.split_title(split, event, language)
    table = _split_table(question, split, event, language)
    said = describe_split(question, split, event, language)
    figure = split_chart(question, event, language, bare=True)
    svg = svg_markup(figure, wording.plain(heading), said, f"s{number}-", in_page)
    return SplitSection(
        heading,
        Picture(svg, heading, said),
        table,
        wording.split_notes(question, split, language),
    )


def _split_table(question: QuestionResult, split: Split, event: Event, language: str) -> Table:
    by = event.instrument.item(split.by)
    options = range(len(question.tally.options))
    caption = _("Counts by group, with shares where there are enough answers.")
    if len(options) <= _MOST_WORDED_COLUMNS:
        names = [_option(question, place, language) for place in options]
    elif question.item.kind is ItemKind.SCALE:
        names = [option.code for option in question.tally.options]
    else:
        names = [letter(place) for place in options]
        caption += " " + _("The letters are those of the table before.")
    rows = tuple(
        (
            wording.group_words(group, by, language),
            numerals.number(group.result.answered, language),
            *(
                wording.count_words(option, group.result, language)
                for option in group.result.options
            ),
        )
        for group in split.groups
    )
    return Table(caption, (_("Group"), _("Answered"), *names), rows)


def describe_split(question: QuestionResult, split: Split, event: Event, language: str) -> str:
    """What the bars of each group show, from the same counts as the bars."""
    by = event.instrument.item(split.by)
    groups = []
    for group in split.groups:
        bars = (
            f"{wording.option_words(question.item, option.code, language)} "
            + wording.count_words(option, group.result, language).replace(" · ", " / ")
            for option in group.result.options
        )
        base = wording.answered_words(group.result.answered, language)
        name = wording.group_words(group, by, language)
        groups.append(f"{name}, {base}: {', '.join(bars)}")
    return _("Bars for each group. {groups}. The table has the same figures.").format(
        groups=wording.plain("; ".join(groups))
    )

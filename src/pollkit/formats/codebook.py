"""What the columns of the files hold, in words: a table that goes with them."""

from __future__ import annotations

from collections.abc import Iterator

from pollkit.charts import wording
from pollkit.charts.figures import result_figures
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.results import EventResults, QuestionResult
from pollkit.i18n import _

HEADING = ("column", "question", "meaning", "values")

Row = tuple[str, str, str, str]


def codebook_rows(results: EventResults, language: str) -> Iterator[Row]:
    """First the columns that mean the same everywhere, then those of each question."""
    for name, meaning in _shared().items():
        yield name, "", meaning, ""
    if results.event.tells_names:
        meaning = _(
            "the name that the person gave; this event keeps names beside the answers, and the "
            "phones said so before one was typed"
        )
        yield "name", "", meaning, ""
    for question in results.questions:
        item = question.item
        text = wording.question_words(item, results.event, language)
        yield item.name, item.name, text, codes_in_words(item, language)
        for figures in result_figures(question, language):
            for column in figures.columns:
                yield column.key, item.name, column.heading, ""
        yield from _parts(question, language)


def codes_in_words(item: Item, language: str) -> str:
    """ "yes = Yes; no = No"."""
    codes = item.codes if item.options else item.scale_points
    said = [f"{code} = {wording.option_words(item, code, language)}" for code in codes]
    if item.kind is ItemKind.MATRIX:
        said += [
            f"{point} = {wording.plain(item.point_label(point, language))}"
            for point in item.scale_points
        ]
    return "; ".join(said)


def _parts(question: QuestionResult, language: str) -> Iterator[Row]:
    item = question.item
    if item.kind in (ItemKind.MATRIX, ItemKind.RANKING, ItemKind.POINTS):
        what = {
            ItemKind.MATRIX: _("the point that the person gave to: {option}"),
            ItemKind.RANKING: _("the place from 1 that the person gave to: {option}"),
            ItemKind.POINTS: _("the points of 100 that the person gave to: {option}"),
        }[item.kind]
        for code in item.codes:
            label = wording.option_words(item, code, language)
            yield code, item.name, what.format(option=label), ""
    if item.kind is ItemKind.GRID:
        left, right, bottom, top = wording.end_words(item, language)
        for code in item.codes:
            label = wording.option_words(item, code, language)
            yield f"{code}.x", item.name, label, f"0 = {left}; 100 = {right}"
            yield f"{code}.y", item.name, label, f"0 = {bottom}; 100 = {top}"
    if item.kind is ItemKind.PIN:
        yield "x", item.name, _("of a pin: from the picture’s left side"), "0 … 1000"
        yield "y", item.name, _("of a pin: from the picture’s top"), "0 … 1000"
    if item.kind is ItemKind.NUMBER:
        yield (
            "number",
            item.name,
            _("the number that was given"),
            wording.unit_words(item, language),
        )


def _shared() -> dict[str, str]:
    return {
        "event": _("the event’s title"),
        "starts_at": _("when it began"),
        "question": _("the question’s number in the event"),
        "name": _("the question’s name, the same in every language"),
        "round": _("the round that counts: clearing a question begins the next"),
        "text": _("the question"),
        "kind": _("the kind of question"),
        "option": _("the code of the answer, rank, range or word that is counted"),
        "label": _("the same in words"),
        "count": _("how many people gave it"),
        "base": _("of how many; of a statement, of those who rated it"),
        "asked": _("how many could have answered"),
        "share": _("count / base; empty below ten answers"),
        "low": _("lower end of the share’s 95% interval; empty where no population is stated"),
        "high": _("upper end of the same"),
        "population": _("how many people the answers are meant to speak for"),
        "part": _("the code of the statement, option or thing that the row is about"),
        "part_label": _("the same in words"),
        "measure": _("what `value` is: mean, score, mean_place, mean_points, median, closest …"),
        "value": _("a figure that is no count"),
        "by": _("the name of the question by whose answers the results are split"),
        "group": _("the codes of the answers that make the group"),
        "of": _("the name of the question before; the same one where it was asked again"),
        "from": _("the code of the answer before"),
        "from_label": _("the same in words"),
        "to": _("the code of the answer after"),
        "to_label": _("the same in words"),
        "withheld": _("yes: the number stays private, since few people could be told from it"),
        "receipt": _(
            "what a phone showed its owner; answers that came otherwise have a mark that looks"
            " the same"
        ),
        "channel": _("the way in; ways that few used are put together"),
        "answer": _("the answer in words"),
        "codes": _("the answer as codes; of a ranking in the person’s order"),
        "sureness": _("how sure the person was, from 1 (guessed) to 4 (certain)"),
        "person": _("a random mark of this event, the same in all of a person’s answers"),
    }

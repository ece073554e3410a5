"""The results of an event as files that a person can hand on."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from pollkit.charts import question_chart, save_figure, shift_chart, split_chart, wording
from pollkit.charts.shift_words import describe_shift
from pollkit.domain.instruments import WRITTEN
from pollkit.domain.results import EventResults, QuestionResult, for_publication
from pollkit.errors import DiskFull, FolderNotWritable, NotFound
from pollkit.formats.names import file_stem, shift_stem, split_stem
from pollkit.formats.tables import write_answers, write_people, write_tables
from pollkit.formats.workbook import write_answer_book, write_workbook
from pollkit.i18n import _, speaking
from pollkit.reports.event_page import event_page
from pollkit.reports.event_pdf import write_event_pdf
from pollkit.reports.event_report import describe_chart
from pollkit.reports.split_section import describe_split, picture_of
from pollkit.store import Repositories
from pollkit.store.attachments import Attachments
from pollkit.usecases.results import event_results

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Kind(StrEnum):
    """A kind of file; the order is that in which they are written and named."""

    HTML = "html"
    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"
    PNG = "png"
    SVG = "svg"
    ANSWERS = "answers"  # each answer with its receipt
    PEOPLE = "people"  # all answers of a person in one row


# Rows of people are written only where somebody asks for them by name.
ALL = tuple(kind for kind in Kind if kind is not Kind.PEOPLE)


def export_event(
    repositories: Repositories,
    event_id: UUID,
    out: Path,
    language: str = "en",
    kinds: Collection[str] = ALL,
    split_by: str | None = None,
    with_own_words: bool = True,
    attachments: Attachments | None = None,
    with_receipts: bool = True,
) -> tuple[Path, ...]:
    """Writes the results of every question that was asked, and returns the files' paths.

    All files are made beside the folder's old ones and take their names only when the last is
    complete: a failure half way leaves what was there before.

    Args:
        kinds: of `Kind`, or their values.
        split_by: a question by whose answers the others are split; only where answers are tied.
        with_own_words: whether answers to open questions are written out; else only their number.
        with_receipts: whether answers are listed one by one, so that each voter finds their own.
        attachments: where the pictures are that people put pins in; None = only their frames.

    Raises:
        NotFound: no such event or question.
        DiskFull: nothing was changed in the folder.
        FolderNotWritable: no right to write there, or a file of it is open in another program.
    """
    results = event_results(repositories, event_id, split_by)
    if attachments is not None:
        results = replace(results, pictures=_pictures(results, attachments))
    if not with_own_words:
        results = replace(results, questions=tuple(map(_without_words, results.questions)))
    return write_results(results, out, language, kinds, with_receipts)


def write_results(
    results: EventResults,
    out: Path,
    language: str,
    kinds: Collection[str] = ALL,
    with_receipts: bool = True,
) -> tuple[Path, ...]:
    """The same for results that are at hand already."""
    results = for_publication(results)
    wanted = {Kind(kind) for kind in kinds}
    told = results if with_receipts else _without_receipts(results)
    with faults_of(out):
        out.mkdir(parents=True, exist_ok=True)
        # In the same folder, so that a rename is all that is left to do at the end.
        with tempfile.TemporaryDirectory(prefix=".part-", dir=out) as part:
            made = [
                path
                for kind in Kind
                if kind in wanted
                for path in _WRITERS[kind](
                    # Rows of people have no receipts.
                    results if kind is Kind.PEOPLE else told,
                    Path(part),
                    language,
                )
            ]
            return tuple(path.replace(out / path.name) for path in made)


def _pictures(results: EventResults, attachments: Attachments) -> dict[str, Path]:
    images = (question.item.image for question in results.questions)
    found = {}
    for image in filter(None, images):
        with suppress(NotFound):  # its frame says what it showed
            found[image.sha256] = attachments.path(image.sha256)
    return found


def _without_receipts(results: EventResults) -> EventResults:
    questions = tuple(replace(question, ballots=()) for question in results.questions)
    return replace(results, questions=questions)


def _without_words(question: QuestionResult) -> QuestionResult:
    """Of open questions and clouds neither the words nor the list of answers, which are words."""
    if question.item.kind not in WRITTEN:
        return question
    without = replace(question.tally, texts=(), words=(), posts=())
    return replace(question, tally=without, ballots=())


def _write_page(results: EventResults, folder: Path, language: str) -> tuple[Path, ...]:
    path = folder / "results.html"
    path.write_text(event_page(results, language), encoding="utf-8", newline="\n")
    return (path,)


def _write_pdf(results: EventResults, folder: Path, language: str) -> tuple[Path, ...]:
    path = folder / "results.pdf"
    write_event_pdf(results, path, language)
    return (path,)


def _write_book(results: EventResults, folder: Path, language: str) -> tuple[Path, ...]:
    path = folder / "results.xlsx"
    write_workbook(results, path, language)
    return (path,)


def _write_pngs(results: EventResults, folder: Path, language: str) -> tuple[Path, ...]:
    return _write_pictures(results, folder, language, ".png")


def _write_svgs(results: EventResults, folder: Path, language: str) -> tuple[Path, ...]:
    return _write_pictures(results, folder, language, ".svg")


def _write_answers(results: EventResults, folder: Path, language: str) -> tuple[Path, ...]:
    book = folder / "answers.xlsx"
    is_written = write_answer_book(results, book, language)
    tables = write_answers(results, folder, language)
    return (book, *tables) if is_written else tables


def _write_pictures(
    results: EventResults, folder: Path, language: str, suffix: str
) -> tuple[Path, ...]:
    written = []
    event = results.event
    for number, question in enumerate(results.questions, 1):
        title = wording.question_words(question.item, event, language)
        stem = file_stem(number, title, question.item.name)
        for name, figure, said in _figures(question, stem, results, language):
            path = folder / f"{name}{suffix}"
            save_figure(figure, path, title, said)
            written.append(path)
    return tuple(written)


def _figures(
    question: QuestionResult, stem: str, results: EventResults, language: str
) -> Iterator[tuple[str, Figure, str]]:
    """(name of the file, picture, what it shows) of one question."""
    event, split, shift = results.event, question.split, question.shift
    with speaking(language):
        said = describe_chart(question, language)
    yield (
        stem,
        question_chart(question, event, language, picture=picture_of(question, results)),
        said,
    )
    if split is not None and split.groups:
        with speaking(language):
            name = split_stem(stem, split.by)
            said = describe_split(question, split, event, language)
        picture = picture_of(question, results)
        yield name, split_chart(question, event, language, picture=picture), said
    if shift is not None:
        with speaking(language):
            name, said = shift_stem(stem), describe_shift(question.item, shift, language)
        yield name, shift_chart(question, event, language), said


_WRITERS: dict[Kind, Callable[[EventResults, Path, str], tuple[Path, ...]]] = {
    Kind.HTML: _write_page,
    Kind.PDF: _write_pdf,
    Kind.XLSX: _write_book,
    Kind.CSV: write_tables,
    Kind.PNG: _write_pngs,
    Kind.SVG: _write_svgs,
    Kind.ANSWERS: _write_answers,
    Kind.PEOPLE: write_people,
}


@contextmanager
def faults_of(out: Path) -> Iterator[None]:
    """Turns what the disk refuses while results are written to `out` into what to do about it."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFull(
                _("The disk is full, so the results were not written. Make some room, then retry.")
            ) from error
        if isinstance(error, (PermissionError, FileExistsError, NotADirectoryError)) or (
            error.errno == errno.EROFS
        ):
            raise FolderNotWritable(
                _(
                    "The results could not be written to “{folder}”. Close its files in other"
                    " programs, or choose another folder."
                ).format(folder=os.fspath(out))
            ) from error
        raise

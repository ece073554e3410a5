"""The questionnaires of the workspace and the chosen one, without Qt."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from pollkit.domain.answering_time import AnsweringTime, answering_time
from pollkit.domain.checks import check
from pollkit.domain.editing.tree import Branch, numbers, tree, walk
from pollkit.domain.findings import Weight
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.questionnaires import Questionnaire
from pollkit.domain.texts import in_language
from pollkit.domain.waves import Mode
from pollkit.i18n import _, current_language, language_name
from pollkit.store import Workspace
from pollkit.usecases.questionnaires import (
    duplicate_questionnaire,
    keep_draft,
    list_questionnaires,
    new_from_starter,
    new_questionnaire,
    save_version,
    set_archived,
)

Follow = Callable[["Future[Any]"], None]

_MODES = (Mode.PHONE, Mode.KIOSK, Mode.INTERVIEW, Mode.PAPER)


@dataclass(frozen=True)
class OutlineLine:
    """`number` "" = a section or what is not counted."""

    number: str
    text: str
    depth: int
    is_section: bool


@dataclass(frozen=True)
class Sheet:
    """What the right side says of the chosen questionnaire."""

    questionnaire: Questionnaire
    title: str
    languages: str
    questions: int
    to_mend: int
    doubtful: int
    times: dict[Mode, AnsweringTime]
    lines: tuple[OutlineLine, ...]


@dataclass(frozen=True)
class ListState:
    """`shown` are those that the list has; `total` counts those outside of the archive."""

    shown: tuple[Questionnaire, ...] = ()
    total: int = 0
    archived: int = 0
    search: str = ""
    shows_archived: bool = False
    sheet: Sheet | None = None


class QuestionnairesPresenter:
    """Verbs write through `follow`, which tells of a failure; the list is read again when the
    store says that questionnaires have changed."""

    def __init__(self, workspace: Workspace, follow: Follow) -> None:
        self._workspace = workspace
        self._follow = follow
        self._all: tuple[Questionnaire, ...] = ()
        self._selected: UUID | None = None
        self.state = ListState()

    def refresh(self) -> None:
        self._all = list_questionnaires(self._workspace, include_archived=True)
        self._show()

    def search(self, words: str) -> None:
        self.state = replace(self.state, search=words)
        self._show()

    def show_archive(self, is_shown: bool) -> None:
        self.state = replace(self.state, shows_archived=is_shown)
        self._show()

    def select(self, questionnaire_id: UUID) -> None:
        self._selected = questionnaire_id
        self._show()

    def begin_empty(self) -> Questionnaire:
        return self.take(new_questionnaire((current_language(),)))

    def begin_with(self, starter: str) -> Questionnaire:
        return self.take(new_from_starter(starter, current_language()))

    def take(self, questionnaire: Questionnaire) -> Questionnaire:
        """Keeps a new one and chooses it."""
        self._selected = questionnaire.id
        self._follow(keep_draft(self._workspace, questionnaire))
        return questionnaire

    def duplicate(self) -> None:
        if self.state.sheet is not None:
            copy = duplicate_questionnaire(self.state.sheet.questionnaire)
            self._selected = copy.id
            self._follow(save_version(self._workspace, copy))

    def archive(self) -> None:
        if self.state.sheet is not None:
            questionnaire = self.state.sheet.questionnaire
            is_archived = not questionnaire.is_archived
            self._follow(set_archived(self._workspace, questionnaire.id, is_archived))

    def restore(self, questionnaire_id: UUID) -> None:
        self._follow(set_archived(self._workspace, questionnaire_id, False))

    def _show(self) -> None:
        state = self.state
        wanted = [one for one in self._all if one.is_archived == state.shows_archived]
        shown = tuple(one for one in wanted if _has_words(one, state.search))
        chosen = next((one for one in shown if one.id == self._selected), None)
        chosen = chosen or next(iter(shown), None)
        archived = sum(one.is_archived for one in self._all)
        is_same = state.sheet is not None and chosen == state.sheet.questionnaire
        self.state = replace(
            state,
            shown=shown,
            total=len(self._all) - archived,
            archived=archived,
            sheet=state.sheet if is_same or chosen is None else sheet_of(chosen),
        )
        if chosen is None:
            self.state = replace(self.state, sheet=None)


def sheet_of(questionnaire: Questionnaire) -> Sheet:
    instrument = questionnaire.instrument
    findings = check(instrument, questionnaire.outdated)
    return Sheet(
        questionnaire,
        shown_title(questionnaire),
        ", ".join(language_name(tag) for tag in questionnaire.languages),
        len(numbers(instrument)),
        sum(finding.weight is Weight.STOPS for finding in findings),
        sum(finding.weight is Weight.DOUBTFUL for finding in findings),
        {mode: answering_time(instrument, questionnaire.main, mode) for mode in _MODES},
        tuple(_lines(questionnaire)),
    )


def shown_title(questionnaire: Questionnaire) -> str:
    return questionnaire.title or _("Questionnaire without a title")


def _lines(questionnaire: Questionnaire) -> list[OutlineLine]:
    lines, numbered = [], numbers(questionnaire.instrument)
    for node in walk(tree(questionnaire.instrument)):
        if isinstance(node, Branch):
            assert node.section is not None
            words = in_language(node.section.texts, questionnaire.main)
            leaf = node.path.rpartition("/")[2]
            lines.append(OutlineLine("", words or leaf, node.path.count("/"), True))
        elif node.kind is not ItemKind.HIDDEN:
            lines.append(_item_line(node, numbered, questionnaire.main))
    return lines


def _item_line(item: Item, numbered: dict[str, int], language: str) -> OutlineLine:
    words = " ".join(in_language(item.texts, language).split()) or item.leaf
    number = str(numbered.get(item.name, ""))
    return OutlineLine(number, words, item.name.count("/"), False)


def _has_words(questionnaire: Questionnaire, search: str) -> bool:
    titles = " ".join(questionnaire.instrument.title.values()).casefold()
    return all(word in titles for word in search.casefold().split())

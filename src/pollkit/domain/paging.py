"""A form as pages: which questions stand together, and under which headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.logic.row_paths import without_rows
from pollkit.domain.logic.states import QuestionNow, RepeatNow, SectionNow
from pollkit.domain.texts import in_language

Standing = QuestionNow | SectionNow | RepeatNow

# Questions that stand in no section share pages of so many, by their place in the instrument:
# a page must not begin elsewhere because an answer has brought another question.
_ON_A_PAGE = 8
_PLACE = re.compile(r"\[(\d+)\]$")
_UNCOUNTED = frozenset({ItemKind.NOTE, ItemKind.HIDDEN, ItemKind.OTHER})


@dataclass(frozen=True)
class FormPage:
    """
    Attributes:
        key: tells the pages apart while questions come and go.
        section: the section that it is of, with the row of a repeated one ("member[2]"); "" = of
            none.
        standing: what stands on it, in order; its own section's beginning is left out.
    """

    key: str
    section: str
    standing: tuple[Standing, ...]

    @property
    def questions(self) -> tuple[QuestionNow, ...]:
        return tuple(one for one in self.standing if isinstance(one, QuestionNow))


class Paging:
    """The pages of one instrument. What does not change with the answers is worked out once."""

    def __init__(self, instrument: Instrument) -> None:
        self._instrument = instrument
        self._sections = {section.path: section for section in instrument.sections}
        self._page_sections: dict[str, str] = {}  # address of a section -> of its page's
        self._runs = self._runs_of_items()
        self.numbers = numbers_of(instrument)

    def pages(self, standings: Iterable[Standing]) -> tuple[FormPage, ...]:
        """`standings`: all that is relevant now, in the order of the form (`Filling.walk`)."""
        found: dict[tuple[str, int], list[Standing]] = {}
        waiting: list[SectionNow] = []  # headings whose first question has not come yet
        for one in standings:
            if isinstance(one, SectionNow):
                waiting = [over for over in waiting if one.path.startswith(f"{over.path}/")]
                if one.path != self._page_section(f"{one.path}/x"):  # else it heads the page
                    waiting.append(one)
                continue
            if isinstance(one, QuestionNow) and one.item.kind is ItemKind.HIDDEN:
                continue
            if isinstance(one, RepeatNow) and not one.can_add:
                continue
            page = self._page_of(found, one)
            page += [over for over in waiting if one.path.startswith(f"{over.path}/")]
            page.append(one)
            waiting = []
        return tuple(
            FormPage(f"{section}#{run}", section, tuple(standing))
            for (section, run), standing in found.items()
        )

    def title(self, page: FormPage, number: int, language: str) -> str:
        """Its section's heading, else its number."""
        repeats = (one for one in page.standing if isinstance(one, RepeatNow))
        address = page.section or next((one.path for one in repeats), "")
        return self.heading(address, language) or str(number)

    def heading(self, address: str, language: str) -> str:
        """The words of a section, with the row where it is one of several; "" = it has none."""
        section = self._sections.get(without_rows(address))
        if section is None:
            return ""
        words = in_language(section.texts, language, self._instrument.languages)
        if not words and not section.repeats:
            return ""
        words = words or section.path.rpartition("/")[2]
        place = _PLACE.search(address)
        return f"{words} {place[1]}" if place else words

    def can_remove(self, address: str) -> bool:
        """Whether this is one of several of which the person says how many there are."""
        section = self._sections.get(without_rows(address))
        is_row = _PLACE.search(address) is not None
        return is_row and section is not None and not section.repeat_count

    def _page_of(
        self, found: dict[tuple[str, int], list[Standing]], one: QuestionNow | RepeatNow
    ) -> list[Standing]:
        if isinstance(one, QuestionNow):
            key = (self._page_section(one.path), self._runs.get(without_rows(one.path), 0))
            return found.setdefault(key, [])
        section = self._page_section(f"{one.path}/x")
        if without_rows(section) == without_rows(one.path):  # after the last of its rows
            section = f"{one.path}[{one.rows}]" if one.rows else ""
        keys = [key for key in found if key[0] == section] if section else []
        return found[keys[-1]] if keys else found.setdefault((one.path, -1), [])

    def _page_section(self, address: str) -> str:
        """The outermost repeated section around it, else the outermost section; "" = none."""
        inside = section_of(address)
        if not inside:
            return ""
        known = self._page_sections.get(inside)
        if known is None:
            depth = self._depth(without_rows(inside).split("/"))
            known = "/".join(inside.split("/")[:depth])
            self._page_sections[inside] = known
        return known

    def _depth(self, parts: list[str]) -> int:
        for length in range(1, len(parts) + 1):
            section = self._sections.get("/".join(parts[:length]))
            if section is not None and section.repeats:
                return length
        return 1

    def _runs_of_items(self) -> dict[str, int]:
        """Item name -> the how-manyeth run of questions of the same page it belongs to."""
        runs: dict[str, int] = {}
        before, run, on_page = "", 0, 0
        for item in self._instrument.items:
            section = self._page_section(item.name)
            if section != before or (not section and on_page >= _ON_A_PAGE):
                before, on_page = section, 0
                run += 1
            on_page += item.kind is not ItemKind.HIDDEN
            runs[item.name] = run
        return runs


def section_of(address: str) -> str:
    """The address of the section that an item stands in, with its row."""
    return address.rpartition("/")[0]


def numbers_of(instrument: Instrument) -> dict[str, int]:
    """Item name -> its number among those that are answered, as the printed form counts them."""
    counted = [item.name for item in instrument.items if is_counted(item)]
    return {name: place for place, name in enumerate(counted, start=1)}


def is_counted(item: Item) -> bool:
    """Whether somebody is to answer it."""
    return item.kind not in _UNCOUNTED


def shown_questions(standings: Iterable[Standing]) -> Iterator[QuestionNow]:
    return (
        one
        for one in standings
        if isinstance(one, QuestionNow) and one.item.kind is not ItemKind.HIDDEN
    )

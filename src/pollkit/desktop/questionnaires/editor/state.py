"""What the questionnaire editor shows: the questionnaire, what is chosen, what there is to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pollkit.domain.answering_time import AnsweringTime
from pollkit.domain.editing.conditions import sources
from pollkit.domain.editing.lists import sharing
from pollkit.domain.expression_check import ExpressionCheck, ExpressionTrouble
from pollkit.domain.findings import Finding, Part, Weight
from pollkit.domain.instruments import Instrument, Item
from pollkit.domain.questionnaires import Questionnaire
from pollkit.domain.rules import Section
from pollkit.domain.translations import Gap, TextPlace
from pollkit.domain.waves import Mode


@dataclass(frozen=True)
class EditorState:
    """Attributes:
    chosen: name of the item, or path of the section, that is shown; None = the whole.
    scale: name of the chosen scale.
    translation: the language beside the main one; None where there is only one.
    findings: of the whole, in its order.
    times: how long it takes, by mode.
    pictures: the files of the chosen item's pictures, by their hashes.
    awaited: the part of the chosen item whose picture is being made small.
    refused: why a picture was not taken, and for which part.
    """

    questionnaire: Questionnaire
    chosen: str | None = None
    scale: str | None = None
    translation: str | None = None
    findings: tuple[Finding, ...] = ()
    gaps: tuple[Gap, ...] = ()
    times: Mapping[Mode, AnsweringTime] = field(default_factory=dict)
    pictures: Mapping[str, Path] = field(default_factory=dict)
    awaited: str | None = None
    refused: tuple[str, str] | None = None
    can_undo: bool = False
    can_redo: bool = False

    @property
    def is_locked(self) -> bool:
        """Nothing is: what was asked keeps its version."""
        return False

    @property
    def instrument(self) -> Instrument:
        return self.questionnaire.instrument

    @property
    def languages(self) -> tuple[str, ...]:
        return self.questionnaire.languages

    @property
    def main(self) -> str:
        return self.questionnaire.main

    @cached_property
    def item(self) -> Item | None:
        items = self.instrument.items
        return next((item for item in items if item.name == self.chosen), None)

    @cached_property
    def section(self) -> Section | None:
        sections = self.instrument.sections
        return next((section for section in sections if section.path == self.chosen), None)

    @cached_property
    def earlier(self) -> tuple[Item, ...]:
        """What a condition of the chosen one can ask for."""
        return sources(self.instrument, self.chosen)

    def gap(self, part: str) -> Gap | None:
        """What is to do at a text of what is chosen, in the language beside the main one."""
        name = self.scale if part == "scale" else self.chosen
        is_listed = part.startswith(("option.", "image."))
        place = TextPlace(self._owner(part) if is_listed else name, part)
        wanted = (g for g in self.gaps if g.place == place and g.language == self.translation)
        return next(wanted, None)

    def gaps_in(self, language: str) -> int:
        return sum(gap.language == language for gap in self.gaps)

    def findings_of(self, name: str | None) -> tuple[Finding, ...]:
        return self._by_name.get(name, ())

    def worst_of(self, name: str | None) -> Weight | None:
        """The heaviest of what there is to say about it."""
        weights = {finding.weight for finding in self.findings_of(name)}
        return next((weight for weight in Weight if weight in weights), None)

    def trouble_of(self, part: Part, written: str) -> ExpressionTrouble | None:
        """What is wrong with an expression that is typed at the chosen one."""
        if self.chosen is None:
            return None
        return self._expressions.trouble_of(written, self.chosen, part)

    @cached_property
    def _expressions(self) -> ExpressionCheck:
        return ExpressionCheck(self.instrument)

    @cached_property
    def _by_name(self) -> dict[str | None, tuple[Finding, ...]]:
        found: dict[str | None, tuple[Finding, ...]] = {}
        for finding in self.findings:
            found[finding.name] = (*found.get(finding.name, ()), finding)
        return found

    def _owner(self, part: str) -> str | None:
        """The first item that has the chosen one's list: its texts are told of there."""
        item = self.item
        if item is None or not item.list_name:
            return self.chosen
        order = [one.name for one in self.instrument.items]
        alike = (one.name for one in (*sharing(self.instrument, item), item))
        return min(alike, key=order.index)

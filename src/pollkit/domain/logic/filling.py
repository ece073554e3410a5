"""One respondent's filling of an instrument: answers in, everything else worked out."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from uuid import UUID

from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.logic.asked import Asked
from pollkit.domain.logic.context import World
from pollkit.domain.logic.dates import write_moment
from pollkit.domain.logic.elements import Element, Task
from pollkit.domain.logic.form import Form
from pollkit.domain.logic.growing import Grower
from pollkit.domain.logic.row_paths import node_at, path_of, rows_named
from pollkit.domain.logic.settling import MOST_ROWS, Settling
from pollkit.domain.logic.shape import LAST_SAVED
from pollkit.domain.logic.states import QuestionNow
from pollkit.domain.logic.stored import text_of
from pollkit.domain.logic.surroundings import saved_answers, surroundings_of
from pollkit.domain.logic.tree import Branch, Row, TreeNode, descend, everything_in, is_part_of
from pollkit.domain.logic.wording import Wording
from pollkit.errors import IllegalMove, NotFound
from pollkit.i18n import _

# Calculations that trigger one another go round for ever; nobody means more than this.
_MOST_ROUNDS = 50


class Filling(Asked):
    """
    Attributes:
        changed: paths of all that the last change has changed, a row that was added included.
    Args:
        now: the clock, in the time zone of those who answer.
        chance: where random numbers come from; None = a new generator.
        own: what tells this filling from others and stays when its draft is taken up again: the
            order of shuffled options and its instanceID hang on it; None = drawn anew.
        language: of labels, months and days that expressions ask for; None = the instrument's
            first.
        properties: for `property(...)` and the types that ask the device: "deviceid", ...
        last_saved: the answers of the last response that was saved here.
        answers: of a draft that is taken up again; None = a new filling, with its first values.
        rows: of that draft, how many rows each repeat had, by `rows()`.
    """

    def __init__(
        self,
        form: Form,
        now: Callable[[], datetime],
        *,
        chance: random.Random | None = None,
        own: str | None = None,
        language: str | None = None,
        properties: Mapping[str, str] | None = None,
        last_saved: Mapping[str, Choice] | None = None,
        answers: Mapping[str, Choice] | None = None,
        rows: Mapping[str, int] | None = None,
    ) -> None:
        self.form = form
        self.changed: frozenset[str] = frozenset()
        self._now = now
        chance = chance or random.Random()  # noqa: S311
        self._grower = Grower(form)
        drawn = chance if own is None else random.Random(f"instance {own}")  # noqa: S311
        self.root = self._grower.root(f"uuid:{UUID(int=drawn.getrandbits(128), version=4)}")
        self._around = surroundings_of(form, language or form.instrument.languages[0])
        self.world = World(
            self.root,
            now(),
            chance,
            {**self._around.lists, LAST_SAVED: saved_answers(form, last_saved or {})},
            label=self._around.label,
            properties=properties or {},
            version=form.instrument.settings.get("version", ""),
            language=self._around.language,
        )
        self._settling = Settling(form, self.world, self._grower)
        self._wording = Wording(form, self.world)
        if answers is None:
            self._begin()
        else:
            self._take_up(answers, rows or {})

    def _begin(self) -> None:
        self._settling.mark_inside(self.root)
        self._settle()
        self._settling.take_changes()

    def _take_up(self, answers: Mapping[str, Choice], rows: Mapping[str, int]) -> None:
        for path, count in {**rows_named(answers), **rows}.items():
            self._grow_to(path, count)
        # First values are given once, and this draft has had them.
        self._grower.new.clear()
        self._clear_first_texts()
        for path, choice in answers.items():
            self._put_back(path, choice)
        self._settling.mark_inside(self.root)
        self._settle()
        self._settling.take_changes()

    def _clear_first_texts(self) -> None:
        for node in everything_in(self.root):
            if node.name != "instanceID":
                node.text = ""

    def _grow_to(self, path: str, count: int) -> None:
        """Rows of a draft, before anything is worked out; what is no longer there is left out."""
        head, _slash, name = path.rpartition("/")
        try:
            around = node_at(self.root, head)
        except NotFound:
            return
        element = self.form.elements.get((*around.names, name))
        if element is not None and element.repeats and isinstance(around, Branch):
            self._grower.set_count(around, element, min(count, MOST_ROWS))

    def _put_back(self, path: str, choice: Choice) -> None:
        try:
            node = node_at(self.root, path)
        except NotFound:
            return
        element = self.form.elements.get(node.names)
        if element is not None and element.item is not None:
            self._write(node, element.item, choice)

    def _write(self, node: TreeNode, item: Item, choice: Choice | None) -> None:
        if not isinstance(node, Branch):
            self._settling.set_text(node, text_of(item, choice))
            return
        for part in node.all_children():
            text = (choice.value(part.name) if choice else None) or ""
            self._settling.set_text(part, text)

    def answer(self, path: str, choice: Choice | None) -> frozenset[str]:
        """Takes an answer; None takes it back. The paths of all that has changed by it.

        Raises:
            NotFound: there is no such question, or no such row.
            IllegalMove: it is worked out, and nobody is asked.
        """
        node, item = self._question(path)
        if Task.VALUE in self.form.elements[node.names].formulas:
            raise IllegalMove(_("This is worked out from other answers."))
        self._write(node, item, choice)
        return self._settled()

    def add_row(self, path: str) -> str:
        """The path of the new row, the last of its repeat: "household/member[3]".

        Raises:
            IllegalMove: the form itself says how many rows there are, or there are too many.
        """
        around, element = self._repeat(path)
        if Task.ROWS in element.formulas or len(around.children(element.names[-1])) >= MOST_ROWS:
            raise IllegalMove(_("No further row can be added here."))
        row = self._grower.add_row(around, element)
        self._settling.row_came(row)
        self._settling.rows_changed(around, element.names)
        self._settled()
        return path_of(row)

    def remove_row(self, path: str) -> frozenset[str]:
        """Takes a row and its answers away; those after it move up.

        Raises:
            IllegalMove: the form itself says how many rows there are.
        """
        row = node_at(self.root, path)
        if not isinstance(row, Row):
            raise NotFound(_("There is no row “{name}” here.").format(name=path))
        element = self.form.elements[row.names]
        around = row.parent
        assert around is not None
        if Task.ROWS in element.formulas:
            raise IllegalMove(_("The form itself says how many rows there are here."))
        rows = list(around.children(row.name))
        place = next(number for number, one in enumerate(rows) if one is row)
        around.set_rows(row.name, rows[:place] + rows[place + 1 :])
        for later in rows[place + 1 :]:
            self._settling.row_moved(later)
        self._settling.rows_changed(around, row.names)
        return self._settled()

    def refresh(self) -> frozenset[str]:
        """Works out what depends on the time, which has moved on."""
        return self._settled()

    def recompute(self) -> frozenset[str]:
        """Works out everything anew. Nothing should change by it."""
        self._settling.mark_inside(self.root)
        return self._settled()

    def finish(self) -> tuple[QuestionNow, ...]:
        """What is in the way of finishing, in order; none = the time of finishing is noted."""
        in_the_way = tuple(one for one in self.questions() if one.fault is not None)
        if not in_the_way:
            self._fill_in("end", write_moment(self._now()), self.root)
            self._settled()
        return in_the_way

    def _settled(self) -> frozenset[str]:
        self.world.now = self._now()
        self._settling.mark_clock(self.root)
        self._settle()
        changed = self._settling.take_changes()
        self.changed = frozenset(path_of(n) for n in changed if is_part_of(self.root, n))
        return self.changed

    def _settle(self) -> None:
        """Until nothing more follows: first values of new rows, and calculations by trigger."""
        for _round in range(_MOST_ROUNDS):
            self._settling.settle()
            if not self._give_first_values() and not self._pull_triggers():
                return

    def _give_first_values(self) -> bool:
        new, self._grower.new = list(self._grower.new), []
        for top in new:
            self._fill_in("start", write_moment(self.world.now), top)
            self._fill_in("today", self.world.now.date().isoformat(), top)
            for property_name, text in self.world.properties.items():
                self._fill_in(property_name, text, top)
            for node in list(everything_in(top)):
                element = self.form.elements.get(node.names)
                if element is not None and element.default is not None and not node.text:
                    self._settling.set_worked_out(node, element, element.default)
        return bool(new)

    def _fill_in(self, what: str, text: str, top: Branch) -> None:
        """What the program fills in itself: the types start, end, today, deviceid, ..."""
        for names in self._of_type.get(what, ()):
            if names[: len(top.names)] == top.names:
                for node in descend(top, names[len(top.names) :]):
                    self._settling.set_text(node, text)

    @cached_property
    def _of_type(self) -> Mapping[str, list[tuple[str, ...]]]:
        found: dict[str, list[tuple[str, ...]]] = {}
        for element in self.form.elements.values():
            if element.item is not None and element.item.kind is ItemKind.HIDDEN:
                found.setdefault(element.item.columns.get("type", ""), []).append(element.names)
        return found

    def _pull_triggers(self) -> bool:
        pulled = False
        if not self.form.triggered:
            return False
        for node in self._settling.take_values():
            for element in self.form.triggered.get(node.names, ()):
                pulled = True
                for target in self._nearest(node, element):
                    assert element.triggered is not None
                    self._settling.set_worked_out(target, element, element.triggered)
        return pulled

    def _nearest(self, node: TreeNode, element: Element) -> list[TreeNode]:
        """The questions of this kind in the same row, or in all rows if they stand elsewhere."""
        top = node
        while top.names != element.names[: len(top.names)]:
            assert top.parent is not None
            top = top.parent
        return descend(top, element.names[len(top.names) :])

    def _repeat(self, path: str) -> tuple[Branch, Element]:
        head, _slash, name = path.rpartition("/")
        around = node_at(self.root, head)
        element = self.form.elements.get((*around.names, name))
        if element is None or not element.repeats or not isinstance(around, Branch):
            raise NotFound(_("There is no repeat “{name}” here.").format(name=path))
        return around, element

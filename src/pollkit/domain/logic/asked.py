"""What a filling says of itself, to screens and to the store."""

from __future__ import annotations

from collections.abc import Iterator

from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Item, ItemKind, Option
from pollkit.domain.logic.context import World
from pollkit.domain.logic.elements import Element, Task
from pollkit.domain.logic.form import Form
from pollkit.domain.logic.offering import offered
from pollkit.domain.logic.row_paths import node_at, path_of, without_rows
from pollkit.domain.logic.settling import MOST_ROWS
from pollkit.domain.logic.states import Fault, QuestionNow, RepeatNow, SectionNow
from pollkit.domain.logic.stored import choice_of, parts_choice
from pollkit.domain.logic.surroundings import Surroundings
from pollkit.domain.logic.tree import Branch, TreeNode, everything_in
from pollkit.domain.logic.wording import Wording
from pollkit.errors import NotFound
from pollkit.i18n import _

_UNANSWERABLE = frozenset({ItemKind.NOTE, ItemKind.HIDDEN, ItemKind.OTHER})

Standing = QuestionNow | SectionNow | RepeatNow


class Asked:
    """
    Attributes:
        form: what is filled in.
        root: the answers as nodes.
        world: what expressions are evaluated in.
    """

    form: Form
    root: Branch
    world: World
    _around: Surroundings
    _wording: Wording

    def walk(self) -> Iterator[Standing]:
        """All that is relevant now, in the order of the form."""
        yield from self._walk(self.root)

    def questions(self) -> Iterator[QuestionNow]:
        """All that are relevant now, those nobody is asked (hidden, notes) included."""
        return (one for one in self.walk() if isinstance(one, QuestionNow))

    def question(self, path: str) -> QuestionNow | None:
        """As it is now; None = it is not relevant.

        Raises:
            NotFound: there is no such question, or no such row.
        """
        node, item = self._question(path)
        return self._now_at(node, item) if node.is_relevant else None

    def node(self, path: str) -> TreeNode:
        """
        Raises:
            NotFound: there is no such question, section or row.
        """
        return node_at(self.root, path)

    def options(self, path: str) -> tuple[Option, ...]:
        """Those that the question offers now, in the order to show them."""
        node, _item = self._question(path)
        return self._offered(node)

    def words(self, path: str, text: str) -> str:
        """A label, hint or message of this question with the answers that it tells."""
        return self._wording.filled_in(text, node_at(self.root, path))

    def answers(self, *, only_relevant: bool = False) -> dict[str, Choice]:
        """What is kept: path -> answer; unanswered questions are absent.

        A draft keeps also what is not relevant now; a finished response does not.
        """
        found: dict[str, Choice] = {}
        for node in everything_in(self.root):
            element = self.form.elements.get(node.names)
            if (
                element is None
                or element.item is None
                or not (node.is_relevant or not only_relevant)
            ):
                continue
            choice = self._choice(node, element.item)
            if choice is not None:
                found[path_of(node)] = choice
        return found

    def rows(self) -> dict[str, int]:
        """Path of each repeat -> how many rows it has, which its answers alone need not tell."""
        found: dict[str, int] = {}
        for node in everything_in(self.root):
            if isinstance(node, Branch):
                around = f"{path_of(node)}/" if node.parent is not None else ""
                for element in self.form.inner(node.names):
                    if element.repeats:
                        name = element.names[-1]
                        found[around + name] = len(node.children(name))
        return found

    def _walk(self, around: TreeNode) -> Iterator[Standing]:
        for element in self.form.inner(around.names):
            nodes = [one for one in around.children(element.names[-1]) if one.is_relevant]
            for row, node in enumerate(nodes, start=1):
                if element.item is not None:
                    yield self._now_at(node, element.item)
                else:
                    count = (row, len(nodes)) if element.repeats else (0, 0)
                    yield SectionNow(path_of(node), element.section, *count)
                    yield from self._walk(node)
            if element.repeats and around.is_relevant:
                yield self._repeat_now(element, around, len(nodes))

    def _repeat_now(self, element: Element, around: TreeNode, rows: int) -> RepeatNow:
        assert element.section is not None
        head = path_of(around)
        path = f"{head}/{element.names[-1]}" if head else element.names[-1]
        can_add = Task.ROWS not in element.formulas and rows < MOST_ROWS
        return RepeatNow(path, element.section, rows, can_add)

    def _now_at(self, node: TreeNode, item: Item) -> QuestionNow:
        element = self.form.elements[node.names]
        return QuestionNow(
            path_of(node),
            item,
            self._choice(node, item),
            node.text,
            _is_required(node, item),
            node.is_read_only or Task.VALUE in element.formulas,
            self._fault(node, element),
            node.why_faulty,
        )

    def _fault(self, node: TreeNode, element: Element) -> Fault | None:
        assert element.item is not None
        if node.faults:
            return Fault.NOT_WORKED_OUT
        choice = self._choice(node, element.item)
        if choice is None:
            return Fault.MISSING if _is_required(node, element.item) else None
        if not node.is_valid:
            return Fault.NOT_ALLOWED
        # Without its list, which may be a file that was not there, a select is answered in words.
        if element.choice_filter is not None and element.item.kind is not ItemKind.TEXT:
            codes = {one.code for one in self._offered(node)}
            if not codes.issuperset(choice.codes):
                return Fault.NOT_OFFERED
        return None

    def _offered(self, node: TreeNode) -> tuple[Option, ...]:
        if node.offered is not None:
            return node.offered
        element = self.form.elements[node.names]
        found = offered(element, node, self.world, self._around)
        assert element.item is not None
        # Another answer may be the seed of the order.
        if "${" not in element.item.parameters.get("seed", ""):
            node.offered = found
        return found

    def _choice(self, node: TreeNode, item: Item) -> Choice | None:
        if isinstance(node, Branch):
            return parts_choice({part.name: part.text for part in node.all_children()})
        return choice_of(item, node.text)

    def _question(self, path: str) -> tuple[TreeNode, Item]:
        node = node_at(self.root, path)
        element = self.form.elements.get(node.names)
        if element is None or element.item is None:
            raise NotFound(_("There is no question “{name}” here.").format(name=without_rows(path)))
        return node, element.item


def _is_required(node: TreeNode, item: Item) -> bool:
    """What nobody here can answer stands in nobody's way: a place, a photo, a calculation."""
    return node.is_required and item.kind not in _UNANSWERABLE

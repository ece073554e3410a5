"""When a question of a questionnaire is asked and what may be answered, as an XLSForm says it.

Expressions are kept as they are written in the sheet (`${age} >= 18`): what people wrote is what
they edit and what goes out again. `pollkit.domain.logic` reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pollkit.domain.texts import Texts


@dataclass(frozen=True)
class Rules:
    """The logic of one item; "" = none.

    Attributes:
        relevant: asked only where it is true; an item that is not relevant has no answer.
        required: where it is true ("yes" = always), the item must be answered to finish.
        constraint: what must be true of an answer, which it calls ".".
        calculation: what the item's value is; nobody is asked unless the item is shown too.
        default: the first value; a plain word or an expression.
        choice_filter: which options are offered, over the columns of the options.
        read_only: where it is true ("yes" = always), the value is shown and cannot be changed.
        trigger: names of items; the calculation is made anew only when one of them changes.
    """

    relevant: str = ""
    required: str = ""
    required_message: Texts = field(default_factory=dict)
    constraint: str = ""
    constraint_message: Texts = field(default_factory=dict)
    calculation: str = ""
    default: str = ""
    choice_filter: str = ""
    read_only: str = ""
    trigger: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A group of items, shown together; or a part that is filled in once for each of several.

    Attributes:
        path: its name, after those of the sections around it: "household/member". The items in it
            are those whose names begin with it.
        texts: its heading; may be empty.
        repeats: it is filled in as often as there are members, children, visits, ...
        repeat_count: how often, as an expression; "" = as often as the person says.
        appearance: as in XLSForm ("field-list": on one page).
        columns: of its row in the sheet, what PollKit keeps and does not use.
    """

    path: str
    texts: Texts = field(default_factory=dict)
    repeats: bool = False
    repeat_count: str = ""
    relevant: str = ""
    appearance: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LookupTable:
    """A list that expressions look things up in: `instance('name')`, `pulldata('name', ...)`.

    Each row has a value for each column, "" where there is none.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Scale:
    """Items that measure one thing together.

    Attributes:
        items: names of items, or "matrix.statement" for one statement of a matrix.
        reverse_keyed: those of them where much of the answer means little of the thing.
        min_answered: how many must be answered for a score; None = three of four.
    """

    name: str
    texts: Texts
    items: tuple[str, ...]
    reverse_keyed: tuple[str, ...] = ()
    min_answered: int | None = None


NO_RULES = Rules()

"""Questionnaires and answers made by hypothesis."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st
from questionnaires import calculated, chosen, number, options, question, questionnaire, text

from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.rules import Section

CODES = options("a", "b", "c", kind={"a": "x", "b": "y", "c": "x"})


@dataclass
class Growing:
    """An instrument in the making; expressions refer only to what stands before them."""

    items: list[Item] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    repeats: list[str] = field(default_factory=list)

    def new_name(self, letter: str) -> str:
        return f"{letter}{len(self.items)}_{len(self.sections)}"


ONE_QUESTION = [
    "${p} > 2", "${p} = ${q}", "${p} != ''", "selected(${p}, 'a')", "not(${p} = 'b')",
    "${p} >= ${q} or ${q} = ''", "count-selected(${p}) < 2", "true()",
]  # fmt: skip
CALCULATIONS = [
    "${p} + ${q}", "concat(${p}, '-', ${q})", "if(${p} > ${q}, ${p}, 'less')",
    "coalesce(${p}, ${q})", "string-length(${p}) * 2", "once(concat(${p}, '!'))",
    "sum(${p}[. != ''])", "count-non-empty(${p})", "join(',', ${p})", "max(${p}, ${q})",
    "jr:choice-name(${p}, '${q}')", "round(${p} div 3, 2)",
]  # fmt: skip
OVER_REPEATS = [
    "count(${r})", "sum(${r}/*)", "concat(count(${r}), ${p})", "position(..)",
    "indexed-repeat(${p}, ${r}, 2)", "count(${r}[position() > 1])",
]  # fmt: skip


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    growing = Growing()
    _grow(draw, growing, "", draw(st.integers(2, 5)), depth=0)
    return questionnaire(*growing.items, *growing.sections)


def _grow(draw: st.DrawFn, growing: Growing, around: str, many: int, depth: int) -> None:
    for _place in range(many):
        if depth < 2 and draw(st.integers(0, 3)) == 0:
            _add_section(draw, growing, around, depth)
        else:
            _add_question(draw, growing, around)


def _add_section(draw: st.DrawFn, growing: Growing, around: str, depth: int) -> None:
    name = growing.new_name("s")
    repeats = draw(st.booleans())
    growing.sections.append(
        Section(
            around + name,
            repeats=repeats,
            repeat_count=_expression(draw, growing, ["${p}", "3"]) if repeats else "",
            relevant=_expression(draw, growing, ONE_QUESTION),
        )
    )
    _add_question(draw, growing, f"{around}{name}/")
    _grow(draw, growing, f"{around}{name}/", draw(st.integers(1, 3)), depth + 1)
    if repeats:
        growing.repeats.append(name)
    else:
        growing.names.append(name)


def _add_question(draw: st.DrawFn, growing: Growing, around: str) -> None:
    kind = draw(st.sampled_from(["number", "text", "single", "multiple", "hidden", "hidden"]))
    name = growing.new_name("q")
    rules = {
        "relevant": _expression(draw, growing, ONE_QUESTION),
        "required": _expression(draw, growing, ONE_QUESTION),
        "constraint": _expression(draw, growing, [". != ''", ". = ${p}", "${p} > 1"]),
        "default": _expression(draw, growing, ["concat(${p}, 1)", "7"]),
    }
    if kind == "hidden":
        templates = CALCULATIONS + (OVER_REPEATS if growing.repeats else [])
        calculation = _expression(draw, growing, templates, often=True)
        growing.items.append(calculated(around + name, calculation or "1 + 1"))
    else:
        if kind in {"single", "multiple"}:
            rules["choice_filter"] = _expression(draw, growing, ["kind = ${p} or ${p} = ''"])
        growing.items.append(question(around + name, kind, options=CODES, **rules))
    growing.names.append(name)


def _expression(
    draw: st.DrawFn, growing: Growing, templates: list[str], often: bool = False
) -> str:
    """Empty where there is nothing to refer to yet, and otherwise now and then."""
    names = [item.leaf for item in growing.items]
    if not names or (not often and draw(st.booleans())):
        return ""
    template = draw(st.sampled_from(templates))
    if "${r}" in template and not growing.repeats:
        return ""
    for letter in "pq":
        template = template.replace(f"${{{letter}}}", f"${{{draw(st.sampled_from(names))}}}")
    if growing.repeats:
        template = template.replace("${r}", f"${{{draw(st.sampled_from(growing.repeats))}}}")
    # A question is asked for by indexed-repeat only where that repeat is around it.
    return template if "indexed-repeat" not in template else ""


def some_choice(kind: ItemKind, value: int) -> Choice | None:
    """`value` from 0 to 5; 0 = the answer is taken back."""
    if value == 0:
        return None
    if kind is ItemKind.NUMBER:
        return number(value - 1)
    if kind is ItemKind.SINGLE:
        return chosen("abc"[value % 3])
    if kind is ItemKind.MULTIPLE:
        return chosen(*"abc"[: 1 + value % 3])
    return text("xyzab"[value - 1])

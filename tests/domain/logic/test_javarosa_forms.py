"""Whole forms filled in beside JavaRosa: what is asked, required and worked out after each answer.

Forms without repeats and lists, whose expressions are compared in `test_javarosa`. Skipped without
JavaRosa or a Java compiler.
"""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from java import javarosa_command
from made_questionnaires import instruments, some_choice

from pollkit.domain.instruments import Instrument, ItemKind
from pollkit.domain.logic.elements import Element, Task
from pollkit.domain.logic.filling import Filling
from pollkit.domain.logic.form import Form
from pollkit.domain.logic.references import as_xpath
from pollkit.domain.logic.shape import Names, Scope
from pollkit.domain.logic.stored import text_of

HERE = Path(__file__).parent / "javarosa"
NOON = datetime(2026, 8, 7, 12, tzinfo=UTC)
FORMS, ANSWERS = 60, 8
# JavaRosa wants a select's list for the one, and leaves blanks out of the other.
DIFFERING = ("jr:choice-name(", "max(", "sum(")


@pytest.mark.skipif(javarosa_command() is None, reason="no Java compiler, or no JavaRosa")
def test_forms_show_after_each_answer_what_javarosa_shows(tmp_path: Path) -> None:
    forms = [(Form(instrument), _answers(instrument, n)) for n, instrument in enumerate(_made())]
    lines = []
    for number, (form, answers) in enumerate(forms):
        file = tmp_path / f"{number}.xml"
        file.write_text(_xform(form), "utf-8")
        lines.append(f"form\t{file}")
        lines += [f"data/{name}\t{kind}\t{text}" for name, kind, text, _choice in answers]
    told = iter(_javarosa(lines))
    compared = sum(_compare(form, answers, told) for form, answers in forms)
    assert compared > FORMS * ANSWERS


def _made() -> list[Instrument]:
    found: list[Instrument] = []

    @settings(
        max_examples=FORMS,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(instruments())
    def gather(instrument: Instrument) -> None:
        found.append(_plain(instrument))

    gather()
    return [one for one in found if not any(name in one.canonical_json() for name in DIFFERING)]


def _plain(instrument: Instrument) -> Instrument:
    """Without what JavaRosa does only when somebody turns the pages: repeats, lists, defaults."""
    return replace(
        instrument,
        sections=tuple(replace(s, repeats=False, repeat_count="") for s in instrument.sections),
        items=tuple(
            replace(item, rules=replace(item.rules, default="", choice_filter=""))
            for item in instrument.items
            if "${s" not in item.rules.calculation and "position(" not in item.rules.calculation
        ),
    )


_Answers = list[tuple[str, str, str, object]]


def _answers(instrument: Instrument, seed: int) -> _Answers:
    draw = random.Random(seed)
    asked = [item for item in instrument.items if item.kind is not ItemKind.HIDDEN]
    answers: _Answers = []
    for _place in range(ANSWERS if asked else 0):
        item = draw.choice(asked)
        choice = some_choice(item.kind, draw.randrange(6))
        answers.append((item.name, item.kind.value, text_of(item, choice), choice))
    return answers


def _xform(form: Form) -> str:
    binds = "".join(_bind(element, form) for element in form.elements.values())
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">'
        '<h:head><h:title>made</h:title><model><instance><data id="made">'
        f"{_tree(form, ('data',))}</data></instance>{binds}</model></h:head><h:body/></h:html>"
    )


def _tree(form: Form, names: Names) -> str:
    return "".join(
        f"<{one.names[-1]}>{_tree(form, one.names) if one.is_section else ''}</{one.names[-1]}>"
        for one in form.inner(names)
    )


def _bind(element: Element, form: Form) -> str:
    scope = Scope(form.shape, element.names)
    rules = "".join(
        f" {attribute}={quoteattr(as_xpath(element.formulas[task].written, scope))}"
        for task, attribute in (
            (Task.RELEVANT, "relevant"),
            (Task.VALUE, "calculate"),
            (Task.REQUIRED, "required"),
        )
        if task in element.formulas
    )
    if element.item is not None:
        kind = "decimal" if element.item.kind is ItemKind.NUMBER else "string"
        rules += f' type="{kind}"'
    return f'<bind nodeset="/{"/".join(element.names)}"{rules}/>'


def _javarosa(lines: list[str]) -> list[str]:
    command = javarosa_command()
    assert command is not None
    told = subprocess.run(
        [*command, str(HERE / "Respondent.java")],
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    assert told.stdout.count("\n") == len(lines)
    return told.stdout.split("\n")


def _compare(form: Form, answers: _Answers, told: Iterator[str]) -> int:
    """How many questions were compared, over all answers."""
    filling = Filling(form, lambda: NOON, chance=random.Random(1))
    compared, has_failed = 0, next(told).startswith("error")
    for name, _kind, _text, choice in answers:
        theirs = next(told)
        # It stops where text functions meet a number, and is of no use afterwards.
        has_failed = has_failed or theirs.startswith("error")
        filling.answer(name, choice)  # type: ignore[arg-type]
        if not has_failed:
            ours = _told(filling)
            assert ours == _with_blanks(theirs), (form.instrument, filling.answers())
            compared += len(ours)
    return compared


def _told(filling: Filling) -> dict[str, tuple[str, str, str]]:
    found = {}
    for element in filling.form.elements.values():
        if not element.is_section:
            node = filling.node(element.path)
            required = str(node.is_required and node.is_relevant).lower()
            text = node.text if node.is_relevant else ""
            found[element.path] = (str(node.is_relevant).lower(), required, text)
    return found


def _with_blanks(line: str) -> dict[str, tuple[str, str, str]]:
    """What is not relevant says nothing else."""
    cells = line.split("\t")
    rows = zip(cells[::4], cells[1::4], cells[2::4], cells[3::4], strict=False)
    return {
        path: (relevant, required, text) if relevant == "true" else ("false", "false", "")
        for path, relevant, required, text in rows
    }

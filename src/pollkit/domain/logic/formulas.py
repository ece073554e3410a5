"""An expression made ready: checked, with what it depends on, and quick to evaluate."""

from __future__ import annotations

from dataclasses import dataclass

from pollkit.domain.logic.checking import check_calls
from pollkit.domain.logic.compiling import compiled
from pollkit.domain.logic.context import Here
from pollkit.domain.logic.dependencies import Dependencies, dependencies
from pollkit.domain.logic.expressions import Expression
from pollkit.domain.logic.parser import parse
from pollkit.domain.logic.paths import Evaluate
from pollkit.domain.logic.references import resolved
from pollkit.domain.logic.shape import Scope
from pollkit.domain.logic.values import Value


@dataclass(frozen=True)
class Formula:
    """
    Attributes:
        written: as in the sheet.
        expression: with paths in place of references.
    """

    written: str
    expression: Expression
    evaluate: Evaluate
    dependencies: Dependencies


def formula(written: str, scope: Scope) -> Formula:
    """
    Raises:
        ExpressionProblem: it cannot be read, calls what there is not, or refers to what is not
            there. What is returned fails at most where a pattern is put together from answers.
    """
    expression = resolved(written, scope)
    check_calls(expression, written)
    reads = dependencies(expression, written, scope)
    return Formula(written, expression, compiled(expression, scope), reads)


def value_of(written: str, here: Here) -> Value:
    """The value of an expression of paths alone, over any nodes and without a form.

    Raises:
        ExpressionProblem: as `formula`, but for what is not there, which is simply empty.
    """
    expression = parse(written)
    check_calls(expression, written, with_places=True)
    return compiled(expression)(here)

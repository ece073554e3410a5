"""How it is said that an expression cannot be used: where, why, and what to do."""

from __future__ import annotations

from pollkit.errors import ExpressionProblem
from pollkit.i18n import _

_SHOWN = 24  # characters on either side of the place


def refusal(why: str, expression: str, at: int) -> ExpressionProblem:
    """`why` is a whole sentence or several; the place is added to it."""
    if not expression.strip():
        return ExpressionProblem(why, at)
    if at >= len(expression.rstrip()):
        place = _("At the end of “{before}”: {why}").format(
            before=_shortened(expression.rstrip(), len(expression.rstrip()))[0], why=why
        )
        return ExpressionProblem(place, at)
    before, after = _shortened(expression, at)
    return ExpressionProblem(
        _("At character {number}, “{before}▸{after}”: {why}").format(
            number=at + 1, before=before, after=after, why=why
        ),
        at,
    )


def _shortened(expression: str, at: int) -> tuple[str, str]:
    before, after = expression[:at], expression[at:]
    if len(before) > _SHOWN:
        before = "…" + before[-_SHOWN:]
    if len(after) > _SHOWN:
        after = after[:_SHOWN] + "…"
    return before, after

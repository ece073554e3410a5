"""All functions of the ODK XForms specification.

https://getodk.github.io/xforms-spec/#xpath-functions; beside them those that Collect or the web
engines have and real forms call. Each takes where it is called and its arguments as values.
"""

from __future__ import annotations

from pollkit.domain.logic.functions import (
    chance,
    choices,
    digests,
    moments,
    nodesets,
    numbers,
    places,
    truth,
    words,
)
from pollkit.domain.logic.functions.signature import Function

FUNCTIONS: dict[str, Function] = {
    **truth.FUNCTIONS,
    **numbers.FUNCTIONS,
    **words.FUNCTIONS,
    **moments.FUNCTIONS,
    **choices.FUNCTIONS,
    **nodesets.FUNCTIONS,
    **digests.FUNCTIONS,
    **chance.FUNCTIONS,
    **places.FUNCTIONS,
}

# Of places and shapes: a laptop gathers none, and a form that needs them is refused.
GEOGRAPHIC = frozenset({"area", "distance", "enclosed-area", "geofence", "intersects"})

__all__ = ["FUNCTIONS", "GEOGRAPHIC", "Function"]

"""Whatever is answered: what was worked out by the graph is what working out everything gives."""

from __future__ import annotations

import random
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_questionnaires import instruments, some_choice

from pollkit.domain.instruments import Instrument
from pollkit.domain.logic.asked import Standing
from pollkit.domain.logic.filling import Filling
from pollkit.domain.logic.form import Form
from pollkit.domain.logic.states import QuestionNow, RepeatNow

NOON = datetime(2026, 8, 7, 12, tzinfo=UTC)
MOVES = st.lists(
    st.tuples(st.sampled_from(["answer", "answer", "answer", "add", "remove"]), st.integers(0, 99),
              st.integers(0, 5)),
    min_size=1,
    max_size=12,
)  # fmt: skip


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(instrument=instruments(), moves=MOVES)
def test_recomputing_by_the_graph_is_recomputing_everything(
    instrument: Instrument, moves: list[tuple[str, int, int]]
) -> None:
    form = Form(instrument)
    filling = Filling(form, lambda: NOON, chance=random.Random(1))
    for move in moves:
        before = _snapshot(filling)
        _make(filling, *move)
        changed = filling.changed
        assert not filling.recompute()
        again = Filling(
            form,
            lambda: NOON,
            chance=random.Random(1),
            answers=filling.answers(),
            rows=filling.rows(),
        )
        after = _snapshot(filling)
        assert _snapshot(again) == after
        differing = {path for path in before | after if before.get(path) != after.get(path)}
        # What went is told by what it stood in.
        assert differing & after.keys() <= changed


def _snapshot(filling: Filling) -> dict[str, Standing]:
    return {one.path: one for one in filling.walk() if not isinstance(one, RepeatNow)}


def _make(filling: Filling, move: str, which: int, value: int) -> None:
    standing = list(filling.walk())
    if move == "answer":
        asked = [one for one in standing if isinstance(one, QuestionNow) and not one.is_read_only]
        if asked:
            one = asked[which % len(asked)]
            filling.answer(one.path, some_choice(one.item.kind, value))
        return
    repeats = [one for one in standing if isinstance(one, RepeatNow) and one.can_add]
    if not repeats:
        return
    repeat = repeats[which % len(repeats)]
    if move == "add" and repeat.rows < 4:
        filling.add_row(repeat.path)
    elif move == "remove" and filling.rows()[repeat.path]:
        filling.remove_row(f"{repeat.path}[{1 + value % filling.rows()[repeat.path]}]")

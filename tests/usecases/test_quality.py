"""A wave's doubts and gaps, from the responses as they are stored."""

from __future__ import annotations

from pathlib import Path

from field_samples import new_field

from pollkit.domain.quality import ItemGaps
from pollkit.domain.waves import Mode
from pollkit.store import Role, Workspace
from pollkit.usecases.collect import start
from pollkit.usecases.quality import wave_quality


def test_only_those_who_were_asked_can_have_skipped(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "ws", Role.WINDOW) as workspace:
        field = new_field(workspace)
        for talked in ("yes", "no", None):
            sitting = start(workspace, field.before.id, Mode.KIOSK, "en")
            sitting.answer("trust", ["2"])
            if talked is None:
                sitting.would_rather_not_say("talked")
            else:
                sitting.answer("talked", [talked])
            assert sitting.finish() == ()
        start(workspace, field.before.id, Mode.KIOSK, "en").answer("trust", ["2"])  # a draft
        (found,) = wave_quality(workspace, field.before.id)
    assert found.responses == 3
    assert found.flags == ()
    assert found.items == (
        ItemGaps("trust", 3, 3, 0),
        ItemGaps("talked", 3, 2, 1),
        ItemGaps("about", 1, 0, 0),
    )

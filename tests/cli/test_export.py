from __future__ import annotations

from pathlib import Path

import pytest
from store_samples import told_event

from pollkit.cli import main
from pollkit.domain.events import Event
from pollkit.store import Role, Workspace

SAID = "Everyone on Elm Street knows that Ms Novak runs it alone."


@pytest.fixture
def told(tmp_path: Path) -> Event:
    """An event whose open question was answered by six people in the same words."""
    with Workspace.open(tmp_path / "workspace", Role.WINDOW) as workspace:
        return told_event(workspace, SAID)


def test_the_words_of_people_stay_out_where_that_is_wanted(
    told: Event, stand_ins, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(*options: str) -> tuple[str, str]:
        out = tmp_path / "-".join(("out", *options))
        workspace = f"--workspace={tmp_path / 'workspace'}"
        arguments = ["export", "cities", workspace, f"--out={out}", "--kinds=html,csv", *options]
        assert main(arguments, stand_ins.wiring) == 0
        written = [Path(line) for line in capsys.readouterr().out.splitlines()]
        assert sorted(written) == sorted(out.iterdir())
        page, *tables = (path.read_text(encoding="utf-8-sig") for path in written)
        return page, "".join(tables)

    page, tables = said()
    assert SAID in page
    assert SAID in tables
    page, tables = said("--without-words")
    assert "Novak" not in page + tables
    assert "6 people answered in their own words." in page
    assert ",how,1,How?,text,,,6,6,6," in tables


def test_the_help_asks_to_read_people_s_words_before_they_are_published(
    stand_ins, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["export", "--help"], stand_ins.wiring)
    assert "Read answers in people’s own words before you publish" in capsys.readouterr().out

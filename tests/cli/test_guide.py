"""The guide tells what the program does: no command, move or exit code is missing or left over."""

import re
from pathlib import Path

from pollkit.cli.exit_codes import ExitCode
from pollkit.cli.parser import build_parser
from pollkit.domain.rooms import Move

GUIDE = (Path(__file__).parents[2] / "docs" / "guide" / "command-line.md").read_text("utf-8")


def test_the_guide_names_every_command_and_no_other() -> None:
    [verbs] = [action.choices for action in build_parser()._subparsers._group_actions]

    assert set(re.findall(r"^\| `pollkit ([\w-]+)", GUIDE, re.MULTILINE)) == set(verbs)


def test_the_guide_names_every_exit_code_and_no_other() -> None:
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", GUIDE, re.MULTILINE)}

    assert told == set(ExitCode)


def test_the_guide_and_the_help_name_every_move() -> None:
    from pollkit.cli.serve import description

    for move in Move:
        assert f"`{move}`" in GUIDE
        assert re.search(rf"^  {move} ", description(), re.MULTILINE)


def test_the_guide_names_every_option_of_export_and_no_other() -> None:
    [verbs] = [action.choices for action in build_parser()._subparsers._group_actions]
    told = GUIDE.split("## Results out")[1].split("##")[0]
    options = {option for action in verbs["export"]._actions for option in action.option_strings}

    # Those of every command are told before.
    general = {"-h", "--help", "--json", "--workspace", "--language"}
    assert set(re.findall(r"^\| `(--[\w-]+)", told, re.MULTILINE)) == options - general
    assert "read them before you publish" in told

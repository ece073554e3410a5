import json
from pathlib import Path

import pytest

from pollkit.cli import main
from pollkit.usecases.ports import NetworkInterface


def test_a_machine_without_a_network_fails_the_check(
    stand_ins, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["doctor", "--json", "--workspace", str(tmp_path)], stand_ins.wiring)
    told = json.loads(capsys.readouterr().out)

    assert code == 1
    assert told["ready"] is False
    assert told["findings"][0]["subject"] == "network"
    assert told["findings"][0]["verdict"] == "failed"


def test_a_machine_in_a_network_passes_and_the_cures_are_printed_in_words(
    stand_ins, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_ins.interfaces = (NetworkInterface("wlan0", "127.0.0.2", is_loopback=False),)

    assert main(["doctor", "--workspace", str(tmp_path)], stand_ins.wiring) == 0
    assert "wlan0 can use 127.0.0.2" in capsys.readouterr().out

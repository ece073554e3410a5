import socket
from pathlib import Path

import pytest

from pollkit.store import Role, Workspace
from pollkit.usecases.doctor import Finding, Verdict, examine
from pollkit.usecases.firewall import firewalls
from pollkit.usecases.ports import NetworkInterface

LOOPBACK = NetworkInterface("lo", "127.0.0.1", is_loopback=True)
# Bindable like any address of this machine, yet not called a loopback.
WIFI = NetworkInterface("wlan0", "127.0.0.2", is_loopback=False)
GONE = NetworkInterface("wlan1", "203.0.113.7", is_loopback=False)


def found(findings: tuple[Finding, ...], subject: str) -> Finding:
    return next(finding for finding in findings if finding.subject == subject)


def test_a_machine_that_is_in_a_network_is_ready(tmp_path: Path) -> None:
    findings = examine(tmp_path / "workspace", lambda: (WIFI,))

    assert Verdict.FAILED not in {finding.verdict for finding in findings}
    assert found(findings, "network").facts["address"] == "127.0.0.2"
    assert not (tmp_path / "workspace").exists()


@pytest.mark.parametrize("interfaces", [(), (LOOPBACK,)])
def test_a_machine_that_no_phone_can_reach_is_not_ready(
    tmp_path: Path, interfaces: tuple[NetworkInterface, ...]
) -> None:
    network = found(examine(tmp_path, lambda: interfaces), "network")

    assert network.verdict is Verdict.FAILED
    assert "Wi-Fi" in network.cure


def test_an_address_that_is_not_there_any_more_is_told(tmp_path: Path) -> None:
    network = found(examine(tmp_path, lambda: (GONE,)), "network")

    assert network.verdict is Verdict.FAILED
    assert "203.0.113.7" in network.sentence


def test_a_port_that_another_program_holds_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.2", 0)) as other:
        port = other.getsockname()[1]
        finding = found(examine(tmp_path, lambda: (WIFI,), port), "port")

    assert finding.verdict is Verdict.FAILED
    assert str(port) in finding.sentence


def test_a_sound_workspace_is_told_as_sound_while_a_window_has_it_open(tmp_path: Path) -> None:
    with Workspace.open(tmp_path, Role.WINDOW):
        workspace = found(examine(tmp_path, lambda: (WIFI,)), "workspace")

    assert workspace.verdict is Verdict.OK
    assert workspace.facts["exists"] is True
    assert workspace.facts["chain_breaks"] == 0


def test_a_damaged_workspace_fails_the_check_and_is_left_as_it_is(tmp_path: Path) -> None:
    database = tmp_path / "workspace.sqlite"
    database.write_bytes(b"not a database at all" * 100)
    before = database.read_bytes()

    assert found(examine(tmp_path, lambda: (WIFI,)), "workspace").verdict is Verdict.FAILED
    assert database.read_bytes() == before


def test_the_versions_of_the_libraries_are_told(tmp_path: Path) -> None:
    facts = found(examine(tmp_path, lambda: (WIFI,)), "versions").facts

    assert {"pollkit", "python", "sqlmodel", "PySide6_Essentials", "typst"} <= facts.keys()


@pytest.mark.parametrize(
    ("system", "name"), [("win32", "Windows Defender Firewall"), ("darwin", "macOS")]
)
def test_each_system_has_its_firewall_and_a_cure(system: str, name: str) -> None:
    [firewall] = firewalls(8080, system=system)

    assert firewall.name.startswith(name)
    assert firewall.cure

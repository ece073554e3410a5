"""Codes and invitations on paper, and the check-in at the door."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from room_phones import small_event

from pollkit.domain.codes import is_code, spaced
from pollkit.domain.events import Event
from pollkit.domain.people import AsksFor, Standing, clean_name, standings
from pollkit.errors import CodeNotAccepted, NoNetworkAddress
from pollkit.store import Role, Workspace
from pollkit.usecases.entry_codes import free_code
from pollkit.usecases.events import save_event
from pollkit.usecases.people import (
    CheckIn,
    check_in,
    invite,
    print_entry_codes,
    print_invitations,
)
from pollkit.usecases.ports import NetworkInterface

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
WIFI = NetworkInterface("wlan0", "192.168.1.20", is_loopback=False)


@pytest.fixture
def event() -> Event:
    return replace(small_event(), asks_for=AsksFor.CODE)


@pytest.fixture
def workspace(tmp_path: Path, event: Event) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "workspace", Role.WINDOW) as opened:
        save_event(opened, event)
        yield opened


def scanned(pdf: Path) -> list[str]:
    subprocess.run(["pdftoppm", "-r", "150", "-png", pdf, pdf.with_suffix("")], check=True)
    pages = sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))
    return [code.text for page in pages for code in zxingcpp.read_barcodes(Image.open(page))]


def invited(workspace: Workspace, event: Event) -> dict[str, str]:
    with workspace.read() as repos:
        return {one.name: one.code for one in repos.invitations.list(event.id)}


def test_each_card_holds_the_address_and_a_code_of_its_own(
    workspace: Workspace, event: Event, tmp_path: Path
) -> None:
    pdf = print_entry_codes(workspace, event.id, 11, [WIFI], tmp_path / "codes.pdf")
    with workspace.read() as repos:
        pin, count = repos.rooms.pin(event.id), repos.entry_codes.count(event.id)
    found = scanned(pdf)
    assert len(set(found)) == 11
    assert all(one.startswith("http://192.168.1.20:") for one in found)
    assert {one.split("/")[-1].split("?")[0] for one in found} == {pin}
    codes = [one.partition("?code=")[2] for one in found]
    assert all(map(is_code, codes))
    assert (count.made, count.used) == (11, 0)
    printed = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True)
    assert all(spaced(code) in printed.stdout for code in codes)
    assert not free_code(workspace, event.id, codes[0]), "nobody uses it"


def test_without_a_network_no_code_is_made(
    workspace: Workspace, event: Event, tmp_path: Path
) -> None:
    with pytest.raises(NoNetworkAddress):
        print_entry_codes(workspace, event.id, 3, [], tmp_path / "codes.pdf")
    with workspace.read() as repos:
        assert repos.entry_codes.count(event.id).made == 0


def test_a_scanned_invitation_checks_one_person_in_and_a_second_scan_says_so(
    workspace: Workspace, event: Event, tmp_path: Path
) -> None:
    assert invite(workspace, event.id, "Ada Lovelace\n\n  Grace\tHopper \n<b>Alan</b>\n") == 3
    codes = invited(workspace, event)
    assert list(codes) == ["Ada Lovelace", "Grace Hopper", "<b>Alan</b>"]
    pdf = print_invitations(workspace, event.id, tmp_path / "invitations.pdf")
    assert set(scanned(pdf)) == set(codes.values())
    code = codes["Grace Hopper"]
    first = check_in(workspace, event.id, code, lambda: NOON)
    assert (first.what, first.who[0].name) == (CheckIn.WELCOME, "Grace Hopper")
    second = check_in(workspace, event.id, f" {spaced(code).lower()}\n", lambda: NOON)
    assert (second.what, second.came_at) == (CheckIn.AGAIN, NOON)


def test_a_name_or_its_beginning_does_where_it_fits_one_person(
    workspace: Workspace, event: Event
) -> None:
    invite(workspace, event.id, "Ada Lovelace\nAda Byron\nAlan")
    assert check_in(workspace, event.id, "ada", lambda: NOON).what is CheckIn.SEVERAL
    assert check_in(workspace, event.id, "byr", lambda: NOON).what is CheckIn.WELCOME
    assert check_in(workspace, event.id, "nobody", lambda: NOON).what is CheckIn.UNKNOWN


def test_names_are_in_no_operation_and_no_byte_stays_when_they_are_deleted(
    workspace: Workspace, event: Event
) -> None:
    invite(workspace, event.id, "Zebedee Quux")
    with workspace.read() as repos:
        log = repos.connection.exec_driver_sql("SELECT body FROM op").scalars().all()
        copied = str(repos.copies.make(event.id))
    assert not any(b"Zebedee" in bytes(body) for body in log)
    assert "Zebedee" not in copied
    workspace.write(lambda repos: repos.invitations.forget(event.id)).result()
    workspace.close()
    files = [path for path in workspace.path.rglob("*") if path.is_file()]
    assert [path.name for path in files if b"Zebedee" in path.read_bytes()] == []


def test_a_code_that_is_none_is_not_freed(workspace: Workspace, event: Event) -> None:
    with pytest.raises(CodeNotAccepted):
        free_code(workspace, event.id, "nonsense")


def test_the_best_share_a_place_and_nobody_is_there_without_a_score() -> None:
    scores = {1: ("Ada", 3), 2: ("Bob", 5), 3: ("Cyd", 3), 4: ("Dan", 0), 5: ("Eve", 1)}
    assert standings(scores, 2) == (
        Standing(1, "Bob", 5),
        Standing(2, "Ada", 3),
        Standing(2, "Cyd", 3),
    )


def test_a_name_is_one_line_of_forty_characters() -> None:
    assert clean_name(" A\nB\u202e\x07 C ") == "A B C"
    assert clean_name("x" * 99) == "x" * 40

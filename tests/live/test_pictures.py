"""The pictures of the questions: for joined phones, of this event, and of nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pictures import picture
from room_phones import COLOUR, Phone, open_room, small_event

from pollkit.domain.instruments import Image
from pollkit.store import Role, Workspace
from pollkit.usecases.events import save_event

OURS, ANOTHER = picture("PNG"), picture("JPEG")


def kept(workspace: Workspace, content: bytes) -> Image:
    added = workspace.attachments.add(content)
    return Image(added.sha256, added.width, added.height, {"en": "A red square"})


@pytest.fixture
def phones(tmp_path: Path) -> Iterator[tuple[Phone, str, str]]:
    """A phone in the room, the name of a picture of its event and of one of another event."""
    path = tmp_path / "workspace"
    with Workspace.open(path, Role.WINDOW) as workspace:
        ours, another = kept(workspace, OURS), kept(workspace, ANOTHER)
        for image in (another, ours):
            options = (replace(COLOUR.options[0], image=image), COLOUR.options[1])
            event = small_event((replace(COLOUR, options=options),))
            save_event(workspace, event)
    link = open_room(path, event)
    try:
        phone = Phone(link.status.addresses[0].url)
        phone.join()
        yield phone, ours.sha256, another.sha256
    finally:
        link.shut()


def test_a_phone_that_has_joined_gets_a_picture_once_and_for_all(
    phones: tuple[Phone, str, str],
) -> None:
    phone, ours, _another = phones
    reply = phone.ask("GET", f"/{phone.pin}/picture/{ours}")

    assert (reply.status, reply.body) == (200, OURS)
    assert reply.headers["content-type"] == "image/png"
    assert reply.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in reply.headers["content-security-policy"]


def test_a_picture_of_another_event_or_none_is_not_found(phones: tuple[Phone, str, str]) -> None:
    phone, _ours, another = phones
    for name in (another, "0" * 64):
        assert phone.ask("GET", f"/{phone.pin}/picture/{name}").status == 404


def test_who_has_not_joined_or_has_forged_a_token_gets_no_picture(
    phones: tuple[Phone, str, str],
) -> None:
    phone, ours, _another = phones
    for cookie in ("", "pollkit=AAAAAAAAAAAAAAAAAAAAAA"):
        stranger = Phone(phone.url, cookie=cookie)
        assert stranger.ask("GET", f"/{phone.pin}/picture/{ours}").status == 403
    wrong_pin = "000000" if phone.pin != "000000" else "000001"
    assert phone.ask("GET", f"/{wrong_pin}/picture/{ours}").status == 404


def test_a_picture_is_only_read_and_only_at_this_address(phones: tuple[Phone, str, str]) -> None:
    phone, ours, _another = phones
    path = f"/{phone.pin}/picture/{ours}"
    for method in ("POST", "PUT", "DELETE", "HEAD"):
        assert phone.ask(method, path, b"" if method != "HEAD" else None).status == 405
    assert phone.ask("GET", path, headers={"host": "example.org"}).status == 421


def test_a_picture_whose_file_is_gone_is_not_found_and_the_room_goes_on(
    phones: tuple[Phone, str, str], tmp_path: Path
) -> None:
    phone, ours, _another = phones
    (tmp_path / "workspace" / "attachments" / f"{ours}.png").unlink()

    assert phone.ask("GET", f"/{phone.pin}/picture/{ours}").status == 404
    assert phone.ask("GET", f"/{phone.pin}").status == 200

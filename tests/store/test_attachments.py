"""Pictures as the workspace keeps them: checked by a second program, never changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from pictures import picture
from PIL import Image as Pillow

from pollkit.errors import NotFound, PictureNotAccepted
from pollkit.store import Role, Workspace
from pollkit.store.attachments import MOST_BYTES, Attachments

PICTURES = {
    "png": picture("PNG"),
    "jpeg": picture("JPEG"),
    "progressive jpeg": picture("JPEG", progressive=True),
    "jpeg with metadata": picture("JPEG", exif=b"Exif\0\0" + b"\0" * 900, comment=b"x" * 99),
    "lossy webp": picture("WEBP"),
    "lossless webp": picture("WEBP", lossless=True),
    "webp with alpha": picture("WEBP", mode="RGBA", exif=b"Exif\0\0II*\0"),
}


@pytest.fixture
def attachments(tmp_path: Path) -> Attachments:
    return Attachments(tmp_path / "attachments")


@pytest.mark.parametrize("content", PICTURES.values(), ids=PICTURES.keys())
def test_a_picture_is_kept_as_it_came_under_the_name_of_its_content(
    attachments: Attachments, content: bytes
) -> None:
    kept = attachments.add(content)

    assert (kept.width, kept.height) == (120, 80)
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert attachments.path(kept.sha256).read_bytes() == content
    assert attachments.add(content) == kept


@pytest.mark.parametrize("size", [(1, 1), (4096, 3), (17, 4096)])
@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_width_and_height_are_those_that_another_program_reads(
    attachments: Attachments, form: str, size: tuple[int, int]
) -> None:
    kept = attachments.add(picture(form, size))

    with Pillow.open(attachments.path(kept.sha256)) as seen:
        assert (kept.width, kept.height) == seen.size == size


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0" + b"\0" * 500,
        b"\xff\xd8\xff\xe0\0\x04JF" * 200,
        b"RIFF\0\0\0\0WEBPVP8 ",
        b"GIF89a" + b"\0" * 50,
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!doctype html><script>alert(1)</script>",
        PICTURES["png"][:16] + b"\0" * 20,
    ],
)
def test_what_is_no_picture_is_not_kept(attachments: Attachments, content: bytes) -> None:
    with pytest.raises(PictureNotAccepted):
        attachments.add(content)


def test_a_picture_that_would_fill_the_wifi_is_not_kept(attachments: Attachments) -> None:
    with pytest.raises(PictureNotAccepted, match="too large"):
        attachments.add(PICTURES["png"] + b"\0" * MOST_BYTES)
    with pytest.raises(PictureNotAccepted):
        attachments.add(picture("PNG", (5000, 1)))


@pytest.mark.parametrize("name", ["", "../x", "0" * 63, "0" * 64, "G" * 64, "0" * 64 + "\n"])
def test_a_name_that_is_no_kept_picture_is_not_found(attachments: Attachments, name: str) -> None:
    with pytest.raises(NotFound):
        attachments.path(name)


def test_a_backup_has_the_pictures_beside_it_each_once(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "workspace", Role.WINDOW) as workspace:
        workspace.backup()
        assert not (workspace.path / "backups" / "attachments").exists()
        kept = [workspace.attachments.add(content) for content in PICTURES.values()]
        workspace.backup()
        workspace.backup()

        copies = Attachments(workspace.path / "backups" / "attachments")
        for one, content in zip(kept, PICTURES.values(), strict=True):
            assert copies.path(one.sha256).read_bytes() == content

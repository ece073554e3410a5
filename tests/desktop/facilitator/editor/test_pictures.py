"""Pictures on their way from a person's file into the workspace."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from facilitator import facilitator_at
from facilitator import until as until_seen
from PIL import Image as Pillow
from rooms_in_memory import RoomsInMemory

from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.facilitator.editor.starts import Start
from pollkit.desktop.kept_pictures import WorkspacePictures
from pollkit.desktop.tasks import Tasks
from pollkit.domain.instruments import Image, ItemKind
from pollkit.store.attachments import MOST_BYTES, Attachments

Until = Callable[[Callable[[], object]], None]


def photograph(folder: Path, size: tuple[int, int] = (3000, 2000)) -> Path:
    exif = Pillow.Exif()
    exif[0x010E] = "the garden of my house"
    path = folder / "photograph.jpg"
    Pillow.effect_noise(size, 60).convert("RGB").save(path, "JPEG", exif=exif)
    return path


class Told:
    def __init__(self) -> None:
        self.kept: list[Image] = []
        self.failed: list[str] = []


@pytest.fixture
def attachments(tmp_path: Path) -> Attachments:
    return Attachments(tmp_path / "attachments")


@pytest.fixture
def pictures(hub: ChangeHub, attachments: Attachments) -> Iterator[WorkspacePictures]:
    def raise_it(error: BaseException) -> None:
        raise error

    tasks = Tasks(hub, on_failed=raise_it)
    yield WorkspacePictures(attachments, tasks)
    tasks.close()


@pytest.mark.parametrize(("part", "longest"), [("image", 1200), ("image.o1", 480)])
def test_a_photograph_is_kept_small_and_without_what_the_camera_wrote(
    pictures: WorkspacePictures, attachments: Attachments, tmp_path: Path, until: Until,
    part: str, longest: int,
) -> None:  # fmt: skip
    told = Told()
    pictures.keep(photograph(tmp_path), part, told.kept.append, told.failed.append)
    until(lambda: told.kept or told.failed)
    (image,) = told.kept
    path = pictures.path(image.sha256)
    assert path == attachments.path(image.sha256)
    assert path.stat().st_size <= MOST_BYTES
    assert b"garden" not in path.read_bytes()
    with Pillow.open(path) as kept:
        assert kept.size == (image.width, image.height)
    assert max(image.width, image.height) <= longest


def test_a_pasted_picture_is_taken_from_its_content(
    pictures: WorkspacePictures, until: Until
) -> None:
    told = Told()
    pasted = io.BytesIO()
    Pillow.new("RGB", (40, 30), "navy").save(pasted, "BMP")
    pictures.keep(pasted.getvalue(), "image", told.kept.append, told.failed.append)
    until(lambda: told.kept or told.failed)
    assert (told.kept[0].width, told.kept[0].height) == (40, 30)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", None])
def test_a_file_that_is_no_picture_or_is_gone_is_refused_with_a_sentence(
    pictures: WorkspacePictures, tmp_path: Path, until: Until, content: bytes | None
) -> None:
    told = Told()
    path = tmp_path / "map.png"
    if content is not None:
        path.write_bytes(content)
    pictures.keep(path, "image", told.kept.append, told.failed.append)
    until(lambda: told.kept or told.failed)
    assert told.kept == []
    assert told.failed[0].endswith(".")


def test_a_picture_that_is_gone_has_no_file(pictures: WorkspacePictures) -> None:
    assert pictures.path("0" * 64) is None


def test_a_picture_comes_into_the_event_and_both_previews(tmp_path: Path) -> None:
    with facilitator_at(tmp_path / "workspace", RoomsInMemory()) as facilitator:
        window = facilitator.window
        facilitator.press("Alt+1")
        facilitator.press("Ctrl+E")
        editor = window.editor
        assert editor is not None
        editor.add_question(Start(ItemKind.PIN))
        form = editor.question.pin
        form.picture.source_chosen.emit(photograph(tmp_path, (800, 600)))
        until_seen(lambda: editor._presenter.state.item.image is not None, "the picture")
        item = editor._presenter.state.item
        assert item is not None
        assert item.image is not None
        kept = window._workspace.attachments.path(item.image.sha256)
        assert editor._presenter.state.pictures == {item.image.sha256: kept}
        assert editor.preview.wall._props.album.pixels(item.image, 200, 150) is not None
        name = item.name

        def is_stored() -> bool:
            with window._workspace.read() as repos:
                stored = repos.events.get(editor.event_shown.id).instrument.items
            return any(i.name == name and i.image == item.image for i in stored)

        until_seen(is_stored, "the event with its picture is on disk")

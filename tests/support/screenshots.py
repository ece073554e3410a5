"""Makes the pictures of the README: the demo event in its real room, with its made-up people.

    python tests/support/screenshots.py [FOLDER]

writes wall.png, console.png, phone.png and kinds.png to FOLDER, docs/guide/images if none is named.
The room listens on this computer alone; the pictures show an address as a meeting's network would
give it.

    python tests/support/screenshots.py --every-kind FOLDER

writes wall, console and phones for every kind of question, in all states and looks, to be looked
at.

    python tests/support/screenshots.py --kinds [FOLDER]

writes the sheets of every kind that docs/guide/kinds.md shows.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from browser_phones import FLAGS
from facilitator import Facilitator, facilitator_at, pump, start_room_here, until
from guide_kinds import EVERY
from kind_pictures import make_pictures as make_kind_pictures
from kind_sheets import make_sheets
from PIL import Image
from playwright.sync_api import Page, sync_playwright
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from wall_gallery import make_gallery, make_sheet

from pollkit.desktop.preferences import Preferences, write_preferences
from pollkit.desktop.theme import Theme
from pollkit.domain.rooms import Move
from pollkit.domain.text_edits import TextEdit
from pollkit.domain.views import JoinAddress, RoomStatus
from pollkit.live.attendees import PhoneCrowd
from pollkit.usecases.demo import MadeUpPerson, demo_crowd
from pollkit.usecases.ports import RoomLink

ROOT = Path(__file__).resolve().parents[2]
SHOWN = JoinAddress("http://192.168.1.20:8080/", "192.168.1.20:8080", "Wi-Fi")
WINDOW = (1280, 800)  # times 1.25 is 1600 pixels
WALL = (1280, 720)
LARGEST_FILE = 150_000


class ShownElsewhere:
    """The real room's link; what the window hears of its address is the one for the pictures."""

    def __init__(self, link: RoomLink) -> None:
        self.link = link

    @property
    def status(self) -> RoomStatus:
        return _shown(self.link.status)

    @property
    def is_up(self) -> bool:
        return self.link.is_up

    def move(self, move: Move, item: str | None = None, seconds: float | None = None) -> RoomStatus:
        return _shown(self.link.move(move, item, seconds))

    def add_time(self, seconds: float) -> RoomStatus:
        return _shown(self.link.add_time(seconds))

    def show_shift(self, is_wanted: bool) -> RoomStatus:
        return _shown(self.link.show_shift(is_wanted))

    def edit_texts(self, edit: TextEdit) -> RoomStatus:
        return _shown(self.link.edit_texts(edit))

    def look_again(self) -> RoomStatus:
        return _shown(self.link.look_again())

    def split_by(self, item: str | None) -> RoomStatus:
        return _shown(self.link.split_by(item))

    def watch(self, on_status: Callable[[RoomStatus], None]) -> Callable[[], None]:
        return self.link.watch(lambda status: on_status(_shown(status)))

    def leave(self) -> None:
        self.link.leave()

    def shut(self) -> None:
        self.link.shut()


def _shown(status: RoomStatus) -> RoomStatus:
    return replace(status, addresses=(replace(SHOWN, url=SHOWN.url + status.pin),))


class DemoRoom:
    """One of the made-up people holds a real phone, the others are a crowd."""

    def __init__(self, facilitator: Facilitator, page: Page, link: RoomLink) -> None:
        self._facilitator = facilitator
        self._page = page
        people = demo_crowd()
        self._holder = next(p for p in people if p.answers["evaluates"] == ["yes"])
        self._people = [person for person in people if person is not self._holder]
        self._crowd = PhoneCrowd()
        url = link.status.addresses[0].url
        self._crowd.join(url, [person.language for person in self._people])
        page.goto(url)
        self.until_heads("joined", len(people))

    def ask(self, item: str) -> None:
        self._facilitator.go_to("Ask", "Close")
        assert self._facilitator.console._presenter.state.item.name == item  # type: ignore[union-attr]

    def answer(self, item: str, most: int | None = None) -> None:
        self._crowd.answer(item, _answers(self._people, item, most))

    def answer_by_hand(self, item: str) -> None:
        event = self._facilitator.console.event_shown
        words = event.instrument.item(item).label(self._holder.answers[item][0], "en")
        self._page.get_by_text(words, exact=True).click()
        self._page.get_by_role("radio", name=words).wait_for()

    def until_heads(self, words: str, count: int) -> None:
        until(lambda: f"{count} {words}" in self._facilitator.heads, f"{count} {words}")

    def reveal(self) -> None:
        self._facilitator.go_to("Reveal", "Next question")

    def leave(self) -> None:
        self._crowd.leave()


def _answers(
    people: Sequence[MadeUpPerson], item: str, most: int | None
) -> Mapping[int, list[str]]:
    given = {n: p.answers[item] for n, p in enumerate(people) if item in p.answers}
    return dict(list(given.items())[:most])


def make_pictures(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, _phone() as page:
        workspace = Path(place) / "workspace"
        workspace.mkdir()
        write_preferences(workspace, Preferences(language="en", appearance="light"))
        links: list[ShownElsewhere] = []

        def open_room(path: Path, event_id: UUID, port: int = 0) -> RoomLink:
            links.append(ShownElsewhere(start_room_here(path, event_id, port)))
            return links[-1]

        with facilitator_at(workspace, open_room, WINDOW) as facilitator:
            facilitator.press("Alt+1")
            facilitator.go_live()
            room = DemoRoom(facilitator, page, links[0].link)
            try:
                _hold(facilitator, room, page, folder)
            finally:
                room.leave()
            make_sheet(folder / "kinds.png", Path(place))
            assert (folder / "kinds.png").stat().st_size < LARGEST_FILE


def _hold(facilitator: Facilitator, room: DemoRoom, page: Page, folder: Path) -> None:
    room.ask("country")
    room.answer("country")
    room.answer_by_hand("country")
    room.until_heads("answered", 42)
    room.reveal()
    room.ask("evaluates")
    room.answer("evaluates")
    room.answer_by_hand("evaluates")
    room.until_heads("answered", 42)
    page.screenshot(path=folder / "phone.png")
    room.reveal()
    facilitator.open_wall()
    facilitator.wall.resize(*WALL)
    pump()
    _save(facilitator.wall_at_rest(), folder / "wall.png")
    facilitator.press("W")
    for _question in ("how", "findings"):
        facilitator.go_to("Ask", "Close", "Reveal", "Next question")
    room.ask("priority")
    room.answer("priority", most=33)
    room.until_heads("answered", 33)
    for _round in range(30):
        pump()
    _save(facilitator.window.grab().toImage(), folder / "console.png")
    for name in ("phone", "wall", "console"):
        _shrink(folder / f"{name}.png")


@contextmanager
def _phone() -> Iterator[Page]:
    from steps.system_packages import find_browser  # of the installers' folder

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        context = chromium.new_context(
            viewport={"width": 390, "height": 600}, device_scale_factor=2, color_scheme="light"
        )
        yield context.new_page()
        chromium.close()


def _save(image: QImage, path: Path) -> None:
    assert image.save(str(path)), path


def _shrink(path: Path) -> None:
    """256 colours are enough for flat areas and letters, and a third of the bytes."""
    with Image.open(path) as image:
        image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    assert path.stat().st_size < LARGEST_FILE, path


def make_every_kind(folder: Path) -> None:
    _dress()
    make_gallery(folder)
    with tempfile.TemporaryDirectory() as place:
        make_kind_pictures(folder, Path(place) / "workspace")


def make_kinds(folder: Path) -> None:
    """In a real room, as sheets for the guide."""
    _dress()
    with tempfile.TemporaryDirectory() as place:
        pictures = Path(place) / "pictures"
        make_kind_pictures(pictures, Path(place) / "workspace")
        make_sheets(pictures, folder, [shown.name for shown in EVERY])


def _dress() -> None:
    application = QApplication.instance() or QApplication(["pollkit"])
    Theme(application).dress()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(ROOT / "installers"))
    what, *named = (
        sys.argv[1:] if sys.argv[1:2] and sys.argv[1][:2] == "--" else ["", *sys.argv[1:]]
    )
    into = Path(named[0]) if named else ROOT / "docs" / "guide" / "images"
    if what == "--every-kind":
        make_every_kind(into)
    elif what == "--kinds":
        make_kinds(into)
    else:
        os.environ["QT_SCALE_FACTOR"] = "1.25"  # sharp pictures of 1600 pixels
        make_pictures(into)

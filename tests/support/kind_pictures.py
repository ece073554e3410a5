"""Pictures of every kind of question, on the wall and on phones, open and revealed: for the guide,
and to be looked at.

A real room on this computer, with a browser's phones and a crowd; the wall is painted from what the
room tells the window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from uuid import uuid4

from browser_phones import FLAGS
from guide_kinds import ASKED, EVERY, PROPOSED, Shown, own_answer, sent_by
from playwright.sync_api import Browser, Page, expect, sync_playwright
from posters import poster
from PySide6.QtCore import QBuffer
from wall_gallery import town_picture
from wall_pictures import colours, painted

from pollkit.desktop.facilitator.wall.album import Album
from pollkit.desktop.facilitator.wall.scenes import lay_out_wall
from pollkit.desktop.facilitator.wall.sheet import Props
from pollkit.domain.events import Event
from pollkit.domain.instruments import Image, Instrument, Item, ItemKind
from pollkit.domain.rooms import Move
from pollkit.domain.views import JoinAddress, wall_picture
from pollkit.live.attendees import PhoneCrowd
from pollkit.live.client import RoomClient
from pollkit.live.start import start_room
from pollkit.store import Role, Workspace

SHOWN_AT = JoinAddress("http://192.168.1.20:8080/", "192.168.1.20:8080", "Wi-Fi")
CROWD = 37
WALL = (1366, 768)
_POSTERS = {
    "The river": "river", "The square": "square", "The market hall": "hall", "The bridge": "bridge",
}  # fmt: skip
_PHONE = {"width": 360, "height": 640}


@dataclass(frozen=True)
class Look:
    language: str
    theme: str

    @property
    def name(self) -> str:
        return f"{self.language}-{self.theme}"


FOR_GUIDE = Look("en", "light")
LONG = tuple(Look(*pair) for pair in product(("de", "ar"), ("light", "dark")))
STATES = ("open", "revealed")


def picture_name(kind: str, state: str, look: Look, where: str) -> str:
    return f"{kind}-{state}-{look.name}-{where}.png"


def make_pictures(folder: Path, workspace: Path, kinds: Sequence[Shown] = EVERY) -> None:
    """One file for each kind, state, look and place."""
    folder.mkdir(parents=True, exist_ok=True)
    event = _new_event(workspace, kinds)
    link = start_room(workspace, event.id, addresses=["127.0.0.1"])
    crowd = PhoneCrowd()
    try:
        with _browser() as browser:
            room = _Room(folder, event, link, crowd, browser, workspace)
            for shown, item in zip(kinds, event.instrument.items, strict=True):
                room.hold(shown.name, item)
    finally:
        crowd.leave()
        link.shut()


class _Room:
    def __init__(
        self, folder: Path, event: Event, link: RoomClient, crowd: PhoneCrowd,
        browser: Browser, workspace: Path,
    ) -> None:  # fmt: skip
        self._folder, self._event, self._link, self._crowd = folder, event, link, crowd
        url = link.status.addresses[0].url
        crowd.join(url, ["en"] * CROWD)
        self._phones = {look: _phone(browser, look, url) for look in (FOR_GUIDE, *LONG)}
        with Workspace.open(workspace, Role.READER) as opened:
            self._props = Props(Album(opened.attachments.path))

    def hold(self, kind: str, item: Item) -> None:
        self._link.move(Move.ASK, item.name)
        if item.kind is ItemKind.QUESTIONS:
            self._ask_questions(item)
        elif item.kind is ItemKind.IDEAS:
            self._propose(item)
        else:
            self._answer(item)
        self._show(kind, "open", item)
        self._link.move(Move.CLOSE)
        self._link.move(Move.REVEAL)
        self._show(kind, "revealed", item)

    def _answer(self, item: Item) -> None:
        sent = sent_by(item, CROWD)
        assert self._crowd.answer(item.name, dict(enumerate(sent))) == len(sent)
        for number, page in enumerate(self._phones.values()):
            _until_shown(page, item, "answer")
            _send(page, item, own_answer(item, number))

    def _ask_questions(self, item: Item) -> None:
        posts = [[f"post={text}", *[f"category={c}"] * bool(c)] for c, text in ASKED]
        self._crowd.answer(item.name, dict(enumerate(posts)))
        self._support(item)

    def _propose(self, item: Item) -> None:
        self._crowd.answer(item.name, dict(enumerate([f"post={text}"] for text in PROPOSED)))
        self._link.move(Move.VOTE)
        self._support(item)

    def _support(self, item: Item) -> None:
        """The first gets most; everyone may stand behind a few."""
        _until(lambda: len(self._link.status.posts) >= len(PROPOSED))
        posts = sorted(self._link.status.posts, key=lambda post: post.text)
        for place, post in enumerate(posts):
            start = len(posts)  # their authors stand behind none
            voters = range(start, start + max(2, 28 - 6 * place))
            self._crowd.answer(item.name, {n: [f"for={post.id}"] for n in voters})
        for page in self._phones.values():
            _until_shown(page, item, "answer")
            page.locator("#board button").first.click()
            expect(page.locator("#board button[aria-pressed=true]")).to_have_count(1)

    def _show(self, kind: str, state: str, item: Item) -> None:
        scene = "answer" if state == "open" else "result"
        for look, page in self._phones.items():
            _until_shown(page, item, scene)
            name = picture_name(kind, state, look, "phone")
            _take_whole(page, self._folder / name)
            self._paint_wall(self._folder / picture_name(kind, state, look, "wall"), item, look)

    def _paint_wall(self, path: Path, item: Item, look: Look) -> None:
        status = self._link.look_again()
        at = replace(SHOWN_AT, url=SHOWN_AT.url + status.pin)
        picture = wall_picture(replace(status, addresses=(at,)), item)
        theme, languages = colours(look.theme), (look.language,)
        sheet = lay_out_wall(picture, self._event, *WALL, theme, False, languages, self._props)
        assert painted(sheet).save(str(path)), path


def _new_event(workspace: Path, kinds: Sequence[Shown]) -> Event:
    with Workspace.open(workspace, Role.WINDOW) as opened:

        def kept(image: Image) -> Image:
            name, drawn = _POSTERS.get(image.texts["en"]), QBuffer()
            drawn.open(QBuffer.OpenModeFlag.WriteOnly)
            pixels = poster(name, image.width, image.height) if name else town_picture(image)
            pixels.save(drawn, "PNG")
            return replace(image, sha256=opened.attachments.add(bytes(drawn.data())).sha256)

        items = tuple(_with_pictures(shown.item, kept) for shown in kinds)
        title = {"en": "Neighbourhood day", "de": "Stadtteiltag", "ar": "يوم الحي"}
        instrument = Instrument(title, ("en", "fr", "de", "ar"), items)
        at = datetime(2026, 11, 24, 9, tzinfo=UTC)
        event = Event(uuid4(), title["en"], "Town hall", at, instrument)
        opened.write(lambda repos: repos.events.save(event)).result(10)
    return event


def _with_pictures(item: Item, kept: Callable[[Image], Image]) -> Item:
    chosen = tuple(replace(o, image=o.image and kept(o.image)) for o in item.options)
    return replace(item, image=item.image and kept(item.image), options=chosen)


def _phone(browser: Browser, look: Look, url: str) -> Page:
    context = browser.new_context(
        viewport=_PHONE, device_scale_factor=2, locale=look.language, color_scheme=look.theme
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(url)
    return page


def _take_whole(page: Page, path: Path) -> None:
    """On a phone as high as its page: what sticks to the foot of a screen stands in its place."""
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({**_PHONE, "height": max(height, _PHONE["height"])})
    page.screenshot(path=path, animations="disabled")
    page.set_viewport_size(_PHONE)


def _until_shown(page: Page, item: Item, scene: str) -> None:
    shown = page.locator(f"#screen[data-item={item.name}][data-scene={scene}]")
    expect(shown).to_be_visible(timeout=20_000)


def _send(page: Page, item: Item, answer: list[str]) -> None:
    """As a half-made answer that is taken up again and sent."""
    page.evaluate(
        """([item, draft]) => localStorage.setItem(
            `pollkit/${document.body.dataset.event}/${item}/1`, JSON.stringify({draft})
        )""",
        [item.name, answer],
    )
    page.reload()
    page.evaluate("document.querySelector('#vote').requestSubmit()")
    expect(page.locator("#state.good")).to_be_visible(timeout=20_000)


def _until(is_true: Callable[[], bool]) -> None:
    from room_phones import until

    until(is_true, "the room has heard it")


@contextmanager
def _browser() -> Iterator[Browser]:
    from steps.system_packages import find_browser  # of the installers' folder

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()

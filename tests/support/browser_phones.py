"""Rooms and phones for tests in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from pollkit.domain.ballots import Choice
from pollkit.domain.events import Event
from pollkit.domain.instruments import Condition, Item, ItemKind, Option
from pollkit.live.client import RoomClient
from pollkit.live.start import start_room
from pollkit.store import Role, Workspace

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MARKUP = "<img src=x onerror=document.title='owned'><script>document.title='owned'</script>"

EVALUATES = Item(
    "evaluates",
    ItemKind.SINGLE,
    {"en": "Does your city evaluate?", "ar": "هل تُقيّم مدينتكم؟", "fr": "Votre ville évalue ?"},
    (
        Option("yes", {"en": "Yes", "ar": "نعم", "fr": "Oui"}),
        Option("no", {"en": "No", "ar": "لا", "fr": "Non"}),
        Option("other", {"en": MARKUP}),
    ),
)
HOW = Item("how", ItemKind.TEXT, {"en": "How do you evaluate?"})
HELPS = Item(
    "helps",
    ItemKind.MULTIPLE,
    {"en": "What would help?"},
    tuple(Option(code, {"en": code.title()}) for code in ("money", "people", "training")),
    most_choices=2,
)
SURE = Item("sure", ItemKind.SCALE, {"en": "How sure are you?"}, low_label={"en": "not at all"})
FINDINGS = Item(
    "findings",
    ItemKind.SINGLE,
    {"en": "Are the findings public?"},
    (Option("yes", {"en": "Yes"}), Option("no", {"en": "No"})),
    asked_if=Condition("evaluates", ("yes",)),
)


@dataclass
class RunningRoom:
    workspace: Path
    event: Event
    link: RoomClient

    @property
    def url(self) -> str:
        return self.link.status.addresses[0].url

    def stored(self, item: str) -> list[Choice]:
        with Workspace.open(self.workspace, Role.READER) as opened, opened.read() as repos:
            return [vote.choice for vote in repos.rooms.votes(self.event.id, item, 1).values()]

    def shut(self) -> None:
        self.link.shut()

    def start_again(self) -> None:
        port = int(self.url.split(":")[2].split("/")[0])
        self.shut()
        self.link = start_room(self.workspace, self.event.id, port, addresses=["127.0.0.1"])


OpenRoom = Callable[..., RunningRoom]


def phone_of(browser: Browser, **how: object) -> Page:
    how = {"viewport": {"width": 360, "height": 640}, "locale": "en-GB", **how}
    page = browser.new_context(**how).new_page()
    page.set_default_timeout(15_000)
    return page


def says(page: Page, words: str, where: str = "#state") -> None:
    expect(page.locator(where)).to_contain_text(words, timeout=20_000)

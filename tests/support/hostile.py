"""Texts that a person may type and that must stay texts everywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from pollkit.domain.events import Event
from pollkit.domain.instruments import Instrument, Item, ItemKind, Option

SCRIPT = "<script>document.title='owned'</script>"
IMAGE = "<img src=x onerror=document.title='owned'>"
BREAKOUT = "'\"></textarea><svg onload=alert(1)>"
BOLD = "<b>bold</b> &amp; <i>thin</i>"
TEMPLATE = "{{7*7}} ${7*7} {0} %s %(n)s {n}"
FORMULA = '=HYPERLINK("http://192.0.2.1","x")'
TYPST = "#set page(fill: red) *b* _i_ @x <y>"
MATHS = "$\\frac{1}{0}$ \\ $x^2$ 5$"
PATH = "../../../../etc/passwd \\..\\x:*?"
PLUS, MINUS, AT = "+1+1", "-2+3|calc", "@SUM(1;2)"

ALL = (
    SCRIPT, IMAGE, BREAKOUT, BOLD, TEMPLATE, FORMULA, TYPST, MATHS, PATH, PLUS, MINUS, AT,
)  # fmt: skip


def _options(*texts: str) -> tuple[Option, ...]:
    return tuple(Option(f"o{place}", {"en": text}) for place, text in enumerate(texts, 1))


GROUP = Item("group", ItemKind.SINGLE, {"en": BREAKOUT}, _options(SCRIPT, FORMULA))
MARKS = Item(
    "marks",
    ItemKind.MULTIPLE,
    {"en": TEMPLATE},
    _options(IMAGE, BOLD, TYPST, MATHS, PATH, MINUS, AT),
)
WORDS = Item("words", ItemKind.TEXT, {"en": IMAGE}, holds_texts=False)
LEVEL = Item(
    "level", ItemKind.SCALE, {"en": MATHS}, low_label={"en": BOLD}, high_label={"en": PLUS}
)
ITEMS = (GROUP, MARKS, WORDS, LEVEL)


def hostile_event() -> Event:
    event = Event(
        uuid4(),
        SCRIPT,
        FORMULA,
        datetime(2026, 11, 24, 9, tzinfo=UTC),
        Instrument({"en": SCRIPT}, ("en",), ITEMS),
        answers_tied=True,
    )
    return replace(event, population=400)

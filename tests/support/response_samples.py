"""A questionnaire with a column of every sort, and three responses to it."""

from __future__ import annotations

from pollkit.domain.ballots import SURE, Choice
from pollkit.domain.instruments import Instrument, Item, ItemKind, Option
from pollkit.domain.rules import Section
from pollkit.formats.responses.table import Answered

YES_NO = (Option("yes", {"en": "Yes", "ar": "نعم"}), Option("no", {"en": "No", "ar": "لا"}))
KINDS = (
    Option("a", {"en": "Youth work"}),
    Option("b", {"en": "Training"}),
    Option("c", {"en": "Sport"}),
)

INSTRUMENT = Instrument(
    {"en": "After the course", "ar": "بعد الدورة"},
    ("en", "ar"),
    (
        Item("hello", ItemKind.NOTE, {"en": "Thank you for coming."}),
        Item("came", ItemKind.SINGLE, {"en": "Did you come?", "ar": "هل حضرت؟"}, YES_NO),
        Item("rating", ItemKind.SCALE, {"en": "How was it?"}, points=11, lowest=0),
        Item("with", ItemKind.MULTIPLE, {"en": "What did you join?"}, KINDS),
        Item("order", ItemKind.RANKING, {"en": "Which first?"}, KINDS),
        Item("share", ItemKind.POINTS, {"en": "Share out"}, KINDS),
        Item("trust", ItemKind.MATRIX, {"en": "I trust"}, KINDS[:2], points=5),
        Item("age", ItemKind.NUMBER, {"en": "How old are you?"}, whole=True, asks_sureness=True),
        Item("born", ItemKind.DATE, {"en": "When were you born?"}),
        Item("woke", ItemKind.TIME, {"en": "When did you get up?"}),
        Item("since", ItemKind.MOMENT, {"en": "Since when?"}),
        Item("why", ItemKind.TEXT, {"en": "Why?"}),
        Item("home/child/name", ItemKind.TEXT, {"en": "A nickname"}),
        Item("home/child/age", ItemKind.NUMBER, {"en": "Their age"}),
    ),
    sections=(Section("home"), Section("home/child", {"en": "Children"}, repeats=True)),
)

FULL = Answered(
    person="p1",
    wave="Before",
    wave_kind="before",
    mode="interview",
    state="finished",
    language="en",
    version=2,
    answers={
        "came": Choice(codes=("yes",)),
        "rating": Choice(codes=("10",)),
        "with": Choice(codes=("a", "c")),
        "order": Choice(codes=("c", "a")),
        "share": Choice(values=(("a", "30"), ("c", "70"))),
        "trust": Choice(values=(("b", "4"),)),
        "age": Choice(values=(("number", "-9"), (SURE, "3"))),
        "born": Choice(text="2001-02-28"),
        "woke": Choice(text="06:30:00"),
        "since": Choice(text="2026-11-24T14:30:00+01:00"),
        "why": Choice(text='=SUM(A1) "ça"\nالسلام'),
        "home/child": Choice(values=(("count", "3"),)),
        "home/child[1]/name": Choice(text="Sam"),
        "home/child[1]/age": Choice(values=(("number", "7.5"),)),
        "home/child[3]/age": Choice(values=(("number", "2"),)),
    },
    earlier={"mood": Choice(codes=("good", "calm"))},
)
SILENT = Answered(
    person="p2",
    wave="Before",
    wave_kind="before",
    mode="kiosk",
    state="finished",
    language="ar",
    version=1,
    answers={"came": Choice(codes=("no",))},
    unsaid=frozenset({"rating", "age", "with", "why"}),
)
AFTER = Answered(
    person="p1",
    wave="After",
    wave_kind="after",
    mode="paper",
    state="finished",
    language="en",
    version=2,
    answers={"rating": Choice(codes=("0",))},
)
RESPONSES = (FULL, SILENT, AFTER)

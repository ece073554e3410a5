"""A small meeting with one question of each kind, and a follow-up to the first."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from pollkit.domain.events import Event
from pollkit.domain.instruments import Condition, Instrument, Item, ItemKind, Option
from pollkit.store import Role, Workspace
from pollkit.usecases.events import save_event

EVALUATES = Item(
    "evaluates",
    ItemKind.SINGLE,
    {"en": "Does your city evaluate?", "ar": "هل تُقيّم مدينتكم؟", "fr": "Votre ville évalue ?"},
    (
        Option("yes", {"en": "Yes", "ar": "نعم", "fr": "Oui"}),
        Option("no", {"en": "No", "ar": "لا", "fr": "Non"}),
        Option("unsure", {"en": "I do not know", "ar": "لا أعرف", "fr": "Je ne sais pas"}),
    ),
)
PUBLIC = Item(
    "public",
    ItemKind.SINGLE,
    {"en": "Are the findings public?", "ar": "هل النتائج علنية؟", "fr": "Est-ce public ?"},
    (
        Option("all", {"en": "All of them", "ar": "كلها", "fr": "Tout"}),
        Option("some", {"en": "Some", "ar": "بعضها", "fr": "En partie"}),
    ),
    asked_if=Condition("evaluates", ("yes",)),
)
HELPS = Item(
    "helps",
    ItemKind.MULTIPLE,
    {"en": "What would help?", "ar": "ما الذي يساعد؟", "fr": "Qu’est-ce qui aiderait ?"},
    (
        Option("money", {"en": "Money", "ar": "المال", "fr": "De l’argent"}),
        Option("people", {"en": "People", "ar": "موظفون", "fr": "Du personnel"}),
        Option("training", {"en": "Training", "ar": "التدريب", "fr": "Une formation"}),
    ),
    most_choices=2,
)
WORD = Item(
    "word", ItemKind.TEXT, {"en": "In one sentence?", "ar": "في جملة؟", "fr": "En une phrase ?"}
)
SURE = Item(
    "sure",
    ItemKind.SCALE,
    {"en": "How sure are you?", "ar": "ما مدى ثقتكم؟", "fr": "À quel point ?"},
    low_label={"en": "not at all"},
    high_label={"en": "very"},
)
ITEMS = (EVALUATES, PUBLIC, HELPS, WORD, SURE)
EVENT = Event(
    uuid4(),
    "City day",
    "Town hall",
    datetime(2026, 11, 24, 9, tzinfo=UTC),
    Instrument({"en": "City day"}, ("en", "fr", "ar"), ITEMS),
    answers_tied=True,
)


def workspace_with(event: Event, folder: Path) -> Path:
    path = folder / "workspace"
    with Workspace.open(path, Role.WINDOW) as workspace:
        save_event(workspace, event).result(10)
    return path

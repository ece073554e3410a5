"""Questions as a form shows them, made up for tests."""

from __future__ import annotations

from typing import Any

from pollkit.desktop.answering.view import OptionView, QuestionView
from pollkit.domain.instruments import Item, ItemKind, Option

FRUIT = ("Apple", "Banana", "Cherry", "Date")


def options(*texts: str) -> tuple[Option, ...]:
    """Their codes are their first letters, small."""
    return tuple(Option(text[0].lower(), {"en": text}) for text in texts)


def view(kind: ItemKind, name: str = "q", *texts: str, **more: Any) -> QuestionView:
    """A question of this kind; what `Item` knows goes to the item, the rest to the view."""
    fields = Item.__dataclass_fields__
    item = Item(
        name, kind, {"en": "Which?"}, options(*(texts or FRUIT)) if _has_options(kind) else ()
    )
    of_item = {key: more.pop(key) for key in list(more) if key in fields and key != "kind"}
    item = Item(**{**item.__dict__, **of_item})
    shown = tuple(OptionView(o.code, o.texts["en"], o.image) for o in item.options)
    return QuestionView(name, item, item.texts["en"], "en", options=shown, **more)


def _has_options(kind: ItemKind) -> bool:
    return kind in {
        ItemKind.SINGLE, ItemKind.MULTIPLE, ItemKind.MATRIX, ItemKind.RANKING, ItemKind.POINTS,
        ItemKind.GRID,
    }  # fmt: skip

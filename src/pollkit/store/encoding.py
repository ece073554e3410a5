"""Domain values as they stand in an operation's body, and back."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Condition, Image, Instrument, Item, ItemKind, Option
from pollkit.domain.rules import LookupTable, Rules, Scale, Section


def choice_payload(choice: Choice) -> dict[str, Any]:
    payload: dict[str, Any] = (
        {"codes": list(choice.codes)} if choice.text is None else {"text": choice.text}
    )
    if choice.values:
        payload["values"] = [list(value) for value in choice.values]
    return payload


def choice_from(payload: dict[str, Any]) -> Choice:
    return Choice(
        codes=tuple(payload.get("codes", ())),
        text=payload.get("text"),
        values=tuple((part, value) for part, value in payload.get("values", ())),
    )


def choice_json(choice: Choice) -> str:
    return json.dumps(choice_payload(choice), ensure_ascii=False, separators=(",", ":"))


def choice_from_json(text: str) -> Choice:
    return choice_from(json.loads(text))


def time_text(at: datetime) -> str:
    """ISO 8601 with its offset: the wall clock of the place is part of what was meant."""
    if at.tzinfo is None:
        raise ValueError("a time without a zone")
    return at.isoformat()


def day_text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def day_from(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def id_text(identity: UUID | None) -> str | None:
    return None if identity is None else str(identity)


def id_from(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


def instrument_from(canonical: str) -> Instrument:
    """The instrument of a canonical text; fields that later versions added have their defaults."""
    content = json.loads(canonical)
    return Instrument(
        title=content["title"],
        languages=tuple(content["languages"]),
        items=tuple(_item(item) for item in content["items"]),
        sections=tuple(Section(**section) for section in content.get("sections", ())),
        tables=tuple(_table(table) for table in content.get("tables", ())),
        scales=tuple(_scale(scale) for scale in content.get("scales", ())),
        settings=content.get("settings", {}),
    )


def _item(content: dict[str, Any]) -> Item:
    condition = content.get("asked_if")
    return Item(
        **{
            **content,
            "kind": ItemKind(content["kind"]),
            "options": tuple(
                Option(
                    option["code"],
                    option["texts"],
                    _image(option.get("image")),
                    option.get("columns", {}),
                )
                for option in content["options"]
            ),
            "asked_if": condition and Condition(condition["item"], tuple(condition["any_of"])),
            "image": _image(content.get("image")),
            "right": tuple(content.get("right", ())),
            "rules": _rules(content.get("rules", {})),
        }
    )


def _rules(content: dict[str, Any]) -> Rules:
    return Rules(**{**content, "trigger": tuple(content.get("trigger", ()))})


def _table(content: dict[str, Any]) -> LookupTable:
    rows = tuple(tuple(row) for row in content["rows"])
    return LookupTable(content["name"], tuple(content["columns"]), rows)


def _scale(content: dict[str, Any]) -> Scale:
    items = {name: tuple(content[name]) for name in ("items", "reverse_keyed")}
    return Scale(**{**content, **items})


def _image(content: dict[str, Any] | None) -> Image | None:
    return None if content is None else Image(**content)

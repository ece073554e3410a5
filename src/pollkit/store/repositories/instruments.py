"""Instruments and their immutable versions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from pollkit.domain.instruments import OF_POSTS, WITH_POINTS, Instrument, Item, ItemKind
from pollkit.domain.texts import Texts
from pollkit.errors import NotFound
from pollkit.i18n import _
from pollkit.store.encoding import instrument_from
from pollkit.store.ledger import Ledger
from pollkit.store.rows import add_all, find, put
from pollkit.store.tables import (
    InstrumentRow,
    InstrumentVersionRow,
    ItemConditionRow,
    ItemRow,
    OptionRow,
    TextRow,
    VersionRow,
)
from pollkit.store.topics import INSTRUMENTS

KIND = "instrument"

_WRITTEN = OF_POSTS | {ItemKind.TEXT, ItemKind.WORDS}


class InstrumentRepository:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def save(self, instrument: Instrument) -> str:
        """Keeps this version and returns its id, the SHA-256 of its canonical form."""
        version_id = instrument.version_id
        if find(self._ledger.connection, VersionRow, id=version_id) is None:
            payload = {"canonical": instrument.canonical_json()}
            self._ledger.record(KIND, version_id, payload, INSTRUMENTS, instrument=version_id)
        return version_id

    def get(self, version_id: str) -> Instrument:
        row = find(self._ledger.connection, VersionRow, id=version_id)
        if row is None:
            raise NotFound(_("This version of the questions is not in the workspace."))
        return instrument_from(row.canonical)


def project_version(connection: Connection, body: dict[str, Any]) -> None:
    version_id, canonical = body["entity"], body["payload"]["canonical"]
    put(connection, VersionRow, id=version_id, canonical=canonical)
    instrument = instrument_from(canonical)
    texts = _texts(version_id, -1, "title", -1, instrument.title)
    for place, item in enumerate(instrument.items):
        put(connection, ItemRow, **_item_row(version_id, place, item))
        add_all(connection, OptionRow, _options(version_id, place, item))
        add_all(connection, ItemConditionRow, _conditions(version_id, place, item))
        texts += _item_texts(version_id, place, item)
    add_all(connection, TextRow, texts)


def use_version(connection: Connection, instrument_id: UUID, version_id: str) -> None:
    """Makes a version the current one of an instrument, and numbers it if it is new there."""
    current = find(connection, InstrumentRow, id=instrument_id)
    if current is not None and current.version_id == version_id:
        return
    put(connection, InstrumentRow, id=instrument_id, version_id=version_id)
    # A version that comes back is numbered again: the numbers tell what was current when.
    last = connection.exec_driver_sql(
        "SELECT coalesce(max(number), 0) FROM instrument_version WHERE instrument_id = ?",
        (instrument_id.hex,),
    ).scalar_one()
    put(
        connection,
        InstrumentVersionRow,
        instrument_id=instrument_id,
        number=last + 1,
        version_id=version_id,
    )


def _item_row(version_id: str, place: int, item: Item) -> dict[str, Any]:
    return {
        "version_id": version_id,
        "place": place,
        "name": item.name,
        "kind": item.kind.value,
        "points": item.points if item.kind in WITH_POINTS else None,
        "lowest": item.lowest if item.kind in WITH_POINTS else None,
        "least_choices": item.least_choices,
        "most_choices": item.most_choices,
        "longest_text": item.longest_text if item.kind in _WRITTEN else None,
        "asked_if_item": None if item.asked_if is None else item.asked_if.item,
    }


def _options(version_id: str, item_place: int, item: Item) -> list[dict[str, Any]]:
    return [
        {"version_id": version_id, "item_place": item_place, "place": place, "code": code}
        for place, code in enumerate(item.codes)
    ]


def _conditions(version_id: str, item_place: int, item: Item) -> list[dict[str, Any]]:
    codes = () if item.asked_if is None else item.asked_if.any_of
    return [
        {"version_id": version_id, "item_place": item_place, "place": place, "code": code}
        for place, code in enumerate(codes)
    ]


def _item_texts(version_id: str, place: int, item: Item) -> list[dict[str, Any]]:
    rows = _texts(version_id, place, "item", -1, item.texts)
    rows += _texts(version_id, place, "low", -1, item.low_label)
    rows += _texts(version_id, place, "high", -1, item.high_label)
    rows += _texts(version_id, place, "bottom", -1, item.bottom_label)
    rows += _texts(version_id, place, "top", -1, item.top_label)
    rows += _texts(version_id, place, "unit", -1, item.unit)
    if item.image is not None:
        rows += _texts(version_id, place, "image", -1, item.image.texts)
    for option_place, option in enumerate(item.options):
        rows += _texts(version_id, place, "option", option_place, option.texts)
        if option.image is not None:
            rows += _texts(version_id, place, "image", option_place, option.image.texts)
    return rows


def _texts(
    version_id: str, item_place: int, part: str, option_place: int, texts: Texts
) -> list[dict[str, Any]]:
    return [
        {
            "version_id": version_id,
            "item_place": item_place,
            "part": part,
            "option_place": option_place,
            "language": language,
            "text": text,
        }
        for language, text in texts.items()
    ]

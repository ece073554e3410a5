"""What the facilitator did with the texts that people wrote: one operation for each deed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from pollkit.domain.analysis.values import WordEdits
from pollkit.domain.text_edits import TextEdit, TextEdits, TextVerb
from pollkit.store.rows import add_all, find_all, remove
from pollkit.store.tables import TextEditRow

KIND = "text_edit"

_MERGED, _HIDDEN, _RELEASED, _FROZEN = "merged", "hidden", "released", "frozen"
# Stands for a cloud that was frozen while it was empty, which no word does.
_NO_WORD = ""


def read_text_edits(connection: Connection, event_id: UUID, item: str) -> TextEdits:
    rows = find_all(connection, TextEditRow, event_id=event_id, item=item)
    texts: dict[str, set[str]] = {}
    for row in rows:
        texts.setdefault(row.what, set()).add(row.text)
    merged = {row.text: row.merged_into for row in rows if row.what == _MERGED}
    frozen = texts.get(_FROZEN)
    return TextEdits(
        words=WordEdits(merged, frozenset(texts.get(_HIDDEN, ()))),
        released=frozenset(texts.get(_RELEASED, ())),
        frozen=None if frozen is None else frozenset(frozen - {_NO_WORD}),
    )


def text_edit_payload(item: str, edit: TextEdit) -> dict[str, Any]:
    return {"item": item, "do": edit.verb.value, "texts": list(edit.texts), "into": edit.into}


def project_text_edit(connection: Connection, body: dict[str, Any]) -> None:
    event_id, payload = UUID(body["entity"]), body["payload"]
    item = payload["item"]
    edit = TextEdit(TextVerb(payload["do"]), tuple(payload["texts"]), payload["into"])
    before = read_text_edits(connection, event_id, item)
    had, has = _rows(before), _rows(before.after(edit))
    for what, text, _into in had - has:
        remove(connection, TextEditRow, event_id=event_id, item=item, what=what, text=text)
    add_all(
        connection,
        TextEditRow,
        [
            {"event_id": event_id, "item": item, "what": what, "text": text, "merged_into": into}
            for what, text, into in sorted(has - had, key=lambda row: row[:2])
        ],
    )


def _rows(edits: TextEdits) -> set[tuple[str, str, str | None]]:
    rows: set[tuple[str, str, str | None]] = {
        (_MERGED, word, into) for word, into in edits.words.merged.items()
    }
    rows |= {(_HIDDEN, word, None) for word in edits.words.hidden}
    rows |= {(_RELEASED, text, None) for text in edits.released}
    if edits.frozen is not None:
        rows |= {(_FROZEN, word, None) for word in (*edits.frozen, _NO_WORD)}
    return rows

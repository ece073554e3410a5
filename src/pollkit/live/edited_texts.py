"""What the facilitator does to the texts of the question on the wall."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pollkit.domain.instruments import ItemKind
from pollkit.domain.text_edits import TextEdit, TextVerb
from pollkit.errors import IllegalMove
from pollkit.i18n import _
from pollkit.live.live_question import LiveQuestion

if TYPE_CHECKING:
    from pollkit.live.live_room import LiveRoom


async def edit_texts(room: LiveRoom, edit: TextEdit) -> None:
    """To release or to freeze none in particular means all that there are.

    Raises:
        IllegalMove: there is no question on the wall.
    """
    async with room.one_move:
        question = room.live.get(room.room.current)
        if question is None:
            raise IllegalMove(_("There is no question on the wall."))
        if edit.verb in (TextVerb.RELEASE, TextVerb.FREEZE) and not edit.texts:
            edit = replace(edit, texts=_written(question))
        event_id, item = room.event.id, question.item.name
        await room.write(lambda repos: repos.rooms.edit_texts(event_id, item, edit))
        question.edits = question.edits.after(edit)
    room.on_room()
    room.on_news()


def _written(question: LiveQuestion) -> tuple[str, ...]:
    result = question.result(0, None)
    if result is None:
        return ()
    if question.item.kind is ItemKind.WORDS:
        return tuple(word.text for word in result.words)
    return result.texts

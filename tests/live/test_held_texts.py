"""What people write waits for the facilitator; what was done with it outlives a crash."""

from __future__ import annotations

from pathlib import Path

from room_phones import (
    COLOUR,
    Phone,
    both,
    new_workspace,
    open_room,
    room_process,
    running_room,
    small_event,
    until,
)

from pollkit.domain.analysis.values import WordEdits
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.rooms import Move
from pollkit.domain.text_edits import TextEdit, TextVerb
from pollkit.domain.views import wall_picture
from pollkit.live.client import RoomClient

CLOUD = Item("cloud", ItemKind.WORDS, both("One word?", "Un mot ?"), longest_text=40)


def _said(link: RoomClient, *words: str) -> list[Phone]:
    phones = []
    for word in words:
        phone = Phone(link.status.addresses[0].url)
        phone.join()
        assert phone.vote("cloud", word).json["state"] == "saved"
        phones.append(phone)
    until(lambda: link.status.heads.answered == len(words), "the console knows")
    return phones


def _on_wall(link: RoomClient) -> dict[str, int]:
    result = wall_picture(link.status, CLOUD).result
    return {} if result is None else {word.text: word.count for word in result.words}


def test_held_words_reach_wall_and_phones_after_their_release_only(tmp_path: Path) -> None:
    with running_room(tmp_path, small_event((CLOUD, COLOUR))) as (link, _workspace):
        link.move(Move.ASK, "cloud")
        phones = _said(link, "trust", "Confidence", "zounds")
        link.move(Move.CLOSE)
        link.move(Move.REVEAL)
        assert _on_wall(link) == {}
        assert all("zounds" not in phone.now() for phone in phones[:2])
        link.edit_texts(TextEdit(TextVerb.HIDE, ("zounds",)))
        link.edit_texts(TextEdit(TextVerb.MERGE, ("confidence",), "trust"))
        link.edit_texts(TextEdit(TextVerb.RELEASE))
        assert _on_wall(link) == {"trust": 2}
        assert all("zounds" not in phone.now() for phone in phones[:2])


def test_edits_of_a_cloud_outlive_a_crash_and_are_in_the_results(tmp_path: Path) -> None:
    event = small_event((CLOUD, COLOUR))
    workspace = new_workspace(tmp_path, event)
    link = open_room(workspace, event)
    link.move(Move.ASK, "cloud")
    _said(link, "trust", "Confidence")
    link.edit_texts(TextEdit(TextVerb.MERGE, ("confidence",), "trust"))
    link.edit_texts(TextEdit(TextVerb.FREEZE))
    room_process().kill()
    until(lambda: not link.is_up, "the console notices")
    link.leave()
    link = open_room(workspace, event)
    try:
        edits = link.status.edits
        assert edits.words == WordEdits({"confidence": "trust"})
        assert edits.frozen == frozenset({"trust"})
        _said_later = Phone(link.status.addresses[0].url)
        _said_later.join()
        assert _said_later.vote("cloud", "late").json["state"] == "saved"
        link.edit_texts(TextEdit(TextVerb.RELEASE))
        link.move(Move.CLOSE)
        link.move(Move.REVEAL)
        assert _on_wall(link) == {"trust": 2}, "the cloud is frozen"
    finally:
        link.shut()


FREE = Item(
    "cloud", ItemKind.WORDS, both("One word?", "Un mot ?"), longest_text=40, holds_texts=False
)
RUDE, GENTLE = "Merde alors", "trust"


def test_a_rude_word_waits_where_the_question_holds_nothing_back(tmp_path: Path) -> None:
    event = small_event((FREE, COLOUR))
    workspace = new_workspace(tmp_path, event)
    link = open_room(workspace, event)
    link.move(Move.ASK, "cloud")
    gentle, _rude = _said(link, GENTLE, RUDE)
    listener = gentle.listen()
    room_process().kill()
    until(lambda: not link.is_up, "the console notices")
    listener.close()
    link.leave()
    link = open_room(workspace, event)
    try:
        gentle.url = link.status.addresses[0].url
        assert link.status.edits.is_suspect(RUDE), "known after a restart"
        link.move(Move.CLOSE)
        version = link.move(Move.REVEAL).room.version
        assert _shown(link) == {GENTLE: 1}
        listener = gentle.listen()
        pushed = listener.next_snapshot(at_least=version)
        assert GENTLE in pushed["html"]
        listener.close()
        gentle.now()
        gentle.join()
        assert RUDE.encode() not in gentle.received
        link.edit_texts(TextEdit(TextVerb.RELEASE, (RUDE,)))
        assert _shown(link) == {GENTLE: 1, RUDE: 1}
        assert RUDE in gentle.now()
    finally:
        link.shut()


def _shown(link: RoomClient) -> dict[str, int]:
    result = wall_picture(link.status, FREE).result
    return {} if result is None else {word.text: word.count for word in result.words}

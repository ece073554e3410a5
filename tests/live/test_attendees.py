"""The made-up crowd answers as phones do."""

from __future__ import annotations

from pathlib import Path

import pytest
from room_phones import COLOUR, WHY_RED, running_room, small_event

from pollkit.domain.rooms import Move
from pollkit.errors import RoomUnreachable
from pollkit.live.attendees import PhoneCrowd


def test_a_crowd_joins_and_each_answers_for_itself(tmp_path: Path) -> None:
    event = small_event((COLOUR, WHY_RED), tied=True)
    crowd = PhoneCrowd()
    with running_room(tmp_path, event) as (link, _workspace):
        crowd.join(link.status.addresses[0].url, ["en", "fr", "en", "en"])
        link.move(Move.ASK, "colour")
        colours = {0: ["red"], 1: ["red"], 2: ["blue"]}
        assert crowd.answer("colour", colours) == 3
        result = link.move(Move.CLOSE).result
        assert result is not None
        assert (result.asked, result.count("red"), result.count("blue")) == (4, 2, 1)
        link.move(Move.ASK, "why_red")
        texts = {0: ["Warm"], 1: ["Chaud"], 2: ["I said blue"]}
        assert crowd.answer("why_red", texts) == 2, "the third is not asked"
        assert crowd.answer("colour", {0: ["blue"]}) == 0, "that question is over"
        crowd.leave()


def test_a_crowd_says_when_there_is_no_room() -> None:
    crowd = PhoneCrowd()
    try:
        with pytest.raises(RoomUnreachable):
            crowd.join("http://127.0.0.1:9/123456", ["en"])
    finally:
        crowd.leave()

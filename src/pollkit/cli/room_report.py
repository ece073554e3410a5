"""What `pollkit serve` prints about a room."""

from __future__ import annotations

import sys

from pollkit.cli.output import remark, say, say_json
from pollkit.domain.analysis.counts import Tally, whole_percents
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item
from pollkit.domain.rooms import QuestionState
from pollkit.domain.texts import in_language
from pollkit.domain.views import RoomStatus
from pollkit.i18n import _, current_language

_FINAL = {QuestionState.CLOSED, QuestionState.REVEALED}


class Report:
    """Prints in words for a person, or one JSON object a line for a program."""

    def __init__(self, event: Event, as_json: bool) -> None:
        self._event = event
        self._as_json = as_json

    def opened(self, status: RoomStatus) -> None:
        if self._as_json:
            say_json({"type": "opened", "event": str(self._event.id), **self._facts(status)})
            return
        say(self._event.title)
        for address in status.addresses:
            say(f"  {address.spoken}  ({address.interface})")
        say("  " + _("PIN {pin}").format(pin=status.pin))
        if status.addresses and sys.stdout.isatty():
            print_qr(status.addresses[0].url)
        if status.room.has_ended:
            say(_("The event has ended."))
        else:
            say(_("Type `ask` to begin, `quit` to shut the room."))

    def moved(self, status: RoomStatus) -> None:
        if self._as_json:
            say_json({"type": "status", **self._facts(status)})
        else:
            for line in self._in_words(status):
                say(line)

    def refused(self, reason: str) -> None:
        if self._as_json:
            say_json({"type": "refused", "reason": reason})
        else:
            remark(reason)

    def _facts(self, status: RoomStatus) -> dict[str, object]:
        question, heads = status.room.on_wall, status.heads
        return {
            "version": status.room.version,
            "question": question and question.item,
            "state": question and question.state.value,
            "round": question and question.round,
            "blank": status.room.is_blank,
            "ended": status.room.has_ended,
            "joined": heads.joined,
            "connected": heads.connected,
            "asked": heads.asked,
            "answered": heads.answered,
            "urls": [address.url for address in status.addresses],
            "pin": status.pin,
            "result": _counts(status.result),
            "split": status.split
            and {
                "by": status.split.by,
                "groups": [
                    {"codes": list(group.codes), "result": _counts(group.result)}
                    for group in status.split.groups
                ],
                "suppressed": status.split.suppressed,
            },
        }

    def _in_words(self, status: RoomStatus) -> list[str]:
        question, heads = status.room.on_wall, status.heads
        people = _("{answered} answered · {connected} connected · {joined} joined").format(
            answered=heads.answered, connected=heads.connected, joined=heads.joined
        )
        if question is None:
            ended = _("The event has ended.")
            return [f"{ended} {people}" if status.room.has_ended else people]
        item = self._event.instrument.item(question.item)
        text = in_language(item.texts, current_language(), self._event.languages)
        lines = [f"{text}", f"  {_state_in_words(question.state)} · {people}"]
        if status.result is not None and question.state in _FINAL:
            lines += _result_in_words(item, status.result)
        return lines


def _counts(tally: Tally | None) -> dict[str, object] | None:
    if tally is None:
        return None
    return {
        "asked": tally.asked,
        "answered": tally.answered,
        "counts": {option.code: option.count for option in tally.options},
        "texts": list(tally.texts),
        "mean": tally.mean,
    }


def _result_in_words(item: Item, tally: Tally) -> list[str]:
    percents = whole_percents([option.count for option in tally.options], tally.answered)
    lines = []
    for option, percent in zip(tally.options, percents, strict=True):
        share = f"{percent:>4} %" if tally.shows_percent else ""
        lines.append(f"  {option.count:>5}{share}  {item.label(option.code, current_language())}")
    lines += [f"  – {text}" for text in tally.texts]
    return lines


def _state_in_words(state: QuestionState) -> str:
    return {
        QuestionState.WAITING: _("waiting"),
        QuestionState.READING: _("shown, not yet open"),
        QuestionState.OPEN: _("open"),
        QuestionState.CLOSED: _("closed"),
        QuestionState.REVEALED: _("revealed"),
    }[state]


def print_qr(url: str) -> None:
    import qrcode

    code = qrcode.QRCode(border=2)
    code.add_data(url)
    code.print_ascii(invert=True)

"""The page before the room, where an event asks who is there: it says first what becomes of it."""

from __future__ import annotations

from pollkit.domain.codes import LENGTH
from pollkit.domain.events import Event
from pollkit.domain.people import LONGEST_NAME, AsksFor
from pollkit.i18n import words
from pollkit.live.page.templates import render

# Blanks that are typed with a code do not matter.
_LONGEST_CODE = 2 * LENGTH


def render_door_page(
    event: Event, language: str, pin: str, notice: str | None = None, typed: str = ""
) -> str:
    """Asks for what the event wants; the form's field is `code` or `name`."""
    is_code = event.asks_for is AsksFor.CODE
    return render(
        "who.html",
        language,
        title=_title(event.asks_for, language),
        event=event.title_in(language),
        pin=pin,
        said=_said(event, language),
        notice=notice,
        typed=typed,
        field="code" if is_code else "name",
        longest=_LONGEST_CODE if is_code else LONGEST_NAME,
        autocomplete="name" if event.asks_for is AsksFor.NAME else "off",
    )


def stored_words(event: Event, language: str) -> str:
    """What becomes of a name or a code; "" where the event asks for none."""
    _ = words(language).gettext
    if event.asks_for is AsksFor.NOTHING:
        return ""
    if event.asks_for is AsksFor.CODE:
        return _(
            "The code lets one phone in, and says nothing about who you are. The laptop keeps it "
            "scrambled, and deletes it when the poll ends."
        )
    if event.tells_names:
        return _(
            "The organiser keeps your name together with your answers, also after the poll, and "
            "can hand both on. Type no name if you do not want that."
        )
    if event.answers_tied:
        return _(
            "The laptop keeps the name beside the random number of your answers until the poll "
            "ends: until then it can tell whose they are. Then the name is deleted."
        )
    return _(
        "The laptop keeps the name until the poll ends, and then deletes it. It can tell what you "
        "answered as long as a question is open; when it closes, that link is deleted."
    )


def _title(asks_for: AsksFor, language: str) -> str:
    _ = words(language).gettext
    return {
        AsksFor.NICKNAME: _("Choose a nickname"),
        AsksFor.NAME: _("What is your name?"),
        AsksFor.CODE: _("Type the code from your card"),
    }.get(asks_for, "")


def _said(event: Event, language: str) -> tuple[str, ...]:
    _ = words(language).gettext
    asked = {
        AsksFor.NICKNAME: _(
            "This poll is under nicknames. Take any, it need not tell who you are. The facilitator "
            "sees it, and the wall may show it in a list of scores."
        ),
        AsksFor.NAME: _(
            "This poll is not anonymous. The facilitator sees your name, and the wall may show it "
            "in a list of scores."
        ),
        AsksFor.CODE: _("This poll is for people with a printed code. No name is asked for."),
    }
    return asked.get(event.asks_for, ""), stored_words(event, language)

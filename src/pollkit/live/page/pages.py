"""The attendee's page as a whole, and the pages of those who get no room."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from pollkit.domain.instruments import OF_CODES, OF_POSTS
from pollkit.domain.texts import in_language
from pollkit.domain.views import PhoneScene, PhoneView
from pollkit.i18n import LANGUAGE_NAMES, words
from pollkit.live.page.door import stored_words
from pollkit.live.page.screen import render_screen
from pollkit.live.page.templates import KIOSK_SCRIPT, KIOSK_STYLE, SCRIPT, WAITING_SCRIPT, render

# A phone without scripts asks again after this long, unless that could wipe a half-made answer.
REFRESH_S = 15


class Trouble(StrEnum):
    """Why a phone gets no room."""

    WRONG_PIN = "wrong_pin"
    TOO_MANY_TRIES = "too_many_tries"
    FULL = "full"
    LOCKED = "locked"
    UNAVAILABLE = "unavailable"
    NOT_FOUND = "not_found"


def render_page(view: PhoneView, pin: str) -> str:
    """The whole HTML document, with style and script inside."""
    event = view.event
    title = in_language(event.instrument.title, view.language) or event.title
    before, between, after = _shell(
        str(event.id), title, view.language, event.languages, event.answers_tied, pin,
        stored_words(event, view.language), event.asks_for.is_named, event.tells_names,
        any(item.kind in OF_POSTS for item in event.instrument.items),
    )  # fmt: skip
    refresh = _refresh(view, pin)
    state = _state(view, pin)
    return "".join((before, refresh, between, render_screen(view, pin), state, after))


def render_pin_page(language: str, notice: str | None = None) -> str:
    """Asks for the six digits; the form's field is `pin` and may hold a blank in the middle."""
    _ = words(language).gettext
    title = _("Join the poll")
    return render("pin.html", language, title=title, notice=notice)


def render_error_page(language: str, what: Trouble | str, back: str | None = None) -> str:
    """Says why there is no room and what to do; `back` is a path to try again, such as "/"."""
    title, advice = _words_of(Trouble(what), language)
    waits = back if what == Trouble.LOCKED else None
    return render(
        "trouble.html",
        language,
        title=title,
        advice=advice,
        back=back,
        waits=waits,
        s=REFRESH_S,
        waiting_js=WAITING_SCRIPT,
    )


def _words_of(trouble: Trouble, language: str) -> tuple[str, str]:
    _ = words(language).gettext
    return {
        Trouble.WRONG_PIN: (
            _("There is no poll with these digits."),
            _("The digits on the wall may have changed. Scan the code or type them anew."),
        ),
        Trouble.TOO_MANY_TRIES: (
            _("Too many tries."),
            _("Please wait a minute, then scan the code on the wall or type its digits again."),
        ),
        Trouble.FULL: (
            _("The room is full or closed to new phones."),
            _("Please tell the facilitator. If you were in before, use the same browser again."),
        ),
        Trouble.LOCKED: (
            _("The door is closed just now."),
            _(
                "The facilitator lets no new phones in at the moment. If you want to take part, "
                "raise your hand. This page lets you in by itself once the door is open."
            ),
        ),
        Trouble.UNAVAILABLE: (
            _("The laptop cannot answer right now."),
            _("Stay on this Wi-Fi and try again in a moment."),
        ),
        Trouble.NOT_FOUND: (
            _("There is nothing at this address."),
            _("Scan the code on the wall again."),
        ),
    }[trouble]


def _state(view: PhoneView, pin: str) -> str:
    kiosk = {"kiosk_css": KIOSK_STYLE, "kiosk_js": KIOSK_SCRIPT} if view.turn.is_kiosk else {}
    return render(
        "state.html", view.language, view=view, pin=pin, is_saved=_is_saved(view), **kiosk
    )


def _refresh(view: PhoneView, pin: str) -> str:
    """Lets a phone without scripts follow the room, except where that would wipe what is typed."""
    is_one_step = view.item is not None and view.item.kind in OF_CODES
    is_at_work = view.scene is PhoneScene.ANSWER and not (is_one_step and _is_saved(view))
    if view.board is not None:
        is_at_work = view.board.takes_posts  # to vote is one tap
    if (is_at_work and not view.is_in_box) or view.scene is PhoneScene.END:
        return ""
    return f'<noscript><meta http-equiv="refresh" content="{REFRESH_S};url=/{pin}"></noscript>'


def _is_saved(view: PhoneView) -> bool:
    has_own = view.scene in (PhoneScene.ANSWER, PhoneScene.CLOSED, PhoneScene.RESULT)
    return has_own and (view.mine is not None or view.is_in_box)


# A room has one event and a handful of languages; sixteen leaves space for a change of title.
@lru_cache(maxsize=16)
def _shell(
    event_id: str,
    title: str,
    language: str,
    languages: tuple[str, ...],
    is_tied: bool,
    pin: str,
    of_names: str,
    is_named: bool,
    tells_names: bool,
    has_boards: bool,
) -> tuple[str, str, str]:
    """What lies before, between and after the two places that differ from phone to phone."""
    page = render(
        "page.html",
        language,
        event_id=event_id,
        title=title,
        languages=[(tag, own_name(tag)) for tag in languages],
        language_name=own_name(language),
        is_tied=is_tied,
        of_names=of_names,
        is_named=is_named,
        tells_names=tells_names,
        has_boards=has_boards,
        pin=pin,
        js=SCRIPT,
    )
    before, rest = page.split("<!--refresh-->", 1)
    between, after = rest.split("<!--screen-->", 1)
    return before, between, after


def own_name(language: str) -> str:
    """The language in itself, as a person looks for it; the bare tag if nobody knows it."""
    if language in LANGUAGE_NAMES:
        return LANGUAGE_NAMES[language]
    from babel.core import Locale, UnknownLocaleError

    try:
        name = Locale.parse(language, sep="-").get_display_name()
    except (UnknownLocaleError, ValueError):
        return language
    return name[:1].upper() + name[1:] if name else language

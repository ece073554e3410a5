"""The attendee's page: whole in one response, and the screen within it that is pushed anew.

`render_page` depends on its arguments alone: equal views give equal bytes, so a server may keep
the compressed page of a view that carries no answer of its own. `render_screen` serves the push
(one for each language and class, with `mine=None`) as well as a single phone's own screen.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pollkit.domain.analysis.counts import Tally
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.texts import Texts, in_language
from pollkit.domain.views import PhoneScene, PhoneView
from pollkit.i18n import LANGUAGE_NAMES, direction, words
from pollkit.resources import resource_path

if TYPE_CHECKING:
    from jinja2 import Environment

# A phone without scripts asks again after this long, unless that could wipe a half-made answer.
REFRESH_S = 15


class Trouble(StrEnum):
    """Why a phone gets no room."""

    WRONG_PIN = "wrong_pin"
    TOO_MANY_TRIES = "too_many_tries"
    FULL = "full"
    UNAVAILABLE = "unavailable"
    NOT_FOUND = "not_found"


class Told(NamedTuple):
    """Words of a person; `language` is set only where it is not the page's own."""

    words: str
    language: str | None


@dataclass(frozen=True)
class Row:
    """An option on the screen. `place` 1 .. 7 chooses mark and letter; 0: a point of a scale.

    `width` is the bar's, 0 .. 100; `percent` is "" where too few have answered.
    """

    code: str
    label: Told
    place: int
    is_mine: bool
    count: int = 0
    percent: str = ""
    width: float = 0

    @property
    def letter(self) -> str:
        return chr(ord("A") + self.place - 1)


def render_page(view: PhoneView, pin: str) -> str:
    """The whole HTML document, with style and script inside."""
    event = view.event
    title = in_language(event.instrument.title, view.language) or event.title
    before, between, after = _shell(
        str(event.id), title, view.language, event.languages, event.answers_tied, pin
    )
    refresh = _refresh(view, pin)
    state = _render("state.html", view.language, view=view, is_saved=_is_saved(view))
    return "".join((before, refresh, between, render_screen(view, pin), state, after))


def render_screen(view: PhoneView, pin: str) -> str:
    """The `<main>` of the page, which a push swaps in."""
    item = view.item
    tally = view.result if view.scene is PhoneScene.RESULT else None
    shown: dict[str, object] = {"view": view, "pin": pin, "item": item, "tally": tally}
    shown["mine"] = None if view.mine is None else json.dumps(_answer(view))
    if item is not None:
        shown["stem"] = _told(item.texts, view)
        shown["rows"] = _rows(item, view, tally)
        shown["most"] = _most(item)
        shown["text"] = "" if view.mine is None else view.mine.text or ""
        shown["average"] = _average(tally, view.language)
    return _render("screen.html", view.language, **shown)


def render_pin_page(language: str, notice: str | None = None) -> str:
    """Asks for the six digits; the form's field is `pin` and may hold a blank in the middle."""
    _ = words(language).gettext
    title = _("Join the poll")
    return _render("pin.html", language, title=title, notice=notice)


def render_error_page(language: str, what: Trouble | str, back: str | None = None) -> str:
    """Says why there is no room and what to do; `back` is a path to try again, such as "/"."""
    title, advice = _words_of(Trouble(what), language)
    return _render("trouble.html", language, title=title, advice=advice, back=back)


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
        Trouble.UNAVAILABLE: (
            _("The laptop cannot answer right now."),
            _("Stay on this Wi-Fi and try again in a moment."),
        ),
        Trouble.NOT_FOUND: (
            _("There is nothing at this address."),
            _("Scan the code on the wall again."),
        ),
    }[trouble]


def _refresh(view: PhoneView, pin: str) -> str:
    """Lets a phone without scripts follow the room, except where that would wipe what is typed."""
    is_text = view.item is not None and view.item.kind is ItemKind.TEXT
    is_at_work = view.scene is PhoneScene.ANSWER and (is_text or not _is_saved(view))
    if is_at_work or view.scene is PhoneScene.END:
        return ""
    return f'<noscript><meta http-equiv="refresh" content="{REFRESH_S};url=/{pin}"></noscript>'


def _is_saved(view: PhoneView) -> bool:
    has_own = view.scene in (PhoneScene.ANSWER, PhoneScene.CLOSED, PhoneScene.RESULT)
    return has_own and (view.mine is not None or view.is_in_box)


def _answer(view: PhoneView) -> list[str]:
    assert view.mine is not None
    return [view.mine.text] if view.mine.text is not None else list(view.mine.codes)


def _told(texts: Texts, view: PhoneView) -> Told:
    said = in_language(texts, view.language, (view.event.languages[0], "en"))
    spoken = next((tag for tag, text in texts.items() if text == said), view.language)
    if texts.get(view.language) == said or spoken == view.language:
        return Told(said, None)
    return Told(said, spoken)


def _rows(item: Item, view: PhoneView, tally: Tally | None) -> list[Row]:
    chosen = () if view.mine is None else view.mine.codes
    is_scale = item.kind is ItemKind.SCALE
    rows = []
    for place, (code, label) in enumerate(_labels(item).items(), start=1):
        row = Row(code, _told(label, view), 0 if is_scale else place, code in chosen)
        rows.append(row if tally is None else _counted(row, tally, view.language))
    return rows


def _labels(item: Item) -> Mapping[str, Texts]:
    if item.kind is not ItemKind.SCALE:
        return {option.code: option.texts for option in item.options}
    ends = {item.codes[0]: item.low_label, item.codes[-1]: item.high_label} if item.codes else {}
    return {code: ends.get(code, {}) for code in item.codes}


def _counted(row: Row, tally: Tally, language: str) -> Row:
    option = next(option for option in tally.options if option.code == row.code)
    share = option.share or 0.0
    percent = ""
    if tally.shows_percent:
        from babel.numbers import format_percent

        percent = format_percent(share, locale=_locale(language))
    return replace(row, count=option.count, percent=percent, width=round(share * 100, 1))


def _most(item: Item) -> int | None:
    """How many may be ticked, where that is fewer than there are."""
    if item.kind is not ItemKind.MULTIPLE or item.most_choices is None:
        return None
    return item.most_choices if item.most_choices < len(item.options) else None


def _average(tally: Tally | None, language: str) -> str:
    if tally is None or tally.mean is None or not tally.shows_percent:
        return ""
    from babel.numbers import format_decimal

    return format_decimal(round(tally.mean, 1), format="0.0", locale=_locale(language))


@cache
def _locale(language: str) -> str:
    """The language for Babel's numbers; one that it does not know is counted in as English."""
    from babel import Locale
    from babel.core import UnknownLocaleError

    try:
        return str(Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return "en"


def _render(template: str, language: str, **shown: object) -> str:
    catalogue = words(language)
    return (
        _environment()
        .get_template(template)
        .render(
            shown,
            language=language,
            direction=direction(language),
            css=_STYLE,
            gettext=catalogue.gettext,
            ngettext=catalogue.ngettext,
        )
    )


# A room has one event and a handful of languages; sixteen leaves space for a change of title.
@lru_cache(maxsize=16)
def _shell(
    event_id: str, title: str, language: str, languages: tuple[str, ...], is_tied: bool, pin: str
) -> tuple[str, str, str]:
    """What lies before, between and after the two places that differ from phone to phone."""
    page = _render(
        "page.html",
        language,
        event_id=event_id,
        title=title,
        languages=[(tag, _own_name(tag)) for tag in languages],
        language_name=_own_name(language),
        is_tied=is_tied,
        pin=pin,
        js=_SCRIPT,
    )
    before, rest = page.split("<!--refresh-->", 1)
    between, after = rest.split("<!--screen-->", 1)
    return before, between, after


def _own_name(language: str) -> str:
    """The language in itself, as a person looks for it; the bare tag if nobody knows it."""
    if language in LANGUAGE_NAMES:
        return LANGUAGE_NAMES[language]
    from babel.core import Locale, UnknownLocaleError

    try:
        name = Locale.parse(language, sep="-").get_display_name()
    except (UnknownLocaleError, ValueError):
        return language
    return name[:1].upper() + name[1:] if name else language


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader

    return Environment(
        loader=FileSystemLoader(resource_path("phone")),
        autoescape=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _bare(name: str) -> str:
    """A style or script without indentation and comment lines: every byte of it is sent to all."""
    lines = (line.strip() for line in resource_path("phone", name).read_text("utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(("//", "/*")))


def _hash(source: str) -> str:
    digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
    return f"'sha256-{digest}'"


_STYLE = _bare("phone.css")
_SCRIPT = _bare("phone.js")

# `data:` is for the empty icon, which keeps browsers from asking for /favicon.ico.
CONTENT_SECURITY_POLICY = (
    f"default-src 'none'; style-src {_hash(_STYLE)}; script-src {_hash(_SCRIPT)}; "
    "connect-src 'self'; form-action 'self'; img-src data:; "
    "base-uri 'none'; frame-ancestors 'none'"
)

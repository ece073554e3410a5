"""The page of a phone in a hall: a shell in the clear, and screens that come sealed."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pollkit.domain.answers import as_sent
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.texts import in_language
from pollkit.i18n import direction
from pollkit.live.hall.views import HallView, Stage
from pollkit.live.page.answer import OwnAnswer
from pollkit.live.page.forms import form_of, number_keys, picture_of, places_of, unit_of
from pollkit.live.page.pages import own_name
from pollkit.live.page.screen import FORMS, KIND_STYLES, KIND_WIDGETS, TAP_WIDTH
from pollkit.live.page.templates import (
    HALL_STYLE,
    STYLE,
    STYLES,
    WIDGETS,
    page_policy,
    render,
    script_of,
)
from pollkit.live.page.wording import told

_SCRIPTS = ("hall/before.js", "answers.js", "dressing.js", "hall/hall.js")
SCRIPT = script_of(_SCRIPTS)

# Of questionnaires, and shown as one field each.
_MOMENTS = frozenset({ItemKind.DATE, ItemKind.TIME, ItemKind.MOMENT})
_READ_ONLY = frozenset({ItemKind.NOTE, ItemKind.OTHER})


@dataclass(frozen=True)
class _Offering:
    languages: tuple[str, ...]


@dataclass(frozen=True)
class _Spoken:
    language: str
    event: _Offering


def shell(wave_id: str, pin: str, language: str, library: bytes) -> tuple[str, str]:
    """The page that every phone gets, the same for all, and its content security policy.

    Args:
        library: the script that seals; its hash stands in the page and in the policy.
    """
    page = render(
        "hall/page.html",
        language,
        title="PollKit",
        wave_id=wave_id,
        pin=pin,
        library_hash=integrity(library),
        js=SCRIPT,
        hall_css=HALL_STYLE,
    )
    scripts = (SCRIPT, *(WIDGETS[name] for name in sorted(set(KIND_WIDGETS.values()))))
    # Not every browser takes a hash for a script that has an address: Safari wants 'self'.
    policy = page_policy((STYLE, HALL_STYLE, *STYLES.values()), scripts, "'self'")
    return page, policy


def integrity(library: bytes) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(library).digest()).decode()


def screen(view: HallView, pin: str, pictures: Callable[[str], str] = lambda _name: "") -> str:
    """The `<main>` that is sealed and sent.

    Args:
        pictures: name of a picture -> a `data:` address: which one a phone loads would tell what
            it is asked.
    """
    own = OwnAnswer(None)
    shown: dict[str, Any] = {
        "view": view,
        "pin": pin,
        "item": view.item,
        "languages": [(tag, own_name(tag)) for tag in view.languages],
        "language_name": own_name(view.language),
        "direction": direction(view.language),
        "picture_at": pictures,
        "styles": [],
        "picks": [_pick(item, view.language) for item in view.picks],
    }
    if view.item is not None and view.stage is Stage.STEP:
        shown |= _of_item(view, view.item)
    else:
        shown["own"] = own
    return render("hall/screen.html", view.language, **shown)


def _pick(item: Item, language: str) -> dict[str, Any]:
    return {
        "name": item.name,
        "words": in_language(item.texts, language),
        "hint": in_language(item.hint, language),
        "options": [(option.code, item.label(option.code, language)) for option in item.options],
    }


def _of_item(view: HallView, item: Item) -> dict[str, Any]:
    spoken = _Spoken(view.language, _Offering(view.languages))
    is_form = item.kind not in _READ_ONLY and not view.is_read_only
    own = OwnAnswer(None if view.mine is None else as_sent(item, view.mine))
    style, widget = KIND_STYLES.get(item.kind), KIND_WIDGETS.get(item.kind)
    ends = (item.low_label, item.high_label, item.bottom_label, item.top_label)
    shown: dict[str, Any] = {
        "own": own,
        "mine": json.dumps(own.sent) if own.is_known else None,
        "stem": told({view.language: view.text}, spoken),
        "picture": picture_of(item.image, spoken),
        "ends": [told(end, spoken) for end in ends],
        "unit": unit_of(item, spoken),
        "styles": [STYLES[style]] if style else [],
        "may_be_open": is_form and not view.is_required and view.mine is None,
        "is_elsewhere": item.kind is ItemKind.OTHER,
        "value": "" if is_form or view.mine is None else view.mine.text or "",
    }
    if not is_form:
        return shown
    if widget:
        shown |= {"widget": widget, "widget_js": WIDGETS[widget]}
    form_name = "moment" if item.kind in _MOMENTS else FORMS.get(item.kind, item.kind.value)
    return shown | {
        "form": form_of(item, spoken),
        "form_name": form_name,
        "keys": number_keys(item),
        "tap_width": TAP_WIDTH,
        "tap_height": 0,
        "places": places_of(own, item) if item.kind is ItemKind.RANKING else {},
    }

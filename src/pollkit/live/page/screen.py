"""The `<main>` of the page: what a phone shows now."""

from __future__ import annotations

import json

from pollkit.domain.board_views import PhoneBoard
from pollkit.domain.boards import most_supports, part_in_words
from pollkit.domain.instruments import OF_POSTS, Item, ItemKind
from pollkit.domain.views import PhoneScene, PhoneView
from pollkit.live.page.answer import OwnAnswer, own_answer
from pollkit.live.page.forms import (
    form_of,
    number_keys,
    picture_of,
    places_of,
    points_of,
    rows_of,
    sureness_words,
    unit_of,
)
from pollkit.live.page.pins import regions_of
from pollkit.live.page.results import shown_of
from pollkit.live.page.templates import STYLES, WIDGETS, render
from pollkit.live.page.wording import told

_SETTLED = frozenset({PhoneScene.CLOSED, PhoneScene.RESULT})

# What a question needs besides the page's own style and script.
KIND_STYLES = {
    ItemKind.MATRIX: "lists",
    ItemKind.RANKING: "lists",
    ItemKind.POINTS: "lists",
    ItemKind.GRID: "pads",
    ItemKind.PIN: "pads",
    ItemKind.QUESTIONS: "board",
    ItemKind.IDEAS: "board",
}
KIND_WIDGETS = {
    ItemKind.RANKING: "ranking",
    ItemKind.POINTS: "points",
    ItemKind.GRID: "pad",
    ItemKind.PIN: "pad",
}

# The width of a picture that is tapped without scripts: it fits the narrowest phone.
TAP_WIDTH = 280

# Kinds whose fields are the same: the template that makes them.
FORMS = {
    ItemKind.SINGLE: "choices",
    ItemKind.MULTIPLE: "choices",
    ItemKind.SCALE: "choices",
}


def render_screen(view: PhoneView, pin: str) -> str:
    """The `<main>` of the page, which a push swaps in."""
    item = view.item
    own = own_answer(view)
    shown: dict[str, object] = {"view": view, "pin": pin, "item": item, "own": own}
    shown["mine"] = json.dumps(own.sent) if own.is_known else None
    if item is not None:
        shown |= _of_item(item, view, own)
    return render("screen.html", view.language, **shown)


def _of_item(item: Item, view: PhoneView, own: OwnAnswer) -> dict[str, object]:
    shown: dict[str, object] = {
        "styles": _styles(item, view),
        "stem": told(item.texts, view),
        "picture": picture_of(item.image, view),
        "ends": [
            told(end, view)
            for end in (item.low_label, item.high_label, item.bottom_label, item.top_label)
        ],
        "unit": unit_of(item, view),
    }
    if view.board is not None:
        shown |= _of_board(item, view, view.board)
    elif view.scene is PhoneScene.ANSWER and not view.is_in_box and item.kind not in OF_POSTS:
        shown |= _widget(KIND_WIDGETS.get(item.kind))
        shown["form"] = form_of(item, view)
        shown["form_name"] = FORMS.get(item.kind, item.kind.value)
        shown["keys"] = number_keys(item)
        shown |= {"tap_width": TAP_WIDTH, "tap_height": _tap_height(item)}
        shown["places"] = places_of(own, item) if item.kind is ItemKind.RANKING else {}
    elif view.scene in _SETTLED or view.is_in_box:
        tally = view.result if view.scene is PhoneScene.RESULT else None
        shown |= {"tally": tally, **_widget("result")}
        shown["shown"] = shown_of(item, view, tally, own)
        shown["sure_words"] = dict(sureness_words(view.language))
        shown["scale"] = points_of(item, view) if item.kind is ItemKind.MATRIX else ()
        if tally is not None:
            shown["regions"] = regions_of(tally.pins, view.language)
    return shown


def _of_board(item: Item, view: PhoneView, board: PhoneBoard) -> dict[str, object]:
    """Bars stand beside ideas once their votes are told."""
    most = max((post.supports for post in board.posts), default=0)
    has_bars = item.kind is ItemKind.IDEAS and board.shows_numbers and most > 0
    shown: dict[str, object] = {
        "categories": {row.code: row for row in rows_of(item, view)},
        "most": most_supports(item),
        "widths": {p.id: round(100 * p.supports / most, 1) for p in board.posts}
        if has_bars
        else {},
    }
    if board.own is not None:
        shown["mine"] = json.dumps(part_in_words(board.own))
    return shown | (_widget("board") if view.scene is PhoneScene.ANSWER else {})


def _widget(name: str | None) -> dict[str, object]:
    return {} if name is None else {"widget": name, "widget_js": WIDGETS[name]}


def _styles(item: Item, view: PhoneView) -> list[str]:
    """What the page's own style does not have."""
    is_result = view.scene in _SETTLED or view.is_in_box
    names = [KIND_STYLES.get(item.kind)] if is_result or view.scene is PhoneScene.ANSWER else []
    if is_result or item.kind in OF_POSTS:
        names.append("results")
    return [STYLES[name] for name in names if name]


def _tap_height(item: Item) -> int:
    """How high a picture of TAP_WIDTH stands, in whole pixels: what a tap without scripts is told
    in."""
    if item.image is None:
        return 0
    return max(1, round(TAP_WIDTH * item.image.height / item.image.width))

"""What the editor shows of phone and wall is what the room will see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import pytest
from every_kind import EVERY_KIND
from PySide6.QtGui import QImage

from pollkit.desktop.facilitator.editor.phone_preview import PhonePreview
from pollkit.desktop.facilitator.editor.preview_panel import PreviewPanel
from pollkit.desktop.facilitator.editor.state import EditorState
from pollkit.desktop.theme import Theme
from pollkit.desktop.widgets.phone_kinds import hint_of
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.views import PhoneScene, PhoneView
from pollkit.i18n import speaking
from pollkit.live.page import render_screen
from pollkit.usecases.events import new_event

LANGUAGES = ("en", "fr", "de", "ar")
LIMITED = (
    {"least_choices": 2, "most_choices": 2},
    {"least_choices": 2, "most_choices": 3},
    {"least_choices": 2, "most_choices": None},
    {"least_choices": None, "most_choices": 1},
    {"least_choices": None, "most_choices": None},
)
BOUNDED = (
    {"smallest": "1", "largest": "9"},
    {"smallest": "1", "largest": None},
    {"smallest": None, "largest": "9"},
)


def variants(item: Item) -> Iterator[Item]:
    yield item
    if item.kind in (ItemKind.MULTIPLE, ItemKind.RANKING):
        yield from (replace(item, **limits) for limits in LIMITED)  # type: ignore[arg-type]
    if item.kind is ItemKind.NUMBER:
        yield from (replace(item, **limits) for limits in BOUNDED)  # type: ignore[arg-type]


@pytest.fixture
def event() -> Event:
    made = new_event("Meeting", "Hall", datetime(2026, 11, 24, 9, 0, tzinfo=UTC), LANGUAGES)
    return replace(made, instrument=replace(made.instrument, items=EVERY_KIND))


@pytest.mark.parametrize("item", EVERY_KIND, ids=lambda item: item.name)
def test_the_preview_says_how_to_answer_as_the_phone_itself_does(event: Event, item: Item) -> None:
    for asked in variants(item):
        for language in LANGUAGES:
            view = PhoneView(event, language, 1, PhoneScene.ANSWER, asked)
            page = unescape(render_screen(view, "123456"))
            with speaking(language):
                assert hint_of(asked) in page


@pytest.mark.parametrize("item", EVERY_KIND, ids=lambda item: item.name)
def test_each_kind_has_its_own_picture_in_each_language(
    theme: Theme, event: Event, item: Item
) -> None:
    seen = []
    for language in LANGUAGES:
        phone = PhonePreview()
        phone.show_question(event, item, language, {})
        phone.resize(phone.sizeHint())
        assert item.texts[language] in phone.accessibleDescription()
        seen.append(phone.grab().toImage())
        phone.deleteLater()
    assert len({bytes(image.constBits()) for image in seen}) == len(LANGUAGES)


def test_wall_and_phone_show_the_question_that_is_chosen(theme: Theme, event: Event) -> None:
    panel = PreviewPanel()
    panel.resize(332, 900)
    panel.show()
    seen: list[QImage] = []
    for item in (None, *(item.name for item in EVERY_KIND)):
        panel.render_state(EditorState(event, chosen=item))
        seen.append(panel.grab().toImage())
    # The first question and the quiz at the end differ in the sureness that is asked for.
    assert len({bytes(image.constBits()) for image in seen}) == len(seen)
    panel.close()
    panel.deleteLater()

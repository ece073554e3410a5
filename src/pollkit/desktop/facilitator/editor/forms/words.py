"""How much a person may send or vote for, how long it may be, and whether it waits before the room
sees it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.editor.forms.part import FormPart
from pollkit.desktop.facilitator.editor.state import EditorState
from pollkit.desktop.widgets.fields import NumberField
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import column, row
from pollkit.domain.boards import VOTES_FOR_IDEAS
from pollkit.domain.instruments import OF_POSTS, Item, ItemKind
from pollkit.domain.problems import ItemPart
from pollkit.i18n import _

_MOST_PHRASES = 10
_LONGEST_PHRASE = 60
_LONGEST_TEXT = 2_000


class WordsForm(FormPart):
    kinds = frozenset({ItemKind.TEXT, ItemKind.WORDS}) | OF_POSTS

    def __init__(self) -> None:
        super().__init__()
        self.most = NumberField(_("Words or phrases from each person"), 1, _MOST_PHRASES)
        self.longest = NumberField(_("Longest answer, in characters"), 20, _LONGEST_TEXT)
        self.holds = QCheckBox(_("Show an answer on the wall only once I have let it through"))
        self.holds_words = label("", "small", wraps=True)
        self.most_part = QWidget()
        self.most_words = field_label("", self.most)
        self.most_part.setLayout(column(self.most_words, self.most, gap=theme.XS))
        longest_words = field_label(_("Longest answer, in characters"), self.longest)
        longest = column(longest_words, self.longest, gap=theme.XS)
        self.stays = QCheckBox(_("Open beside the other questions, for the whole event"))
        stays_words = label(
            _(
                "The phones take questions for the speaker whatever is asked; the wall shows them "
                "when you put them there."
            ),
            "small",
            wraps=True,
        )
        self.stays_part = QWidget()
        self.stays_part.setLayout(column(self.stays, stays_words, gap=theme.XS))
        self.take_fields(self.most, self.longest)
        self.holds.clicked.connect(self.committed)
        self.stays.clicked.connect(self.committed)
        holds = column(self.holds, self.holds_words, gap=theme.XS)
        limits = row(self.most_part, longest, None, gap=theme.L)
        self.setLayout(column(limits, holds, self.stays_part, gap=theme.M))

    def show_item(self, item: Item, state: EditorState) -> None:
        is_cloud = item.kind is ItemKind.WORDS
        is_of_posts = item.kind in OF_POSTS
        self.most_part.setVisible(is_cloud or item.kind is ItemKind.IDEAS)
        most_words = _("Words or phrases from each person")
        if item.kind is ItemKind.IDEAS:
            most_words = _("Votes of each person")
        self.most.setAccessibleName(most_words)
        self.most_words.setText(most_words)
        self.most.show_value(_most_of(item))
        self.most.setEnabled(not state.is_locked)
        least = min(5 if is_cloud else 20, item.longest_text)
        most = max(_LONGEST_PHRASE if is_cloud else _LONGEST_TEXT, item.longest_text)
        self.longest.set_limits(least, most)
        self.longest.show_value(item.longest_text)
        self.stays_part.setVisible(item.kind is ItemKind.QUESTIONS)
        self.stays.setChecked(item.stays_open)
        self.holds.setChecked(item.holds_texts)
        self.holds.setText(
            _("Show what people write only once I have let it through")
            if is_of_posts
            else _("Show an answer on the wall only once I have let it through")
        )
        holds = _posts_words if is_of_posts else _holds_words
        self.holds_words.setText(holds(item.holds_texts))

    def read(self, item: Item) -> Item:
        most = item.most_choices
        is_counted = item.kind in (ItemKind.WORDS, ItemKind.IDEAS)
        if is_counted and self.most.value() != _most_of(item):
            most = self.most.value()
        return replace(
            item,
            most_choices=most,
            longest_text=self.longest.value(),
            holds_texts=self.holds.isChecked(),
            stays_open=item.kind is ItemKind.QUESTIONS and self.stays.isChecked(),
        )

    def field_for(self, part: ItemPart) -> QWidget | None:
        return self.most if part is ItemPart.MOST_CHOICES else None


def _most_of(item: Item) -> int:
    return item.most_choices or VOTES_FOR_IDEAS if item.kind is ItemKind.IDEAS else item.most_words


def _posts_words(holds: bool) -> str:
    if holds:
        return _("You read everything first; whatever hurts somebody never reaches the room.")
    return _("What people write is on the wall and all phones at once. Nobody reads it before.")


def _holds_words(holds: bool) -> str:
    if holds:
        return _("You read everything first; whatever hurts somebody never reaches the wall.")
    return _("Answers are on the wall as soon as the result is shown. Nobody reads them before.")

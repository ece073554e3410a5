"""What a facilitator does with the texts that people wrote: released, hidden, merged, frozen.

Texts are known by their folded form, so that an edit holds for everyone who wrote the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from pollkit.domain.analysis.counts import Tally
from pollkit.domain.analysis.values import WordEdits, fold
from pollkit.domain.instruments import Item, ItemKind

# Kinds whose texts a facilitator may hold back.
WRITTEN = frozenset({ItemKind.TEXT, ItemKind.WORDS})


class TextVerb(StrEnum):
    RELEASE = "release"  # the wall may show it
    HOLD = "hold"  # it may not, until it is released again
    HIDE = "hide"  # neither wall nor results show it
    UNHIDE = "unhide"
    MERGE = "merge"  # counts as another word
    PART = "part"  # counts for itself again, as do all that were merged into it
    FREEZE = "freeze"  # the cloud keeps to the words that it has
    THAW = "thaw"


@dataclass(frozen=True)
class TextEdit:
    """One thing done to some texts; `into` is the word that they are merged into."""

    verb: TextVerb
    texts: tuple[str, ...] = ()
    into: str = ""


@dataclass(frozen=True)
class TextEdits:
    """All that was done to the texts of one question.

    Attributes:
        words: what is merged and hidden; results and exports follow it too.
        released: what the wall may show where the question holds texts back.
        frozen: the words that the cloud is kept to; None = new ones appear.
        suspect: what may be rude: it waits for its release where nothing else does.
    """

    words: WordEdits = field(default_factory=WordEdits)
    released: frozenset[str] = frozenset()
    frozen: frozenset[str] | None = None
    suspect: frozenset[str] = frozenset()

    def after(self, edit: TextEdit) -> TextEdits:
        texts = frozenset(filter(None, map(fold, edit.texts)))
        match edit.verb:
            case TextVerb.RELEASE:
                return replace(self, released=self.released | texts)
            case TextVerb.HOLD:
                return replace(self, released=self.released - texts)
            case TextVerb.HIDE:
                return self._hiding(self.words.hidden | texts)
            case TextVerb.UNHIDE:
                return self._hiding(self.words.hidden - texts)
            case TextVerb.MERGE:
                return self._merged(texts, fold(edit.into))
            case TextVerb.PART:
                return self._parted(texts)
            case TextVerb.FREEZE:
                return replace(self, frozen=texts)
            case TextVerb.THAW:
                return replace(self, frozen=None)

    def is_released(self, item: Item, text: str) -> bool:
        """Whether the wall may show it."""
        word = self._word(text)
        waits = item.holds_texts or word in self.suspect
        if waits and word not in self.released and fold(text) not in self.released:
            return False
        return word not in self.words.hidden and (self.frozen is None or word in self.frozen)

    def suspecting(self, texts: Iterable[str]) -> TextEdits:
        return replace(self, suspect=self.suspect | frozenset(map(fold, texts)))

    def is_suspect(self, text: str) -> bool:
        return self._word(text) in self.suspect

    def is_hidden(self, text: str) -> bool:
        return self._word(text) in self.words.hidden

    def _word(self, text: str) -> str:
        return self.words.merged.get(fold(text), fold(text))

    def _hiding(self, hidden: frozenset[str]) -> TextEdits:
        return replace(self, words=replace(self.words, hidden=hidden))

    def _merged(self, texts: frozenset[str], into: str) -> TextEdits:
        """What was merged into one of these follows it; a merged word has no target of its own."""
        into = self.words.merged.get(into, into)
        moved = {text for text in texts if text != into}
        merged = {
            word: into if target in moved else target for word, target in self.words.merged.items()
        }
        merged |= dict.fromkeys(moved, into)
        merged.pop(into, None)
        # A word that counts as a released one is shown with it, and the other way round.
        released = self.released | ({into} if moved & self.released else set())
        return replace(self, words=replace(self.words, merged=merged), released=released)

    def _parted(self, texts: frozenset[str]) -> TextEdits:
        merged = {
            word: target
            for word, target in self.words.merged.items()
            if word not in texts and target not in texts
        }
        return replace(self, words=replace(self.words, merged=merged))


def for_wall(item: Item, result: Tally, edits: TextEdits) -> Tally:
    """The result with only those texts that the room may see."""
    if item.kind not in WRITTEN:
        return result
    return replace(
        result,
        texts=_shown(item, result.texts, edits),
        words=tuple(word for word in result.words if edits.is_released(item, word.text)),
    )


def held_texts(item: Item, result: Tally, edits: TextEdits) -> tuple[str, ...]:
    """What waits to be released."""
    if not item.holds_texts and not edits.suspect:
        return ()
    written = result.texts if item.kind is ItemKind.TEXT else [w.text for w in result.words]
    return tuple(
        text
        for text in dict.fromkeys(written)
        if not edits.is_hidden(text) and _waits(item, text, edits)
    )


def _waits(item: Item, text: str, edits: TextEdits) -> bool:
    is_held = item.holds_texts or edits.is_suspect(text)
    return is_held and not edits.is_released(item, text)


def _shown(item: Item, texts: Iterable[str], edits: TextEdits) -> tuple[str, ...]:
    if item.kind is not ItemKind.TEXT:
        return ()
    return tuple(text for text in texts if edits.is_released(item, text))

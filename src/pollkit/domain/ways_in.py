"""The ways in besides everyone's own phone: which questions they fit, and who stands for whom."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from uuid import UUID

from pollkit.domain.ballots import Channel, Choice
from pollkit.domain.instruments import Item, ItemKind
from pollkit.errors import AnswerNotAccepted
from pollkit.i18n import _

# They are in the room for all of the event and are asked. All others take turns: whoever has not
# answered may not be there at all.
WHO_STAYS = frozenset({Channel.PHONE, Channel.CARD})
# They have no screen of their own.
WITHOUT_SCREEN = frozenset({Channel.HANDS, Channel.CARD})

# More hands than that are a typing error.
MOST_HANDS = 2_000
# A card shows one letter of A to D.
MOST_CARD_OPTIONS = 4
MOST_CARDS = 999

_ONE_OF_SEVERAL = frozenset({ItemKind.SINGLE, ItemKind.SCALE})


def can_count_hands(item: Item) -> bool:
    """Whether everyone raises their hand once."""
    return item.kind in _ONE_OF_SEVERAL


def can_read_cards(item: Item) -> bool:
    return item.kind in _ONE_OF_SEVERAL and 0 < len(item.codes) <= MOST_CARD_OPTIONS


def choices_of_hands(
    event_id: UUID, item: Item, round_: int, counts: Mapping[str, int]
) -> dict[bytes, Choice]:
    """One person for each hand, as token -> choice; counted again, the same places are the same
    persons.

    Raises:
        AnswerNotAccepted: hands do not fit the question, or it has no such option.
    """
    if not can_count_hands(item):
        raise AnswerNotAccepted(_("Hands can be counted where everyone chooses one option."))
    if not counts.keys() <= set(item.codes) or any(n < 0 for n in counts.values()):
        raise AnswerNotAccepted(_("This answer does not belong to the question."))
    if sum(counts.values()) > MOST_HANDS:
        message = _("At most {n} hands can be counted. Look for a slip in the numbers.")
        raise AnswerNotAccepted(message.format(n=MOST_HANDS))
    codes = [code for code in item.codes for _hand in range(counts.get(code, 0))]
    named = (f"{item.name}/{round_}/hands/{place}" for place in range(1, len(codes) + 1))
    return dict(zip(_tokens(event_id, named), map(_choice, codes), strict=True))


def choices_of_cards(event_id: UUID, item: Item, cards: Mapping[int, str]) -> dict[bytes, Choice]:
    """Card number -> option, as token -> choice: a card is one person through all of the event.

    Raises:
        AnswerNotAccepted: cards do not fit the question, or it has no such option.
    """
    if not can_read_cards(item):
        message = _("Cards fit questions with one answer among at most four.")
        raise AnswerNotAccepted(message)
    has_all = set(cards.values()) <= set(item.codes)
    if not has_all or any(not 0 < number <= MOST_CARDS for number in cards):
        raise AnswerNotAccepted(_("This answer does not belong to the question."))
    named = (f"card/{number}" for number in cards)
    return dict(zip(_tokens(event_id, named), map(_choice, cards.values()), strict=True))


def _choice(code: str) -> Choice:
    return Choice((code,))


def _tokens(event_id: UUID, names: Iterator[str]) -> Iterator[bytes]:
    """No phone can have one of these: its cookie would have to be such a name."""
    for name in names:
        yield hashlib.sha256(f"{event_id.hex}/{name}".encode()).digest()

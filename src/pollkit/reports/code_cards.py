"""Cards with a QR code each, eight on a page of A4, set by typst (PDF/UA-1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pollkit.charts.typesetting import typeset
from pollkit.i18n import _, direction, speaking
from pollkit.reports.join_card import code_svg


@dataclass(frozen=True)
class CodeCard:
    """`scanned` is what the QR code holds, `typed` what stands below it; `name` is "" on a card
    that is nobody's yet; `address` are lines."""

    scanned: str = field(repr=False)
    typed: str = field(repr=False)
    name: str = ""
    address: tuple[str, ...] = ()


def write_code_cards(
    path: Path, title: str, says: str, cards: Sequence[CodeCard], language: str
) -> None:
    """`says` is what to do with it. The code is on each card in letters too.

    Raises:
        OSError: the file cannot be written.
    """
    with speaking(language):
        alt = _("QR code for {code}")
    content: dict[str, Any] = {
        "title": title,
        "says": says,
        "language": language.split("-")[0],
        "direction": direction(language),
        "cards": [
            {
                "picture": f"{place}.svg",
                "alt": alt.format(code=card.typed),
                "typed": card.typed,
                "name": card.name,
                "address": list(card.address),
            }
            for place, card in enumerate(cards)
        ],
    }
    pictures = {f"{n}.svg": code_svg(card.scanned).encode() for n, card in enumerate(cards)}
    path.write_bytes(typeset("code_cards.typ", content, "cards.json", pictures))

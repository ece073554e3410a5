"""The join card as a page of A4, set by typst: a tagged PDF, or a picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pollkit.charts.typesetting import typeset
from pollkit.domain.wifi import Wifi, wifi_code
from pollkit.i18n import _, direction, speaking

_PIXELS_PER_INCH = 200.0

# A phone that stays in a Wi-Fi without internet.
_STAY = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 62 100" fill="none" stroke="#1b1f24" '
    'stroke-width="5" stroke-linecap="round"><rect x="3" y="3" width="56" height="94" rx="11"/>'
    '<path d="M11 30a29 29 0 0 1 40 0M17.500 37a20 20 0 0 1 27 0M23.500 44a12 12 0 0 1 15 0"/>'
    '<circle cx="31" cy="52" r="3.5" fill="#1b1f24" stroke="none"/>'
    '<rect x="12" y="64" width="38" height="24" rx="5" fill="#0b6e6e" stroke="none"/>'
    '<path d="M23 76l6 6 10-12" stroke="#fff"/></svg>'
)


@dataclass(frozen=True)
class JoinCard:
    title: str
    languages: tuple[str, ...]
    url: str
    spoken: str
    pin: str
    wifi: Wifi | None = field(default=None, repr=False)


def write_join_card(card: JoinCard, path: Path) -> None:
    """`.png` gives a picture, everything else a PDF (PDF/UA-1)."""
    pictures = {"open.svg": code_svg(card.url).encode(), "stay.svg": _STAY.encode()}
    if card.wifi is not None:
        pictures["join.svg"] = code_svg(wifi_code(card.wifi)).encode()
    inch = _PIXELS_PER_INCH if path.suffix.lower() == ".png" else None
    path.write_bytes(typeset("join_card.typ", _content(card), "card.json", pictures, inch))


def _content(card: JoinCard) -> dict[str, Any]:
    main = card.languages[0]
    steps = []
    with speaking(main):
        pin = _("PIN {pin}").format(pin=f"{card.pin[:3]}\u00a0{card.pin[3:]}")
        if card.wifi is not None:
            password = (
                _("Password: {password}").format(password=card.wifi.password)
                if card.wifi.password
                else _("no password")
            )
            steps.append(
                {
                    "picture": "join.svg",
                    "alt": _("QR code that joins the Wi-Fi"),
                    "said": _in_each(card.languages, lambda: _("Join this Wi-Fi")),
                    "typed": [card.wifi.name, password],
                }
            )
        steps.append(
            {
                "picture": "open.svg",
                "alt": _("QR code for {url}").format(url=card.spoken),
                "said": _in_each(card.languages, lambda: _("Open the page")),
                "typed": [card.spoken, pin],
            }
        )
    return {
        "title": card.title,
        "language": main.split("-")[0],
        "direction": direction(main),
        "stay_alt": _("A phone that stays connected"),
        "steps": steps,
        "stay": _in_each(
            card.languages,
            lambda: _("Stay connected, even without internet. Mobile data off."),
        ),
    }


def _in_each(languages: tuple[str, ...], say: Callable[[], str]) -> list[dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for language in languages:
        with speaking(language):
            words = say()
        found.setdefault(
            words,
            {"text": words, "language": language.split("-")[0], "direction": direction(language)},
        )
    return list(found.values())


def code_svg(text: str) -> str:
    """Error correction M, with the quiet zone of four modules that readers need."""
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    rows = code.get_matrix()
    dark = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    side = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        f'shape-rendering="crispEdges"><rect width="{side}" height="{side}" fill="#fff"/>'
        f'<path d="{dark}" fill="#000"/></svg>'
    )

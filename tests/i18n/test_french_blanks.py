"""French sets a blank before ? ! ; : and inside « »; a line must never break at it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "resources" / "translations" / "fr" / "pollkit.po"
KITS = ROOT / "resources" / "kits"

# As the Imprimerie nationale sets them: narrow everywhere but before the colon, where both serve.
NARROW, WIDE = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
# "::" is a sign of its own, in the headers of a spreadsheet; so is that of a time, or of a format.
WRONG = re.compile(rf"[^{NARROW}][?!;»]|[^{NARROW}{WIDE}:]:(?!//|:|[.\d])|«[^{NARROW}]")


def spoken(catalogue: Path) -> Iterator[str]:
    with catalogue.open("rb") as written:
        for message in read_po(written, locale="fr"):
            if message.id:
                yield from [message.string] if isinstance(message.string, str) else message.string


def french(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        for name, inner in part.items():
            if name == "fr" and isinstance(inner, str):
                yield inner
            yield from french(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from french(inner)


def test_the_rule_finds_what_would_break() -> None:
    assert WRONG.search("D’où venez-vous ?")
    assert WRONG.search("« Oui »")
    assert not WRONG.search(f"D’où{NARROW}? «{NARROW}Ici{NARROW}»{WIDE}: http://127.0.0.1")


def test_punctuation_never_stands_alone_on_a_line_of_the_catalogue() -> None:
    assert [words for words in spoken(CATALOGUE) if WRONG.search(words)] == []


def test_punctuation_never_stands_alone_on_a_line_of_a_kit() -> None:
    texts = [
        words
        for kit in sorted(KITS.rglob("*.json"))
        for words in french(json.loads(kit.read_text(encoding="utf-8")))
    ]
    assert len(texts) > 20
    assert [words for words in texts if WRONG.search(words)] == []

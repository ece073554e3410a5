"""A questionnaire with sections, a repeat, conditions and three languages, for tests of the
caseworker's screens."""

from __future__ import annotations

from pollkit.domain.instruments import Instrument, Item, ItemKind, Option
from pollkit.domain.rules import Rules, Section
from pollkit.domain.texts import Texts


def said(en: str, de: str = "", ar: str = "") -> Texts:
    return {tag: text for tag, text in (("en", en), ("de", de), ("ar", ar)) if text}


def options(**texts: str) -> tuple[Option, ...]:
    return tuple(Option(code, said(text, f"{text} (de)")) for code, text in texts.items())


YES_NO = (
    Option("yes", said("Yes", "Ja", "نعم")),
    Option("no", said("No", "Nein", "لا")),
)

LIFE_HERE = Instrument(
    said("Life here", "Leben hier", "الحياة هنا"),
    ("en", "de", "ar"),
    (
        Item("welcome", ItemKind.NOTE, said("**Thank you** for taking part.", "Danke.")),
        Item(
            "place/years",
            ItemKind.NUMBER,
            said("How many years have you lived here?", "Seit wie vielen Jahren leben Sie hier?"),
            whole=True,
            rules=Rules(
                constraint=". >= 0 and . < 120",
                constraint_message=said("Nobody lives so long.", "So lange lebt niemand."),
            ),
        ),
        Item(
            "place/safe",
            ItemKind.SINGLE,
            said("Do you feel safe here?", "Fühlen Sie sich hier sicher?", "هل تشعر بالأمان هنا؟"),
            YES_NO,
            rules=Rules(required="yes"),
        ),
        Item(
            "place/why",
            ItemKind.MULTIPLE,
            said("Why not?", "Warum nicht?", "لماذا؟"),
            options(dark="Dark streets", noise="Noise", people="Certain people"),
            rules=Rules(relevant="${safe} = 'no'"),
        ),
        Item(
            "member/name",
            ItemKind.TEXT,
            said("What may we call them?", "Wie dürfen wir sie nennen?"),
        ),
        Item(
            "member/age",
            ItemKind.NUMBER,
            said("How old is ${name}?", "Wie alt ist ${name}?"),
            whole=True,
        ),
        Item("last/born", ItemKind.DATE, said("When were you born?", "Wann sind Sie geboren?")),
        Item("last/more", ItemKind.TEXT, said("Anything else?", "Noch etwas?"), longest_text=900),
    ),
    sections=(
        Section("place", said("Where you live", "Wo Sie leben", "حيث تعيش")),
        Section("member", said("Person", "Person"), repeats=True),
        Section("last", said("About you", "Über Sie", "عنك")),
    ),
)

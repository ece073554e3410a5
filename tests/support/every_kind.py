"""One question of every kind, with everything that can be said of it, in four languages."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from pictures import TOWN

from pollkit.domain.instruments import Image, Item, ItemKind, Option

TOWN_MAP = Image(
    hashlib.sha256(TOWN).hexdigest(),
    1200,
    800,
    {"en": "Map of the town", "de": "Stadtplan", "ar": "خريطة المدينة"},
)


def four(english: str, french: str, german: str, arabic: str) -> dict[str, str]:
    return {"en": english, "fr": french, "de": german, "ar": arabic}


HOUSING = four("Housing", "Logement", "Wohnungsbau", "الإسكان")
WORK = four("Work", "Emploi", "Beschäftigungsförderung", "العمل")
TRANSPORT = four("Transport", "Transports", "Nahverkehr", "النقل")
SCHOOLS = four("Schools", "Écoles", "Schulen", "المدارس")
OPTIONS = (
    Option("housing", HOUSING),
    Option("work", WORK),
    Option("transport", TRANSPORT),
    Option("schools", SCHOOLS),
)
LOW = four("not at all", "pas du tout", "überhaupt nicht", "إطلاقًا")
HIGH = four("very much", "tout à fait", "voll und ganz", "تمامًا")

SINGLE = Item(
    "first",
    ItemKind.SINGLE,
    four("What should come first?", "Quelle priorité ?", "Was soll zuerst kommen?", "ما الأولوية؟"),
    OPTIONS,
)
MULTIPLE = replace(
    SINGLE,
    name="several",
    kind=ItemKind.MULTIPLE,
    texts=four(
        "What would help?", "Qu’est-ce qui aiderait ?", "Was würde helfen?", "ما الذي يفيد؟"
    ),
    least_choices=2,
    most_choices=3,
)
SCALE = Item(
    "ready",
    ItemKind.SCALE,
    four(
        "How ready is your city?",
        "Votre ville est-elle prête ?",
        "Wie bereit ist Ihre Stadt?",
        "ما مدى استعداد مدينتكم؟",
    ),
    points=11,
    lowest=0,
    low_label=LOW,
    high_label=HIGH,
)
MATRIX = replace(
    SINGLE,
    name="rate",
    kind=ItemKind.MATRIX,
    texts=four(
        "How well does this work?",
        "Cela fonctionne-t-il bien ?",
        "Wie gut gelingt das?",
        "ما مدى نجاح ذلك؟",
    ),
    low_label=LOW,
    high_label=HIGH,
)
RANKING = replace(
    SINGLE,
    name="order",
    kind=ItemKind.RANKING,
    texts=four(
        "What matters most?",
        "Qu’est-ce qui compte le plus ?",
        "Was ist am wichtigsten?",
        "ما الأهم؟",
    ),
    most_choices=3,
)
POINTS = replace(
    SINGLE,
    name="budget",
    kind=ItemKind.POINTS,
    texts=four(
        "Share out the budget.",
        "Répartissez le budget.",
        "Verteilen Sie den Haushalt.",
        "وزّعوا الميزانية.",
    ),
)
GRID = replace(
    SINGLE,
    name="map",
    kind=ItemKind.GRID,
    texts=four(
        "Where does each belong?",
        "Où placer chacun ?",
        "Wohin gehört was?",
        "أين موضع كلٍّ منها؟",
    ),
    low_label=four("cheap", "bon marché", "günstig", "رخيص"),
    high_label=four("expensive", "cher", "teuer", "مكلف"),
    bottom_label=four("little use", "peu utile", "wenig Nutzen", "قليل الفائدة"),
    top_label=four("great use", "très utile", "großer Nutzen", "عظيم الفائدة"),
)
PIN = Item(
    "where",
    ItemKind.PIN,
    four("Where should it be built?", "Où le construire ?", "Wo soll gebaut werden?", "أين نبني؟"),
    image=TOWN_MAP,
)
NUMBER = Item(
    "share",
    ItemKind.NUMBER,
    four(
        "How many households rent?",
        "Combien de ménages louent ?",
        "Wie viele Haushalte mieten?",
        "كم أسرة تستأجر؟",
    ),
    smallest="0",
    largest="100",
    unit=four("%", "%", "%", "٪"),
)
WORDS = Item(
    "cloud",
    ItemKind.WORDS,
    four(
        "What comes to mind?",
        "À quoi pensez-vous ?",
        "Was fällt Ihnen ein?",
        "ما الذي يخطر ببالكم؟",
    ),
    longest_text=60,
)
TEXT = Item(
    "why",
    ItemKind.TEXT,
    four("Why is that so?", "Pourquoi ?", "Warum ist das so?", "لماذا؟"),
)
SURE = replace(SINGLE, name="quiz", asks_sureness=True, right=("work",), score=2)

QUESTIONS = Item(
    "ask",
    ItemKind.QUESTIONS,
    four(
        "What would you like to ask?",
        "Que voulez-vous demander ?",
        "Was möchten Sie fragen?",
        "ماذا تودون أن تسألوا؟",
    ),
    (Option("money", HOUSING), Option("people", WORK)),
    holds_texts=False,
)
IDEAS = Item(
    "ideas",
    ItemKind.IDEAS,
    four("What should we do?", "Que faire ?", "Was sollten wir tun?", "ماذا نفعل؟"),
    holds_texts=False,
)
BOARDS = (QUESTIONS, IDEAS)

# Answered by a choice; see also `BOARDS`.
EVERY_KIND = (
    SINGLE,
    MULTIPLE,
    SCALE,
    MATRIX,
    RANKING,
    POINTS,
    GRID,
    PIN,
    NUMBER,
    WORDS,
    TEXT,
    SURE,
)

# An answer to each, in the words of the wire.
ANSWERS = {
    "first": ["work"],
    "several": ["housing", "schools"],
    "ready": ["10"],
    "rate": ["housing=1", "transport=5"],
    "order": ["schools=1", "housing=2"],
    "budget": ["housing=60", "schools=40"],
    "map": ["housing.x=20", "housing.y=80", "work.x=75", "work.y=10"],
    "where": ["x=250", "y=500"],
    "share": ["42.5"],
    "cloud": ["rents", "more time"],
    "why": ["It is like that."],
    "quiz": ["work", "~sure=3"],
}

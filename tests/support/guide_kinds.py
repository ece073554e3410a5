"""One question of each kind as a facilitator would ask it, with texts in English, French, German
and Arabic that are long on purpose, and what a made-up room answers."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from meeting import texts
from wall_kinds import (
    GRID,
    MATRIX,
    NUMBER,
    PIN,
    POINTS,
    POSTERS,
    RANKING_3,
    SCALE_11,
    WORDS,
    answers,
    options,
)
from wall_pictures import LONG

from pollkit.domain.answers import as_sent
from pollkit.domain.instruments import Item, ItemKind

WHO = Item(
    "who",
    ItemKind.SINGLE,
    texts(
        "Who should decide about the money for the neighbourhood?",
        "Qui devrait décider de l’argent destiné au quartier ?",
        "Wer sollte darüber entscheiden, wofür die Mittel des Stadtteils im nächsten Jahr "
        "ausgegeben werden?",
        "من ينبغي أن يقرر كيف تُنفق أموال الحي في العام المقبل؟",
    ),
    options=options(
        ("all", "Everyone who lives here", "Toutes celles et ceux qui y vivent",
         "Alle Bewohnerinnen und Bewohner des Stadtteils gemeinsam",
         "جميع سكان الحي معاً في اجتماع عام"),
        ("lot", "A group drawn by lot", "Un groupe tiré au sort",
         "Eine ausgeloste Bürgerversammlung", "مجموعة من السكان تُختار بالقرعة"),
        ("council", "The council", "Le conseil municipal",
         "Der Stadtrat und seine Fachausschüsse", "مجلس المدينة ولجانه المختصة"),
        ("fund", "Whoever funds it", "Les bailleurs de fonds",
         "Die Stiftung, von der das Geld kommt", "المؤسسة التي تقدّم المال"),
    ),
)  # fmt: skip
HELPS = replace(LONG, name="helps", least_choices=1, most_choices=3)
WHY = Item(
    "why",
    ItemKind.TEXT,
    texts(
        "What would have to change so that you would evaluate more?",
        "Que faudrait-il changer pour que vous évaluiez davantage ?",
        "Was müsste sich ändern, damit Sie häufiger auswerten, was Sie fördern?",
        "ما الذي يجب أن يتغيّر لكي تقوموا بالتقييم أكثر مما تفعلون الآن؟",
    ),
    holds_texts=False,
)
ASK = Item(
    "ask",
    ItemKind.QUESTIONS,
    texts(
        "What would you like to ask the speakers?",
        "Que souhaitez-vous demander aux intervenantes et intervenants ?",
        "Was möchten Sie die Rednerinnen und Redner fragen?",
        "ماذا تودون أن تسألوا المتحدثات والمتحدثين؟",
    ),
    options=options(
        ("money", "Money", "Argent", "Finanzierung", "التمويل"),
        ("people", "People", "Personnes", "Beteiligung der Bewohnerschaft", "مشاركة السكان"),
    ),
    holds_texts=False,
)
PROPOSE = Item(
    "propose",
    ItemKind.IDEAS,
    texts(
        "What should we try together next year?",
        "Que devrions-nous essayer ensemble l’an prochain ?",
        "Was sollten wir im kommenden Jahr gemeinsam ausprobieren?",
        "ما الذي ينبغي أن نجربه معاً في العام المقبل؟",
    ),
    holds_texts=False,
)
CLOUD = replace(WORDS, name="cloud", holds_texts=False)
QUIZ = Item(
    "quiz",
    ItemKind.SINGLE,
    texts(
        "Sixty people were invited, forty-two have answered. What is the response rate?",
        "Soixante personnes étaient invitées, quarante-deux ont répondu. Quel est le taux de "
        "réponse ?",
        "Sechzig Personen waren eingeladen, zweiundvierzig haben geantwortet. Wie hoch ist die "
        "Rücklaufquote?",
        "دُعي ستون شخصاً وأجاب منهم اثنان وأربعون. ما نسبة الاستجابة؟",
    ),
    options=options(
        ("70", "70 %", "70 %", "70 %", "70%"),
        ("58", "58 %", "58 %", "58 %", "58%"),
        ("42", "42 %", "42 %", "42 %", "42%"),
        ("none", "That cannot be said", "On ne peut pas le dire",
         "Das lässt sich nicht sagen", "لا يمكن تحديد ذلك"),
    ),
    right=("70",),
    score=1,
    asks_sureness=True,
)  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A question of the guide, by the name of its kind or of its variety."""

    name: str
    item: Item


EVERY = (
    Shown("single", WHO),
    Shown("multiple", HELPS),
    Shown("scale", SCALE_11),
    Shown("matrix", MATRIX),
    Shown("ranking", RANKING_3),
    Shown("points", POINTS),
    Shown("grid", GRID),
    Shown("pin", PIN),
    Shown("number", NUMBER),
    Shown("text", WHY),
    Shown("words", CLOUD),
    Shown("questions", ASK),
    Shown("ideas", PROPOSE),
    Shown("quiz", QUIZ),
    Shown("pictures", POSTERS),
)

# What people write, the room's three languages beside each other; of posts, by their category.
SAID = (
    "More time for it",
    "Jemand, der die Ergebnisse auch liest und danach mit uns darüber spricht",
    "أن تُستخدم النتائج فعلاً في اتخاذ القرارات القادمة",
    "One questionnaire for all funders",
    "Geld, das nur dafür da ist",
    "تدريب قصير باللغة العربية",
    "Less fear of bad news",
    "Vorlagen, die man nicht erst anpassen muss",
    "أسئلة أقل وأوضح",
)
ASKED = (
    ("people", "How did you find the people who never come to a meeting?"),
    ("money", "Wer bezahlt die Auswertung, wenn das Projekt vorbei ist?"),
    (None, "هل يمكن لمدينتنا أن تستخدم استبياناتكم مجاناً؟"),
    ("money", "What did it cost in the first year?"),
    ("people", "Dürfen auch Jugendliche mitentscheiden?"),
    (None, "ماذا فعلتم عندما كانت النتائج سيئة؟"),
)
PROPOSED = (
    "A walk through the quarter with those who cannot walk far",
    "Ein Gemeinschaftsgarten hinter der Stadtteilbibliothek",
    "لقاء شهري للعائلات الجديدة في الحي",
    "One evening a month when the school stays open",
    "Eine Werkstatt, in der man Fahrräder repariert",
)


def sent_by(item: Item, people: int) -> list[list[str]]:
    """What each of so many people sends; of the posts of a board, see `ASKED` and `PROPOSED`."""
    dice = random.Random(item.name)
    if item.kind is ItemKind.TEXT:
        return [[text] for text in SAID[:people]]
    if item.kind is ItemKind.WORDS:
        return [dice.sample(_WORDS, 3, counts=range(len(_WORDS), 0, -1)) for _n in range(people)]
    if item.kind is ItemKind.MULTIPLE:
        return [dice.sample(item.codes, dice.choice((1, 2, 3, 3))) for _n in range(people)]
    return [as_sent(item, choice) for choice in answers(item, people)]


def own_answer(item: Item, number: int) -> list[str]:
    """What the phones of the pictures send, each something of its own where it is written."""
    if item.kind is ItemKind.TEXT:
        return [_OWN[number]]
    return sent_by(item, number + 1)[number]


_OWN = (
    "More people who read what comes out of it",
    "Mehr Menschen, die lesen, was dabei herauskommt",
    "Weniger Formulare",
    "قدر أكبر من الثقة بين الممولين والعاملين",
    "وقت كافٍ",
)
_WORDS = (
    "Learning", "Paperwork", "التعلّم", "Trust", "Zeit", "Better decisions", "Verbesserung",
    "الأثر", "Questionnaires", "Wirkung", "who reads the reports?", "money", "Kontrolle",
    "listening to people", "أسئلة كثيرة", "honesty", "Rechenschaftspflicht", "before and after",
)  # fmt: skip

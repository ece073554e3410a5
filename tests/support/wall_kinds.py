"""One question of every kind with made-up answers, in English, French, German and Arabic; long
texts and crowds where they are hard to place."""

from __future__ import annotations

import random
from dataclasses import replace
from uuid import UUID

from meeting import COUNTRY, EVALUATES, texts

from pollkit.domain.analysis.counts import Tally, tally
from pollkit.domain.analysis.splits import Group, Split, split
from pollkit.domain.ballots import SURE as SURE_PART
from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Image, Item, ItemKind, Option

CITY_MAP = Image(
    "a" * 64, 1200, 800, texts("A map of the city", "Un plan", "Ein Stadtplan", "خريطة")
)


def options(*rows: tuple[str, ...]) -> tuple[Option, ...]:
    return tuple(Option(code, texts(*words)) for code, *words in rows)


THINGS = options(
    ("staff", "Training for our own staff", "Former le personnel",
     "Fortbildungen für die eigenen Mitarbeiterinnen und Mitarbeiter",
     "تدريب الموظفات والموظفين العاملين لدينا على المتابعة والتقييم"),
    ("money", "A budget for evaluation", "Un budget pour l’évaluation",
     "Zweckgebundene Mittel für eine unabhängige Wirkungsmessung",
     "ميزانية مخصصة لقياس الأثر قياساً مستقلاً"),
    ("outside", "An evaluator from outside", "Un évaluateur externe",
     "Eine unabhängige Stelle von außen", "جهة مستقلة من خارج الإدارة"),
    ("forms", "Ready-made questionnaires", "Des questionnaires prêts à l’emploi",
     "Fertige Fragebögen in einfacher Sprache", "استبيانات جاهزة بلغة بسيطة"),
    ("visits", "Visits to other cities", "Des visites d’autres villes",
     "Gegenseitige Besuche in anderen Städten", "زيارات متبادلة بين المدن"),
)  # fmt: skip
SCALE_11 = Item(
    "recommend",
    ItemKind.SCALE,
    texts(
        "How likely are you to recommend this day to a colleague?",
        "Recommanderiez-vous cette journée à un collègue ?",
        "Wie wahrscheinlich ist es, dass Sie diesen Tag einer Kollegin oder einem Kollegen "
        "weiterempfehlen?",
        "ما مدى احتمال أن توصي زميلةً أو زميلاً بالمشاركة في مثل هذا اليوم؟",
    ),
    points=11,
    lowest=0,
    low_label=texts(
        "Not at all likely", "Pas du tout", "Überhaupt nicht wahrscheinlich", "غير محتمل إطلاقاً"
    ),
    high_label=texts(
        "Extremely likely", "Très probable", "Äußerst wahrscheinlich", "محتمل إلى أقصى حد"
    ),
)
MATRIX = Item(
    "agree",
    ItemKind.MATRIX,
    texts(
        "How far do you agree?",
        "Dans quelle mesure êtes-vous d’accord ?",
        "Inwieweit stimmen Sie den folgenden Aussagen zur Auswertung zu?",
        "إلى أي مدى توافق على العبارات التالية حول التقييم؟",
    ),
    options=options(
        ("useful", "Evaluation is useful for my own work", "L’évaluation m’est utile",
         "Auswertungen sind für meine eigene tägliche Arbeit nützlich",
         "التقييم مفيد لعملي اليومي"),
        ("time", "We have the time that it takes", "Nous avons le temps nécessaire",
         "Wir haben die Zeit, die eine sorgfältige Auswertung braucht",
         "لدينا الوقت الذي يتطلبه التقييم الدقيق"),
        ("told", "I am told what came out of it", "On m’en dit les résultats",
         "Mir wird mitgeteilt, was dabei herausgekommen ist", "يتم إخباري بما خلص إليه التقييم"),
        ("change", "Findings change what we fund", "Les résultats changent nos choix",
         "Die Ergebnisse verändern, was wir fördern", "تغيّر النتائج ما نموّله من مشاريع"),
    ),
    low_label=texts("Not at all", "Pas du tout", "Stimme gar nicht zu", "لا أوافق إطلاقاً"),
    high_label=texts("Completely", "Tout à fait", "Stimme völlig zu", "أوافق تماماً"),
)  # fmt: skip
MATRIX_11 = replace(MATRIX, name="agree11", points=11, lowest=0)
RANKING = Item(
    "rank",
    ItemKind.RANKING,
    texts(
        "What would help your city most?",
        "Qu’est-ce qui aiderait le plus votre ville ?",
        "Was würde Ihrer Stadt in den kommenden zwei Jahren am meisten helfen?",
        "ما الذي سيساعد مدينتك أكثر من غيره خلال العامين المقبلين؟",
    ),
    options=THINGS,
)
RANKING_3 = replace(RANKING, name="rank3", most_choices=3)
POINTS = replace(RANKING, name="points", kind=ItemKind.POINTS)
GRID = Item(
    "grid",
    ItemKind.GRID,
    texts(
        "Where does each of these belong?",
        "Où placer chacune de ces choses ?",
        "Wohin gehört jede dieser Maßnahmen?",
        "أين تضع كل واحد من هذه التدابير؟",
    ),
    options=THINGS,
    low_label=texts("Cheap", "Bon marché", "Kostengünstig", "قليل التكلفة"),
    high_label=texts("Expensive", "Cher", "Kostenintensiv", "مرتفع التكلفة"),
    bottom_label=texts("Little effect", "Peu d’effet", "Geringe Wirkung", "أثر ضعيف"),
    top_label=texts("Large effect", "Grand effet", "Große Wirkung", "أثر كبير"),
)
PIN = Item(
    "pin",
    ItemKind.PIN,
    texts(
        "Where should the next meeting point be?",
        "Où faut-il le prochain lieu de rencontre ?",
        "Wo sollte der nächste Treffpunkt für die Nachbarschaft entstehen?",
        "أين ينبغي أن تُنشأ نقطة اللقاء القادمة لسكان الحي؟",
    ),
    image=CITY_MAP,
)
NUMBER = Item(
    "number",
    ItemKind.NUMBER,
    texts(
        "What share of the programmes in the region is evaluated at all?",
        "Quelle part des programmes est évaluée ?",
        "Welcher Anteil der geförderten Programme in der Region wird überhaupt ausgewertet?",
        "ما نسبة البرامج الممولة في المنطقة التي يتم تقييمها فعلاً؟",
    ),
    smallest="0",
    largest="100",
    unit=texts("%", "%", "%", "%"),
)
GUESS = replace(NUMBER, name="guess", right=("34",), score=1)
WORDS = Item(
    "words",
    ItemKind.WORDS,
    texts(
        "What comes to your mind when you hear “evaluation”?",
        "À quoi pensez-vous en entendant « évaluation » ?",
        "Was fällt Ihnen zum Wort „Auswertung“ ein?",
        "ما الذي يخطر ببالك عند سماع كلمة «تقييم»؟",
    ),
)
QUIZ = replace(EVALUATES, name="quiz", right=("no",), score=1)
SURE_QUIZ = replace(QUIZ, name="surequiz", asks_sureness=True)
SURE = replace(EVALUATES, name="sure", asks_sureness=True)
POSTERS = Item(
    "posters",
    ItemKind.SINGLE,
    texts(
        "Which poster speaks to you?",
        "Quelle affiche vous parle ?",
        "Welches Plakat spricht Sie am meisten an?",
        "أي ملصق يعجبك؟",
    ),
    options=tuple(
        Option(code, texts(*words), Image(code * 64, *size, texts(*words)))
        for code, size, *words in (
            ("b", (800, 600), "The river", "Le fleuve", "Der Fluss am Abend", "النهر"),
            ("c", (600, 800), "The square", "La place", "Der Marktplatz", "الساحة"),
            ("d", (800, 600), "The market hall", "La halle", "Die Markthalle von innen", "السوق"),
            ("e", (800, 800), "The bridge", "Le pont", "Die Brücke", "الجسر"),
        )
    ),
)
EVERY_ITEM = (
    SCALE_11, MATRIX, MATRIX_11, RANKING, RANKING_3, POINTS, GRID, PIN, NUMBER, GUESS, WORDS, QUIZ,
    SURE_QUIZ, SURE, POSTERS,
)  # fmt: skip
EVERY_IMAGE = (CITY_MAP, *(option.image for option in POSTERS.options if option.image))

MENTIONS = (
    ("Learning", 18), ("Paperwork", 14), ("Trust", 11), ("Questionnaires", 9), ("التعلّم", 8),
    ("Time", 7), ("学习", 6), ("Better decisions", 6), ("Zeit", 5), ("who reads the reports?", 5),
    ("Impact", 5), ("Wirkung", 4), ("money", 4), ("🎯", 4), ("Kontrolle", 3),
    ("listening to people", 3), ("الأثر", 3), ("評価", 3), ("honesty", 3), ("numbers", 2),
    ("Verbesserung", 2), ("stress", 2), ("outsiders", 2), ("before and after", 2),
    ("हमारा काम", 2), ("curiosity", 2), ("évaluer", 2), ("Daten", 2), ("mistakes", 1),
    ("Zahlen", 1), ("feedback", 1), ("ограничения", 1), ("transparency", 1),
    ("Rechenschaftspflicht gegenüber Geldgebern", 1), ("coffee ☕", 1), ("comparison", 1),
    ("public money", 1), ("change", 1), ("steering", 1), ("fairness", 1), ("courage", 1),
    ("too late", 1), ("goals", 1), ("שאלות", 1), ("teamwork", 1), ("again", 1),
    ("interviews", 1), ("nothing", 1), ("proof", 1), ("dialogue", 1), ("the long view", 1),
)  # fmt: skip


def words_said(*mentions: tuple[str, int]) -> Tally:
    """So many people wrote each; nobody wrote two."""
    choices = [Choice(text=text) for text, count in mentions for _n in range(count)]
    return tally(WORDS, choices, len(choices))


def answers(item: Item, people: int = 42, seed: int = 7) -> list[Choice]:
    """What a made-up crowd answers; the same each time."""
    dice = random.Random(f"{item.name} {seed}")
    return [_ANSWERS[item.kind](item, dice) for _number in range(people)]


def result_of(item: Item, people: int = 42) -> Tally:
    if item.kind is ItemKind.WORDS:
        return words_said(*MENTIONS)
    return tally(item, answers(item, people), people + people // 20)


def groups_of(item: Item, suppressed: int = 3) -> Split:
    """Four groups by country, the last one of two countries."""
    if item.kind in (ItemKind.GRID, ItemKind.PIN):
        found = split_by_country(item, uk=12, us=8, de=6, ca=4, be=5)
        return replace(found, suppressed=suppressed)
    groups = tuple(
        Group(codes, tally(item, answers(item, people, seed=people), people))
        for codes, people in ((("uk",), 12), (("us",), 8), (("de",), 6), (("ca", "be"), 9))
    )
    return Split(item.name, COUNTRY.name, groups, suppressed)


def split_by_country(item: Item, **people: int) -> Split:
    """The same in so many people of each country, by the rules of the house."""
    crowd = [(code, choice) for code, n in people.items() for choice in answers(item, n, seed=n)]
    given = {
        UUID(int=who): {COUNTRY.name: Choice((code,)), item.name: choice}
        for who, (code, choice) in enumerate(crowd)
    }
    return split(item, COUNTRY, given)


def _one(item: Item, dice: random.Random) -> Choice:
    weights = [4, 2, 1, 1, 1, 1, 1][: len(item.codes)]
    values = ((SURE_PART, dice.choices("1234", (1, 2, 4, 3))[0]),) if item.asks_sureness else ()
    return Choice(tuple(dice.choices(item.codes, weights)), values=values)


def _point(item: Item, dice: random.Random) -> Choice:
    last = len(item.codes) - 1
    return Choice((item.codes[_drawn(dice, last * 0.7, last * 0.22, last)],))


def _rated(item: Item, dice: random.Random) -> Choice:
    last = item.points - 1
    given = []
    for place, code in enumerate(item.codes):
        if dice.random() < 0.9:
            point = _drawn(dice, last * (0.8 - 0.2 * place), last * 0.25, last)
            given.append((code, str(item.lowest + point)))
    return Choice(values=tuple(given))


def _ranked(item: Item, dice: random.Random) -> Choice:
    keys = {code: dice.gauss(place, 1.4) for place, code in enumerate(item.codes[::-1])}
    return Choice(tuple(sorted(item.codes, key=keys.__getitem__)[: item.most_choices]))


def _shared(item: Item, dice: random.Random) -> Choice:
    left, values = 100, []
    for code in item.codes[:-1]:
        share = min(left, round(dice.random() * 50 / 5) * 5)
        left -= share
        values.append((code, str(share)))
    values.append((item.codes[-1], str(left)))
    return Choice(values=tuple((code, share) for code, share in values if share != "0"))


_HOMES = ((28, 74), (78, 80), (71, 68), (18, 36), (55, 22), (60, 60), (40, 40))


def _placed(item: Item, dice: random.Random) -> Choice:
    values = []
    for (x, y), code in zip(_HOMES, item.codes, strict=False):
        for axis, middle in (("x", x), ("y", y)):
            values.append((f"{code}.{axis}", str(_drawn(dice, middle, 13, 100))))
    return Choice(values=tuple(values))


def _pinned(item: Item, dice: random.Random) -> Choice:
    x, y = dice.choice(((320, 410), (320, 410), (700, 260), (520, 720)))
    spot = (str(_drawn(dice, middle, 60, 1000)) for middle in (x, y))
    return Choice(values=tuple(zip("xy", spot, strict=True)))


def _guessed(item: Item, dice: random.Random) -> Choice:
    return Choice(values=(("number", str(_drawn(dice, 45, 17, 100))),))


def _drawn(dice: random.Random, middle: float, spread: float, last: int) -> int:
    return round(min(max(dice.gauss(middle, spread), 0), last))


_ANSWERS = {
    ItemKind.SINGLE: _one,
    ItemKind.SCALE: _point,
    ItemKind.MATRIX: _rated,
    ItemKind.RANKING: _ranked,
    ItemKind.POINTS: _shared,
    ItemKind.GRID: _placed,
    ItemKind.PIN: _pinned,
    ItemKind.NUMBER: _guessed,
}

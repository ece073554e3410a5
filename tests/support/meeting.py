"""The results of a made-up meeting, with numbers that were counted by hand.

42 people from seven countries; 29 of them say that their city evaluates what it funds: 11 of 12
from the United Kingdom, 5 of 8, 4 of 6, 3 of 5, 2 of 4, 2 of 4 and 2 of 3. Of the 13 others 8 say
no and 5 do not know. 27 of the 29 say how.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from pollkit.domain.analysis.counts import tally
from pollkit.domain.analysis.splits import split
from pollkit.domain.ballots import Choice
from pollkit.domain.events import Event
from pollkit.domain.instruments import Condition, Instrument, Item, ItemKind, Option
from pollkit.domain.results import EventResults, QuestionResult

LONDON = ZoneInfo("Europe/London")
LANGUAGES = ("en", "fr", "de", "ar")


def texts(*words: str) -> dict[str, str]:
    """In English, French, German and Arabic; fewer if fewer are given."""
    return dict(zip(LANGUAGES, words, strict=False))


COUNTRY = Item(
    "country",
    ItemKind.SINGLE,
    texts(
        "Which country is your city in?",
        "Dans quel pays se trouve votre ville ?",
        "In welchem Land liegt Ihre Stadt?",
        "في أي بلد تقع مدينتك؟",
    ),
    options=(
        Option(
            "uk",
            texts("United Kingdom", "Royaume-Uni", "Vereinigtes Königreich", "المملكة المتحدة"),
        ),
        Option(
            "us", texts("United States", "États-Unis", "Vereinigte Staaten", "الولايات المتحدة")
        ),
        Option("de", texts("Germany", "Allemagne", "Deutschland", "ألمانيا")),
        Option("ca", texts("Canada", "Canada", "Kanada", "كندا")),
        Option("be", texts("Belgium", "Belgique", "Belgien", "بلجيكا")),
        Option("fr", texts("France", "France", "Frankreich", "فرنسا")),
        Option("nl", texts("Netherlands", "Pays-Bas", "Niederlande", "هولندا")),
    ),
)
EVALUATES = Item(
    "evaluates",
    ItemKind.SINGLE,
    texts(
        "Does your city evaluate the programmes it funds?",
        "Votre ville évalue-t-elle les programmes qu’elle finance ?",
        "Wertet Ihre Stadt die von ihr geförderten Programme aus?",
        "هل تقيّم مدينتك البرامج التي تموّلها؟",
    ),
    options=(
        Option("yes", texts("Yes", "Oui", "Ja", "نعم")),
        Option("no", texts("No", "Non", "Nein", "لا")),
        Option("dont_know", texts("Don’t know", "Ne sait pas", "Weiß nicht", "لا أعرف")),
    ),
)
HOW = Item(
    "how",
    ItemKind.TEXT,
    texts(
        "How does it evaluate them?",
        "Comment les évalue-t-elle ?",
        "Wie wertet sie sie aus?",
        "كيف تقيّمها؟",
    ),
    asked_if=Condition("evaluates", ("yes",)),
)
PRIORITY = Item(
    "priority",
    ItemKind.MULTIPLE,
    texts(
        "What would help your city most?",
        "Qu’est-ce qui aiderait le plus votre ville ?",
        "Was würde Ihrer Stadt bei der Auswertung am meisten helfen?",
        "ما الذي يساعد مدينتك أكثر؟",
    ),
    options=(
        Option(
            "money",
            texts(
                "Money set aside for evaluation",
                "Un budget réservé à l’évaluation",
                "Zweckgebundene Mittel für eine unabhängige Wirkungsmessung",
                "أموال مخصصة للتقييم",
            ),
        ),
        Option(
            "staff",
            texts("Staff who know how", "Du personnel formé", "Geschultes Personal", "موظفون"),
        ),
        Option(
            "time",
            texts("More time", "Plus de temps", "Mehr Zeit", "المزيد من الوقت"),
        ),
    ),
)
CONFIDENCE = Item(
    "confidence",
    ItemKind.SCALE,
    texts(
        "How sure are you that your programmes work?",
        "À quel point en êtes-vous sûr ?",
        "Wie sicher sind Sie, dass Ihre Programme wirken?",
        "ما مدى ثقتك بنجاح برامجك؟",
    ),
    low_label=texts("Not at all", "Pas du tout", "Gar nicht", "إطلاقاً"),
    high_label=texts("Very", "Tout à fait", "Sehr", "جداً"),
)
ITEMS = (COUNTRY, EVALUATES, HOW, PRIORITY, CONFIDENCE)

# Country -> (people, of whom say yes, of whom say no)
COUNTRIES = {
    "uk": (12, 11, 1),
    "us": (8, 5, 2),
    "de": (6, 4, 1),
    "ca": (5, 3, 1),
    "be": (4, 2, 1),
    "fr": (4, 2, 1),
    "nl": (3, 2, 1),
}
# 27 answers: "surveys" 12 + 1, "interviews" 8, and six others.
WORDS = (
    *["Surveys before and after"] * 12,
    "surveys before and after.",
    *["Interviews"] * 8,
    "An outside evaluator",
    "Feedback forms",
    "We count who comes",
    "استبيانات",
    "Focus groups",
    "Not sure",
)


def meeting(
    title: str = "Transatlantic day",
    place: str = "City Hall, London",
    items: tuple[Item, ...] = ITEMS,
    population: int | None = None,
) -> Event:
    return Event(
        id=UUID("019585a0-0000-7000-8000-000000000042"),
        title=title,
        place=place,
        starts_at=datetime(2023, 3, 14, 9, 30, tzinfo=LONDON),
        instrument=Instrument(texts("Demo"), LANGUAGES, items),
        answers_tied=True,
        population=population,
    )


def people() -> list[dict[str, Choice]]:
    """What each of the 42 answered."""
    crowd: list[dict[str, Choice]] = []
    for country, (size, yes, no) in COUNTRIES.items():
        says = ["yes"] * yes + ["no"] * no + ["dont_know"] * (size - yes - no)
        crowd += [{"country": one(country), "evaluates": one(say)} for say in says]
    said_yes = [person for person in crowd if person["evaluates"] == one("yes")]
    for person, words in zip(said_yes, WORDS, strict=False):
        person["how"] = Choice(text=words)
    for place, person in enumerate(crowd):
        person["priority"] = one(*PICKS[place % 3])
        person["confidence"] = one("23445"[place % 5] if place < 40 else "1")
    return crowd


# In turn, 14 times: money by 28 people, staff by 28, time by 14: 70 ticks of 42 people.
PICKS = (("money", "staff"), ("money",), ("staff", "time"))


def one(*codes: str) -> Choice:
    return Choice(codes=codes)


def results(population: int | None = None) -> EventResults:
    """All five questions; those with options are split by country."""
    crowd = people()
    event = meeting(population=population)
    answers = {UUID(int=number): person for number, person in enumerate(crowd)}
    questions = []
    for item in ITEMS:
        given = [person[item.name] for person in crowd if item.name in person]
        asked = 29 if item is HOW else 42
        by_country = None if item in (COUNTRY, HOW) else split(item, COUNTRY, answers)
        questions.append(
            QuestionResult(
                item,
                1,
                tally(item, given, asked, None if item is HOW else population),
                datetime(2023, 3, 14, 10, 12, tzinfo=LONDON),
                by_country,
            )
        )
    return EventResults(event, 42, tuple(questions))


def question(name: str, population: int | None = None) -> QuestionResult:
    return next(q for q in results(population).questions if q.item.name == name)


def yes_and_no(
    yes: int, no: int, asked: int | None = None, population: int | None = None
) -> QuestionResult:
    """One question with two options: "Yes" and "No"."""
    item = Item(
        "again",
        ItemKind.SINGLE,
        texts("Shall we meet again?"),
        options=(Option("y", texts("Yes")), Option("n", texts("No"))),
    )
    given = [one("y")] * yes + [one("n")] * no
    return QuestionResult(item, 1, tally(item, given, asked or yes + no, population))


def alone(result: QuestionResult, population: int | None = None) -> EventResults:
    """An event in which only this question was asked."""
    event = meeting(items=(result.item,), population=population)
    return EventResults(event, result.tally.asked, (result,))


# What people may type to harm a page, a sheet, a document or a reader.
NASTY = (
    "<script>alert(1)</script>",
    "</title></style></svg><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "javascript:alert(1)",
    "<b>bold</b> & <i>more</i>",
    "]]><!-- -->",
    "<?php echo 1 ?>",
    "{{ 7 * 7 }} {% for x in y %}",
    "${7*7} #{7*7}",
    '=HYPERLINK("http://x.example","y")',
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "＝1+1",
    "\t=1+1",
    '#eval("1+1") #sys.inputs $x^2$',
    "*bold* _it_ `raw` @label <label> // note /* x */",
    "\\emph{a} \\input{/etc/passwd}",
    "$\\frac{1}{2}$ and $5",
    "safe\u202egpj.exe",
    "\u2067right\u2066left",
    "nul\x00bell\x07esc\x1b[31m",
    "#N/A",
    "😀 日本語 हिन्दी ไทย",
    "CON",
    "../../etc/passwd",
    "x" * 300,
)


def nasty_results(text: str) -> EventResults:
    """An event where one text stands in the title, place, questions, options and answers."""
    options = (Option("a", {"en": text}), Option("b", {"en": "plain"}))
    chosen = Item("chosen", ItemKind.SINGLE, {"en": text}, options=options)
    said = Item("said", ItemKind.TEXT, {"en": text}, asked_if=Condition("chosen", ("a",)))
    rated = Item(
        "rated", ItemKind.SCALE, {"en": text}, low_label={"en": text}, high_label={"en": text}
    )
    crowd = [
        {"chosen": one("a"), "said": Choice(text=text), "rated": one("2")} for _ in range(12)
    ] + [{"chosen": one("b"), "rated": one("5")} for _ in range(6)]
    answers = {UUID(int=number): person for number, person in enumerate(crowd)}
    event = replace(
        meeting(title=text, place=text),
        instrument=Instrument({"en": text}, ("en",), (chosen, said, rated)),
    )
    questions = (
        QuestionResult(chosen, 1, tally(chosen, [p["chosen"] for p in crowd], 18, 30)),
        QuestionResult(said, 1, tally(said, [p["said"] for p in crowd if "said" in p], 12)),
        QuestionResult(
            rated,
            1,
            tally(rated, [p["rated"] for p in crowd], 18),
            split=split(rated, chosen, answers),
        ),
    )
    return EventResults(event, 18, questions)

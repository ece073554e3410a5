"""Hints on the wording of a question, for people who have not studied how to ask.

What is looked for is what textbooks warn of (Payne, "The Art of Asking Questions", 1951; Fowler,
"Improving Survey Questions", 1995; Dillman and others, "Internet, Phone, Mail, and Mixed-Mode
Surveys", 4th ed. 2014): leading questions, two questions in one, double negatives, length, words
that only those who run a project use. A hint can be wrong, and says so by its tone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pollkit.i18n import _, current_language


class Hint(StrEnum):
    LEADING = "leading"
    TWO_IN_ONE = "two_in_one"
    NEGATIVES = "negatives"
    LONG = "long"
    JARGON = "jargon"
    ABBREVIATION = "abbreviation"
    ABSOLUTE = "absolute"


@dataclass(frozen=True)
class _Words:
    """Patterns of one language; an empty one finds nothing."""

    leading: str = ""
    joins: str = ""
    negatives: str = ""
    absolute: str = ""
    jargon: tuple[str, ...] = ()


_EN = _Words(
    leading=r"\b(?:do|does|did|is|are|would|should|can)n['’]?t (?:you|it|we|they)\b|"
    r"\b(?:surely|obviously|of course|wouldn['’]t you)\b|"
    r"\bagree that\b(?=.*\?)|\bhow (?:much|greatly) did (?:you|we) (?:love|enjoy|improve)\b",
    joins=r"\b(?:and/or|and|or|as well as)\b",
    negatives=r"\b(?:not|never|no|none|nobody|without|neither|nor|un(?:able|likely|willing|happy|"
    r"satisfied|important)|dis(?:agree|satisfied|like)|(?:do|does|did|is|are|was|were|would|"
    r"should|can|could)n['’]?t)\b",
    absolute=r"\b(?:always|never|every time|all the time)\b",
    jargon=(
        "stakeholder", "beneficiar", "empower", "capacity building", "outcome", "intervention",
        "deliverable", "leverage", "holistic", "synerg", "mainstream", "resilience", "inclusivity",
        "socioeconomic", "socio-economic", "sensitisation", "modalit", "implement", "utilis",
        "utiliz", "facilitate", "paradigm", "participatory",
    ),
)  # fmt: skip
_FR = _Words(
    leading=r"\bne (?:pensez|trouvez|croyez|êtes)[- ]vous pas\b|\bn['’](?:est-ce|êtes-vous) pas\b|"
    r"\bévidemment\b|\bbien sûr\b",
    joins=r"\b(?:et/ou|et|ou|ainsi que)\b",
    negatives=r"\b(?:ne|n['’]\w+|pas|jamais|aucune?|sans|ni|insatisfait\w*|incapable\w*|impossible\w*)\b",
    absolute=r"\b(?:toujours|jamais|à chaque fois)\b",
    jargon=(
        "bénéficiaire", "partie prenante", "parties prenantes", "empowerment",
        "renforcement des capacités", "livrable",
        "holistique", "synergie", "résilience", "socio-économique", "sensibilisation",
        "modalité", "mise en œuvre", "participatif",
    ),
)  # fmt: skip
_DE = _Words(
    leading=r"\b(?:finden|meinen|glauben|denken|sind) sie nicht(?: auch)?\b|\bnicht wahr\?|"
    r"\bselbstverständlich\b|\bnatürlich\b",
    joins=r"\b(?:und/oder|und|oder|sowie)\b",
    negatives=r"\b(?:nicht|nie|niemals|kein\w*|ohne|weder|unzufrieden\w*|unmöglich\w*|unwahrscheinlich\w*)\b",
    absolute=r"\b(?:immer|nie|niemals|jedes Mal)\b",
    jargon=(
        "Stakeholder", "Begünstigte", "Empowerment", "Kapazitätsaufbau", "Maßnahme", "Outcome",
        "ganzheitlich", "Synergie", "Resilienz", "sozioökonomisch", "Sensibilisierung",
        "Modalität", "Umsetzung", "partizipativ",
    ),
)  # fmt: skip
_AR = _Words(
    leading=r"ألا (?:تعتقد|ترى|توافق|تظن)|أليس|بالطبع",
    absolute=r"دائماً|دائمًا|أبداً|أبدًا",
    jargon=("أصحاب المصلحة", "المستفيد", "بناء القدرات", "التمكين", "المخرجات", "التدخل"),
)
_LANGUAGES: Mapping[str, _Words] = {"en": _EN, "fr": _FR, "de": _DE, "ar": _AR}

# Payne's limit for a question that is heard or read once.
_LONGEST_SENTENCE = 25
_LONGEST_TEXT = 60
_ABBREVIATION = re.compile(r"\b[A-Z]{3,6}\b")
# Known to nearly everyone.
_KNOWN = frozenset({"SMS", "USB", "PIN", "DVD", "HIV", "NGO", "ONG"})


def hints(text: str, language: str, is_rated: bool) -> tuple[tuple[Hint, str], ...]:
    """What to look at again in a question's words, each in one sentence.

    `is_rated`: one answer is given to all of it, as to a statement or a scale; only then are two
    things in it one too many.
    """
    return _told(text, language, is_rated, current_language())


# A whole questionnaire is read again at each change of one of its words.
@lru_cache(maxsize=8192)
def _told(text: str, language: str, is_rated: bool, _spoken: str) -> tuple[tuple[Hint, str], ...]:
    return tuple(_hints(text, _LANGUAGES.get(language.split("-")[0], _Words()), is_rated))


def _hints(text: str, words: _Words, is_rated: bool) -> Iterator[tuple[Hint, str]]:
    if found := _search(words.leading, text):
        yield (
            Hint.LEADING,
            _("“{words}” suggests an answer. Ask openly.").format(words=found),
        )
    if is_rated and (found := _joined(words, text)):
        yield (
            Hint.TWO_IN_ONE,
            _(
                "Perhaps two questions in one (“{words}”): whoever thinks differently of the two "
                "cannot answer."
            ).format(words=found),
        )
    yield from _heavy(words, text)
    yield from _unknown(words, text)


def _heavy(words: _Words, text: str) -> Iterator[tuple[Hint, str]]:
    if words.negatives:
        negatives = re.findall(words.negatives, text, re.IGNORECASE)
        # French says one "no" in two words.
        most = 3 if words is _FR else 1
        if len(negatives) > most and len(text.split()) < 30:
            message = _("Two negatives in one question are misread. Say it the other way round.")
            yield Hint.NEGATIVES, message
    longest = max((len(part.split()) for part in re.split(r"[.!?؟:\n]", text)), default=0)
    if len(text.split()) > _LONGEST_TEXT:
        yield (
            Hint.LONG,
            _("{n} words are much to read. What can go into the hint, or be left out?").format(
                n=len(text.split())
            ),
        )
    elif longest > _LONGEST_SENTENCE:
        yield (
            Hint.LONG,
            _("A sentence of {n} words is hard to follow. Make two of it.").format(n=longest),
        )
    if found := _search(words.absolute, text):
        yield Hint.ABSOLUTE, _("“{words}” fits hardly anyone. Ask how often.").format(words=found)


def _unknown(words: _Words, text: str) -> Iterator[tuple[Hint, str]]:
    folded = text.casefold()
    term = next((term for term in words.jargon if term.casefold() in folded), None)
    if term is not None:
        start = folded.index(term.casefold())
        whole = re.match(r"\w*(?:[ -]\w+)?" if " " in term else r"\w*", text[start:])
        found = whole.group(0) if whole else term
        yield (
            Hint.JARGON,
            _("“{words}” is a word of projects. Would a neighbour say it?").format(words=found),
        )
    for match in _ABBREVIATION.finditer(text):
        if match.group(0) not in _KNOWN and not text.isupper():
            message = _("Will everyone know what “{words}” means?")
            yield Hint.ABBREVIATION, message.format(words=match.group(0))
            return


def _joined(words: _Words, text: str) -> str:
    if not words.joins:
        return ""
    match = re.search(rf"(\w+[,]?)\s+{words.joins}\s+(?:\w+\s+)?\w+", text, re.IGNORECASE)
    if match is None or re.search(r"\bbetween\b|\bentre\b|\bzwischen\b", text, re.IGNORECASE):
        return ""
    return match.group(0)


def _search(pattern: str, text: str) -> str:
    match = re.search(pattern, text, re.IGNORECASE) if pattern else None
    return match.group(0) if match else ""

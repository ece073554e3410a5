"""How long a questionnaire will take to answer.

Reading is counted from the words of each item, with the reading rates of 17 languages that were
measured on standardised texts, in words a minute with their standard deviation:
Trauzettel-Klosinski and Dietz, "Standardized assessment of reading performance: the New
International Reading Speed Texts IReST", Investigative Ophthalmology & Visual Science 53 (2012),
5452-5461. That words, options and the kind of question make up most of a response time is the
finding of Yan and Tourangeau, "Fast times and easy questions", Applied Cognitive Psychology 22
(2008), 51-68. On a phone people took about 1.4 times as long as on a computer: Antoun and Cernat,
Social Science Computer Review 38 (2020), 477-489. Typing: 36 words a minute on a phone (Palin and
others, MobileHCI 2019), 52 on a keyboard (Dhakal and others, CHI 2018). The seconds to decide and
to mark are planning values; a pilot with five people tells more than any formula.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pollkit.domain.editing.names import references
from pollkit.domain.instruments import Instrument, Item, ItemKind
from pollkit.domain.rules import Section
from pollkit.domain.texts import Texts, in_language
from pollkit.domain.waves import Mode

# Language -> (words a minute, standard deviation).
_RATES: Mapping[str, tuple[int, int]] = {
    "ar": (138, 20),
    "de": (179, 17),
    "en": (228, 30),
    "es": (218, 28),
    "fi": (161, 18),
    "fr": (195, 26),
    "he": (187, 29),
    "it": (188, 28),
    "ja": (193, 30),
    "nl": (202, 29),
    "pl": (166, 23),
    "pt": (181, 29),
    "ru": (184, 32),
    "sl": (180, 30),
    "sv": (199, 34),
    "tr": (166, 25),
    "zh": (158, 19),
}
# Over all of them.
_ANY_LANGUAGE = (184, 29)

# Seconds to think and to mark, once the words are read.
_DECIDING: Mapping[ItemKind, float] = {
    ItemKind.SINGLE: 3.0,
    ItemKind.SCALE: 3.0,
    ItemKind.MULTIPLE: 4.0,
    ItemKind.RANKING: 5.0,
    ItemKind.POINTS: 12.0,
    ItemKind.NUMBER: 5.0,
    ItemKind.DATE: 7.0,
    ItemKind.TIME: 6.0,
    ItemKind.MOMENT: 9.0,
    ItemKind.TEXT: 6.0,
    ItemKind.WORDS: 6.0,
    ItemKind.GRID: 4.0,
    ItemKind.PIN: 6.0,
    ItemKind.OTHER: 0.0,
}
_EACH_OPTION: Mapping[ItemKind, float] = {
    ItemKind.MULTIPLE: 0.8,
    ItemKind.MATRIX: 3.0,
    ItemKind.RANKING: 3.0,
    ItemKind.POINTS: 4.0,
    ItemKind.GRID: 5.0,
}
# Words that people write where nothing limits them.
_WRITTEN_WORDS = (3, 25)
_WRITING_WPM: Mapping[Mode, int] = {Mode.PHONE: 36, Mode.KIOSK: 52, Mode.INTERVIEW: 52}
_BY_HAND_WPM = 20
# To come to the next question: a tap, a turn of the page, the interviewer's look and nod.
_TURNING: Mapping[Mode, float] = {Mode.PHONE: 1.0, Mode.KIOSK: 2.0, Mode.INTERVIEW: 3.0}
_FACTOR: Mapping[Mode, float] = {Mode.PHONE: 1.4}
# A part that repeats is counted once at the least, and this often at the most.
_MOST_REPEATS = 4


@dataclass(frozen=True)
class AnsweringTime:
    """From a quick reader who is asked only what everyone is asked, to a slow one who is asked
    everything."""

    low_s: float
    high_s: float

    @property
    def low_minutes(self) -> int:
        return max(1, int(self.low_s // 60))

    @property
    def high_minutes(self) -> int:
        return max(1, -int(-self.high_s // 60))


def answering_time(instrument: Instrument, language: str, mode: Mode) -> AnsweringTime:
    """For one person, in this language and mode."""
    low = high = 0.0
    for item in instrument.items:
        quick, slow = item_seconds(item, language, mode)
        if not _is_conditional(instrument, item):
            low += quick
        high += slow * _repeats(instrument, item)
    return AnsweringTime(low, high)


def item_seconds(item: Item, language: str, mode: Mode) -> tuple[float, float]:
    """The least and the most that one item takes; nothing for what nobody is asked."""
    if item.kind is ItemKind.HIDDEN:
        return (0.0, 0.0)
    rate, spread = _RATES.get(language.split("-")[0], _ANY_LANGUAGE)
    words = _words(item, language)
    factor = _FACTOR.get(mode, 1.0)
    turning = _TURNING.get(mode, 0.5)
    options = 0 if item.kind is ItemKind.MULTIPLE and mode is Mode.INTERVIEW else len(item.codes)
    deciding = _DECIDING.get(item.kind, 0.0) + _EACH_OPTION.get(item.kind, 0.0) * options
    quick, slow = (
        words * 60 / (rate + spread) + 0.7 * deciding,
        words * 60 / (rate - spread) + 1.6 * deciding,
    )
    least, most = _writing(item, mode)
    return (factor * quick + turning + least, factor * slow + turning + most)


def words_in(texts: Texts, language: str) -> int:
    """Words to read; what stands for an answer counts as one."""
    return _count(in_language(texts, language)) if texts else 0


@lru_cache(maxsize=8192)
def _count(text: str) -> int:
    text = re.sub(r"\$\{[^}]*\}", "x", text)
    spaceless = sum("\u3040" <= letter <= "\u9fff" for letter in text)
    # 1.6 signs make a word where none are divided (IReST's counts for Chinese).
    return len(re.sub(r"[\u3040-\u9fff]+", " ", text).split()) + round(spaceless / 1.6)


def _words(item: Item, language: str) -> float:
    words = words_in(item.texts, language) + words_in(item.hint, language)
    words += words_in(item.low_label, language) + words_in(item.high_label, language)
    options = sum(words_in(option.texts, language) for option in item.options)
    # Few people read a long list to its end, and those who find themselves in it stop.
    return words + (options if len(item.options) <= 8 else options * 0.6)


def _writing(item: Item, mode: Mode) -> tuple[float, float]:
    if item.kind not in (ItemKind.TEXT, ItemKind.WORDS):
        return (0.0, 0.0)
    rate = _WRITING_WPM.get(mode, _BY_HAND_WPM)
    least, most = _WRITTEN_WORDS
    # Five letters and a blank make a word, as in the studies.
    most = max(least, min(most, item.longest_text // 6))
    return (least * 60 / rate, most * 60 / rate)


def _is_conditional(instrument: Instrument, item: Item) -> bool:
    if item.rules.relevant or item.asked_if is not None:
        return True
    return any(section.relevant for section in _around(instrument, item))


def _repeats(instrument: Instrument, item: Item) -> float:
    times = 1.0
    for section in _around(instrument, item):
        if section.repeats:
            count = section.repeat_count.strip()
            is_fixed = count.isdigit() and not references(count)
            times *= min(int(count), 50) if is_fixed else _MOST_REPEATS
    return times


def _around(instrument: Instrument, item: Item) -> list[Section]:
    return [s for s in instrument.sections if item.name.startswith(f"{s.path}/")]

"""Names of languages as sheets have them -> BCP 47 tags, and the names that are written out."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache

_TAG = re.compile(r"(?:[a-z]{2,3}|x)(?:-[a-z0-9]{1,8})*", re.IGNORECASE)

# What people who speak them call them, where CLDR's English list does not help: the languages of
# the forms found in the wild and the world's largest ones.
_OWN_NAMES = {
    "am": "አማርኛ", "ar": "العربية", "bn": "বাংলা", "cs": "Čeština", "da": "Dansk", "de": "Deutsch",
    "el": "Ελληνικά", "en": "English", "es": "Español", "fa": "فارسی", "fi": "Suomi",
    "fr": "Français", "ha": "Hausa", "he": "עברית", "hi": "हिन्दी", "ht": "Kreyòl ayisyen",
    "hu": "Magyar", "hy": "Հայերեն", "id": "Bahasa Indonesia", "it": "Italiano", "ja": "日本語",
    "ka": "ქართული", "km": "ខ្មែរ", "ko": "한국어", "ku": "Kurdî", "lo": "ລາວ", "mg": "Malagasy",
    "mn": "Монгол", "ms": "Bahasa Melayu", "my": "မြန်မာ", "ne": "नेपाली", "nl": "Nederlands",
    "no": "Norsk", "ny": "Chichewa", "pl": "Polski", "ps": "پښتو", "pt": "Português",
    "ro": "Română", "ru": "Русский", "rw": "Kinyarwanda", "si": "සිංහල", "sk": "Slovenčina",
    "so": "Soomaali", "sq": "Shqip", "sr": "Srpski", "sv": "Svenska", "sw": "Kiswahili",
    "ta": "தமிழ்", "th": "ไทย", "ti": "ትግርኛ", "tr": "Türkçe", "uk": "Українська", "ur": "اردو",
    "uz": "Oʻzbekcha", "vi": "Tiếng Việt", "zh": "中文",
}  # fmt: skip
_OTHER_NAMES = {
    "swahili": "sw", "farsi": "fa", "dari": "fa-AF", "burmese": "my", "creole": "ht",
    "haitian": "ht", "tagalog": "tl", "filipino": "fil", "pashto": "ps", "mandarin": "zh",
    "castellano": "es", "arabe": "ar", "anglais": "en", "ingles": "en", "espagnol": "es",
    "frances": "fr", "portugais": "pt", "bahasa": "id", "flemish": "nl", "bangla": "bn",
}  # fmt: skip

# Small words that give a language away; each stands in one list only.
_SMALL_WORDS = {
    "en": "the what how your you and are is did have many does which please",
    "fr": "le les des vous votre est quel quelle avez nous êtes dans combien une",
    "es": "el los las usted cuál cuántos qué está su tiene cómo por para años",
    "pt": "você qual quantos não são uma seu sua tem quando foi com",
    "de": "der die das ist sie ihr wie viele haben und wann nicht bitte welche",
    "it": "il gli della quale quanti hai sono che nel perché",
    "nl": "het een wat hoe jouw uw zijn heeft niet welke",
    "sw": "ya wa kwa jina nani je ngapi gani lako umri ni",
    "id": "yang apa anda berapa dengan apakah ini di untuk",
    "tr": "bir mi kaç nedir için ve bu var",
}
_SCRIPTS = {
    "ARABIC": "ar", "HEBREW": "he", "DEVANAGARI": "hi", "BENGALI": "bn", "CYRILLIC": "ru",
    "GREEK": "el", "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "CJK": "zh", "THAI": "th",
    "ETHIOPIC": "am", "KHMER": "km", "MYANMAR": "my", "LAO": "lo", "TAMIL": "ta", "SINHALA": "si",
    "GEORGIAN": "ka", "ARMENIAN": "hy",
}  # fmt: skip


def language_tag(written: str) -> str:
    """ "English (en)" -> "en", "Français" -> "fr"; a name that nobody knows gives a private tag,
    "x-" and its letters."""
    name, tag = split_name(written)
    if tag:
        return tag
    plain = _plain(name)
    known = _tags_by_name().get(plain)
    if known:
        return known
    if _TAG.fullmatch(name) and (plain.split("-")[0] in _known_tags() or plain[:2] == "x-"):
        return _in_case(name)
    return _private_tag(name)


def split_name(written: str) -> tuple[str, str]:
    """The name, and the tag that stands behind it in brackets, "" = none."""
    name, bracket, tag = written.strip().removesuffix(")").rpartition("(")
    if bracket and written.rstrip().endswith(")") and _TAG.fullmatch(tag.strip()):
        return name.strip(), _in_case(tag.strip())
    return written.strip(), ""


def language_name(tag: str) -> str:
    """What stands in a header before the tag."""
    language = tag.split("-")[0]
    own = _OWN_NAMES.get(tag) or _OWN_NAMES.get(language)
    if own:
        return own
    return _english_names().get(tag.replace("-", "_")) or _english_names().get(language) or tag


def guess_language(texts: Iterable[str]) -> str | None:
    """The language of these texts by script and small words; None if it does not show."""
    words: Counter[str] = Counter()
    scripts: Counter[str] = Counter()
    for text in texts:
        words.update(re.findall(r"[^\W\d_]+", text.casefold()))
        for letter in text[:200]:
            if ord(letter) > 0x24F:
                scripts[unicodedata.name(letter, "").split(" ")[0]] += 1
    script = next((name for name, _n in scripts.most_common() if name in _SCRIPTS), None)
    if script and scripts[script] > sum(len(w) * n for w, n in words.items()) / 3:
        return _SCRIPTS[script]
    found = {tag: sum(words[word] for word in small.split()) for tag, small in _SMALL_WORDS.items()}
    best = max(found, key=lambda tag: found[tag])
    return best if found[best] >= 2 else None


def _plain(name: str) -> str:
    """Without accents and capitals."""
    apart = unicodedata.normalize("NFKD", name.strip().casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _in_case(tag: str) -> str:
    """fr-ca -> fr-CA, sr-latn -> sr-Latn."""
    first, *rest = tag.split("-")
    if first.casefold() == "x":
        return tag.casefold()
    cased = [
        part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part.casefold()
        for part in rest
    ]
    return "-".join([first.casefold(), *cased])


def _private_tag(name: str) -> str:
    words = re.findall(r"[a-z0-9]+", _plain(name))
    parts = [word[at : at + 8] for word in words[:3] for at in range(0, len(word), 8)]
    return "-".join(["x", *(parts[:6] or [hashlib.sha256(name.encode()).hexdigest()[:8]])])


@cache
def _tags_by_name() -> dict[str, str]:
    english = {_plain(name): tag.replace("_", "-") for tag, name in _english_names().items()}
    own = {_plain(name): tag for tag, name in _OWN_NAMES.items()}
    return english | own | _OTHER_NAMES


@cache
def _known_tags() -> frozenset[str]:
    return frozenset(tag for tag in _english_names() if "_" not in tag)


@cache
def _english_names() -> dict[str, str]:
    from babel import Locale

    return dict(Locale("en").languages)

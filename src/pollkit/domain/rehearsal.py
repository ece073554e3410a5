"""What made-up attendees answer in a rehearsal: plausible, and never evenly spread.

A real room leans one way, leaves statements out and writes the same word in several ways. A chart
that is tried with even shares looks right on no other day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from random import Random

from pollkit.domain.answers import number_text
from pollkit.domain.ballots import SURE
from pollkit.domain.boards import Post
from pollkit.domain.instruments import POINTS_IN_ALL, SURENESS, Item, ItemKind

# In a room of thirty about one statement in twelve is left out.
_SKIPPED = 0.08
# How steeply the liking falls from the favourite option to the next.
_FALL = 0.62
_KNOWS = 0.6

_PHRASES = {
    "en": ("friendly", "green", "loud", "close to everything", "Green", "changing", "home"),
    "fr": ("accueillant", "vert", "bruyant", "proche de tout", "Vert", "en mouvement", "chez nous"),
    "de": ("freundlich", "grün", "laut", "kurze Wege", "Grün", "im Wandel", "Zuhause"),
    "ar": ("ودود", "أخضر", "صاخب", "قريب من كل شيء", "متغير", "بيتنا"),
}
_SENTENCES = {
    "en": (
        "I will ask two neighbours to join me.",
        "Write down what we agreed on today.",
        "Find a room.",
        "Call the council about the key.",
        "Nothing new, but I will come again.",
    ),
    "fr": (
        "Je demanderai à deux voisins de se joindre à moi.",
        "Noter ce que nous avons décidé aujourd’hui.",
        "Trouver une salle.",
        "Appeler la mairie pour la clé.",
        "Rien de nouveau, mais je reviendrai.",
    ),
    "de": (
        "Ich frage zwei Nachbarinnen, ob sie mitmachen.",
        "Aufschreiben, was wir heute vereinbart haben.",
        "Einen Raum finden.",
        "Bei der Stadt wegen des Schlüssels anrufen.",
        "Nichts Neues, aber ich komme wieder.",
    ),
    "ar": (
        "سأطلب من جارين أن ينضما إليّ.",
        "أكتب ما اتفقنا عليه اليوم.",
        "نبحث عن قاعة.",
        "أتصل بالبلدية بشأن المفتاح.",
        "لا جديد، لكنني سأعود.",
    ),
}
_QUESTIONS = {
    "en": ("Who pays for it?", "When does it begin?", "Has it worked elsewhere?", "Who decides?"),
    "fr": (
        "Qui paie\u202f?",
        "Quand cela commence-t-il\u202f?",
        "Est-ce que cela a marché ailleurs\u202f?",
        "Qui décide\u202f?",
    ),
    "de": (
        "Wer bezahlt das?",
        "Wann geht es los?",
        "Hat es anderswo funktioniert?",
        "Wer entscheidet?",
    ),
    "ar": ("من يدفع؟", "متى يبدأ ذلك؟", "هل نجح في مكان آخر؟", "من يقرر؟"),
}
_IDEAS = {
    "en": (
        "A shared table in the street",
        "A tool library",
        "A walk for newcomers",
        "Repair evenings",
    ),
    "fr": (
        "Une table commune dans la rue",
        "Une bibliothèque d’outils",
        "Une balade pour les nouveaux",
        "Des soirées de réparation",
    ),
    "de": (
        "Ein gemeinsamer Tisch auf der Straße",
        "Werkzeug zum Ausleihen",
        "Ein Rundgang für Neue",
        "Reparaturabende",
    ),
    "ar": ("مائدة مشتركة في الشارع", "مكتبة للأدوات", "جولة للجدد", "أمسيات للإصلاح"),
}


def plausible_answer(item: Item, rng: Random, language: str = "en") -> list[str]:
    """The words that somebody might send, which `read_choice` takes, or `read_contribution` where
    posts are the answer.

    Everybody in a room has the same favourites, since they follow from the question's name; who
    picks what is `rng`'s.
    """
    words = _ANSWERS[item.kind](item, rng, language)
    if item.asks_sureness:
        words.append(f"{SURE}={_sureness(item, words, rng)}")
    return words


def _favourites(item: Item) -> tuple[str, ...]:
    """The codes from the best liked to the least; the right one of a quiz question comes first."""
    codes = list(item.codes)
    Random(item.name).shuffle(codes)  # noqa: S311 - nothing here is secret
    codes.sort(key=lambda code: code not in item.right)
    return tuple(codes)


def _liking(place: int) -> float:
    return float(_FALL**place)


def _one(item: Item, rng: Random, _language: str) -> list[str]:
    codes = _favourites(item)
    return rng.choices(codes, [_liking(place) for place in range(len(codes))])


def _several(item: Item, rng: Random, _language: str) -> list[str]:
    least, most = item.least_choices or 1, item.most_choices or len(item.codes)
    number = min(max(1 + rng.randrange(3), least), most)
    return _by_liking(item, rng)[:number]


def _point(item: Item, rng: Random, _language: str) -> list[str]:
    return [_rating(item, item.name, rng)]


def _rated(item: Item, rng: Random, _language: str) -> list[str]:
    rated = [code for code in item.codes if rng.random() > _SKIPPED] or [item.codes[0]]
    return [f"{code}={_rating(item, code, rng)}" for code in rated]


def _ranked(item: Item, rng: Random, _language: str) -> list[str]:
    most = item.most_choices or len(item.codes)
    least = item.least_choices or max(1, most - 1)
    order = _by_liking(item, rng)[: rng.randint(least, most)]
    return [f"{code}={place}" for place, code in enumerate(order, start=1)]


def _shared_out(item: Item, rng: Random, _language: str) -> list[str]:
    """In fives, as people do; some give all to one or two."""
    liked = _by_liking(item, rng)[: rng.choice((1, 2, 3, len(item.codes), len(item.codes)))]
    shares = dict.fromkeys(liked, 0)
    for _step in range(POINTS_IN_ALL // 5):
        shares[rng.choices(liked, [_liking(place) for place in range(len(liked))])[0]] += 5
    return [f"{code}={share}" for code, share in shares.items()]


def _placed(item: Item, rng: Random, _language: str) -> list[str]:
    words = []
    for code in item.codes:
        where = Random(f"{item.name}/{code}")  # noqa: S311 - nothing here is secret
        for axis in "xy":
            spot = rng.gauss(where.uniform(18, 82), 14)
            words.append(f"{code}.{axis}={round(min(max(spot, 0), 100))}")
    return words


def _pinned(item: Item, rng: Random, _language: str) -> list[str]:
    """Most near one place, some near another, a few anywhere."""
    where = Random(item.name)  # noqa: S311 - nothing here is secret
    places = [(where.uniform(150, 850), where.uniform(200, 800)) for _place in range(2)]
    across, down = rng.choices([*places, (rng.uniform(0, 1000), rng.uniform(0, 1000))], (6, 3, 1))[
        0
    ]
    spot = {"x": rng.gauss(across, 45), "y": rng.gauss(down, 45)}
    return [f"{axis}={round(min(max(value, 0), 1000))}" for axis, value in spot.items()]


def _number(item: Item, rng: Random, _language: str) -> list[str]:
    """Around the right one, else far more small ones than large ones."""
    low = Decimal(item.smallest or 0)
    high = Decimal(item.largest) if item.largest is not None else low + 100
    if item.right:
        number = Decimal(item.right[0])
        if rng.random() > _KNOWS:
            number *= Decimal(rng.choice((50, 80, 90, 110, 120, 150))) / 100
    else:
        number = low + (high - low) * Decimal(round(rng.betavariate(1.2, 9), 3))
    whole = number.quantize(Decimal(1) if high - low > 2 else Decimal("0.01"))
    return [number_text(min(max(whole, low), high))]


def _words(item: Item, rng: Random, language: str) -> list[str]:
    phrases = _of(_PHRASES, language)
    likings = [_liking(place) for place in range(len(phrases))]
    number = rng.randint(1, item.most_words)
    chosen = dict.fromkeys(rng.choices(phrases, likings, k=number))
    return [phrase[: item.longest_text].rstrip() for phrase in chosen]


def _sentence(item: Item, rng: Random, language: str) -> list[str]:
    return [rng.choice(_of(_SENTENCES, language))[: item.longest_text].rstrip()]


def _post(item: Item, rng: Random, language: str) -> list[str]:
    written = _IDEAS if item.kind is ItemKind.IDEAS else _QUESTIONS
    words = [f"post={rng.choice(_of(written, language))[: item.longest_text].rstrip()}"]
    if item.codes and rng.random() > _SKIPPED:
        words.append(f"category={rng.choice(item.codes)}")
    return words


def stands_behind(post: Post, rng: Random) -> bool:
    """Whether somebody supports a post; everybody in a room likes the same ones."""
    liking = Random(post.text).uniform(0.05, 0.6)  # noqa: S311 - nothing here is secret
    return rng.random() < liking


def _of(written: Mapping[str, tuple[str, ...]], language: str) -> tuple[str, ...]:
    return written.get(language.split("-")[0], written["en"])


def _rating(item: Item, name: str, rng: Random) -> str:
    """Most people near one point, which follows from the name."""
    middle = Random(name).uniform(0.35, 0.85)  # noqa: S311 - nothing here is secret
    place = round(rng.gauss(middle, 0.2) * (item.points - 1))
    return item.scale_points[min(max(place, 0), item.points - 1)]


def _by_liking(item: Item, rng: Random) -> list[str]:
    """All codes, the liked ones likely to come early."""
    left = list(_favourites(item))
    likings = {code: _liking(place) for place, code in enumerate(left)}
    order = []
    while left:
        order.append(rng.choices(left, [likings[code] for code in left])[0])
        left.remove(order[-1])
    return order


def _sureness(item: Item, words: list[str], rng: Random) -> str:
    """Who is right tends to be surer, but not always."""
    knows = bool(item.right) and set(words) == set(item.right)
    return rng.choices(SURENESS, (1, 2, 4, 5) if knows else (4, 4, 2, 1))[0]


_ANSWERS: dict[ItemKind, Callable[[Item, Random, str], list[str]]] = {
    ItemKind.SINGLE: _one,
    ItemKind.MULTIPLE: _several,
    ItemKind.SCALE: _point,
    ItemKind.TEXT: _sentence,
    ItemKind.MATRIX: _rated,
    ItemKind.RANKING: _ranked,
    ItemKind.POINTS: _shared_out,
    ItemKind.GRID: _placed,
    ItemKind.PIN: _pinned,
    ItemKind.NUMBER: _number,
    ItemKind.WORDS: _words,
    ItemKind.QUESTIONS: _post,
    ItemKind.IDEAS: _post,
}

"""What is wrong with a questionnaire, or could be asked better, in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from pollkit.domain.editing.cascades import never_offered
from pollkit.domain.editing.names import is_name
from pollkit.domain.editing.scales import answers_of, item_of
from pollkit.domain.findings import Finding, Part, Weight
from pollkit.domain.instruments import (
    OF_CODES,
    WITH_OPTIONS,
    WITH_POINTS,
    Instrument,
    Item,
    ItemKind,
)
from pollkit.domain.rule_checks import of_expressions, of_rules, of_section
from pollkit.domain.rules import Scale, Section
from pollkit.domain.texts import in_language
from pollkit.domain.translations import Gap, gaps_among, instrument_texts
from pollkit.domain.wording import hints
from pollkit.i18n import _, language_name, ngettext


def check(
    instrument: Instrument,
    outdated: Mapping[str, str] | None = None,
    wrong: Sequence[Finding] | None = None,
) -> tuple[Finding, ...]:
    """Everything there is to say, in the order of the questionnaire.

    Args:
        outdated: as in `Questionnaire`.
        wrong: what `of_expressions` says, where it is known.
    """
    wrong = tuple(of_expressions(instrument)) if wrong is None else wrong
    broken = frozenset((one.name, one.part) for one in wrong if one.weight is Weight.STOPS)
    found = list(_of_whole(instrument))
    found += [one for one in wrong if one.name is None]
    names = Counter(item.name for item in instrument.items)
    leaves = Counter(item.leaf for item in instrument.items)
    leaves.update(section.path.rpartition("/")[2] for section in instrument.sections)
    places = {item.leaf: place for place, item in enumerate(instrument.items)}
    headed: set[str] = set()
    for place, item in enumerate(instrument.items):
        for section in _sections_around(instrument, item):
            if section.path not in headed:
                headed.add(section.path)
                found += [one for one in wrong if one.name == section.path]
                found += of_section(instrument, section, place, places, broken)
        found += _of_names(item, names, leaves)
        found += _of_item(instrument, item)
        found += [one for one in wrong if one.name == item.name]
        found += of_rules(instrument, item, place, places, broken)
    for scale in instrument.scales:
        found += _of_scale(instrument, scale)
    found += _of_translations(instrument, outdated or {})
    return tuple(dict.fromkeys(found))


def _of_whole(instrument: Instrument) -> Iterator[Finding]:
    main = instrument.languages[0]
    if not instrument.title.get(main, "").strip():
        yield Finding(None, Part.TEXT, _("Give the questionnaire a title."))
    asked = [item for item in instrument.items if item.kind is not ItemKind.HIDDEN]
    if not asked:
        yield Finding(None, Part.NAME, _("Add at least one question."))


def _of_names(item: Item, names: Counter[str], leaves: Counter[str]) -> Iterator[Finding]:
    if names[item.name] > 1:
        message = _("Two questions have the same name “{name}”.").format(name=item.leaf)
        yield Finding(item.name, Part.NAME, message)
    elif leaves[item.leaf] > 1:
        yield Finding(
            item.name,
            Part.NAME,
            _("“{name}” is also the name of something else, so no condition can mean it.").format(
                name=item.leaf
            ),
            Weight.HINT,
        )
    if not is_name(item.leaf):
        yield Finding(
            item.name,
            Part.NAME,
            _(
                "“{name}” cannot be a name: use letters without accents, digits and “_”, and begin "
                "with a letter."
            ).format(name=item.leaf),
        )


def _of_item(instrument: Instrument, item: Item) -> Iterator[Finding]:
    main = instrument.languages[0]
    text = item.texts.get(main, "")
    if item.kind is ItemKind.HIDDEN:
        return
    has_media = any("image" in name or "audio" in name or "video" in name for name in item.columns)
    if not text.strip() and not in_language(item.hint, main) and not has_media:
        words = _("Write the words.") if item.kind is ItemKind.NOTE else _("Write the question.")
        yield Finding(item.name, Part.TEXT, words)
    if item.kind is ItemKind.OTHER:
        yield Finding(
            item.name,
            Part.TEXT,
            _("This cannot be gathered on a computer. It is kept, and nobody is asked."),
            Weight.HINT,
        )
    yield from _of_options(item, main)
    yield from _of_cascade(instrument, item)
    yield from _of_pictures(item, main)
    yield from _of_points(item)
    yield from _of_limits(item)
    yield from _of_wording(instrument, item)


def _of_pictures(item: Item, main: str) -> Iterator[Finding]:
    images = [image for image in (item.image, *(o.image for o in item.options)) if image]
    if any(not image.texts.get(main, "").strip() for image in images):
        words = _("Say what the picture shows, for those who do not see it.")
        yield Finding(item.name, Part.PICTURE, words, Weight.DOUBTFUL)


# One option: that the person has seen it.
_ACKNOWLEDGED = frozenset({"acknowledge", "trigger"})


def _of_options(item: Item, main: str) -> Iterator[Finding]:
    if item.kind not in WITH_OPTIONS:
        return
    type_word = item.columns.get("type", "").partition(" ")[0]
    if type_word.endswith("_from_file") and not item.options:
        return
    has_one = item.kind in (ItemKind.MATRIX, ItemKind.GRID) or type_word in _ACKNOWLEDGED
    least = 1 if has_one else 2
    if len(item.options) < least:
        message = _("Give at least two options to choose from.")
        if least == 1:
            message = _("Give at least one statement or thing to rate.")
        weight = Weight.DOUBTFUL if item.options else Weight.STOPS
        yield Finding(item.name, Part.OPTIONS, message, weight)
    if any(not in_language(option.texts, main).strip() for option in item.options):
        yield Finding(item.name, Part.OPTIONS, _("An option has no words yet."))
    codes = Counter(option.code for option in item.options)
    twice = next((code for code, count in codes.items() if count > 1), None)
    # A filter may tell two apart: there is a King county in several states.
    if twice is not None and not item.rules.choice_filter:
        message = _("Two options have the same code “{code}”.").format(code=twice)
        yield Finding(item.name, Part.OPTIONS, message)
    spaced = next((code for code in codes if not code or " " in code), None)
    if spaced is not None and item.kind in (ItemKind.MULTIPLE, ItemKind.RANKING):
        message = _("The code “{code}” must not be empty or hold a blank.").format(code=spaced)
        yield Finding(item.name, Part.OPTIONS, message)
    words = Counter(option.texts.get(main, "").strip().casefold() for option in item.options)
    same = next((word for word, count in words.items() if word and count > 1), None)
    if same is not None and not item.rules.choice_filter:
        message = _("Two options say the same: “{words}”.").format(words=same)
        yield Finding(item.name, Part.OPTIONS, message, Weight.DOUBTFUL)


def _of_cascade(instrument: Instrument, item: Item) -> Iterator[Finding]:
    lost = never_offered(instrument, item)
    if lost:
        words = ngettext(
            "“{code}” belongs to no answer that comes before, so nobody can choose it.",
            "“{code}” and others belong to no answer that comes before, so nobody can choose them.",
            len(lost),
        )
        yield Finding(item.name, Part.FILTER, words.format(code=lost[0]), Weight.DOUBTFUL)


def _of_points(item: Item) -> Iterator[Finding]:
    if item.kind in WITH_POINTS and not 2 <= item.points <= 11:
        yield Finding(item.name, Part.POINTS, _("A scale has 2 to 11 points."))
    is_named = any(item.low_label.values()) and any(item.high_label.values())
    if item.kind is ItemKind.SCALE and not is_named:
        message = _("Say in words what the two ends of the scale mean.")
        yield Finding(item.name, Part.POINTS, message, Weight.DOUBTFUL)


def _of_limits(item: Item) -> Iterator[Finding]:
    if item.smallest and item.largest:
        try:
            is_turned = Decimal(item.smallest) >= Decimal(item.largest)
        except InvalidOperation:
            is_turned = False
        if is_turned:
            message = _("The largest number must be above the smallest.")
            yield Finding(item.name, Part.LIMITS, message)
    least, most, count = item.least_choices, item.most_choices, len(item.options)
    if item.kind not in (ItemKind.MULTIPLE, ItemKind.RANKING):
        return
    if most is not None and not 1 <= most <= count:
        message = _("More choices are allowed than there are options.")
        yield Finding(item.name, Part.LIMITS, message)
    if least is not None and not 1 <= least <= (most or count):
        message = _("More choices are asked for than are allowed.")
        yield Finding(item.name, Part.LIMITS, message)


def _of_wording(instrument: Instrument, item: Item) -> Iterator[Finding]:
    is_rated = item.kind in (ItemKind.SCALE, ItemKind.SINGLE)
    for language in instrument.languages:
        if text := item.texts.get(language, ""):
            for _hint, message in hints(text, language, is_rated and item.kind in OF_CODES):
                yield _hinted(item, message, language, instrument)
        if item.kind is ItemKind.MATRIX:
            for option in item.options:
                statement = option.texts.get(language, "")
                for _hint, message in hints(statement, language, True):
                    yield _hinted(item, message, language, instrument, Part.OPTIONS)


def _hinted(
    item: Item, message: str, language: str, instrument: Instrument, part: Part = Part.TEXT
) -> Finding:
    if language != instrument.languages[0]:
        message = f"{language_name(language)}: {message}"
    return Finding(item.name, part, message, Weight.HINT)


def _of_scale(instrument: Instrument, scale: Scale) -> Iterator[Finding]:
    def told(message: str, weight: Weight = Weight.DOUBTFUL) -> Finding:
        return Finding(scale.name, Part.SCALE, message, weight)

    if not in_language(scale.texts, instrument.languages[0]).strip():
        yield told(_("Give the scale a name, such as “Trust in neighbours”."))
    missing = [member for member in scale.items if item_of(instrument, member) is None]
    if missing:
        message = _("“{name}” is in the scale and not in the questionnaire.")
        yield told(message.format(name=missing[0]), Weight.STOPS)
    if len(scale.items) < 2:
        yield told(_("A scale needs at least two questions; three or more can be relied on."))
    turned = [member for member in scale.reverse_keyed if member not in scale.items]
    if turned:
        message = _("“{name}” counts the other way round in a scale that it is not in.")
        yield told(message.format(name=turned[0]))
    offered = {answers_of(instrument, m) for m in scale.items if m not in missing}
    if len(offered) > 1:
        yield told(
            _(
                "Its questions are answered in different ways, so that they cannot be added up: "
                "give all of them the same options."
            )
        )


def _of_translations(instrument: Instrument, outdated: Mapping[str, str]) -> Iterator[Finding]:
    """One for each item and language, whether texts are missing or to be looked at."""
    found: dict[tuple[str | None, str, bool], list[Gap]] = {}
    for gap in gaps_among(instrument_texts(instrument), instrument.languages, outdated):
        key = (gap.place.item, gap.language, gap.made_from is None)
        found.setdefault(key, []).append(gap)
    for (name, language, is_missing), gaps in found.items():
        words = (
            ngettext(
                "{n} text is missing in {language}.", "{n} texts are missing in {language}.",
                len(gaps),
            )
            if is_missing
            else ngettext(
                "{n} text in {language} is older than what it translates.",
                "{n} texts in {language} are older than what they translate.",
                len(gaps),
            )
        )  # fmt: skip
        message = words.format(n=len(gaps), language=language_name(language))
        yield Finding(name, Part.TRANSLATION, message, Weight.DOUBTFUL, gap=gaps[0])


def _sections_around(instrument: Instrument, item: Item) -> list[Section]:
    return [one for one in instrument.sections if item.name.startswith(f"{one.path}/")]

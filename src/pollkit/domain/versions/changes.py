"""What a new version of an instrument changes for answers that were given to the old one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from pollkit.domain.instruments import OF_CODES, WITH_POINTS, Instrument, Item, ItemKind
from pollkit.domain.rules import Rules, Scale
from pollkit.domain.texts import Texts, in_language
from pollkit.domain.versions.renames import NO_RENAMES, Renames, likeness
from pollkit.i18n import LANGUAGE_NAMES, _

# A text that keeps this much was mended (a typing error, a comma), not asked anew.
_MENDED = 0.9

# Kinds whose answers can be read as answers of the other kind, with nothing lost.
_WIDENED = {
    (ItemKind.SINGLE, ItemKind.MULTIPLE),
    (ItemKind.SCALE, ItemKind.SINGLE),
    (ItemKind.NUMBER, ItemKind.TEXT),
    (ItemKind.DATE, ItemKind.TEXT),
    (ItemKind.TIME, ItemKind.TEXT),
}


class Impact(StrEnum):
    SAFE = "safe"
    DECISION = "decision"  # a person has to say whether it still asks the same
    BREAKS = "breaks"  # before and after can no longer be compared on it


@dataclass(frozen=True)
class Stored:
    """How much a change touches: item name -> finished responses, or open drafts, that answer it;
    and for each item how often each of its options was given."""

    responses: Mapping[str, int] = field(default_factory=dict)
    drafts: Mapping[str, int] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


NOTHING_STORED = Stored()


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was.

    Attributes:
        item: its name in the old version, of something new its new name; of a scale, the scale's;
            "" = the whole instrument.
        words: a sentence for the person who decides.
        responses, drafts: how many have an answer that it touches.
    """

    item: str
    impact: Impact
    words: str
    responses: int = 0
    drafts: int = 0


def changes(
    old: Instrument,
    new: Instrument,
    renames: Renames = NO_RENAMES,
    stored: Stored = Stored(),
) -> tuple[Change, ...]:
    """Everything that differs, in the order of the old items, then what is new, then scales.

    Where nobody has answered an item yet, nothing about it can break a comparison: what would is
    reported as safe.
    """
    after = {item.name: item for item in new.items}
    found: list[Change] = []
    for item in old.items:
        follower = after.pop(renames.item(item.name), None)
        if follower is None:
            found.append(_touching(_removed(item), stored))
        else:
            found += [
                _touching(Change(item.name, impact, words), stored)
                for impact, words in _item_changes(item, follower, renames, stored)
            ]
    found += [_added(item) for item in after.values()]
    found += list(_order_changes(old, new, renames))
    found += [_touching(change, stored) for change in _scale_changes(old, new, renames)]
    return tuple(found)


def _touching(change: Change, stored: Stored) -> Change:
    responses = stored.responses.get(change.item, 0)
    drafts = stored.drafts.get(change.item, 0)
    impact = change.impact if responses or drafts else Impact.SAFE
    return replace(change, impact=impact, responses=responses, drafts=drafts)


def _removed(item: Item) -> Change:
    if item.kind is ItemKind.NOTE:
        return Change(item.name, Impact.SAFE, _("This note is no longer shown."))
    words = _("It is no longer asked. Answers that were given stay, under its old name.")
    return Change(item.name, Impact.BREAKS, words)


def _added(item: Item) -> Change:
    words = _("It is new. Those who have finished were not asked.")
    return Change(item.name, Impact.SAFE, words)


_Said = Iterator[tuple[Impact, str]]


def _item_changes(old: Item, new: Item, renames: Renames, stored: Stored) -> _Said:
    if old.name != new.name:
        words = _("It is called “{name}” now; its answers go with it.").format(name=new.name)
        yield Impact.SAFE, words
    if old.section != new.section:
        yield from _moved(old, new)
    if old.kind is not new.kind:
        yield _kind_change(old, new)
    yield from _text_changes(_("the question"), old.texts, new.texts)
    for said, before, after in _minor_texts(old, new):
        yield from _text_changes(said, before, after)
    if new.kind in OF_CODES | WITH_POINTS | {ItemKind.RANKING, ItemKind.POINTS, ItemKind.GRID}:
        yield from _option_changes(old, new, renames, stored)
    yield from _limit_changes(old, new)
    yield from _rule_changes(old.rules, new.rules)


def _moved(old: Item, new: Item) -> _Said:
    words = _("It stands in another section: what is asked before it differs.")
    yield Impact.SAFE, words


def _kind_change(old: Item, new: Item) -> tuple[Impact, str]:
    if (old.kind, new.kind) in _WIDENED:
        words = _("Another kind of answer is taken; the answers that were given fit it too.")
        return Impact.DECISION, words
    words = _("Another kind of answer is taken; the answers that were given do not fit it.")
    return Impact.BREAKS, words


def _text_changes(said: str, old: Texts, new: Texts) -> _Said:
    for language in sorted(old.keys() | new.keys()):
        before, after = old.get(language, ""), new.get(language, "")
        if before == after:
            continue
        tongue = LANGUAGE_NAMES.get(language, language)
        place = {"part": said, "language": tongue, "before": before, "after": after}
        if not before:
            yield Impact.SAFE, _("New in “{language}”: {part}.").format(**place)
        elif not after:
            yield Impact.DECISION, _("No longer in “{language}”: {part}.").format(**place)
        elif likeness([before], [after]) >= _MENDED:
            words = _("Mended in “{language}”, {part}: “{before}” is “{after}” now.")
            yield Impact.SAFE, words.format(**place)
        else:
            words = _(
                "Reworded in “{language}”, {part}: “{before}” is “{after}” now. Does it still ask "
                "the same?"
            )
            yield Impact.DECISION, words.format(**place)


def _minor_texts(old: Item, new: Item) -> Iterable[tuple[str, Texts, Texts]]:
    yield _("the hint"), old.hint, new.hint
    yield _("the low end"), old.low_label, new.low_label
    yield _("the high end"), old.high_label, new.high_label
    yield _("the bottom end"), old.bottom_label, new.bottom_label
    yield _("the top end"), old.top_label, new.top_label
    yield _("the unit"), old.unit, new.unit


def _option_changes(old: Item, new: Item, renames: Renames, stored: Stored) -> _Said:
    if old.scale_points != new.scale_points and new.kind in WITH_POINTS:
        words = _("The scale went from {before} to {after} and goes from {low} to {high} now.")
        before, after = old.scale_points or old.codes, new.scale_points
        if before:
            ends = {"before": before[0], "after": before[-1], "low": after[0], "high": after[-1]}
            yield Impact.BREAKS, words.format(**ends)
    options = {option.code: option for option in new.options}
    given = stored.options.get(old.name, {})
    for option in old.options:
        code = renames.option(old.name, option.code)
        follower = options.pop(code, None)
        label = in_language(option.texts, "en") or option.code
        if follower is None:
            yield _option_gone(label, given.get(option.code, 0))
            continue
        if code != option.code:
            words = _("The option “{label}” has the code “{code}” now; its answers go with it.")
            yield Impact.SAFE, words.format(label=label, code=code)
        said = _("the option “{label}”").format(label=label)
        yield from _text_changes(said, option.texts, follower.texts)
    for option in options.values():
        words = _("The option “{label}” is new: those who answered before could not choose it.")
        yield Impact.DECISION, words.format(label=in_language(option.texts, "en") or option.code)


def _option_gone(label: str, given: int) -> tuple[Impact, str]:
    if not given:
        words = _("The option “{label}” is gone; nobody had chosen it.")
        return Impact.DECISION, words.format(label=label)
    words = _("The option “{label}” is gone; {n} had chosen it, and their answers stay.")
    return Impact.BREAKS, words.format(label=label, n=given)


def _limit_changes(old: Item, new: Item) -> _Said:
    names = ("smallest", "largest", "whole", "least_choices", "most_choices", "longest_text")
    if any(getattr(old, name) != getattr(new, name) for name in names):
        yield Impact.DECISION, _("What may be answered has other limits.")


def _rule_changes(old: Rules, new: Rules) -> _Said:
    if old.relevant != new.relevant:
        yield Impact.DECISION, _("It is asked under another condition.")
    if old.constraint != new.constraint:
        yield Impact.DECISION, _("Another check is made of its answer.")
    if old.choice_filter != new.choice_filter:
        yield Impact.DECISION, _("Other options are offered, depending on earlier answers.")
    if old.calculation != new.calculation or old.trigger != new.trigger:
        words = _("It is calculated in another way; what was calculated before stays.")
        yield Impact.DECISION, words
    if old.required != new.required:
        words = _("Whether it must be answered is different; drafts may have to be completed.")
        yield Impact.SAFE, words


def _order_changes(old: Instrument, new: Instrument, renames: Renames) -> Iterator[Change]:
    after = [item.name for item in new.items]
    kept = [renames.item(item.name) for item in old.items]
    kept = [name for name in kept if name in after]
    if kept != [name for name in after if name in kept]:
        words = _("The order of the questions is another: what is asked before one can sway it.")
        yield Change("", Impact.SAFE, words)


def _scale_changes(old: Instrument, new: Instrument, renames: Renames) -> Iterator[Change]:
    after = {scale.name: scale for scale in new.scales}
    for scale in old.scales:
        follower = after.pop(scale.name, None)
        if follower is None:
            words = _("The scale “{name}” is gone: no score is made of its items any more.")
            yield from _on_items(scale, Impact.BREAKS, words.format(name=scale.name))
        elif _in_new_words(scale, renames) != replace(follower, texts=scale.texts):
            words = _(
                "The scale “{name}” is scored in another way. Scores of both times are made anew."
            )
            is_same = set(_in_new_words(scale, renames).items) == set(follower.items)
            impact = Impact.DECISION if is_same else Impact.BREAKS
            yield from _on_items(scale, impact, words.format(name=scale.name))
    for scale in after.values():
        yield Change(
            scale.name, Impact.SAFE, _("The scale “{name}” is new.").format(name=scale.name)
        )


def _on_items(scale: Scale, impact: Impact, words: str) -> Iterator[Change]:
    """Said once, of the scale's first item: it is answered if the scale is."""
    yield Change(scale.items[0].partition(".")[0] if scale.items else "", impact, words)


def _in_new_words(scale: Scale, renames: Renames) -> Scale:
    def now(name: str) -> str:
        item, dot, statement = name.partition(".")
        return renames.item(item) + dot + (renames.option(item, statement) if dot else "")

    return replace(
        scale,
        items=tuple(now(name) for name in scale.items),
        reverse_keyed=tuple(now(name) for name in scale.reverse_keyed),
    )

"""Writing a questionnaire: every change is kept at once as a whole, and can be taken back."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pollkit.desktop.picture_shelf import PictureShelf
from pollkit.desktop.questionnaires.editor.gaps import next_gap
from pollkit.desktop.questionnaires.editor.state import EditorState
from pollkit.desktop.questionnaires.kinds import Start
from pollkit.domain.answering_time import answering_time
from pollkit.domain.checks import check
from pollkit.domain.editing import items as edits
from pollkit.domain.editing import lists, scales
from pollkit.domain.editing.kinds import with_kind, with_room
from pollkit.domain.editing.names import free_name, is_name, leaves, name_from
from pollkit.domain.editing.notes import with_instrument
from pollkit.domain.editing.pictures import images_of, with_image
from pollkit.domain.editing.tree import name_of, tree, walk
from pollkit.domain.findings import Finding
from pollkit.domain.instruments import Image, Instrument, Item, ItemKind
from pollkit.domain.questionnaires import Questionnaire
from pollkit.domain.rule_checks import logic_of, of_expressions
from pollkit.domain.rules import Scale, Section
from pollkit.domain.texts import Texts
from pollkit.domain.translations import (
    Gap,
    gaps_among,
    instrument_texts,
    without_note,
)
from pollkit.domain.waves import Mode
from pollkit.i18n import _

_MOST_STEPS_BACK = 200
_MODES = (Mode.PHONE, Mode.KIOSK, Mode.INTERVIEW, Mode.PAPER)
# Names that nobody chose give way to ones that are made of the first words.
_UNCHOSEN_NAME = re.compile(r"(?:q|section)\d+")


class EditorPresenter:
    """`keep` takes each new whole questionnaire and tells of failures by itself."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        keep: Callable[[Questionnaire], None],
        pictures: PictureShelf,
    ) -> None:
        self._keep = keep
        self._pictures = pictures
        self._before: list[Questionnaire] = []
        self._after: list[Questionnaire] = []
        self._last_gap: Gap | None = None
        self._wrong: tuple[Hashable, tuple[Finding, ...]] | None = None
        self.state = EditorState(questionnaire)
        self._show(questionnaire, None, _other_language(questionnaire, None))

    # What is chosen

    def choose(self, name: str | None) -> None:
        self._show(self.state.questionnaire, name, self.state.translation)

    def choose_scale(self, name: str | None) -> None:
        self.state = replace(self.state, scale=name)

    def step(self, by: int) -> None:
        """Chooses what stands before (-1) or after (1); the whole comes first."""
        names = [None, *self.outline]
        place = names.index(self.state.chosen) + by
        self.choose(names[min(max(place, 0), len(names) - 1)])

    @property
    def outline(self) -> list[str]:
        """Names of items and sections as they stand below one another."""
        return [name_of(node) for node in walk(tree(self.state.instrument))]

    def show_translation(self, language: str) -> None:
        self._show(self.state.questionnaire, self.state.chosen, language)

    # The whole

    def change_title(self, titles: Texts) -> None:
        self._commit(replace(self.state.instrument, title=titles))

    def flag_sensitive(self, is_sensitive: bool) -> None:
        self._commit(self.state.instrument.flagged(is_sensitive))

    def add_language(self, tag: str) -> None:
        instrument = self.state.instrument
        changed = replace(instrument, languages=(*instrument.languages, tag))
        self._commit(changed, self.state.chosen, tag)

    def remove_language(self, tag: str) -> None:
        """Its texts stay, unseen, in case it is added again; the main language cannot go."""
        if tag != self.state.main:
            left = tuple(one for one in self.state.languages if one != tag)
            self._commit(replace(self.state.instrument, languages=left), self.state.chosen)

    def write_in(self, tag: str) -> None:
        """Makes this language the one in which the questionnaire is written."""
        rest = tuple(one for one in self.state.languages if one != tag)
        self._commit(replace(self.state.instrument, languages=(tag, *rest)), self.state.chosen)

    # Items and sections

    def add(self, start: Start) -> None:
        """A new item after the chosen one, or first in the chosen section."""
        item = with_room(start.item(self.state.languages))
        changed, name = edits.with_new_items(self.state.instrument, [item], self.state.chosen)
        self._commit(changed, name)

    def change_item(self, item: Item) -> None:
        """Takes the whole item as it now stands."""
        item = replace(item, options=lists.with_codes(item, self.state.main))
        changed = lists.with_item_and_list(self.state.instrument, item)
        changed, name = self._named_by_words(changed, item)
        self._commit(changed, name, renamed={item.name: name})

    def change_section(self, section: Section) -> None:
        changed = edits.with_section(self.state.instrument, section)
        name = section.path
        if _UNCHOSEN_NAME.fullmatch(_leaf(name)):
            wanted = name_from(section.texts.get(self.state.main, ""))
            if wanted:
                free = free_name(leaves(changed), wanted)
                changed, name = edits.with_name(changed, name, free)
        self._commit(changed, name, renamed={section.path: name})

    def change_kind(self, kind: ItemKind) -> None:
        item = self._item()
        self._commit(edits.with_item(self.state.instrument, with_kind(item, kind)), item.name)

    def rename(self, leaf: str) -> str:
        """Gives the chosen one another name, everywhere; returns why that cannot be, else ""."""
        chosen = self.state.chosen
        assert chosen is not None
        if leaf == _leaf(chosen):
            return ""
        if not is_name(leaf):
            return _("Use letters without accents, digits and “_”, and begin with a letter.")
        if leaf in leaves(self.state.instrument):
            return _("Something else is called “{name}” already.").format(name=leaf)
        changed, name = edits.with_name(self.state.instrument, chosen, leaf)
        self._commit(changed, name, renamed={chosen: name})
        return ""

    def duplicate(self) -> None:
        if self.state.chosen is not None:
            pattern = _("{text} (copy)")
            changed, name = edits.with_copy(self.state.instrument, self.state.chosen, pattern)
            self._commit(changed, name)

    def remove(self, names: Sequence[str]) -> None:
        instrument, chosen = self.state.instrument, self.state.chosen
        for name in names:
            if name in {name_of(node) for node in walk(tree(instrument))}:
                instrument, chosen = edits.without(instrument, name)
        self._commit(instrument, chosen)

    def move(self, by: int) -> None:
        """The chosen one a step up (-1) or down (1), in and out of sections."""
        if self.state.chosen is not None:
            self._commit(*edits.with_stepped(self.state.instrument, self.state.chosen, by))

    def move_to(self, name: str, place: int) -> None:
        """To this line of the outline, from 0, in the section of what stands above it; below all
        it stands in no section."""
        rest = [one for one in self.outline if one != name and not one.startswith(f"{name}/")]
        place -= sum(one.startswith(f"{name}/") for one in self.outline[:place])
        place = min(max(place, 0), len(rest))
        if place == len(rest):
            into, before = "", None
        elif place == 0:
            into, before = "", rest[0]
        else:
            into, before = self._below(rest[place - 1], rest[place])
        self._commit(*edits.with_moved(self.state.instrument, name, before, into))

    def group(self, names: Sequence[str]) -> None:
        """A section of these, as far as they stand together in one section already."""
        first = names[0]
        around = first.rpartition("/")[0]
        together = [name for name in names if name.rpartition("/")[0] == around]
        leaf = free_name(leaves(self.state.instrument), "section1")
        self._commit(*edits.grouped(self.state.instrument, together, leaf, {}))

    def ungroup(self) -> None:
        assert self.state.section is not None
        self._commit(*edits.ungrouped(self.state.instrument, self.state.section.path))

    # Lists of options

    def share_list(self, other: str) -> None:
        """The chosen item offers the options of another one from now on."""
        name = self._item().name
        self._commit(lists.with_list_of(self.state.instrument, name, other), name)

    def own_list(self) -> None:
        name = self._item().name
        self._commit(lists.with_own_list(self.state.instrument, name), name)

    # Pictures

    def take_picture(self, part: str, source: Path | bytes, on_shown: Callable[[], None]) -> None:
        """Puts a picture in this part of the chosen item as soon as it is small enough; `on_shown`
        says that the state has changed by then."""
        name = self._item().name

        def on_kept(image: Image) -> None:
            self._place_picture(name, part, image)
            on_shown()

        def on_failed(why: str) -> None:
            refused = (part, why) if self.state.chosen == name else None
            self.state = replace(self.state, awaited=None, refused=refused)
            on_shown()

        self.state = replace(self.state, awaited=part, refused=None)
        self._pictures.keep(source, part, on_kept, on_failed)

    def remove_picture(self, part: str) -> None:
        self._place_picture(self._item().name, part, None)

    def _place_picture(self, name: str, part: str, image: Image | None) -> None:
        """In the item that it was chosen for, wherever the person has gone meanwhile."""
        self.state = replace(self.state, awaited=None)
        if any(item.name == name for item in self.state.instrument.items):
            changed = with_image(self.state.instrument, name, part, image)
            self._commit(changed, self.state.chosen)

    # Scales

    def add_scale(self) -> None:
        changed, name = scales.with_new_scale(self.state.instrument, "")
        self._commit(changed, self.state.chosen)
        self.choose_scale(name)

    def change_scale(self, scale: Scale) -> None:
        self._commit(scales.with_scale(self.state.instrument, scale), self.state.chosen)

    def remove_scale(self) -> None:
        if self.state.scale is not None:
            left = scales.without_scale(self.state.instrument, self.state.scale)
            self._commit(left, self.state.chosen)

    # Translations

    def confirm_translation(self, part: str) -> None:
        """The shown translation of this text still fits, though the main text has changed."""
        gap = self.state.gap(part)
        if gap is not None:
            key = gap.place.key(gap.language)
            notes = without_note(self.state.questionnaire.outdated, key)
            changed = replace(self.state.questionnaire, outdated=notes)
            self._take(changed, self.state.chosen, self.state.translation)

    def go_to_next_gap(self, part: str | None) -> Gap | None:
        """Chooses the next translation to do, in the same language first; None if there is none.
        `part` is the text from which to go on, None = from the last one that it led to."""
        last = self._last_gap
        if part is None and last is not None and last.place.item == self.state.chosen:
            part = last.place.part
        gap = self._last_gap = next_gap(self.state, part)
        if gap is not None:
            is_scale = gap.place.part == "scale"
            chosen = self.state.chosen if is_scale else gap.place.item
            self._show(self.state.questionnaire, chosen, gap.language)
            self.state = replace(self.state, scale=gap.place.item if is_scale else None)
        return gap

    # Back and forth

    def undo(self) -> None:
        self._travel(self._before, self._after)

    def redo(self) -> None:
        self._travel(self._after, self._before)

    def preview(self, item: Item) -> Instrument:
        """The questionnaire as it would be, for showing while somebody types."""
        return edits.with_item(self.state.instrument, item)

    def _item(self) -> Item:
        assert self.state.item is not None
        return self.state.item

    def _below(self, above: str, below: str) -> tuple[str, str | None]:
        """The section in which something stands between these two, and what comes after it."""
        is_section = any(s.path == above for s in self.state.instrument.sections)
        into = above if is_section else above.rpartition("/")[0]
        after = below
        while after and after.rpartition("/")[0] != into:
            after = after.rpartition("/")[0]
        return into, (after or None)

    def _named_by_words(self, instrument: Instrument, item: Item) -> tuple[Instrument, str]:
        """A name that nobody chose, after the first words of the text."""
        if not _UNCHOSEN_NAME.fullmatch(item.leaf):
            return instrument, item.name
        wanted = name_from(item.texts.get(self.state.main, ""))
        if not wanted:
            return instrument, item.name
        return edits.with_name(instrument, item.name, free_name(leaves(instrument), wanted))

    def _commit(
        self,
        instrument: Instrument,
        chosen: str | None = None,
        translation: str | None = None,
        renamed: Mapping[str, str] | None = None,
    ) -> None:
        changed = with_instrument(self.state.questionnaire, instrument, renamed)
        self._take(changed, chosen, translation or self.state.translation)

    def _take(
        self, questionnaire: Questionnaire, chosen: str | None, translation: str | None
    ) -> None:
        if questionnaire != self.state.questionnaire:
            self._before = [*self._before, self.state.questionnaire][-_MOST_STEPS_BACK:]
            self._after.clear()
            self._keep(questionnaire)
        self._show(questionnaire, chosen, translation)

    def _travel(self, source: list[Questionnaire], target: list[Questionnaire]) -> None:
        if not source:
            return
        target.append(self.state.questionnaire)
        questionnaire = source.pop()
        names = {name_of(node) for node in walk(tree(questionnaire.instrument))}
        came_back = [name for name in names if name not in set(self.outline)]
        chosen = self.state.chosen if self.state.chosen in names else None
        self._keep(questionnaire)
        self._show(questionnaire, chosen or min(came_back, default=None), self.state.translation)

    def _wrong_in(self, instrument: Instrument) -> tuple[Finding, ...]:
        """Expressions are worked through again only where one has changed."""
        logic = logic_of(instrument)
        if self._wrong is None or self._wrong[0] != logic:
            self._wrong = logic, tuple(of_expressions(instrument))
        return self._wrong[1]

    def _show(
        self, questionnaire: Questionnaire, chosen: str | None, translation: str | None
    ) -> None:
        state = self.state
        if questionnaire is not state.questionnaire or not state.times:
            instrument = questionnaire.instrument
            state = EditorState(
                questionnaire,
                scale=state.scale,
                findings=check(instrument, questionnaire.outdated, self._wrong_in(instrument)),
                gaps=gaps_among(
                    instrument_texts(instrument), instrument.languages, questionnaire.outdated
                ),
                times={
                    mode: answering_time(instrument, instrument.languages[0], mode)
                    for mode in _MODES
                },
            )
        names = [scale.name for scale in questionnaire.instrument.scales]
        self.state = replace(
            state,
            chosen=chosen,
            scale=state.scale if state.scale in names else next(iter(names), None),
            translation=_other_language(questionnaire, translation),
            pictures=self._paths_in(questionnaire.instrument, chosen),
            awaited=self.state.awaited if chosen == self.state.chosen else None,
            refused=None,
            can_undo=bool(self._before),
            can_redo=bool(self._after),
        )

    def _paths_in(self, instrument: Instrument, chosen: str | None) -> dict[str, Path]:
        shown = next((item for item in instrument.items if item.name == chosen), None)
        images = () if shown is None else images_of(shown)
        paths = {image.sha256: self._pictures.path(image.sha256) for image in images}
        return {sha256: path for sha256, path in paths.items() if path is not None}


def _other_language(questionnaire: Questionnaire, wanted: str | None) -> str | None:
    others = questionnaire.languages[1:]
    return wanted if wanted in others else next(iter(others), None)


def _leaf(name: str) -> str:
    return name.rpartition("/")[2]

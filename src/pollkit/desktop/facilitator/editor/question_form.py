"""The form of one question."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.editor.changes import of_kind
from pollkit.desktop.facilitator.editor.condition_form import ConditionForm
from pollkit.desktop.facilitator.editor.options_form import OptionsForm
from pollkit.desktop.facilitator.editor.presenter import EditorState, Trouble, language_name
from pollkit.desktop.facilitator.editor.text_pair import TextPair
from pollkit.desktop.facilitator.editor.trouble_list import TroubleList
from pollkit.desktop.facilitator.kinds import kind_name
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fields import ChoiceField, NumberField, ParagraphField, TextField
from pollkit.desktop.widgets.labels import ElidedLabel, field_label, label
from pollkit.desktop.widgets.panels import column, row
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.problems import ItemPart
from pollkit.i18n import _


class QuestionForm(QWidget):
    """Hands over the whole question as it stands; filling the form hands over nothing."""

    committed = Signal(object)  # Item
    drafted = Signal(object)  # Item, while someone types
    translation_chosen = Signal(str)
    duplicate_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._item: Item | None = None
        self.troubles = TroubleList()
        self.kind = ChoiceField(_("Kind of question"))
        self.duplicate = Button(_("Duplicate"), "secondary", "ph.copy")
        self.main_language = ElidedLabel("", "label")
        self.translation = ChoiceField(_("Translation shown beside"))
        self.text = TextPair(_("Question"), ParagraphField)
        self.options = OptionsForm()
        self.most = NumberField(_("Most choices a person may make"), 0, 7)
        self.most.setSpecialValueText(_("As many as they like"))
        self.points = NumberField(_("Points of the scale"), 2, 11)
        self.low = TextPair(_("Words at 1"), TextField)
        self.high = TextPair(_("Words at the other end"), TextField)
        self.longest = NumberField(_("Longest answer, in characters"), 20, 2_000)
        self.condition = ConditionForm()
        self._place_parts()
        self._connect_parts()

    def render_state(self, state: EditorState) -> None:
        item = state.item
        assert item is not None
        assert state.place is not None
        self._item = item
        self.troubles.show_troubles(state.troubles_of(item.name))
        self.kind.offer([(kind, kind_name(kind)) for kind in ItemKind], item.kind)
        self.kind.setEnabled(not state.is_locked)
        self.locked.setVisible(state.is_locked)
        self._show_languages(state)
        self.text.show_texts(item.texts, state.main, state.translation)
        self._show_choice(item, state)
        self._show_scale(item, state)
        self.longest_part.setVisible(item.kind is ItemKind.TEXT)
        self.longest.show_value(item.longest_text)
        earlier = state.event.instrument.items[: state.place]
        self.condition.show_condition(item.asked_if, earlier, state.main)
        self.condition.show_limits(state.is_locked, state.may_follow_up)
        self.condition.setVisible(bool(earlier) or item.asked_if is not None)

    def commit(self) -> None:
        """Hands over what is still in a field that has the focus."""
        for part in (self.text, self.options, self.low, self.high, self.longest, self.most):
            part.commit()

    def lead_to(self, trouble: Trouble) -> None:
        """Puts the focus where the trouble can be mended, its language beside the main one."""
        if trouble.language is not None:
            self.translation_chosen.emit(trouble.language)
        self._field_for(trouble).setFocus()

    def focus_text(self) -> None:
        self.text.main.setFocus()

    def _show_languages(self, state: EditorState) -> None:
        self.languages.setVisible(state.translation is not None)
        self.main_language.setText(language_name(state.main))
        others: list[tuple[object, str]] = [
            (tag, language_name(tag)) for tag in state.event.languages[1:]
        ]
        self.translation.offer(others, state.translation)

    def _show_choice(self, item: Item, state: EditorState) -> None:
        has_options = item.kind in (ItemKind.SINGLE, ItemKind.MULTIPLE)
        self.options.setVisible(has_options)
        self.options.show_options(item.options, state.main, state.translation, state.is_locked)
        self.most_part.setVisible(item.kind is ItemKind.MULTIPLE)
        self.most.show_value(item.most_choices or 0)
        self.most.setEnabled(not state.is_locked)

    def _show_scale(self, item: Item, state: EditorState) -> None:
        self.scale_part.setVisible(item.kind is ItemKind.SCALE)
        self.points.show_value(item.points)
        self.points.setEnabled(not state.is_locked)
        self.low.show_texts(item.low_label, state.main, state.translation)
        self.high.show_texts(item.high_label, state.main, state.translation)

    def _read(self) -> Item:
        assert self._item is not None
        item = replace(
            self._item,
            texts=self.text.texts(),
            options=self.options.options(),
            most_choices=self.most.value() or None,
            points=self.points.value(),
            low_label=self.low.texts(),
            high_label=self.high.texts(),
            longest_text=self.longest.value(),
            asked_if=self.condition.condition(),
        )
        kind = self.kind.chosen()
        assert isinstance(kind, ItemKind)
        return of_kind(item, kind)

    def _field_for(self, trouble: Trouble) -> QWidget:
        assert self._item is not None
        language = trouble.language
        if trouble.part is ItemPart.CONDITION:
            return self.condition.question
        if trouble.part is ItemPart.MOST_CHOICES:
            return self.most
        if trouble.part is ItemPart.POINTS:
            return self.points
        if trouble.part is ItemPart.OPTIONS:
            return self.options.first_gap(None)
        if language is None:
            return self.text.main
        if not self._item.texts.get(language):
            return self.text.translation
        if self._item.options:
            return self.options.first_gap(language)
        has_low = not self._item.low_label or self._item.low_label.get(language)
        return self.high.translation if has_low else self.low.translation

    def _place_parts(self) -> None:
        kind = column(field_label(_("Kind of question"), self.kind), self.kind, gap=theme.XS)
        self.locked = _locked_notice(self.duplicate)
        self.languages = QFrame()
        languages = row(self.main_language, self.translation, gap=theme.S)
        languages.setStretch(0, 1)
        languages.setStretch(1, 1)
        self.languages.setLayout(languages)
        self.most_part = _part(_("Most choices a person may make"), self.most)
        self.longest_part = _part(_("Longest answer, in characters"), self.longest)
        self.scale_part = QWidget()
        self.scale_part.setLayout(
            column(
                _part(_("Points of the scale"), self.points),
                column(label(_("Words at 1"), "label"), self.low, gap=theme.XS),
                column(label(_("Words at the other end"), "label"), self.high, gap=theme.XS),
                gap=theme.M,
            )
        )
        text = column(label(_("Question"), "label"), self.languages, self.text, gap=theme.XS)
        whole = column(self.troubles, self.locked, text, self.options, self.scale_part, gap=theme.L)
        for part in (self.most_part, self.longest_part):
            whole.addWidget(part)
        whole.addLayout(kind)
        whole.addWidget(self.condition)
        whole.addStretch(1)
        self.setLayout(whole)

    def _connect_parts(self) -> None:
        self.kind.committed.connect(self._on_committed)
        for pair in (self.text, self.low, self.high):
            pair.committed.connect(self._on_committed)
            pair.drafted.connect(self._on_drafted)
        self.options.committed.connect(self._on_committed)
        self.options.drafted.connect(self._on_drafted)
        for field in (self.most, self.points, self.longest):
            field.committed.connect(self._on_committed)
        self.condition.committed.connect(self._on_committed)
        self.translation.committed.connect(self._on_translation_committed)
        self.troubles.trouble_chosen.connect(self.lead_to)
        self.duplicate.clicked.connect(self.duplicate_wanted)

    @Slot()
    def _on_committed(self) -> None:
        self.committed.emit(self._read())

    @Slot()
    def _on_drafted(self) -> None:
        self.drafted.emit(self._read())

    @Slot()
    def _on_translation_committed(self) -> None:
        self.translation_chosen.emit(str(self.translation.chosen()))


def _locked_notice(duplicate: Button) -> QFrame:
    notice = QFrame()
    notice.setProperty("notice", True)
    words = label(
        _(
            "The room has seen this question. Its words can be corrected; its kind, its options "
            "and who is asked stay, so that each answer keeps its meaning. To change more, "
            "duplicate it."
        ),
        wraps=True,
    )
    box = row(words, duplicate, margin=theme.M, gap=theme.M)
    box.setStretch(0, 1)
    notice.setLayout(box)
    return notice


def _part(words: str, field: QWidget) -> QWidget:
    part = QWidget()
    part.setLayout(column(field_label(words, field), row(field, None), gap=theme.XS))
    return part

"""What is right, and what it is worth."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.editor.forms.part import FormPart
from pollkit.desktop.facilitator.editor.state import EditorState
from pollkit.desktop.widgets.decimal_field import DecimalField
from pollkit.desktop.widgets.fields import NumberField
from pollkit.desktop.widgets.labels import field_label, label, plain_tool_tip
from pollkit.desktop.widgets.option_mark import option_letter
from pollkit.desktop.widgets.panels import column, row
from pollkit.domain.instruments import CAN_BE_RIGHT, MOST_OPTIONS_ON_A_WALL, Item, ItemKind
from pollkit.domain.problems import ItemPart
from pollkit.domain.texts import in_language
from pollkit.i18n import _, ngettext

_MOST_POINTS = 100
_LONGEST_WORDS = 60


class QuizForm(FormPart):
    kinds = CAN_BE_RIGHT

    def __init__(self) -> None:
        super().__init__()
        self._codes: tuple[str, ...] = ()
        self._is_many = False
        self.boxes = [QCheckBox() for _place in range(MOST_OPTIONS_ON_A_WALL)]
        self.number = DecimalField(_("The right number"))
        self.within = DecimalField(_("Right within ± (how far off is right too)"))
        self.score = NumberField(_("Points for a right answer"), 0, _MOST_POINTS)
        self.score.setSpecialValueText(_("No score"))
        self._lead = label(_("Right is"), "label")
        words = label(
            _("The wall shows it with the result. Quick answers are worth no more than slow ones."),
            "small",
            wraps=True,
        )
        self.take_fields(self.number, self.within, self.score)
        for place, box in enumerate(self.boxes):
            box.clicked.connect(lambda _checked, place=place: self._mark(place))
        heading = field_label(_("Points for a right answer"), self.score)
        score = column(heading, row(self.score, None), gap=theme.XS)
        right = column(self._lead, *self.boxes, self.number, self.within, gap=theme.XS)
        self.setLayout(column(right, score, words, gap=theme.M))

    def show_item(self, item: Item, state: EditorState) -> None:
        is_number = item.kind is ItemKind.NUMBER
        self._codes = () if is_number else item.codes
        self._is_many = item.kind is ItemKind.MULTIPLE
        self._lead.setVisible(not is_number)
        self.number.setVisible(is_number)
        self.number.show_number(item.right[0] if is_number and item.right else None)
        self.within.setVisible(is_number)
        self.within.show_number(item.right_within if is_number else None)
        self.score.show_value(item.score)
        for place, box in enumerate(self.boxes):
            box.setVisible(place < len(self._codes))
            if place < len(self._codes):
                words = _option_words(item, place, state.main)
                box.setText(words.replace("&", "&&"))
                box.setToolTip(plain_tool_tip(words))
                box.setChecked(self._codes[place] in item.right)

    def read(self, item: Item) -> Item:
        right: tuple[str, ...]
        if item.kind is ItemKind.NUMBER:
            number = self.number.number()
            right = () if number is None else (number,)
        else:
            boxes = dict(zip(self._codes, self.boxes, strict=False))
            marked = {code for code, box in boxes.items() if box.isChecked()}
            right = tuple(code for code in item.codes if code in marked)
        within = self.within.number() if item.kind is ItemKind.NUMBER else None
        return replace(item, right=right, right_within=within, score=self.score.value())

    def summary(self, item: Item) -> str:
        if not item.right:
            return ""
        if item.kind is ItemKind.NUMBER:
            words = item.right[0]
            if item.right_within is not None:
                words += f" ± {item.right_within}"
        else:
            places = (place for place, code in enumerate(item.codes) if code in item.right)
            words = ", ".join(option_letter(place) for place in places)
        said = _("right is {answer}").format(answer=words)
        if not item.score:
            return said
        points = ngettext("{n} point", "{n} points", item.score).format(n=item.score)
        return f"{said} · {points}"

    def field_for(self, part: ItemPart) -> QWidget | None:
        if part is not ItemPart.RIGHT:
            return None
        return self.boxes[0] if self._codes else self.number.field

    def _mark(self, place: int) -> None:
        """Where one answer can be given, one answer is right."""
        if not self._is_many:
            for other, box in enumerate(self.boxes):
                box.setChecked(other == place and box.isChecked())
        self.committed.emit()


def _option_words(item: Item, place: int, main: str) -> str:
    words = in_language(item.options[place].texts, main) or _("Option without words")
    words = words if len(words) <= _LONGEST_WORDS else words[: _LONGEST_WORDS - 1] + "…"
    return f"{option_letter(place)}  {words}"

"""Which options are offered: those that belong to an earlier answer, or that a filter picks."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from pollkit.desktop import theme
from pollkit.desktop.questionnaires.editor.forms.rules import OneExpression
from pollkit.desktop.questionnaires.editor.state import EditorState
from pollkit.desktop.widgets.fields import ChoiceField
from pollkit.desktop.widgets.labels import ElidedLabel, field_label, label
from pollkit.desktop.widgets.panels import column, row
from pollkit.domain.editing.cascades import (
    cascade_of,
    sources_for,
    with_cascade,
    with_places,
    without_cascade,
)
from pollkit.domain.findings import Part
from pollkit.domain.instruments import Item, ItemKind
from pollkit.domain.texts import in_language
from pollkit.i18n import _

_LONGEST_WORDS = 50
# More options than this belong to their places by the spreadsheet.
_MOST_PLACES = 100


class FilterForm(OneExpression):
    rule = "choice_filter"
    part = Part.FILTER
    kinds = frozenset({ItemKind.SINGLE, ItemKind.MULTIPLE, ItemKind.RANKING})

    def __init__(self) -> None:
        super().__init__(
            _("As an expression"),
            "region = ${region}",
            _("The words before the sign are columns of the list of options."),
        )
        self._item: Item | None = None
        self._wanted: str | None = None
        self.source = ChoiceField(_("Narrowed by the answer to"))
        self.places: dict[str, ChoiceField] = {}
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._names: list[QLabel] = []
        self.belonging = QWidget()
        words = label(_("To which answer does each option belong?"), "small", wraps=True)
        self.belonging.setLayout(column(words, self._grid, gap=theme.XS))
        head = field_label(_("Narrowed by the answer to"), self.source)
        above = column(head, row(self.source), self.belonging, gap=theme.XS)
        self.layout().insertLayout(0, above)  # type: ignore[union-attr]
        self.source.committed.connect(self._on_source_committed)

    def show_item(self, item: Item, state: EditorState) -> None:
        super().show_item(item, state)
        self._item, self._wanted = item, None
        cascade = cascade_of(item)
        choices: list[tuple[object, str]] = [("", _("no other question: all are offered"))]
        sources = {one.leaf: one for one in sources_for(state.instrument, item)}
        for leaf, one in sources.items():
            choices.append((leaf, _short(in_language(one.texts, state.main) or leaf)))
        chosen = "" if cascade is None else cascade.source
        if chosen not in sources and item.rules.choice_filter:
            chosen = "?"
            choices.append((chosen, _("as the expression says")))
        self.source.offer(choices, chosen)
        self._show_places(item, sources.get(chosen), state.main)

    def read(self, item: Item) -> Item:
        if self._wanted is not None:
            return with_cascade(item, self._wanted) if self._wanted else _unfiltered(item)
        places = {code: str(field.chosen() or "") for code, field in self.places.items()}
        changed = super().read(item)
        return with_places(changed, places) if places else changed

    def _show_places(self, item: Item, source: Item | None, language: str) -> None:
        """One line for each option: to which of the source's answers it belongs."""
        cascade = cascade_of(item)
        has_places = source is not None and cascade is not None
        has_places = has_places and len(item.options) <= _MOST_PLACES
        self.belonging.setVisible(has_places)
        options = item.options if has_places else ()
        if list(self.places) != [option.code for option in options]:
            self._make_places([option.code for option in options])
        for option, name in zip(options, self._names, strict=True):
            assert source is not None
            assert cascade is not None
            words = in_language(option.texts, language) or option.code
            name.setText(words)
            field = self.places[option.code]
            field.setAccessibleName(_("{option} belongs to").format(option=words))
            answers: list[tuple[object, str]] = [("", "—")]
            answers += [(code, _short(source.label(code, language))) for code in source.codes]
            place = option.columns.get(cascade.column, "")
            if place and place not in source.codes:
                answers.append((place, _("“{name}”, no answer of it").format(name=place)))
            field.offer(answers, place)

    def _make_places(self, codes: list[str]) -> None:
        for old in (*self._names, *self.places.values()):
            old.hide()
            old.deleteLater()
        self._names, self.places = [], {}
        for place, code in enumerate(codes):
            name, field = ElidedLabel(), ChoiceField("")
            field.committed.connect(self.committed)
            self._names.append(name)
            self.places[code] = field
            self._grid.addWidget(name, place, 0)
            self._grid.addWidget(field, place, 1)

    def _on_source_committed(self) -> None:
        chosen = str(self.source.chosen())
        if chosen != "?":
            self._wanted = chosen
            self.committed.emit()


def _unfiltered(item: Item) -> Item:
    plain = without_cascade(item)
    return replace(plain, rules=replace(plain.rules, choice_filter=""))


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST_WORDS else words[: _LONGEST_WORDS - 1] + "…"

"""Setting up a wave, on a page of its own."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QGridLayout, QWidget

from pollkit.desktop import theme
from pollkit.desktop.caseworker.naming import kind_help, kind_words, mode_words
from pollkit.desktop.caseworker.two_line_button import TwoLineButton
from pollkit.desktop.caseworker.waves.presenter import WaveFormPresenter, WaveFormState
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fields import ChoiceField, NumberField, TextField
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import ScrolledColumn, card, column, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.desktop.widgets.wrapped_row import WrappedRow
from pollkit.domain.waves import OF_WAVES, WaveKind
from pollkit.i18n import _

_MOST_PEOPLE = 100_000


class WaveFormScreen(Screen):
    closed = Signal()

    def __init__(self, presenter: WaveFormPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.back = Button(_("Back"), "quiet", "ph.arrow-left")
        self.title_label = label("", "title")
        self.save = Button(_("Save the wave"), "primary", "ph.check")
        self.kinds = {k: TwoLineButton(kind_words(k), kind_help(k)) for k in WaveKind}
        self._group = QButtonGroup(self)
        self.name = TextField(_("Title"), 120)
        self.source = ChoiceField(_("Questionnaire"))
        self.asks = label("", wraps=True)
        self.others = label(
            _(
                "Another one? Write it, or take it over from a spreadsheet (XLSForm), under "
                "“Questionnaires” beside the list of projects; then it is offered here."
            ),
            "small",
            wraps=True,
        )
        self.modes = {mode: QCheckBox(mode_words(mode)) for mode in OF_WAVES}
        self.opens, self.closes = TextField("", 20), TextField("", 20)
        self.due = TextField("", 20)
        self.expected = NumberField("", 0, _MOST_PEOPLE)
        self.trouble = label("", "danger", wraps=True)
        self.linking = label("", "muted", wraps=True)
        self._place_parts()
        self._connect_parts()
        self.begin_at(self.name)
        presenter.on_changed = self.render_state
        self.render_state()

    def put_away(self) -> None:
        self._presenter.on_changed = lambda: None
        self._presenter.on_saved = lambda: None

    def render_state(self) -> None:
        state = self._presenter.state
        self.title_label.setText(_("A new wave") if state.is_new else _("Set up the wave"))
        for kind, shown in self.kinds.items():
            shown.setChecked(kind is state.kind)
        self.name.show_text(state.title)
        self.source.offer([(one.key, one.words) for one in state.sources], state.source)
        self.source.setVisible(state.is_new)
        self.others.setVisible(state.is_new)
        self.asks.setText(state.asks)
        self.asks.setVisible(not state.is_new)
        for mode, box in self.modes.items():
            box.setChecked(mode in state.modes)
        for field, typed in (
            (self.opens, state.opens_on),
            (self.closes, state.closes_on),
            (self.due, state.due_on),
        ):
            field.show_text(typed)
        self.expected.show_value(state.expected)
        self.linking.setText(_linking_words(state))
        self.trouble.setText(state.trouble)
        self.trouble.setVisible(bool(state.trouble))

    def _place_parts(self) -> None:
        head = row(self.back, self.title_label, None, self.save, gap=theme.M)
        kinds = QGridLayout()
        kinds.setSpacing(theme.S)
        for place, shown in enumerate(self.kinds.values()):
            shown.setCheckable(True)
            self._group.addButton(shown)
            kinds.addWidget(shown, place // 3, place % 3)
        what = column(
            field_label(_("Title"), self.name),
            self.name,
            field_label(_("Questionnaire"), self.source),
            self.source,
            self.others,
            self.asks,
            gap=theme.XS,
        )
        ways = column(
            label(_("In which ways may people answer?"), "label"),
            WrappedRow(*self.modes.values(), gap=theme.L),
            gap=theme.XS,
        )
        body = column(
            card(column(label(_("What kind of wave is it?"), "label"), kinds, gap=theme.S)),
            card(what),
            card(ways),
            card(column(label(_("How answers are linked"), "label"), self.linking, gap=theme.XS)),
            card(self._days_part()),
            gap=theme.M,
        )
        body.addStretch(1)
        inside = QWidget()
        inside.setMaximumWidth(980)
        inside.setLayout(body)
        whole = column(head, self.trouble, ScrolledColumn(row(inside)), gap=theme.M)
        whole.setContentsMargins(theme.XL, theme.L, theme.L, theme.S)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _days_part(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.L)
        grid.setVerticalSpacing(theme.XS)
        for place, (words, field) in enumerate(
            (
                (_("First day (may be empty)"), self.opens),
                (_("Last day (may be empty)"), self.closes),
                (_("Everybody by (may be empty)"), self.due),
                (_("How many are expected (0 = who is known)"), self.expected),
            )
        ):
            line, side = divmod(place, 2)
            grid.addWidget(field_label(words, field), 2 * line, side)
            grid.addWidget(field, 2 * line + 1, side)
        return grid

    def _connect_parts(self) -> None:
        self.back.clicked.connect(self.closed)
        self.save.clicked.connect(self._on_save_clicked)
        self.source.committed.connect(self._on_source_committed)
        for kind, shown in self.kinds.items():
            shown.clicked.connect(lambda _checked, kind=kind: self._choose_kind(kind))
        for field in (self.name, self.opens, self.closes, self.due, self.expected):
            field.committed.connect(self._on_committed)
        for box in self.modes.values():
            box.clicked.connect(self._on_committed)

    def _choose_kind(self, kind: WaveKind) -> None:
        self._write()
        self._presenter.choose_kind(kind)
        self.render_state()

    def _write(self) -> None:
        self._presenter.write(
            title=self.name.text(),
            modes=tuple(mode for mode, box in self.modes.items() if box.isChecked()),
            opens_on=self.opens.text(),
            closes_on=self.closes.text(),
            due_on=self.due.text(),
            expected=self.expected.value(),
        )

    @Slot()
    def _on_committed(self) -> None:
        self._write()

    @Slot()
    def _on_source_committed(self) -> None:
        chosen = self.source.chosen()  # before the form is shown anew
        self._write()
        self._presenter.choose_source(chosen)  # type: ignore[arg-type]

    @Slot()
    def _on_save_clicked(self) -> None:
        self._write()
        self._presenter.save()


def _linking_words(state: WaveFormState) -> str:
    if state.kind is WaveKind.THEN_AND_NOW:
        return _(
            "Nothing has to be linked: then and now are asked in one sitting. Each question of the "
            "questionnaire that measures something is asked twice. People may still have a code, "
            "to take their answers back."
        )
    return _(
        "By a code that the person keeps: on a printed card, written down at the first sitting, or "
        "made of a few harmless questions. Which one is chosen with each person, when they begin; "
        "no name is stored."
    )

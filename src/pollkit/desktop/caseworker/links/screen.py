"""The page on which links between two waves are looked over and decided."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QStackedWidget, QWidget

from pollkit.desktop import theme
from pollkit.desktop.caseworker.links.presenter import LinksPresenter, LinksState, View
from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fields import TextField
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import ScrolledColumn, card, column, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.desktop.widgets.two_line_list import ListLine, TwoLineList
from pollkit.i18n import _

TOPICS = {"links", "responses", "respondents", "waves"}
_LONGEST = 200


class LinksScreen(Screen):
    closed = Signal()

    def __init__(self, presenter: LinksPresenter, hub: ChangeHub) -> None:
        super().__init__()
        self._presenter = presenter
        self.back = Button(_("Back"), "quiet", "ph.arrow-left")
        self.before, self.after = QComboBox(), QComboBox()
        self.figures = label("", wraps=True)
        self._views = QButtonGroup(self)
        self.views = {view: Button("", "chip") for view in View}
        self.pairs = TwoLineList(_("Two who may be one person"))
        self.befores = TwoLineList(_("Not linked, of those before"))
        self.afters = TwoLineList(_("Not linked, of those after"))
        self.told = label("", wraps=True)
        self.by = TextField("", _LONGEST)
        self.why = TextField("", _LONGEST)
        self.confirm = Button(_("They are one person"), "primary", "ph.link")
        self.reject = Button(_("They are two"), "secondary", "ph.link-break")
        self.take_back = Button(_("Take the decision back"), "quiet", "ph.arrow-counter-clockwise")
        self.trouble = label("", "danger", wraps=True)
        self._fill_waves()
        self._place_parts()
        self._connect_parts(hub)
        self.begin_at(self.pairs)
        presenter.on_changed = self.render_state
        presenter.refresh()
        self.render_state()

    def put_away(self) -> None:
        self._presenter.on_changed = lambda: None

    def render_state(self) -> None:
        state = self._presenter.state
        self.figures.setText("\n".join(state.figures))
        words = {
            View.OPEN: _("To decide ({n})"),
            View.LINKED: _("Linked ({n})"),
            View.ALONE: _("Not linked ({n})"),
        }
        for view, button in self.views.items():
            button.setText(words[view].format(n=state.counts.get(view, 0)))
            button.setChecked(view is state.view)
        self._render_rows(state)
        self.told.setText("\n".join(state.told) or _("Choose two who may be one person."))
        self.confirm.setEnabled(state.can_confirm)
        self.reject.setEnabled(state.can_reject)
        self.take_back.setEnabled(state.can_take_back)
        self.trouble.setText(state.trouble)
        self.trouble.setVisible(bool(state.trouble))

    def _render_rows(self, state: LinksState) -> None:
        self.lists.setCurrentIndex(int(state.view is View.ALONE))
        lines = [ListLine(one.pair, one.title, one.second) for one in state.pairs]
        self.pairs.show_lines(lines, state.chosen)
        for shown, rows, chosen in (
            (self.befores, state.befores, state.chosen[0]),
            (self.afters, state.afters, state.chosen[1]),
        ):
            people = [ListLine(one.respondent_id, one.title, one.second) for one in rows]
            shown.show_lines(people, chosen)

    def _fill_waves(self) -> None:
        state = self._presenter.state
        for box, chosen in ((self.before, state.before), (self.after, state.after)):
            for wave_id, title in state.waves:
                box.addItem(title, wave_id)
            box.setCurrentIndex(next((n for n, w in enumerate(state.waves) if w[0] == chosen), -1))

    def _place_parts(self) -> None:
        for view, button in self.views.items():
            button.setCheckable(True)
            self._views.addButton(button, list(View).index(view))
        alone = QWidget()
        alone.setLayout(
            row(
                column(label(_("Before"), "label"), self.befores, gap=theme.XS),
                column(label(_("After"), "label"), self.afters, gap=theme.XS),
            )
        )
        self.lists = QStackedWidget()
        self.lists.addWidget(self.pairs)
        self.lists.addWidget(alone)
        lists = column(row(*self.views.values(), None), self.lists, self._decision(), gap=theme.S)
        lists.setStretch(1, 1)
        whole = row(self._overview(), gap=theme.L)
        whole.addLayout(lists, 1)
        title = label(_("Who is who in two waves"), "title")
        page = column(row(self.back, None), title, whole, margin=theme.L, gap=theme.M)
        page.setStretch(2, 1)
        self.setLayout(page)

    def _overview(self) -> ScrolledColumn:
        parts = column(
            field_label(_("The earlier wave"), self.before),
            self.before,
            field_label(_("The later wave"), self.after),
            self.after,
            self.figures,
            gap=theme.S,
        )
        parts.addStretch(1)
        scrolled = ScrolledColumn(parts)
        scrolled.setFixedWidth(340)
        return scrolled

    def _decision(self) -> QFrame:
        said = row(
            column(field_label(_("Who decides"), self.by), self.by, gap=theme.XS),
            column(field_label(_("Why, without names"), self.why), self.why, gap=theme.XS),
            gap=theme.M,
        )
        said.setStretch(0, 1)
        said.setStretch(1, 2)
        buttons = row(self.confirm, self.reject, self.take_back, None)
        return card(column(self.told, said, self.trouble, buttons, gap=theme.S), theme.M)

    def _connect_parts(self, hub: ChangeHub) -> None:
        self.back.clicked.connect(self.closed)
        self.before.activated.connect(self._on_waves_chosen)
        self.after.activated.connect(self._on_waves_chosen)
        self._views.idClicked.connect(self._on_view_clicked)
        self.pairs.line_chosen.connect(self._presenter.choose_pair)
        self.befores.line_chosen.connect(self._presenter.choose_before)
        self.afters.line_chosen.connect(self._presenter.choose_after)
        for lines in (self.pairs, self.befores, self.afters):
            # The reason was for others.
            lines.line_chosen.connect(self.why.clear)
        self.confirm.clicked.connect(self._on_confirm_clicked)
        self.reject.clicked.connect(self._on_reject_clicked)
        self.take_back.clicked.connect(self._on_take_back_clicked)
        hub.changed.connect(self._on_hub_changed)

    @Slot()
    def _on_waves_chosen(self) -> None:
        self._presenter.choose_waves(self.before.currentData(), self.after.currentData())

    @Slot(int)
    def _on_view_clicked(self, number: int) -> None:
        self._presenter.show(list(View)[number])

    @Slot()
    def _on_confirm_clicked(self) -> None:
        self._presenter.confirm(self.by.text(), self.why.text())

    @Slot()
    def _on_reject_clicked(self) -> None:
        self._presenter.reject(self.by.text(), self.why.text())

    @Slot()
    def _on_take_back_clicked(self) -> None:
        self._presenter.take_back(self.by.text(), self.why.text())

    @Slot(frozenset)
    def _on_hub_changed(self, topics: frozenset[str]) -> None:
        if topics & TOPICS:
            self._presenter.refresh()

"""The page before a sitting: a card is scanned or its code typed, or somebody new begins."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot

from pollkit.desktop import theme
from pollkit.desktop.caseworker.welcome.presenter import WelcomePresenter, WelcomeState
from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.scanning.scan import ScanPresenter
from pollkit.desktop.scanning.scan_part import ScanPart
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fields import TextField
from pollkit.desktop.widgets.labels import field_label, label, rule
from pollkit.desktop.widgets.panels import card, column, middle, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.desktop.widgets.wrapped_row import WrappedRow
from pollkit.domain.codes import spaced
from pollkit.i18n import _


class WelcomeScreen(Screen):
    begun = Signal(object)  # Newcomer
    closed = Signal()

    def __init__(
        self,
        presenter: WelcomePresenter,
        scan: ScanPresenter | None = None,
        hub: ChangeHub | None = None,
    ) -> None:
        """Without `scan` and `hub` codes come from a scanner or the keyboard alone."""
        super().__init__()
        self._presenter = presenter
        self._scan = scan
        self.camera = None if scan is None or hub is None else ScanPart(scan, hub)
        self.back = Button(_("Back"), "quiet", "ph.arrow-left")
        self.title = label("", "title", wraps=True)
        self.code = TextField("", 40)
        self.code.setProperty("is_large", True)
        self.enter = Button(_("Begin"), "primary", "ph.arrow-right")
        self.trouble = label("", "danger", wraps=True)
        self.unknown = label("", wraps=True)
        self.begin_card = Button(_("It is a fresh card: begin with it"), "secondary")
        self._near = row(gap=theme.S)
        self._near_buttons: list[Button] = []
        self.near_words = label(_("Did you mean one of these? Compare with the card:"), wraps=True)
        self.new = Button(_("Somebody new: make a code"), "secondary", "ph.user-plus")
        self.own = Button(_("Seven questions instead"), "secondary", "ph.list-numbers")
        self.without = Button(_("Without a code"), "quiet")
        self._place_parts()
        self._connect_parts()
        self.begin_at(self.code)
        presenter.on_changed = self.render_state
        self.render_state()

    def put_away(self) -> None:
        self._presenter.on_changed = lambda: None
        if self._scan is not None:
            self._scan.close()

    def take_scanned(self, code: str) -> None:
        """A card that was held up to the camera."""
        self.code.setText(code)
        self._enter()

    def render_state(self) -> None:
        state = self._presenter.state
        self.title.setText(_("Who answers “{wave}”?").format(wave=state.wave_title))
        self.trouble.setText(state.trouble)
        self.trouble.setVisible(bool(state.trouble))
        self._render_unknown(state)
        self._render_near(state)

    def _render_unknown(self, state: WelcomeState) -> None:
        words = _("The code {code} is right, and nobody in this project has used it yet.")
        self.unknown.setText(words.format(code=spaced(state.unknown)) if state.unknown else "")
        self.unknown.setVisible(bool(state.unknown))
        self.begin_card.setVisible(bool(state.unknown))

    def _render_near(self, state: WelcomeState) -> None:
        for button in self._near_buttons:
            self._near.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._near_buttons = [Button(code, "secondary") for code in state.near]
        for place, (code, button) in enumerate(zip(state.near, self._near_buttons, strict=True)):
            self._near.insertWidget(place, button)
            button.clicked.connect(lambda _checked, code=code: self._take_near(code))
        self.near_words.setVisible(bool(state.near))

    def _place_parts(self) -> None:
        self._near.addStretch(1)
        entry = column(
            field_label(_("Scan the card, or type its code"), self.code),
            row(self.code, self.enter),
            *([] if self.camera is None else [self.camera]),
            label(
                _("Capital or small letters, blanks and hyphens make no difference."),
                "small",
                wraps=True,
            ),
            self.trouble,
            self.unknown,
            row(self.begin_card, None),
            self.near_words,
            self._near,
            gap=theme.S,
        )
        others = column(
            label(_("No card?"), "strong"),
            label(
                _(
                    "A new code links this person's later answers to these, without a name. At the "
                    "end it is shown large, to be written on a card. Seven small questions make a "
                    "code that the person can make again. Without a code nothing can be linked, "
                    "and nothing can be taken back later."
                ),
                "muted",
                wraps=True,
            ),
            WrappedRow(self.new, self.own, self.without),
            gap=theme.S,
        )
        whole = column(entry, rule(), others, gap=theme.L)
        parts = column(self.title, card(whole, theme.XL), gap=theme.L)
        page = column(row(self.back, None), middle(parts, 680), margin=theme.L, gap=theme.M)
        page.setStretch(1, 1)
        self.setLayout(page)

    def _connect_parts(self) -> None:
        self.back.clicked.connect(self.closed)
        self.code.returnPressed.connect(self._on_entered)
        self.enter.clicked.connect(self._on_entered)
        self.begin_card.clicked.connect(self._on_card_clicked)
        self.new.clicked.connect(self._on_new_clicked)
        self.own.clicked.connect(self._on_own_clicked)
        self.without.clicked.connect(self._on_without_clicked)

    def _take_near(self, code: str) -> None:
        self.code.setText(code)
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)
        self._enter()

    def _enter(self) -> None:
        if self.code.text().strip():
            self._presenter.enter(self.code.text())
            self.code.selectAll()
            self._tell_chosen()

    def _tell_chosen(self) -> None:
        if self._presenter.state.chosen is not None:
            self.begun.emit(self._presenter.state.chosen)

    @Slot()
    def _on_entered(self) -> None:
        self._enter()

    @Slot()
    def _on_card_clicked(self) -> None:
        self._presenter.begin_with_card()
        self._tell_chosen()

    @Slot()
    def _on_new_clicked(self) -> None:
        self._presenter.begin_anew()
        self._tell_chosen()

    @Slot()
    def _on_own_clicked(self) -> None:
        self._presenter.begin_with_own()
        self._tell_chosen()

    @Slot()
    def _on_without_clicked(self) -> None:
        self._presenter.begin_without_code()
        self._tell_chosen()

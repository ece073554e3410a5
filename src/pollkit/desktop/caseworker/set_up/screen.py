"""Setting up a project, on a page of its own."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QWidget

from pollkit.desktop import theme
from pollkit.desktop.caseworker.set_up.presenter import SetUpPresenter, SetUpState
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fields import LinesField, TextField
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.languages_form import LanguagesForm
from pollkit.desktop.widgets.panels import ScrolledColumn, card, column, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.i18n import _, language_name


class SetUpScreen(Screen):
    closed = Signal()

    def __init__(self, presenter: SetUpPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.back = Button(_("Back"), "quiet", "ph.arrow-left")
        self.heading = label("", "title")
        self.save = Button(_("Save the project"), "primary", "ph.check")
        self.name = TextField(_("Title"), 120)
        self.languages = LanguagesForm()
        self.consent: dict[str, LinesField] = {}
        self._consent_labels: dict[str, QLabel] = {}
        self._shown: dict[str, str] = {}
        self.trouble = label("", "danger", wraps=True)
        self.version = label("", "small", wraps=True)
        self._place_parts()
        self._connect_parts()
        self.begin_at(self.name)
        presenter.on_changed = self.render_state
        self.render_state()

    def put_away(self) -> None:
        self._presenter.on_changed = lambda: None
        self._presenter.on_saved = lambda _project_id: None

    def render_state(self) -> None:
        state = self._presenter.state
        self.heading.setText(_("A new project") if state.is_new else _("Set up the project"))
        if state.title != self._shown.get(""):
            self._shown[""] = state.title
            self.name.show_text(state.title)
        self.languages.show_languages(state.languages)
        self._render_consent(state)
        self.trouble.setText(state.trouble)
        self.trouble.setVisible(bool(state.trouble))
        self.version.setText(
            _("A changed text is a new version: each answer says to which one it was given.")
            if state.has_consent
            else ""
        )
        self.version.setVisible(state.has_consent)

    def _render_consent(self, state: SetUpState) -> None:
        """A field for each language, in their order."""
        for tag in [one for one in self.consent if one not in state.languages]:
            self._shown.pop(tag, None)
            gone: tuple[QWidget, ...] = (self.consent.pop(tag), self._consent_labels.pop(tag))
            for part in gone:
                self._texts.removeWidget(part)
                part.hide()
                part.deleteLater()
        for place, tag in enumerate(state.languages):
            if tag not in self.consent:
                self._add_consent(tag)
            shown: tuple[QWidget, ...] = (self._consent_labels[tag], self.consent[tag])
            for step, part in enumerate(shown):
                if self._texts.indexOf(part) != 2 * place + step:
                    self._texts.removeWidget(part)
                    self._texts.insertWidget(2 * place + step, part)
            words = state.consent.get(tag, "")
            if words != self._shown.get(tag):  # else it would undo what is being typed
                self._shown[tag] = words
                self.consent[tag].show_text(words)

    def _add_consent(self, tag: str) -> None:
        field = LinesField("")
        field.speak(tag)
        words = _("In {language}").format(language=language_name(tag))
        self._consent_labels[tag] = field_label(words, field)
        field.committed.connect(lambda: self._presenter.write_consent(tag, field.text()))
        self.consent[tag] = field

    def _place_parts(self) -> None:
        head = row(self.back, self.heading, None, self.save, gap=theme.M)
        self._texts = column(gap=theme.XS)
        consent = column(
            label(_("What people are told before they answer"), "strong"),
            label(
                _(
                    "Who asks and why, that no name is stored, that they may leave out any "
                    "question and stop at any moment, how they take their answers back, and whom "
                    "to ask. Leave it empty if nobody has to be asked for consent."
                ),
                "muted",
                wraps=True,
            ),
            gap=theme.XS,
        )
        consent.addLayout(self._texts)
        consent.addWidget(self.version)
        body = column(
            card(column(field_label(_("Title"), self.name), self.name, gap=theme.XS)),
            card(column(self.languages)),
            card(consent),
            gap=theme.M,
        )
        body.addStretch(1)
        inside = QWidget()
        inside.setMaximumWidth(860)
        inside.setLayout(body)
        whole = column(head, self.trouble, ScrolledColumn(row(inside)), gap=theme.M)
        whole.setContentsMargins(theme.XL, theme.L, theme.L, theme.S)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _connect_parts(self) -> None:
        self.back.clicked.connect(self.closed)
        self.save.clicked.connect(self._on_save_clicked)
        self.name.committed.connect(self._on_name_committed)
        self.languages.language_added.connect(self._presenter.add_language)
        self.languages.language_removed.connect(self._presenter.remove_language)
        self.languages.main_chosen.connect(self._presenter.lead_with)

    @Slot()
    def _on_name_committed(self) -> None:
        self._presenter.write_title(self.name.text())

    @Slot()
    def _on_save_clicked(self) -> None:
        self._commit()
        self._presenter.save()

    def _commit(self) -> None:
        """A field that still has the keys has not handed over what is in it."""
        self.name.commit()
        for field in self.consent.values():
            field.commit()

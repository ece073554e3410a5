"""The form about the event itself: title, place, time, languages, what the answers stand for."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.editor.state import (
    EditorState,
    EventDetails,
    Trouble,
)
from pollkit.desktop.widgets.dates import from_qt, to_qt, window_locale
from pollkit.desktop.widgets.fields import MomentField, NumberField, TextField
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.languages_form import LanguagesForm
from pollkit.desktop.widgets.panels import column, row
from pollkit.desktop.widgets.text_pair import TextPair
from pollkit.desktop.widgets.translation_bar import TranslationBar
from pollkit.desktop.widgets.trouble_list import TroubleList
from pollkit.domain.events import Event
from pollkit.domain.people import AsksFor
from pollkit.domain.texts import clean_text
from pollkit.domain.translations import TITLE
from pollkit.i18n import _

_MOST_PEOPLE = 100_000_000


class DetailsForm(QWidget):
    committed = Signal(object)  # EventDetails
    language_added = Signal(str)
    language_removed = Signal(str)
    main_chosen = Signal(str)
    translation_chosen = Signal(str)
    gap_wanted = Signal()
    looked_at = Signal(str)  # part
    question_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown_moment: datetime | None = None
        self.troubles = TroubleList()
        self.title = TextPair(_("Title"), TextField)
        self.translations = TranslationBar()
        self.place = TextField(_("Place"), 200)
        self.moment = MomentField(_("Begins"))
        self.moment.setLocale(window_locale())
        self.moment.setDisplayFormat(
            window_locale().dateTimeFormat(window_locale().FormatType.ShortFormat)
        )
        self.zone = label("", "small")
        self.languages = LanguagesForm()
        self.tied = QCheckBox(_("Keep one person's answers together"))
        self.tied_words = label("", "small", wraps=True)
        self.asks = QComboBox()
        self.asks.setAccessibleName(_("Phones are asked for"))
        for asks_for, words in _asking_words().items():
            self.asks.addItem(words, asks_for)
        self.asks_words = label("", "small", wraps=True)
        self.keeps_names = QCheckBox(_("Keep the names with the answers, and export them"))
        self.means = QCheckBox(_("The answers are meant to speak for a larger group"))
        self.population = NumberField(_("Size of that group"), 1, _MOST_PEOPLE)
        self.means_words = label("", "small", wraps=True)
        self._place_parts()
        self._connect_parts()

    def render_state(self, state: EditorState) -> None:
        event = state.event
        self.troubles.show_troubles(state.troubles_of(None))
        titles = {**event.instrument.title, state.main: event.title}
        self.title.show_part(TITLE.part, titles, state)
        self.translations.render_state(state)
        self.place.show_text(event.place)
        self._shown_moment = event.starts_at
        self.moment.show_moment(to_qt(event.starts_at))
        self.zone.setText(_zone_words(event.starts_at))
        self.languages.show_languages(event.languages)
        self.tied.setChecked(event.answers_tied)
        self.tied.setEnabled(state.may_tie and not event.must_tie_answers)
        self.tied_words.setText(_tied_words(state))
        self.asks.setCurrentIndex(self.asks.findData(event.asks_for))
        self.asks_words.setText(_asked_words(event))
        self.keeps_names.setVisible(event.asks_for.is_named)
        self.keeps_names.setEnabled(state.may_tie and event.answers_tied)
        self.keeps_names.setChecked(event.tells_names)
        self.means.setChecked(event.population is not None)
        self.group.setVisible(event.population is not None)
        self.population.show_value(event.population or 1)
        self.means_words.setText(_means_words(event.population is not None))

    def commit(self) -> None:
        for field in (self.title, self.place, self.moment, self.population):
            field.commit()

    def lead_to(self, trouble: Trouble) -> None:
        if trouble.language is not None:
            self.translation_chosen.emit(trouble.language)
            self.title.focus_gap()
        elif self.title.main.text().strip():
            self.question_wanted.emit()
        else:
            self.title.main.setFocus()

    def _read(self) -> EventDetails:
        assert self._shown_moment is not None
        is_same = self.moment.dateTime() == to_qt(self._shown_moment)
        return EventDetails(
            titles=self.title.texts(),
            place=clean_text(self.place.text(), 200),
            # Seconds and the zone in which it was written survive where nothing was changed.
            starts_at=self._shown_moment if is_same else from_qt(self.moment.dateTime()),
            answers_tied=self.tied.isChecked(),
            population=self.population.value() if self.means.isChecked() else None,
            asks_for=AsksFor(self.asks.currentData()),
            keeps_names=self.keeps_names.isChecked(),
        )

    def _place_parts(self) -> None:
        self.group = QWidget()
        self.group.setLayout(
            column(
                field_label(_("Size of that group"), self.population),
                row(self.population, None),
                gap=theme.XS,
            )
        )
        whole = column(self.troubles, gap=theme.L)
        title = column(label(_("Title"), "label"), self.translations, self.title, gap=theme.XS)
        whole.addLayout(title)
        whole.addLayout(column(field_label(_("Place"), self.place), self.place, gap=theme.XS))
        moment = column(field_label(_("Begins"), self.moment), gap=theme.XS)
        moment.addLayout(row(self.moment, self.zone, None))
        whole.addLayout(moment)
        whole.addWidget(self.languages)
        whole.addLayout(column(self.tied, self.tied_words, gap=theme.XS))
        asks = field_label(_("Phones are asked for"), self.asks)
        named = column(asks, row(self.asks, None), self.asks_words, self.keeps_names, gap=theme.XS)
        whole.addLayout(named)
        whole.addLayout(column(self.means, self.means_words, self.group, gap=theme.XS))
        whole.addStretch(1)
        self.setLayout(whole)

    def _connect_parts(self) -> None:
        for field in (self.title, self.place, self.moment, self.population):
            field.committed.connect(self._on_committed)
        self.tied.clicked.connect(self._on_committed)
        self.means.clicked.connect(self._on_committed)
        self.keeps_names.clicked.connect(self._on_committed)
        self.asks.activated.connect(self._on_committed)
        self.languages.language_added.connect(self.language_added)
        self.languages.language_removed.connect(self.language_removed)
        self.languages.main_chosen.connect(self.main_chosen)
        self.troubles.trouble_chosen.connect(self.lead_to)
        self.translations.translation_chosen.connect(self.translation_chosen)
        self.translations.gap_wanted.connect(self.gap_wanted)
        self.title.looked_at.connect(lambda: self.looked_at.emit(TITLE.part))

    @Slot()
    def _on_committed(self) -> None:
        self.committed.emit(self._read())


def _zone_words(moment: datetime) -> str:
    local = moment.astimezone()
    offset = local.strftime("%z")
    name = local.tzname() or ""
    return _("time of this computer: {zone}").format(zone=f"{name} (UTC{offset[:3]}:{offset[3:]})")


def _tied_words(state: EditorState) -> str:
    if not state.may_tie:
        return _(
            "The room has been told so, and that promise stays. To ask in another way, duplicate "
            "the event."
        )
    if state.event.tells_names:
        return _(
            "Results can be split by an earlier answer. Names stay with the answers, as chosen "
            "below, and the phones say so."
        )
    if state.event.must_tie_answers:
        return _(
            "A follow-up question needs this: only so can it be shown to the right people. No "
            "names are stored, and the phones say that answers stay together."
        )
    if state.event.answers_tied:
        return _(
            "Results can be split by an earlier answer. No names are stored, and the phones say "
            "that answers stay together."
        )
    return _(
        "Off: each question is a ballot box of its own. Nobody can tell whose answer is whose, and "
        "results cannot be split by another answer."
    )


def _asking_words() -> dict[AsksFor, str]:
    return {
        AsksFor.NOTHING: _("nothing: the poll is anonymous"),
        AsksFor.NICKNAME: _("a nickname"),
        AsksFor.NAME: _("their name"),
        AsksFor.CODE: _("a code from a printed card"),
    }


def _asked_words(event: Event) -> str:
    if event.asks_for is AsksFor.NOTHING:
        return _("Whoever scans the code on the wall takes part.")
    if event.asks_for is AsksFor.CODE:
        return _(
            "Each code lets one phone in. Make and print the codes under “People” on the event’s "
            "page; only a scrambled form of them is stored."
        )
    if event.tells_names:
        return _(
            "Names stay with the answers when the event ends, and stand in people.csv. The phones "
            "say so before a name is typed. “Delete all names”, under “People”, ends it."
        )
    kept = _(
        "Names stay on this computer, are in no result and no export, and are deleted when the "
        "event ends. The phones say so before a name is typed."
    )
    if event.answers_tied:
        return kept + " " + _("Quiz questions with a score make a list of the best.")
    return kept + " " + _("For a list of the best, keep one person's answers together.")


def _means_words(is_stated: bool) -> str:
    if is_stated:
        return _(
            "The results then show how far the whole group may differ from those who answered. "
            "That only holds if the people in the room are a fair sample of it."
        )
    return _(
        "Off: the results speak for those who answer, and for nobody else. That is right for most "
        "meetings."
    )

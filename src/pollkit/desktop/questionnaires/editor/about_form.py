"""The form about the questionnaire: title, languages, how long it takes, what there is to mend."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from pollkit.desktop import theme
from pollkit.desktop.questionnaires.editor.state import EditorState
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fields import TextField
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.languages_form import LanguagesForm
from pollkit.desktop.widgets.panels import card, column, row
from pollkit.desktop.widgets.text_pair import TextPair
from pollkit.desktop.widgets.translation_bar import TranslationBar
from pollkit.domain.answering_time import AnsweringTime
from pollkit.domain.editing.tree import numbers
from pollkit.domain.findings import Finding, Part
from pollkit.domain.translations import TITLE
from pollkit.domain.waves import Mode
from pollkit.i18n import _, ngettext


class AboutForm(QWidget):
    titled = Signal(object)  # Texts
    flagged = Signal(bool)  # sensitive or not
    language_added = Signal(str)
    language_removed = Signal(str)
    main_chosen = Signal(str)
    translation_chosen = Signal(str)
    gap_wanted = Signal()
    looked_at = Signal(str)
    question_wanted = Signal()
    scales_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.translations = TranslationBar()
        self.title = TextPair(_("Title"), lambda name: TextField(name, 300))
        self.languages = LanguagesForm()
        self.sensitive = QCheckBox(_("Sensitive: the answers could hurt somebody"))
        self.amount = label("", wraps=True)
        self.times: dict[Mode, QLabel] = {}
        self.scales = Button("", "secondary", "ph.scales")
        self.first = Button(_("Add the first question"), "primary", "ph.plus")
        self._place_parts()
        self.title.committed.connect(self._on_title_committed)
        self.title.looked_at.connect(lambda: self.looked_at.emit(TITLE.part))
        self.translations.translation_chosen.connect(self.translation_chosen)
        self.translations.gap_wanted.connect(self.gap_wanted)
        self.sensitive.clicked.connect(self.flagged)
        self.languages.language_added.connect(self.language_added)
        self.languages.language_removed.connect(self.language_removed)
        self.languages.main_chosen.connect(self.main_chosen)
        self.first.clicked.connect(self.question_wanted)
        self.scales.clicked.connect(self.scales_wanted)

    def render_state(self, state: EditorState) -> None:
        instrument = state.instrument
        self.translations.render_state(state)
        self.title.show_part(TITLE.part, instrument.title, state)
        self.languages.show_languages(state.languages)
        self.sensitive.setChecked(instrument.is_sensitive)
        asked = len(numbers(instrument))
        words = ngettext("{n} question", "{n} questions", asked).format(n=asked)
        count = len(instrument.sections)
        if count:
            words += " · " + ngettext("{n} section", "{n} sections", count).format(n=count)
        self.amount.setText(words)
        for mode, line in self.times.items():
            line.setText(minutes_in_words(state.times[mode]))
        self.long.setVisible(bool(asked))
        self.first.setVisible(not instrument.items)
        count = len(instrument.scales)
        self.scales.setText(
            ngettext("{n} scale", "{n} scales", count).format(n=count) if count else _("Scales")
        )
        self.scales.setVisible(bool(instrument.items))

    def commit(self) -> None:
        self.title.commit()

    def lead_to(self, finding: Finding) -> None:
        if finding.gap is not None:
            self.translation_chosen.emit(finding.gap.language)
            self.title.focus_gap()
        elif finding.part is Part.NAME:
            self.first.setFocus()
        else:
            self.title.main.setFocus()

    def focused_part(self) -> str | None:
        return TITLE.part

    def focus_gap(self, _part: str) -> None:
        self.title.focus_gap()

    def _place_parts(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.L)
        grid.setVerticalSpacing(theme.XS)
        for place, (mode, name) in enumerate(mode_names().items()):
            self.times[mode] = label("", "strong")
            grid.addWidget(label(name), place, 0)
            grid.addWidget(self.times[mode], place, 1)
        grid.setColumnStretch(2, 1)
        words = label(
            _(
                "From a quick reader who is asked only what everyone is asked, to a slow one who "
                "is asked everything. Try it with five people before you rely on it."
            ),
            "small",
            wraps=True,
        )
        self.long = card(
            column(label(_("How long it takes one person"), "lead"), grid, words, gap=theme.S)
        )
        title = column(label(_("Title"), "label"), self.translations, self.title, gap=theme.XS)
        foot = row(self.first, self.scales, None)
        flag_words = label(
            _("On phones it is then asked only in a Wi-Fi of the project’s own, with a password."),
            "small",
            wraps=True,
        )
        flag = column(self.sensitive, flag_words, gap=theme.XS)
        whole = column(title, self.languages, flag, self.amount, self.long, foot, gap=theme.L)
        whole.addStretch(1)
        self.setLayout(whole)

    @Slot()
    def _on_title_committed(self) -> None:
        self.titled.emit(self.title.texts())


def mode_names() -> dict[Mode, str]:
    return {
        Mode.PHONE: _("On a phone"),
        Mode.KIOSK: _("On this computer, handed over"),
        Mode.INTERVIEW: _("In an interview"),
        Mode.PAPER: _("On paper"),
    }


def minutes_in_words(time: AnsweringTime) -> str:
    """Such as "4 to 9 minutes"."""
    low, high = time.low_minutes, time.high_minutes
    if low == high:
        words = ngettext("about {n} minute", "about {n} minutes", high)
        return words.format(n=high)
    return ngettext("{low} to {n} minute", "{low} to {n} minutes", high).format(low=low, n=high)

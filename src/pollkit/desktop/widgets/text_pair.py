"""A text in the main language and, beside it, in one translation."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from pollkit.desktop import theme
from pollkit.desktop.widgets.buttons import icon_button
from pollkit.desktop.widgets.fields import ParagraphField, TextField
from pollkit.desktop.widgets.labels import label, plain_tool_tip
from pollkit.desktop.widgets.panels import column, row
from pollkit.desktop.widgets.translating import Translating
from pollkit.domain.texts import Texts, clean_text
from pollkit.domain.translations import Gap
from pollkit.i18n import _, language_name

_LONGEST = 500
# Narrower than this the translation stands below: nobody translates well what they see half of.
_LEAST_FOR_TWO = 560


class TextPair(QWidget):
    """`committed` and `drafted` as its two fields say them; `looked_at`: an outdated translation
    still fits."""

    committed = Signal()
    drafted = Signal()
    looked_at = Signal()

    def __init__(
        self,
        name: str,
        new_field: Callable[[str], TextField | ParagraphField],
        longest: int = _LONGEST,
    ) -> None:
        super().__init__()
        self._name = name
        self._longest = longest
        self._texts: Texts = {}
        self._languages: tuple[str, str | None] = ("", None)
        self.main = new_field(name)
        self.translation = new_field(name)
        self.copy = icon_button("ph.copy-simple", _("Copy the main text"))
        self.fits = icon_button("ph.check", _("It still fits"))
        self.note = label("", "caution", wraps=True)
        self._place_parts()
        for field in (self.main, self.translation):
            field.committed.connect(self.committed)
            field.drafted.connect(self.drafted)
        self.copy.clicked.connect(self._on_copy_clicked)
        self.fits.clicked.connect(self.looked_at)

    def rename(self, name: str) -> None:
        """What the text is, where that changes with the question."""
        self._name = name

    def show_texts(
        self, texts: Texts, main: str, translation: str | None, gap: Gap | None = None
    ) -> None:
        """`gap` is what is to do at the translation, if anything."""
        self._texts, self._languages = texts, (main, translation)
        self._show(self.main, main)
        self.beside.setVisible(translation is not None)
        if translation is not None:
            self._show(self.translation, translation)
            self._show_gap(gap, main)

    def show_part(self, part: str, texts: Texts, state: Translating) -> None:
        """A text of what is chosen."""
        self.show_texts(texts, state.main, state.translation, state.gap(part))

    def texts(self) -> dict[str, str]:
        """All languages, with what now stands in the two fields; empty ones are left out."""
        main, translation = self._languages
        texts = {**self._texts, main: self._written(self.main, main)}
        if translation is not None:
            texts[translation] = self._written(self.translation, translation)
        return {language: text for language, text in texts.items() if text}

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        is_narrow = event.size().width() < _LEAST_FOR_TWO
        self._box.setDirection(
            QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        )
        self._box.setSpacing(theme.XS if is_narrow else theme.S)

    def commit(self) -> None:
        self.main.commit()
        self.translation.commit()

    def take_main_text(self) -> None:
        """Copies the main text where the translation is empty; names and numbers need no more."""
        if self.beside.isVisible() and not self.translation.text().strip():
            self.translation.write(self.main.text())
            self.translation.commit()

    def has_focus(self) -> bool:
        return self.main.hasFocus() or self.translation.hasFocus()

    def focus_gap(self) -> None:
        self.translation.setFocus()

    def _place_parts(self) -> None:
        self.beside = QWidget()
        acts = QWidget()
        acts.setFixedWidth(36)  # the columns stay where they are when a button comes or goes
        acts.setLayout(column(self.copy, self.fits, gap=0))
        top = Qt.AlignmentFlag.AlignTop
        line = row(self.translation, acts, gap=0)
        line.setStretch(0, 1)
        line.setAlignment(self.translation, top)
        line.setAlignment(acts, top)
        self.beside.setLayout(column(line, self.note, gap=theme.XS))
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.S)
        for part in (self.main, self.beside):
            self._box.addWidget(part, 1, top)

    def _show_gap(self, gap: Gap | None, main: str) -> None:
        was = None if gap is None else gap.made_from
        if self.translation.property("is_missing") != (gap is not None):
            self.translation.setProperty("is_missing", gap is not None)
            self.translation.style().polish(self.translation)
        self.copy.setVisible(gap is not None and was is None)
        self.fits.setVisible(was is not None)
        language = language_name(main)
        words = _("Copy the text in {language}").format(language=language)
        for button, tip in ((self.copy, words), (self.fits, _("It still fits"))):
            button.setAccessibleName(f"{tip}: {self._name}")
            button.setToolTip(plain_tool_tip(tip))
        self.note.setText(
            "" if was is None else _("{language} was: {text}").format(language=language, text=was)
        )
        self.note.setVisible(was is not None)
        self.translation.setAccessibleDescription(self.note.text())

    def _show(self, field: TextField | ParagraphField, language: str) -> None:
        text = self._texts.get(language, "")
        field.speak(language)
        field.show_text(text)
        field.setAccessibleName(f"{self._name} ({language_name(language)})")
        is_alone = self._languages[1] is None
        field.setPlaceholderText(
            "" if text else self._name if is_alone else language_name(language)
        )

    def _written(self, field: TextField | ParagraphField, language: str) -> str:
        """What nobody touched stays as it is, to the last blank: it may come from elsewhere."""
        before = self._texts.get(language, "")
        if field.text().splitlines() == before.splitlines():
            return before
        return clean_text(field.text(), self._longest)

    @Slot()
    def _on_copy_clicked(self) -> None:
        self.take_main_text()

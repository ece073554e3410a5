"""A text in the main language and, beside it, in one translation."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.editor.presenter import language_name
from pollkit.desktop.widgets.fields import ParagraphField, TextField
from pollkit.domain.texts import Texts, clean_text

_LONGEST = 500
# Narrower than this the translation stands below: two fields of a few letters help nobody.
_LEAST_FOR_TWO = 400


class TextPair(QWidget):
    """`committed` and `drafted` as its two fields say them."""

    committed = Signal()
    drafted = Signal()

    def __init__(self, name: str, new_field: Callable[[str], TextField | ParagraphField]) -> None:
        super().__init__()
        self._name = name
        self._texts: Texts = {}
        self._languages: tuple[str, str | None] = ("", None)
        self.main = new_field(name)
        self.translation = new_field(name)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.S)
        for field in (self.main, self.translation):
            self._box.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            field.committed.connect(self.committed)
            field.drafted.connect(self.drafted)

    def show_texts(self, texts: Texts, main: str, translation: str | None) -> None:
        self._texts, self._languages = texts, (main, translation)
        self._show(self.main, main, is_needed=True)
        self.translation.setVisible(translation is not None)
        if translation is not None:
            self._show(self.translation, translation, is_needed=bool(texts.get(main)))

    def texts(self) -> dict[str, str]:
        """All languages, with what now stands in the two fields; empty ones are left out."""
        main, translation = self._languages
        texts = {**self._texts, main: clean_text(self.main.text(), _LONGEST)}
        if translation is not None:
            texts[translation] = clean_text(self.translation.text(), _LONGEST)
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

    def _show(self, field: TextField | ParagraphField, language: str, is_needed: bool) -> None:
        text = self._texts.get(language, "")
        field.speak(language)
        field.show_text(text)
        field.setAccessibleName(f"{self._name} ({language_name(language)})")
        field.setPlaceholderText("" if text else language_name(language))
        is_missing = is_needed and not text
        if field.property("is_missing") != is_missing:
            field.setProperty("is_missing", is_missing)
            field.style().polish(field)

"""Texts in two languages side by side: what nobody touches stays as it is."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from pollkit.desktop.widgets.fields import LinesField, ParagraphField
from pollkit.desktop.widgets.text_pair import TextPair

FRENCH = "Êtes-vous venu\u00a0?"


@pytest.mark.usefixtures("application")
def test_a_no_break_blank_survives_a_form_that_is_only_looked_at() -> None:
    field = ParagraphField("Question")
    told = QSignalSpy(field.committed)
    field.show_text(FRENCH)
    field.commit()
    assert field.text() == FRENCH
    assert told.count() == 0


def test_a_text_from_elsewhere_is_only_tidied_where_somebody_writes(
    application: QApplication,
) -> None:
    pair = TextPair("Question", LinesField)
    texts = {"en": " Two \r\nlines  ", "fr": FRENCH}
    pair.show_texts(texts, "en", "fr")
    assert pair.texts() == texts
    pair.translation.write("  Venu ? ")
    assert pair.texts() == {"en": " Two \r\nlines  ", "fr": "Venu ?"}

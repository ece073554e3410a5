"""The bars of one sheet can be compared by eye."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QVBoxLayout, QWidget
from store_samples import instrument

from pollkit.desktop.theme import Theme
from pollkit.desktop.widgets.result_bars import ResultBars, ShareBar
from pollkit.domain.analysis.counts import tally
from pollkit.domain.ballots import Choice


def test_bars_begin_and_end_at_one_place_whatever_the_numbers_are(theme: Theme) -> None:
    item = instrument().item("evaluates")
    sheet = QWidget()
    layout = QVBoxLayout(sheet)
    for people in (3, 1200):  # "3" without a share, and "1,200 · 100%"
        counted = tally(item, [Choice(("yes",))] * people, people)
        layout.addWidget(ResultBars(item, counted, "en"))
    sheet.resize(700, 300)
    sheet.show()
    bars = [
        (bar.mapTo(sheet, QPoint()).x(), bar.width())
        for bars in sheet.findChildren(ResultBars)
        for bar in bars.findChildren(ShareBar)
    ]
    sheet.close()
    sheet.deleteLater()
    assert len(bars) == 4
    assert len(set(bars)) == 1

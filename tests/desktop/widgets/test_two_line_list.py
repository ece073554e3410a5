"""Long titles in a list take a second line, whole where two lines hold them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect

from pollkit.desktop.theme import Theme
from pollkit.desktop.widgets.two_line_list import ListLine, TwoLineList

Until = Callable[[Callable[[], object]], None]
SHORT = "A meeting"
LONG = "Verfassungsrechtliche Grundlagen der Wirkungsberichterstattung"


@pytest.fixture
def shown(theme: Theme, until: Until):
    view = TwoLineList("Events")
    view.resize(320, 300)
    view.show_lines([ListLine(n, title, "today") for n, title in enumerate((SHORT, LONG))], 0)
    view.show()
    until(view.isVisible)
    yield view
    view.close()
    view.deleteLater()


def rows(view: TwoLineList) -> list[QRect]:
    return [view.visualRect(view.model().index(place, 0)) for place in range(view.count())]


def test_only_a_title_that_needs_it_has_two_lines(shown: TwoLineList) -> None:
    short, long = (row.height() for row in rows(shown))
    assert long - short == 22


@pytest.mark.parametrize("height", [300, 100], ids=["all fit", "with a scroll bar"])
def test_rows_neither_overlap_nor_leave_gaps(shown: TwoLineList, until: Until, height: int) -> None:
    for width in (320, 200, 700, 264):
        shown.resize(width, height)
        until(lambda: rows(shown)[0].bottom() + 1 == rows(shown)[1].top())
        hint = shown.itemDelegate().sizeHint
        until(
            lambda hint=hint: (
                [row.height() for row in rows(shown)]
                == [
                    hint(None, shown.model().index(place, 0)).height()
                    for place in range(shown.count())
                ]
            )
        )

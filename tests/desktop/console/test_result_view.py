from __future__ import annotations

from collections.abc import Iterator

import pytest
from meeting import COUNTRY, EVALUATES
from PySide6.QtWidgets import QTableWidget, QWidget
from wall_kinds import EVERY_ITEM, RANKING, SURE_QUIZ, groups_of, result_of
from wall_pictures import event_in, votes

from pollkit.desktop.facilitator.console.result_view import ResultView
from pollkit.desktop.theme import Theme
from pollkit.domain.instruments import Item


@pytest.fixture
def view(theme: Theme) -> Iterator[ResultView]:
    view = ResultView()
    view.resize(620, 360)
    view.show()
    yield view
    view.close()
    view.deleteLater()


def tables(view: QWidget) -> list[QTableWidget]:
    return [table for table in view.findChildren(QTableWidget) if table.isVisibleTo(view)]


def cells(table: QTableWidget) -> list[list[str]]:
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def test_the_table_has_the_figures_of_the_chart(view: ResultView) -> None:
    view.show_result(event_in("en"), EVALUATES, votes(EVALUATES, 29, 8, 5), None)
    assert not view.shows_table
    view.turn()
    assert view.shows_table
    assert cells(tables(view)[0]) == [
        ["Yes", "29 · 69%"],
        ["No", "8 · 19%"],
        ["Don’t know", "5 · 12%"],
    ]
    view.turn()
    assert not view.shows_table


@pytest.mark.parametrize("item", EVERY_ITEM, ids=lambda item: item.name)
def test_every_kind_has_a_chart_and_a_table(view: ResultView, item: Item) -> None:
    event = event_in("en", item=item)
    view.show_result(event, item, None, None)
    before = view.grab().toImage()
    view.show_result(event, item, result_of(item), None)
    assert view.grab().toImage() != before
    assert view.chart.accessibleDescription()
    view.turn()
    assert all(table.rowCount() for table in tables(view)) and tables(view)


def test_a_split_has_a_table_for_each_group(view: ResultView) -> None:
    item = RANKING
    view.show_result(event_in("en", item=item), item, result_of(item), groups_of(item))
    view.turn()
    shown = tables(view)
    assert len(shown) == 4
    assert shown[0].horizontalHeaderItem(0).text() == COUNTRY.label("uk", "en")


def test_how_sure_people_are_is_a_second_table(view: ResultView) -> None:
    item = SURE_QUIZ
    view.show_result(event_in("en", item=item), item, result_of(item), None)
    view.turn()
    assert [table.rowCount() for table in tables(view)] == [3, 4]


def test_without_answers_the_table_says_so(view: ResultView) -> None:
    view.show_result(event_in("en"), EVALUATES, None, None)
    view.turn()
    assert not tables(view)


def test_a_table_that_has_not_changed_is_not_made_anew(view: ResultView) -> None:
    """A person who reads it keeps their place."""
    result = votes(EVALUATES, 3, 2, 1)
    view.show_result(event_in("en"), EVALUATES, result, None)
    view.turn()
    before = tables(view)[0]
    view.show_result(event_in("en"), EVALUATES, result, None)
    assert tables(view)[0] is before

"""Columns that every statistics program takes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from response_samples import INSTRUMENT

from pollkit.domain.instruments import Instrument, Item, ItemKind, Option
from pollkit.formats.responses.variables import Holds, variables


def test_each_answer_that_can_be_told_apart_has_a_column() -> None:
    found = variables(INSTRUMENT, "en")

    assert [v.name for v in found[""]] == [
        *("came", "rating", "with_a", "with_b", "with_c", "order_a", "order_b", "order_c"),
        *("share_a", "share_b", "share_c", "trust_a", "trust_b", "age", "age_sure"),
        *("born", "woke", "since", "why"),
    ]
    assert [v.name for v in found["home/child"]] == ["name", "age_2"]


def test_codes_that_are_numbers_stay_those_numbers() -> None:
    (came, rating, *_rest) = variables(INSTRUMENT, "en")[""]

    assert came.numbers == {"yes": 1, "no": 2}
    assert rating.numbers == {str(n): n for n in range(11)}


def test_labels_are_in_the_language_of_the_export_and_else_in_the_first() -> None:
    (came, rating, *_rest) = variables(INSTRUMENT, "ar")[""]

    assert came.label == "هل حضرت؟"
    assert came.codes == {"yes": "نعم", "no": "لا"}
    assert rating.label == "How was it?"


@given(
    st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=8, unique=True),
    st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=4, unique=True),
)
def test_every_name_is_one_that_spss_and_stata_take(names: list[str], codes: list[str]) -> None:
    options = tuple(Option(code, {}) for code in codes)
    items = tuple(Item(name, ItemKind.MULTIPLE, {}, options) for name in names)
    columns = [v.name for v in variables(Instrument({}, ("en",), items), "en")[""]]

    assert len(columns) == len(names) * len(codes)
    assert len({name.casefold() for name in columns}) == len(columns)
    for name in columns:
        assert name.isascii()
        assert name.isidentifier()
        assert name[0].isalpha()
        assert len(name) <= 32
        assert not name.endswith("_")


def test_a_name_that_a_program_keeps_for_itself_is_numbered() -> None:
    instrument = Instrument({}, ("en",), (Item("with", ItemKind.TEXT, {}),))

    (variable,) = variables(instrument, "en")[""]
    assert (variable.name, variable.holds) == ("with_2", Holds.WORDS)

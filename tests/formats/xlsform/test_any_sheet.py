"""Whatever stands in a sheet: a form comes of it or a list of notes, and never a crash."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pollkit.errors import FormUnreadable
from pollkit.formats.xlsform import FormSheets, form_files, import_form, read_content, repair_all
from pollkit.formats.xlsform.sheets import Row, Sheet

HEADERS = st.sampled_from(
    [
        "type", "name", "label", "label::French (fr)", "hint", "relevant", "relevance", "required",
        "constraint", "calculation", "choice_filter", "repeat_count", "trigger", "parameters",
        "appearance", "default", "list_name", "list name", "instance::tag", "bind::x",
        "media::image",
        "pollkit", "disabled", "read_only", "Label", "label:English", "a column", "::", "x::y::z",
    ]
)  # fmt: skip
CELLS = st.sampled_from(
    [
        "", "text", "integer", "note", "begin_group", "end_group", "begin repeat", "end repeat",
        "begin loop over l", "end loop", "select_one l", "select_multiple l or_other", "rank l",
        "select_one_from_file x.csv", "select_one ${a}", "calculate", "range", "audit", "include",
        "csv-external", "acknowledge", "a", "b", "meta", "l", "a b", "1a", "${a}", "${b} > 1",
        "${", "selected(${a}, 'x')", "(((", "1 + ", "yes", "start=1 end=x step=0", "{",
        '{"kind": 1}',
        "%(label)s %(name)s", "=1+1", "other", "none", "table-list", "&<>\"'", "\u202e\U0001f600",
    ]
) | st.text(max_size=12)  # fmt: skip


@st.composite
def sheets(draw: st.DrawFn) -> FormSheets:
    found = []
    for name in ("survey", "choices", "settings", "external_choices", "scales", "entities"):
        if name != "survey" and draw(st.booleans()):
            continue
        header = tuple(draw(st.lists(HEADERS, min_size=1, max_size=7)))
        if name == "survey":
            header = ("type", "name", "label", *header)
        rows = draw(st.lists(st.lists(CELLS, max_size=len(header)), max_size=8))
        found.append(
            Sheet(name, header, tuple(Row(n, tuple(row)) for n, row in enumerate(rows, start=2)))
        )
    return FormSheets("any", tuple(found))


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(form=sheets())
def test_any_sheet_gives_an_instrument_or_refusals(form: FormSheets) -> None:
    result = import_form(form)
    assert (result.instrument is None) == bool(result.refusals)
    assert all(note.message for note in result.notes)
    _mended, result, _done = repair_all(form)
    if result.instrument is not None:
        back = import_form(form_files(result.instrument).sheets)
        assert back.instrument is not None, back.refusals
        assert back.instrument.items == result.instrument.items


@settings(max_examples=100, deadline=None, derandomize=True)
@given(content=st.binary(max_size=400), suffix=st.sampled_from([".xlsx", ".xls", ".csv", ".md"]))
def test_any_bytes_give_sheets_or_a_sentence(content: bytes, suffix: str) -> None:
    try:
        form = read_content(content, "any", suffix)
    except FormUnreadable:
        return
    import_form(form)


LONGEST = 32_767
ENDLESS = ["a", " ", "(", "'", "${", "${ ", "=a", "%(", "1 or ", "null ", "[1]", "&&", ":"]


@pytest.mark.parametrize("part", ENDLESS)
def test_a_cell_that_is_full_to_the_brim_holds_nobody_up(part: str) -> None:
    """Patterns that look back would take minutes over one of these; the suite's limit finds it."""
    full = "a" + (part * LONGEST)[: LONGEST - 2] + "b"
    columns = ("relevant", "calculation", "parameters", "default", "trigger", "pollkit", full)
    header = ("type", "name", f"label::{full}", *columns)
    rows = [Row(2, ("text", "a", full, *([full] * len(columns)))), Row(3, (full, full, full))]
    import_form(FormSheets("full", (Sheet("survey", header, tuple(rows)),)))

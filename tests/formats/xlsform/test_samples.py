"""The sample forms of the pyxform project, good and bad, where they lie beside the project."""

from __future__ import annotations

import re
import warnings
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path

import pytest
from forms_in_words import SAMPLES, pyxform_sheets

from pollkit.domain.instruments import Instrument
from pollkit.errors import FormUnreadable
from pollkit.formats.xlsform import (
    ImportResult,
    import_form,
    read_form,
    repair_all,
    write_form,
)

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no sample forms in {SAMPLES}")

GOOD = sorted((SAMPLES / "example_xls").glob("*")) if SAMPLES.is_dir() else []
BAD = sorted((SAMPLES / "bug_example_xls").glob("*")) if SAMPLES.is_dir() else []

# Files of the folder of good forms that are no forms, and how they are called.
NO_FORMS = {
    "fruits.csv": "This is a table (name_key, name) and no form",
    "widgets.xml": "This is an XML file",
    "spec_test_expected_output.xml": "This is an XML file",
}
# Forms of that folder that are not taken as they are: where and why.
NOT_TAKEN = {
    # Its calculation is a sentence; the same file lies among the bad ones.
    "bad_calc.xlsx": ("survey", 2, "calculation", "has no second ' at its end"),
    # The part that they include is not in the folder.
    "include_json.csv": ("survey", 3, "name", "no form of that name"),
    "include_json.xls": ("survey", 2, "name", "no form of that name"),
    "include_json.xlsx": ("survey", 2, "name", "no form of that name"),
    # Named for what it tests.
    "unknown_question_type.xls": ("survey", 52, "type", "There is no type “unknown”"),
}
# A place that is named for each of the bad forms, and part of what is said of it.
SAID_OF = {
    "ODKValidateWarnings.xlsx": ("choices", 2, "label", "has no label"),
    "UCL_Biomass_Plot_Form.xlsx": ("survey", 16, "type", "Put “UCL_regions.csv” beside the form"),
    "bad_calc.xlsx": ("survey", 2, "calculation", "has no second ' at its end"),
    "badly_named_choices_sheet.xls": ("Choices", None, "", "read as “choices”"),
    "blank_second_row.xls": ("survey", 2, "", "blank row"),
    "calculate_without_calculation.xls": ("survey", 34, "calculation", "calculates nothing"),
    "duplicate_columns.xlsx": ("survey", 1, "label", "is there twice"),
    "excel_with_macros.xlsm": ("settings", 2, "default_language", "read as “English (en)”"),
    "extra_columns.xls": ("survey", 1, "", "Column C is blank"),
    "group_name_test.xls": ("survey", 3, "name", "This group has no name"),
    "ict_survey_fails.xls": ("survey", 1, "bind: relevant", "read as “relevant”"),
    "spaces_in_choices_header.xls": ("choices", 1, "header with spaces", "with blanks"),
    "xl_date_ambiguous.xlsx": ("survey", 5, "choice_filter", "label::"),
    "xl_date_ambiguous_v1.xlsx": ("survey", 6, "default", "1900-01-01"),
}
REFUSED = {
    "bad_calc.xlsx",
    "calculate_without_calculation.xls",
    "duplicate_columns.xlsx",
    "group_name_test.xls",
    "xl_date_ambiguous.xlsx",
}
# Of those, what no repair can know.
BEYOND_REPAIR = {"bad_calc.xlsx"}


def named(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


@cache
def first_try(path: Path) -> ImportResult:
    return import_form(read_form(path))


@cache
def after_repairs(path: Path) -> Instrument | None:
    return repair_all(read_form(path))[1].instrument


@pytest.mark.parametrize("path", GOOD, ids=named(GOOD))
def test_every_good_form_is_taken_or_a_sentence_says_why_not(path: Path) -> None:
    if path.name in NO_FORMS:
        with pytest.raises(FormUnreadable) as refusal:
            read_form(path)
        assert str(refusal.value).startswith(NO_FORMS[path.name])
        return
    result = first_try(path)
    if path.name in NOT_TAKEN:
        _assert_said(result, *NOT_TAKEN[path.name])
        assert result.instrument is None
    else:
        assert result.instrument is not None, result.refusals


@pytest.mark.parametrize("path", BAD, ids=named(BAD))
def test_every_bad_form_is_refused_or_mended_with_a_sentence_at_the_place(path: Path) -> None:
    result = first_try(path)
    _assert_said(result, *SAID_OF[path.name])
    assert (result.instrument is None) == (path.name in REFUSED)
    if path.name in REFUSED:
        assert (after_repairs(path) is None) == (path.name in BEYOND_REPAIR)


def _assert_said(
    result: ImportResult, sheet: str, row: int | None, column: str, words: str
) -> None:
    there = [n for n in result.notes if (n.sheet, n.row, n.column) == (sheet, row, column)]
    assert any(words in note.message for note in there), result.notes


@pytest.mark.parametrize("path", GOOD + BAD, ids=named(GOOD + BAD))
def test_a_sample_comes_back_as_the_same_instrument(path: Path, tmp_path: Path) -> None:
    if path.name in NO_FORMS or after_repairs(path) is None:
        pytest.skip("not taken; see the tests above")
    instrument = after_repairs(path)
    assert instrument is not None
    write_form(instrument, tmp_path / "form.xlsx")
    back = import_form(read_form(tmp_path / "form.xlsx"))
    assert back.instrument == instrument
    assert back.instrument.version_id == instrument.version_id


@pytest.mark.parametrize("path", GOOD + BAD, ids=named(GOOD + BAD))
def test_pyxform_binds_the_exported_form_as_it_binds_the_sample(path: Path) -> None:
    """pyxform is the second implementation: it sees the same questions, types and logic in both."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    if path.name in NO_FORMS or after_repairs(path) is None:
        pytest.skip("not taken; see the tests above")
    instrument = after_repairs(path)
    assert instrument is not None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's, in pyxform
        try:
            sample = convert(str(path)).xform
        except PyXFormError:
            pytest.skip("pyxform does not take the sample as it is")
    assert bindings(convert(pyxform_sheets(instrument)).xform) == bindings(sample)


MADE_BY_PYXFORM = re.compile(r"generated_|reserved_name_for")
COMPARED = {
    "type", "relevant", "required", "constraint", "calculate", "readonly", "preload",
    "preloadParams",
}  # fmt: skip


def bindings(xform: str) -> dict[str, dict[str, str]]:
    found = {}
    for bind in ET.fromstring(xform).iter("{http://www.w3.org/2002/xforms}bind"):
        path = "/".join(bind.attrib["nodeset"].split("/")[2:])
        if MADE_BY_PYXFORM.search(path):
            continue
        facts = {name.rpartition("}")[2]: text for name, text in bind.attrib.items()}
        facts = {name: " ".join(text.split()) for name, text in facts.items() if name in COMPARED}
        # "Not required" need not be said; nor that what is acknowledged is text.
        if facts.get("required") == "false()":
            del facts["required"]
        if facts not in ({}, {"type": "string"}):
            found[path] = facts
    return found

"""The questionnaires that PollKit offers to begin with go out as XLSForm and come back."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms_in_words import pyxform_sheets

from pollkit.formats.xlsform import import_form, read_form, write_form
from pollkit.resources import resource_path
from pollkit.usecases.questionnaires import read_starter

STARTERS = sorted(resource_path("kits", "questionnaires").glob("*.json"))


@pytest.mark.parametrize("starter", STARTERS, ids=[path.stem for path in STARTERS])
def test_a_starter_comes_back_as_the_same_version(starter: Path, tmp_path: Path) -> None:
    from pyxform.xls2xform import convert

    instrument = read_starter(starter).instrument
    write_form(instrument, tmp_path / "form.xlsx")
    back = import_form(read_form(tmp_path / "form.xlsx"))
    assert back.instrument is not None, back.refusals
    assert back.instrument.version_id == instrument.version_id
    convert(pyxform_sheets(instrument))

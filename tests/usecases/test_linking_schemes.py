"""The questions of self-generated codes that come with PollKit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pollkit.domain.linking.schemes import UNSAID, elements_of
from pollkit.errors import AnswerNotAccepted, InstrumentProblem, NotFound
from pollkit.resources import resource_path
from pollkit.usecases.linking_schemes import read_scheme, scheme_names, standard_scheme


def test_the_seven_questions_are_answered_from_lists_in_four_languages() -> None:
    scheme = standard_scheme()
    assert scheme_names() == ("seven-questions",)
    assert scheme.languages == ("en", "fr", "de", "ar")
    # Days, then letters of two scripts, each with what there is beside them.
    sizes = {item.name: len(item.options) for item in scheme.elements}
    assert sizes["birth_day"] == 31 + 2
    assert sizes["mother_letter"] == 26 + 28 + 3
    assert len(sizes) == 7
    assert all(item.hint.keys() == item.texts.keys() for item in scheme.elements)


def test_what_was_skipped_is_unsaid_and_what_is_in_no_list_is_refused() -> None:
    scheme = standard_scheme()
    assert elements_of(scheme, {"birth_day": "14"}) == ("14", *[UNSAID] * 6)
    with pytest.raises(AnswerNotAccepted):
        elements_of(scheme, {"birth_day": "32"})


def test_other_words_leave_codes_comparable_and_other_options_do_not(tmp_path: Path) -> None:
    written = json.loads(
        resource_path("kits", "linking", "seven-questions.json").read_text("utf-8")
    )
    written["elements"][0]["texts"]["en"] = "Your day of birth?"
    path = tmp_path / "other.json"
    path.write_text(json.dumps(written))
    assert read_scheme(path).id == standard_scheme().id
    written["elements"].reverse()
    path.write_text(json.dumps(written))
    assert read_scheme(path).id != standard_scheme().id


@pytest.mark.parametrize(
    ("what", "said"),
    [("too few", "6 to 10"), ("no way out", "rather not say"), ("no list", "no scheme")],
)
def test_a_scheme_whose_codes_would_not_serve_is_refused(
    tmp_path: Path, what: str, said: str
) -> None:
    written = json.loads(
        resource_path("kits", "linking", "seven-questions.json").read_text("utf-8")
    )
    if what == "too few":
        del written["elements"][5:]
    elif what == "no way out":
        written["lists"]["days"].pop()
    else:
        del written["lists"]["days"]
    path = tmp_path / "broken.json"
    path.write_text(json.dumps(written))
    with pytest.raises(InstrumentProblem, match=said):
        read_scheme(path)


def test_a_scheme_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nothing"):
        read_scheme(tmp_path / "nothing.json")

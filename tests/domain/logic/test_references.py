"""`${name}` becomes the paths that pyxform writes.

The golden paths are those of pyxform 4.5 for this form; where pyxform is installed it is asked
again.
"""

from __future__ import annotations

import importlib.util

import pytest

from pollkit.domain.instruments import ItemKind
from pollkit.domain.logic.elements import is_dynamic
from pollkit.domain.logic.references import as_xpath
from pollkit.domain.logic.shape import Place, Scope, Shape

PLACES = """
data*
data/many
data/village
data/house*
data/house/roof
data/house/person+
data/house/person/first
data/house/person/years
data/house/person/school*
data/house/person/school/teacher
data/house/person/school/town
data/house/person/school/subject+
data/house/person/school/subject/mark
data/house/person/school/subject/told
data/people
"""
SHAPE = Shape(
    tuple(
        Place(tuple(line.strip("*+").split("/")), is_section=line[-1] in "*+", repeats="+" in line)
        for line in PLACES.split()
    )
)
TOLD = "data/house/person/school/subject/told"
TOWN = "data/house/person/school/town"
GOLDEN = [
    ("data/people", "${village}", " /data/village "),
    ("data/people", "count(${person})", "count( /data/house/person )"),
    ("data/people", "sum(${years}) * 2", "sum( /data/house/person/years ) * 2"),
    ("data/house/person/school/teacher", "${years} > 5", " ../../years  > 5"),
    ("data/house/person", "${many}", " /data/many "),
    ("data/house/person/first", "join(' ', ${mark})", "join(' ',  ../school/subject/mark )"),
    (TOLD, "concat(${mark}, ${first}, ${roof})",
     "concat( ../mark ,  ../../../first ,  /data/house/roof )"),
    (TOLD, "instance('towns')/root/item[name = ${town} and label != ${mark}]/label",
     "instance('towns')/root/item[name =  current()/../../town  and label !=  current()/../mark ]"
     "/label"),
    (TOLD, "jr:choice-name(${town}, '${town}')", "jr:choice-name( ../../town , ' ../../town ')"),
    (TOLD, "indexed-repeat(${mark}, ${person}, ${years}, ${subject}, ${many})",
     "indexed-repeat( /data/house/person/school/subject/mark ,  /data/house/person ,"
     "  ../../../years ,  /data/house/person/school/subject ,  /data/many )"),
    ("data/people", "${person}[${years} > 60]/first",
     " /data/house/person [ /data/house/person/years  > 60]/first"),
    ("data/people", "if(${last-saved#village} = ${village}, 1, 2)",
     "if( instance('__last-saved')/data/village  =  /data/village , 1, 2)"),
]  # fmt: skip
IN_A_FILTER = [
    (TOWN, "village = ${village} and teacher = ${teacher}",
     "village =  /data/village  and teacher =  current()/../teacher "),
    ("data/people", "village = ${village}", "village =  /data/village "),
]  # fmt: skip


def _scope(here: str, **more: bool) -> Scope:
    return Scope(SHAPE, tuple(here.split("/")), **more)


@pytest.mark.parametrize(("here", "written", "xpath"), GOLDEN)
def test_a_reference_becomes_pyxform_s_path(here: str, written: str, xpath: str) -> None:
    assert as_xpath(written, _scope(here)) == xpath


@pytest.mark.parametrize(("here", "written", "xpath"), IN_A_FILTER)
def test_in_a_choice_filter_it_begins_at_the_question(here: str, written: str, xpath: str) -> None:
    assert as_xpath(written, _scope(here, filters_options=True)) == xpath


def test_pyxform_still_writes_these_paths() -> None:
    if importlib.util.find_spec("pyxform") is None:
        pytest.skip("pyxform is not installed")
    from pyxform.question import InputQuestion
    from pyxform.section import GroupedSection, RepeatingSection
    from pyxform.survey import Survey

    made = {"data": Survey(name="data", type="survey")}
    for place in SHAPE.places[1:]:
        kind = InputQuestion
        if place.is_section:
            kind = RepeatingSection if place.repeats else GroupedSection
        type_name = {InputQuestion: "text", RepeatingSection: "repeat"}.get(kind, "group")
        element = kind(name=place.names[-1], type=type_name, label="x")
        path = "/".join(place.names)
        made["/".join(place.names[:-1])].add_child(element)
        made[path] = element
    survey = made["data"]
    survey._setup_xpath_dictionary()
    for here, written, xpath in GOLDEN:
        assert survey.insert_xpaths(written, made[here]) == xpath
    for here, written, xpath in IN_A_FILTER:
        assert survey.insert_xpaths(written, made[here], use_current=True) == xpath


@pytest.mark.parametrize(
    ("default", "dynamic"),
    [
        ("yes", False),
        ("-5", False),
        ("5.5", False),
        ("2020-01-01", False),
        ("2020-01-01T10:00:00.000Z", False),
        ("10:00:00", False),
        ("a-b", False),
        ("it's", False),
        ("N/A", False),
        ("50%", False),
        ("yes no", False),
        ("div", False),
        ("note: see 3", False),
        ("../x", False),
        ("x[1]", False),
        ("a - b", True),
        ("C++", True),
        ("today()", True),
        ("1 + 1", True),
        ("5 mod 2", True),
        ("${x}", True),
        ("${last-saved#x}", True),
        ("a|b", True),
    ],
)
def test_a_default_is_worked_out_where_pyxform_would_have_it_so(
    default: str, dynamic: bool
) -> None:
    assert is_dynamic(default, ItemKind.TEXT) is dynamic
    if importlib.util.find_spec("pyxform") is not None:
        from pyxform.utils import default_is_dynamic

        assert default_is_dynamic(default, "text") is dynamic


def test_a_day_s_default_may_have_hyphens_and_be_plain() -> None:
    assert not is_dynamic("in 2020 - 21", ItemKind.DATE)
    assert is_dynamic("today() + 1", ItemKind.DATE)

"""Forms that are right: pyxform takes what goes out, and it comes back as the same instrument."""

from __future__ import annotations

from dataclasses import dataclass, field

from forms_in_words import pyxform_sheets
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pollkit.formats.xlsform import FormSheets, form_files, import_form
from pollkit.formats.xlsform.sheets import Row, Sheet

HEADER = (
    "type", "name", "label::English (en)", "label::Français (fr)", "hint::Français (fr)",
    "relevant", "required", "constraint", "constraint_message::English (en)", "calculation",
    "default", "choice_filter", "appearance", "parameters", "guidance_hint", "my own",
)  # fmt: skip
WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Co", "Cn"), blacklist_characters="${}"),
    min_size=1,
    max_size=12,
).filter(lambda text: text.strip())
TYPES = st.sampled_from(
    [
        "text", "integer", "decimal", "date", "time", "dateTime", "note", "select_one colours",
        "select_multiple colours", "rank colours", "acknowledge", "barcode", "geopoint", "image",
        "range", "hidden", "calculate", "select_one towns", "select_one colours or_other",
    ]
)  # fmt: skip
LISTS = [
    ("colours", "red", "Red", "Rouge", ""),
    ("colours", "blue", "Blue", "", ""),
    ("towns", "nice", "Nice", "Nice", "red"),
    ("towns", "bath", "", "Bath", "blue"),
    ("unused", "a", "A", "A", "x"),
]


@dataclass
class Draft:
    rows: list[dict[str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def name(self) -> str:
        return f"n{len(self.rows)}"


@st.composite
def forms(draw: st.DrawFn) -> FormSheets:
    form = Draft()
    _part(draw, form, depth=0)
    rows = tuple(
        Row(number, tuple(row.get(header, "") for header in HEADER))
        for number, row in enumerate(form.rows, start=2)
    )
    choices = tuple(Row(number, row) for number, row in enumerate(LISTS, start=2))
    list_header = ("list_name", "name", "label::English (en)", "label::Français (fr)", "colour")
    sheets = [Sheet("survey", HEADER, rows), Sheet("choices", list_header, choices)]
    if draw(st.booleans()):
        header = ("form_title", "form_id", "version", "default_language", "style")
        row = Row(2, (draw(WORDS), "an_id", "7", "Français (fr)", "pages"))
        sheets.append(Sheet("settings", header, (row,)))
    return FormSheets("form", tuple(sheets))


def _part(draw: st.DrawFn, form: Draft, depth: int) -> None:
    for _question in range(draw(st.integers(1, 4))):
        if depth < 3 and draw(st.integers(0, 4)) == 0:
            what = draw(st.sampled_from(["group", "repeat"]))
            form.rows.append({"type": f"begin_{what}", "name": form.name(), **_texts(draw)})
            _part(draw, form, depth + 1)
            form.rows.append({"type": f"end_{what}"})
        else:
            _question_row(draw, form)


def _question_row(draw: st.DrawFn, form: Draft) -> None:
    row = {"type": draw(TYPES), "name": form.name(), **_texts(draw)}
    if row["type"] == "calculate":
        row["calculation"] = draw(st.sampled_from(["1 + 1", "today()", "'x'"]))
    elif draw(st.booleans()):
        row["required"] = draw(st.sampled_from(["yes", "no", "true()", "1 = 1"]))
    if form.asked and draw(st.booleans()):
        row["relevant"] = f"${{{draw(st.sampled_from(form.asked))}}} != 'x'"
    if row["type"] == "integer" and draw(st.booleans()):
        row |= {"constraint": ". > 0", "constraint_message::English (en)": draw(WORDS)}
    if row["type"] == "range":
        row["parameters"] = draw(st.sampled_from(["", "start=0 end=5 step=0.5", "start=1 end=7"]))
    if row["type"] == "select_one towns" and form.asked:
        row["choice_filter"] = f"colour = ${{{form.asked[0]}}}"
    for column in ("guidance_hint", "my own", "appearance"):
        if draw(st.integers(0, 5)) == 0:
            row[column] = draw(st.sampled_from(["minimal", "w1"]))
    form.rows.append(row)
    if row["type"] in ("text", "integer", "date"):
        form.asked.append(row["name"])


def _texts(draw: st.DrawFn) -> dict[str, str]:
    texts = {"label::English (en)": draw(WORDS)}
    if draw(st.booleans()):
        texts |= {"label::Français (fr)": draw(WORDS), "hint::Français (fr)": draw(WORDS)}
    return texts


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(form=forms())
def test_a_form_that_is_right_comes_back_as_the_same_version(form: FormSheets) -> None:
    from pyxform.xls2xform import convert

    result = import_form(form)
    assert result.instrument is not None, result.refusals
    out = form_files(result.instrument).sheets
    assert not any("pollkit" in sheet.header for sheet in out.sheets)
    back = import_form(out)
    assert back.instrument == result.instrument
    assert back.instrument.version_id == result.instrument.version_id
    convert(pyxform_sheets(result.instrument))

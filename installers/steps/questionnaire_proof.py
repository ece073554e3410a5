"""A questionnaire's whole way through the bundle: a form in, two people asked, their answers out.

Each library that such a way needs is only loaded on it: pyxform, openpyxl, pandas, pyreadstat.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from .transcript import Stop

FORM = """
| survey |
| | type              | name     | label               | relevant         | constraint |
| | select_one yes_no | heard    | Heard of us?        |                  |            |
| | integer           | evenings | How often were you? | ${heard} = 'yes' | . <= 31    |
| choices |
| | list_name | name | label |
| | yes_no    | yes  | Yes   |
| | yes_no    | no   | No    |
| settings |
| | form_title | form_id |
| | Visit      | visit   |
"""
PEOPLE = ("yes\n3\n", "no\n")
FORMATS = ("csv", "xlsx", "sav", "dta")


def prove_questionnaires(ask: Callable[[list[str], str], str], work: Path) -> None:
    """Stops where a step fails, or where fewer people come out than went in."""

    def told(*words: str, lines: str = "") -> str:
        return ask([*words, "--workspace", str(work / "questionnaires")], lines)

    (work / "visit.md").write_text(FORM, "utf-8")
    told("form", "import", "visit.md")
    told("form", "export", "visit", "--out", "visit.xlsx")
    told("form", "check", "visit.xlsx")
    told("project", "new", "Circle", "--languages", "en")
    told("project", "wave", "Circle", "Before", "--kind", "before", "--questionnaire", "visit")
    for lines in PEOPLE:
        told("collect", "Circle", "before", "--new-code", lines=lines)
    told("responses", "export", "Circle", "--out", "responses", "--formats", ",".join(FORMATS))
    for ending in FORMATS:
        file = str(Path("responses") / f"responses.{ending}")
        shown = json.loads(
            told("responses", "import", "Circle", file, "--wave", "before", "--json")
        )
        if shown["rows"] != len(PEOPLE):
            raise Stop(f"Of {len(PEOPLE)} people {shown['rows']} came out in {file}.")

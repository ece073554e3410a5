"""The files that a form names: tables in CSV, XML or GeoJSON that lie beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from pollkit.domain.rules import LookupTable
from pollkit.errors import FormUnreadable, UserError
from pollkit.formats.xlsform.cells import clean_cell
from pollkit.formats.xlsform.text_files import csv_rows, text_of
from pollkit.i18n import _

MOST_BYTES = 20_000_000
MOST_ROWS = 100_000
_PLAIN_NAME = re.compile(r"[\w .()-]+")


def find_beside(name: str, folder: Path | None) -> Path | None:
    """The file of this name beside the form; never one in another folder."""
    if folder is None or not _PLAIN_NAME.fullmatch(name) or name.startswith("."):
        return None
    path = folder / name
    return path if path.is_file() else None


def read_table(path: Path) -> LookupTable:
    """The rows of the file, under its name without the ending.

    Raises:
        FormUnreadable: too large, damaged, or no table.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FormUnreadable(_("“{name}” is too large for a table.").format(name=path.name))
        content = path.read_bytes()
        read = {".csv": _csv, ".xml": _xml, ".geojson": _geojson}[path.suffix.casefold()]
        columns, rows = read(content)
    except UserError:
        raise
    except Exception as error:  # whatever a damaged file makes a reader stumble over
        message = _("“{name}” cannot be read as a table.")
        raise FormUnreadable(message.format(name=path.name)) from error
    return LookupTable(path.stem, columns, rows[:MOST_ROWS])


def table_bytes(table: LookupTable, suffix: str) -> bytes:
    """The table as a file that `read_table` makes the same table of."""
    write = {".csv": _as_csv, ".xml": _as_xml, ".geojson": _as_geojson}[suffix.casefold()]
    return write(table).encode()


_Read = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]


def _csv(content: bytes) -> _Read:
    lines = islice(csv_rows(text_of(content)), MOST_ROWS + 1)
    rows = [cells for _line, cells in lines if any(cells)]
    if not rows:
        return (), ()
    header = rows[0]
    while header and not header[-1]:
        header.pop()
    width = len(header)
    filled = tuple(tuple((row + [""] * width)[:width]) for row in rows[1:])
    return tuple(header), filled


def _xml(content: bytes) -> _Read:
    from defusedxml.ElementTree import fromstring

    root = fromstring(content, forbid_dtd=True)
    items = [
        {_local(child.tag): clean_cell(child.text) for child in item} for item in root if len(item)
    ]
    return _as_table(items)


def _geojson(content: bytes) -> _Read:
    features: Sequence[Mapping[str, Any]] = json.loads(text_of(content))["features"]
    items = []
    for feature in features:
        item = {key: clean_cell(value) for key, value in (feature["properties"] or {}).items()}
        if "id" in feature:
            item["id"] = clean_cell(feature["id"])
        item["geometry"] = json.dumps(feature.get("geometry"), separators=(",", ":"))
        items.append(item)
    return _as_table(items)


def _as_table(items: Iterable[Mapping[str, str]]) -> _Read:
    items = list(items)
    columns = tuple(dict.fromkeys(key for item in items for key in item))
    return columns, tuple(tuple(item.get(column, "") for column in columns) for item in items)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _as_csv(table: LookupTable) -> str:
    import csv
    from io import StringIO

    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    return text.getvalue()


def _as_xml(table: LookupTable) -> str:
    from xml.sax.saxutils import escape

    lines = ["<root>"]
    for row in table.rows:
        pairs = zip(table.columns, row, strict=True)
        cells = "".join(f"<{name}>{escape(cell)}</{name}>" for name, cell in pairs)
        lines.append(f"<item>{cells}</item>")
    return "\n".join([*lines, "</root>", ""])


def _as_geojson(table: LookupTable) -> str:
    features = []
    for row in table.rows:
        properties = dict(zip(table.columns, row, strict=True))
        feature: dict[str, Any] = {"type": "Feature"}
        if "id" in properties:
            feature["id"] = properties.pop("id")
        feature["geometry"] = json.loads(properties.pop("geometry", "null") or "null")
        features.append({**feature, "properties": properties})
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)

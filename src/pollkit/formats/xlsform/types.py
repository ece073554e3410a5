"""The type column: what people write there, under one name each, and what it is in PollKit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pollkit.domain.instruments import ItemKind

# Types by the name that the standard gives them today, each with the older names that pyxform
# still takes.
_NAMES = {
    "text": "string, q string, add text prompt",
    "integer": "int, q int, add integer prompt",
    "decimal": "q decimal, add decimal prompt",
    "range": "",
    "date": "q date, add date prompt",
    "time": "",
    "dateTime": "datetime, date time, q date time, q datetime, add date time prompt,"
    " add datetime prompt",
    "note": "q note, add note prompt",
    "acknowledge": "trigger, q acknowledge, add acknowledge prompt",
    "barcode": "q barcode, add barcode prompt",
    "calculate": "q calculate, add calculate prompt",
    "hidden": "",
    "start": "start time, get start time",
    "end": "end time, get end time",
    "today": "get today",
    "deviceid": "device id, get device id, imei",
    "phonenumber": "get phone number",
    "subscriberid": "subscriber id, get subscriber id",
    "simserial": "sim id, get sim id",
    "username": "",
    "email": "",
    "audit": "",
    "start-geopoint": "",
    "background-geopoint": "",
    "background-audio": "",
    "csv-external": "",
    "xml-external": "",
    "geopoint": "gps, location, q geopoint, q location, add location prompt",
    "geotrace": "q geotrace",
    "geoshape": "q geoshape",
    "image": "photo, q picture, q image, add image prompt, add photo prompt",
    "audio": "q audio, add audio prompt",
    "video": "q video, add video prompt",
    "file": "add file prompt",
    "osm": "",
    "include": "",
    "uri:deviceid": "",
    "uri:phonenumber": "",
    "uri:subscriberid": "",
    "uri:simserial": "",
    "uri:username": "",
    "uri:email": "",
    # With a constraint of their own, below.
    "percentage": "",
    "phone number": "",
    "number of days in last month": "",
    "number of days in last six months": "",
    "number of days in last year": "",
}
ONE, MANY, RANK, ONE_FROM_FILE, MANY_FROM_FILE, ONE_EXTERNAL = (
    "select_one", "select_multiple", "rank", "select_one_from_file", "select_multiple_from_file",
    "select_one_external",
)  # fmt: skip
_SELECTS = {
    ONE: "select_one, select one, select1, select one from, select one using,"
    " add select one prompt using, q select1",
    MANY: "select_multiple, select multiple, select all that apply, select all that apply from,"
    " select multiple from, select multiple using, add select multiple prompt using, q select",
    RANK: "rank",
    ONE_FROM_FILE: "select_one_from_file, select one from file",
    MANY_FROM_FILE: "select_multiple_from_file, select multiple from file",
    ONE_EXTERNAL: "select_one_external, select one external",
}
# Old types that are another type with a constraint, and their hint; pyxform's own.
PRESETS = {
    "phone number": ("text", r"regex(., '^\d*$')", "Enter numbers only."),
    "percentage": ("integer", "0 <= . and . <= 100", ""),
    "number of days in last month": ("integer", "0 <= . and . <= 31", "Enter a number 0-31."),
    "number of days in last six months": (
        "integer", "0 <= . and . <= 183", "Enter a number 0-183.",
    ),
    "number of days in last year": ("integer", "0 <= . and . <= 365", "Enter a number 0-365."),
}  # fmt: skip

KINDS: Mapping[str, ItemKind] = {
    "text": ItemKind.TEXT,
    "barcode": ItemKind.TEXT,
    "integer": ItemKind.NUMBER,
    "decimal": ItemKind.NUMBER,
    "range": ItemKind.NUMBER,
    "date": ItemKind.DATE,
    "time": ItemKind.TIME,
    "dateTime": ItemKind.MOMENT,
    "note": ItemKind.NOTE,
    "acknowledge": ItemKind.SINGLE,
    ONE: ItemKind.SINGLE,
    ONE_FROM_FILE: ItemKind.SINGLE,
    ONE_EXTERNAL: ItemKind.SINGLE,
    MANY: ItemKind.MULTIPLE,
    MANY_FROM_FILE: ItemKind.MULTIPLE,
    RANK: ItemKind.RANKING,
    **dict.fromkeys(
        (
            "calculate", "hidden", "start", "end", "today", "deviceid", "phonenumber",
            "subscriberid", "simserial", "username", "email", "audit", "start-geopoint",
            "background-geopoint", "csv-external", "xml-external",
            "uri:deviceid", "uri:phonenumber", "uri:subscriberid", "uri:simserial",
            "uri:username", "uri:email",
        ),
        ItemKind.HIDDEN,
    ),
    **dict.fromkeys(
        (
            "geopoint", "geotrace", "geoshape", "image", "audio", "video", "file", "osm",
            "background-audio",
        ),
        ItemKind.OTHER,
    ),
}  # fmt: skip
FROM_FILE = frozenset({ONE_FROM_FILE, MANY_FROM_FILE})
SELECTS = frozenset({ONE, MANY, RANK, ONE_FROM_FILE, MANY_FROM_FILE, ONE_EXTERNAL})
# What the device would tell, and no laptop of a project can or should.
OF_THE_DEVICE = frozenset(
    {"phonenumber", "subscriberid", "simserial", "email", "audit", "start-geopoint",
     "background-geopoint", "background-audio", "uri:phonenumber", "uri:subscriberid",
     "uri:simserial", "uri:email"}
)  # fmt: skip
EXTERNAL = frozenset({"csv-external", "xml-external"})

_BEGIN = re.compile(r"begin[\s_](group|lgroup|repeat|loop|looped group)(?:\s+(?:over\s+)?(\S+))?")
_END = re.compile(r"end[\s_](group|lgroup|repeat|loop|looped group)")
_CONTROLS = {"lgroup": "repeat", "looped group": "repeat"}
_OTHER = re.compile(r"\s+(or specify other|or_other|or other)$")


@dataclass(frozen=True)
class TypeWord:
    """Attributes:
    name: the standard's name; "begin group", "end repeat" and so on for the parts of a form; ""
        for a word that no form knows.
    list_name: of a select, its list or file; of a loop, its list.
    or_other: "or specify other" stands behind it.
    """

    name: str
    list_name: str = ""
    or_other: bool = False

    @property
    def is_select(self) -> bool:
        return self.name in SELECTS

    @property
    def text(self) -> str:
        """As the standard writes it."""
        if self.name.startswith(("begin ", "end ")):
            return self.name.replace(" ", "_")
        return f"{self.name} {self.list_name}".strip()


def read_type(written: str) -> TypeWord:
    text = " ".join(written.split())
    begin = _BEGIN.fullmatch(text.casefold())
    if begin:
        list_name = text.split()[-1] if begin[2] else ""
        return TypeWord(f"begin {_CONTROLS.get(begin[1], begin[1])}", list_name)
    end = _END.fullmatch(text.casefold())
    if end:
        return TypeWord(f"end {_CONTROLS.get(end[1], end[1])}")
    if text in _BY_NAME:
        return TypeWord(_BY_NAME[text])
    if text.casefold().startswith("osm "):
        return TypeWord("osm", text.split()[1])
    selected = _read_select(text)
    if selected:
        return selected
    return TypeWord(_BY_NAME.get(text.casefold(), ""))


def nearest_type(written: str) -> str | None:
    """The type that was most likely meant; None if none is near."""
    from difflib import get_close_matches

    text = " ".join(written.split()).casefold()
    first, _blank, rest = text.partition(" ")
    select = get_close_matches(first.replace("-", "_"), [*SELECTS], n=1, cutoff=0.75)
    if select and rest:
        return f"{select[0]} {written.split(None, 1)[1]}"
    near = get_close_matches(text, [*_BY_NAME], n=1, cutoff=0.75)
    return _BY_NAME[near[0]] if near else None


def _read_select(text: str) -> TypeWord | None:
    for alias, name in _BY_SELECT:
        if text.casefold().startswith(alias + " "):
            rest = text[len(alias) + 1 :]
            plain = _OTHER.sub("", rest)
            if " " not in plain and plain:
                return TypeWord(name, plain, plain != rest)
    return None


def _by_name() -> dict[str, str]:
    found = {}
    for name, aliases in _NAMES.items():
        for alias in (name, *filter(None, (word.strip() for word in aliases.split(",")))):
            found[alias] = found[alias.casefold()] = name
    return found


_BY_NAME = _by_name()
# The longest first: "select one from colours" is no list called "from".
_BY_SELECT = sorted(
    ((alias.strip(), name) for name, aliases in _SELECTS.items() for alias in aliases.split(",")),
    key=lambda pair: -len(pair[0]),
)

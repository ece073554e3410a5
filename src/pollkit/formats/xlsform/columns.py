"""Headers as people write them -> one name for each column, and the language it is in.

`Relevance`, `bind::relevant` and `bind: relevant` are all "relevant"; `label::English (en)` is
"label" in that language. The aliases are those that pyxform takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

# Columns that may stand once for each language.
TRANSLATED = frozenset(
    {
        "label", "hint", "guidance_hint", "constraint_message", "required_message", "image",
        "big-image", "audio", "video", "no_app_error_string", "short",
        # PollKit's own: the ends of a scale or a grid, and the unit of a number.
        "low_label", "high_label", "bottom_label", "top_label", "unit",
    }
)  # fmt: skip
MEDIA = ("image", "big-image", "audio", "video")

_SURVEY = {
    "type": "type command",
    "name": "name tag value",
    "label": "label caption",
    "hint": "hint",
    "guidance_hint": "guidance_hint",
    "relevant": "relevant relevance bind::relevant",
    "required": "required bind::required",
    "required_message": "required_message requiredmsg bind::jr:requiredmsg",
    "constraint": "constraint bind::constraint",
    "constraint_message": "constraint_message constraining_message bind::jr:constraintmsg",
    "calculation": "calculation calculate bind::calculate bind::calculation",
    "read_only": "read_only readonly bind::readonly",
    "default": "default",
    "choice_filter": "choice_filter",
    "trigger": "trigger",
    "appearance": "appearance control::appearance body::appearance",
    "parameters": "parameters",
    "repeat_count": "repeat_count count jr:count control::jr:count body::jr:count",
    "disabled": "disabled",
    "image": "image media::image",
    "big-image": "big-image media::big-image",
    "audio": "audio media::audio",
    "video": "video media::video",
    "no_app_error_string": ("no_app_error_string noapperrorstring bind::jr:noapperrorstring"),
    "rows": "rows control::rows body::rows",
    "autoplay": "autoplay control::autoplay body::autoplay",
    "save_to": "save_to bind::entities:saveto",
    "low_label": "low_label",
    "high_label": "high_label",
    "bottom_label": "bottom_label",
    "top_label": "top_label",
    "unit": "unit",
    "pollkit": "pollkit",
}
_CHOICES = {
    "list_name": "list_name",
    "name": "name value",
    "label": "label caption",
    "image": "image media::image",
    "big-image": "big-image media::big-image",
    "audio": "audio media::audio",
    "video": "video media::video",
    "pollkit": "pollkit",
}
_SETTINGS = {
    "form_title": "form_title title set_form_title",
    "form_id": "form_id id_string set_form_id",
    "prefix": "prefix compact_prefix",
    **{
        name: name
        for name in (
            "version", "default_language", "public_key", "submission_url", "auto_send",
            "auto_delete", "instance_name", "style", "allow_choice_duplicates",
            "omit_instanceid", "clean_text_values", "add_none_option", "flat", "name",
        )
    },
}  # fmt: skip
_SCALES = {name: name for name in ("name", "label", "items", "reverse_keyed", "min_answered")}


def _by_alias(names: Mapping[str, str]) -> dict[str, str]:
    return {alias: name for name, aliases in names.items() for alias in aliases.split()}


ALIASES = {
    "survey": _by_alias(_SURVEY),
    "choices": _by_alias(_CHOICES),
    "external_choices": _by_alias(_CHOICES),
    "settings": _by_alias(_SETTINGS),
    "scales": _by_alias(_SCALES),
}
SETTING_TYPES = {
    alias.replace("_", " "): name for alias, name in ALIASES["settings"].items() if "form" in alias
}


@dataclass(frozen=True)
class Column:
    """Attributes:
    name: the one name, or the header as it is written if nobody knows it.
    language: as it is written, "" = none.
    place: which column of the sheet, from 0.
    header: as it is written.
    """

    name: str
    language: str
    place: int
    header: str

    @property
    def key(self) -> tuple[str, str]:
        return self.name, self.language


def read_headers(sheet: str, header: Sequence[str]) -> tuple[Column, ...]:
    """The columns that have a header, in their order; the same key may come twice."""
    aliases = ALIASES.get(sheet.strip().casefold(), {})
    twice = any("::" in text for text in header)
    return tuple(
        _column(text, place, aliases, twice) for place, text in enumerate(header) if text.strip()
    )


def duplicates(columns: Iterable[Column]) -> tuple[tuple[Column, Column], ...]:
    """Pairs of columns that mean the same: the first one, and each later one."""
    first: dict[tuple[str, str], Column] = {}
    pairs = []
    for column in columns:
        key = (column.name, column.language.casefold())
        if key in first:
            pairs.append((first[key], column))
        first.setdefault(key, column)
    return tuple(pairs)


def _column(header: str, place: int, aliases: Mapping[str, str], twice: bool) -> Column:
    parts = _parts(header, twice)
    for length in (3, 2, 1):
        known = aliases.get("::".join(_plain(part) for part in parts[:length]))
        rest = parts[length:]
        if known is None or len(parts) < length:
            continue
        if not rest:
            return Column(known, "", place, header)
        if known in TRANSLATED and len(rest) == 1:
            return Column(known, " ".join(rest[0].split()), place, header)
    return Column(" ".join(header.split()), "", place, header)


def _parts(header: str, twice: bool) -> list[str]:
    """Cut at "::", or at ":" in sheets that know no "::"; "jr:count" and its like stay whole."""
    if twice or "::" in header:
        return [part.strip() for part in header.split("::")]
    parts = [part.strip() for part in header.split(":")]
    if "jr" in parts[:-1]:
        place = parts.index("jr")
        parts[place : place + 2] = [f"jr:{parts[place + 1]}"]
    return parts


def _plain(part: str) -> str:
    return "_".join(part.split()).casefold()

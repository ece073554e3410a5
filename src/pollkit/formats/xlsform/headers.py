"""How columns and languages are called in a sheet that PollKit writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pollkit.domain.instruments import Instrument
from pollkit.domain.texts import Texts
from pollkit.formats.xlsform.columns import TRANSLATED
from pollkit.formats.xlsform.languages import language_name


@dataclass(frozen=True)
class Headers:
    """Attributes:
    main: the tag of the language that the instrument was written in.
    names: tag -> what stands in the header: "Français (fr)".
    """

    main: str
    names: Mapping[str, str]

    def header(self, column: str, tag: str) -> str:
        return f"{column}::{self.names.get(tag) or named(tag, {})}"

    def cells(self, column: str, texts: Texts) -> dict[str, str]:
        return {self.header(column, tag): text for tag, text in texts.items() if text}

    def kept(self, columns: Mapping[str, str], without: Iterable[str] = ()) -> dict[str, str]:
        """Columns that are only kept, under the headers that they are read from."""
        written = {}
        for key, text in columns.items():
            column, _colons, tag = key.partition("::")
            if key in without:
                continue
            is_text = column in TRANSLATED and tag
            written[self.header(column, tag) if is_text else key] = text
        return written


def headers_of(instrument: Instrument) -> Headers:
    names = {tag: named(tag, instrument.settings) for tag in instrument.languages}
    return Headers(instrument.languages[0], names)


def named(tag: str, settings: Mapping[str, str]) -> str:
    name = settings.get(f"language {tag}") or language_name(tag)
    return f"{name} ({tag})"

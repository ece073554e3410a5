"""What a form needs to know to show texts in two languages side by side."""

from __future__ import annotations

from typing import Protocol

from pollkit.domain.translations import Gap


class Translating(Protocol):
    """`translation` is the language beside the main one, None where there is only one; `gaps` are
    the translations to write or to look at again."""

    @property
    def languages(self) -> tuple[str, ...]: ...

    @property
    def main(self) -> str: ...

    @property
    def translation(self) -> str | None: ...

    @property
    def gaps(self) -> tuple[Gap, ...]: ...

    def gap(self, part: str) -> Gap | None:
        """What is to do at a text of what is chosen, in the language beside the main one."""

    def gaps_in(self, language: str) -> int: ...

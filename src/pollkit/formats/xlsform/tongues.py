"""The languages of one form: which tag each of its names has, and which is the main one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pollkit.formats.xlsform.columns import TRANSLATED
from pollkit.formats.xlsform.form import Form, FormRow
from pollkit.formats.xlsform.languages import guess_language, language_tag, split_name
from pollkit.formats.xlsform.notes import NoteList
from pollkit.i18n import _


@dataclass(frozen=True)
class Tongues:
    """Attributes:
    tags: language as it is written ("" = none) -> its tag.
    names: of languages that have no tag of their own -> what the form calls them.
    """

    main: str
    tags: Mapping[str, str]
    names: Mapping[str, str]

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([self.main, *self.tags.values()]))

    def texts(self, row: FormRow, column: str) -> dict[str, str]:
        """Tag -> text, in the order of the form's languages; a cell in a column with a language
        wins over one in a column without."""
        found: dict[str, str] = {}
        for language, text in row.texts(column).items():
            tag = self.tag(language)
            if language or tag not in found:
                found[tag] = text
        return {tag: found[tag] for tag in self.languages if tag in found}

    def key(self, column: str, language: str) -> str:
        """How a column that is only kept is called: "guidance_hint::fr"."""
        return f"{column}::{self.tag(language)}" if language else column

    def tag(self, written: str) -> str:
        """Included files may write a language in other letters than the form does."""
        return self.tags[written] if written in self.tags else language_tag(written)


def find_tongues(form: Form, language: str | None, notes: NoteList) -> Tongues:
    """
    Args:
        language: of the texts in columns without a language, if the person knows it.
    """
    tags = {name: language_tag(name) for name in form.languages}
    _note_two_names(tags, notes)
    default = form.settings.get("default_language", "")
    main = language_tag(default) if default and default.casefold() != "default" else ""
    if main and form.languages and main not in tags.values():
        message = _("No column is in the default language “{name}”.")
        notes.differ(form.settings_row.place("default_language"), message.format(name=default))
        main = ""
    elif main and form.languages and default not in form.languages:
        near = next(name for name, tag in tags.items() if tag == main)
        message = _("The default language “{name}” was read as “{near}”, as the columns call it.")
        text = message.format(name=default, near=near)
        notes.differ(form.settings_row.place("default_language"), text)
    untagged = _language_without_a_name(form, language, main, tags, notes)
    main = main or (untagged if untagged and not tags else "") or next(iter(tags.values()), "en")
    if untagged is not None:
        tags = {"": untagged or main, **tags}
    private = {tag: split_name(name)[0] for name, tag in tags.items() if tag.startswith("x-")}
    return Tongues(main, {"": main, **tags} if "" not in tags else tags, private)


def _note_two_names(tags: Mapping[str, str], notes: NoteList) -> None:
    first: dict[str, str] = {}
    for name, tag in tags.items():
        other = first.setdefault(tag, name)
        if other.casefold() != name.casefold():
            message = _(
                "“{one}” and “{other}” are one language. Where both have a text, the second counts."
            )
            text = message.format(one=other, other=name)
            notes.differ(("survey", None, f"label::{name}"), text)


def _language_without_a_name(
    form: Form, language: str | None, main: str, tags: Mapping[str, str], notes: NoteList
) -> str | None:
    """The language of texts in columns that name none; None = there are no such texts."""
    rows = (*form.rows, *(row for members in form.lists.values() for row in members))
    labels = _texts(rows, ("label", "hint"))
    others = _texts(rows, tuple(TRANSLATED - {"label", "hint"}))
    if not labels and not others:
        return None
    if language:
        return language
    if main:
        return main
    if tags and not any(row["label"] for row in form.rows):
        return next(iter(tags.values()))
    guessed = guess_language(labels)
    if guessed is None and tags:
        return next(iter(tags.values()))
    chosen = guessed or "en"
    message = _(
        "The form does not say in which language its texts are; they were taken for “{tag}”."
        " Write it into the headers: label::English (en)."
    )
    notes.differ(("survey", None, "label"), message.format(tag=chosen))
    return chosen


def _texts(rows: Iterable[FormRow], columns: tuple[str, ...]) -> list[str]:
    return [row[column] for row in rows for column in columns if row[column]]

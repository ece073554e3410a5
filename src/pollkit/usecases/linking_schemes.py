"""The questions of self-generated codes that come with PollKit, in `resources/kits/linking/`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from pollkit.domain.instruments import Item, ItemKind, Option
from pollkit.domain.linking.schemes import Scheme, check_scheme
from pollkit.domain.texts import Texts
from pollkit.errors import InstrumentProblem, NotFound
from pollkit.i18n import _
from pollkit.resources import resource_path

STANDARD = "seven-questions"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Pick(_Part):
    """`texts` is one word where it is the same in every language."""

    code: str
    texts: dict[str, str] | str


class _Element(_Part):
    name: str
    texts: dict[str, str]
    hint: dict[str, str]
    list: str


class _SchemeFile(_Part):
    format: Literal["pollkit-linking/1"]
    title: dict[str, str]
    intro: dict[str, str]
    languages: list[str]
    lists: dict[str, list[_Pick]]
    elements: list[_Element]


def scheme_names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in _folder().glob("*.json")))


def standard_scheme() -> Scheme:
    return read_scheme(_folder() / f"{STANDARD}.json")


def read_scheme(path: Path) -> Scheme:
    """A scheme, checked.

    Raises:
        NotFound: there is no such file.
        InstrumentProblem: it is no scheme, or one whose codes would not serve.
    """
    try:
        written = _SchemeFile.model_validate_json(path.read_bytes())
        elements = tuple(_item(one, written) for one in written.elements)
    except FileNotFoundError as missing:
        raise NotFound(_("There is no scheme “{name}”.").format(name=path.stem)) from missing
    except (ValidationError, KeyError) as broken:
        raise InstrumentProblem(
            _("“{file}” is no scheme of questions for codes that PollKit can read.").format(
                file=path.name
            )
        ) from broken
    scheme = Scheme(written.title, written.intro, tuple(written.languages), elements)
    check_scheme(scheme)
    return scheme


def _item(element: _Element, written: _SchemeFile) -> Item:
    return Item(
        name=element.name,
        kind=ItemKind.SINGLE,
        texts=element.texts,
        hint=element.hint,
        options=tuple(
            Option(pick.code, _texts(pick, written.languages))
            for pick in written.lists[element.list]
        ),
    )


def _texts(pick: _Pick, languages: list[str]) -> Texts:
    if isinstance(pick.texts, str):
        return dict.fromkeys(languages, pick.texts)
    return pick.texts


def _folder() -> Path:
    return resource_path("kits", "linking")

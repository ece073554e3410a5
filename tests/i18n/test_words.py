"""Every word of the program is in the catalogues, and every translation fits its source."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
TRANSLATIONS = ROOT / "resources" / "translations"
CALLS = {"_", "gettext", "ngettext"}

# What others than the person at the laptop read: on the wall, on phones, in charts, in reports.
PUBLIC = (
    "resources/phone/",
    "resources/report/",
    "src/pollkit/charts/",
    "src/pollkit/desktop/caseworker/own_code_panel.py",
    "src/pollkit/desktop/answering/",
    "src/pollkit/desktop/caseworker/consent_panel.py",
    "src/pollkit/desktop/caseworker/kiosk/pages.py",
    "src/pollkit/desktop/caseworker/kiosk/presenter.py",
    "src/pollkit/desktop/caseworker/kiosk/window.py",
    "src/pollkit/desktop/caseworker/scribe.py",
    "src/pollkit/desktop/facilitator/wall/answer_cards.py",
    "src/pollkit/desktop/facilitator/wall/scenes.py",
    "src/pollkit/desktop/facilitator/wall/split_rows.py",
    "src/pollkit/desktop/facilitator/wall/way_in.py",
    "src/pollkit/desktop/facilitator/wall/words.py",
    "src/pollkit/domain/answers.py",
    "src/pollkit/domain/ballots.py",
    "src/pollkit/domain/codes.py",
    "src/pollkit/domain/paper_forms/",
    "src/pollkit/formats/",
    "src/pollkit/live/hall/",
    "src/pollkit/live/page/",
    "src/pollkit/live/replies.py",
    "src/pollkit/live/routes.py",
    "src/pollkit/live/screens.py",
    "src/pollkit/live/voting.py",
    "src/pollkit/paper/card_sheets.py",
    "src/pollkit/reports/",
    "src/pollkit/usecases/paper.py",
    "src/pollkit/usecases/sittings.py",
)

# Of those folders, what only the person at the laptop reads.
NOT_PUBLIC = (
    "src/pollkit/domain/paper_forms/double_entry.py",
    "src/pollkit/domain/paper_forms/entry.py",
    "src/pollkit/formats/responses/mapping.py",
    "src/pollkit/formats/responses/reading.py",
    "src/pollkit/formats/xlsform/",
    "src/pollkit/live/hall/hall.py",
)

# As the Unicode CLDR has them.
PLURAL_FORMS = {"fr": 2, "de": 2, "ar": 6}


def extracted(*only: str) -> dict[str | tuple[str, ...], str]:
    """Words of the sources -> the file that has them."""
    with (TRANSLATIONS / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found = extract_from_dir(str(ROOT), methods, options, directory_filter=_is_ours)
    return {
        words: file
        for file, _line, words, _comments, _context in found
        if not only or file.startswith(only)
    }


def _is_ours(folder: str) -> bool:
    top = Path(folder).relative_to(ROOT).parts[:1]
    return top in {("src",), ("resources",)} and not Path(folder).name.startswith((".", "__"))


def catalogue(language: str) -> Catalog:
    with (TRANSLATIONS / language / "pollkit.po").open("rb") as written:
        return read_po(written, locale=language)


def translations(language: str) -> Iterator[Message]:
    return (message for message in catalogue(language) if message.id)


def missing(language: str, words: dict[str | tuple[str, ...], str]) -> list[str]:
    """The words that have no finished translation, with the file they come from."""
    finished = [
        message.id
        for message in translations(language)
        if not message.fuzzy
        and all([message.string] if isinstance(message.string, str) else message.string)
    ]
    # gettext finds a word that is counted elsewhere also where it is not.
    known = {*finished, *(words[0] for words in finished if not isinstance(words, str))}
    return [f"{file}: {one}" for one, file in words.items() if one not in known]


def test_every_word_of_the_program_is_in_french() -> None:
    assert missing("fr", extracted()) == []


def test_what_the_guide_for_those_who_ask_names_is_what_the_window_says() -> None:
    guide = ROOT / "docs" / "guide"
    pages = [guide / f"{name}.md" for name in ("collect", "questionnaires", "xlsform")]
    named = {
        words
        for page in pages
        for words in re.findall(r"(?<![*\w])\*([^*\n]+)\*(?![*\w])", page.read_text("utf-8"))
    }

    assert "Withdraw by code" in named
    assert named - set(extracted()) == set()


@pytest.mark.parametrize("language", ["de", "ar"])
def test_every_word_that_the_public_reads_is_in_german_and_arabic(language: str) -> None:
    words = extracted(*PUBLIC)
    public = {one: file for one, file in words.items() if not file.startswith(NOT_PUBLIC)}
    assert missing(language, public) == []


@pytest.mark.parametrize("language", PLURAL_FORMS)
def test_no_catalogue_keeps_words_that_the_program_has_lost(language: str) -> None:
    used = set(extracted())

    assert [message.id for message in translations(language) if message.id not in used] == []


@pytest.mark.parametrize(("language", "forms"), PLURAL_FORMS.items())
def test_a_word_that_is_counted_has_all_plural_forms_of_its_language(
    language: str, forms: int
) -> None:
    counted = [message for message in translations(language) if message.pluralizable]

    assert catalogue(language).num_plurals == forms
    assert [message.id for message in counted if len(message.string) != forms] == []


@pytest.mark.parametrize("language", PLURAL_FORMS)
def test_a_translation_has_the_gaps_of_its_source(language: str) -> None:
    # One form of a plural may write its number out, as Arabic does for one and two; not the last.
    wrong = [
        message.id
        for message in translations(language)
        for form in _forms(message.string)
        if _gaps(form) - _gaps(_last(message.id))
        or _gaps(_forms(message.string)[-1]) != _gaps(_last(message.id))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", PLURAL_FORMS)
def test_a_translation_keeps_the_blanks_and_line_ends_around_its_source(language: str) -> None:
    wrong = [
        message.id
        for message in translations(language)
        for form in _forms(message.string)
        if form.endswith("\n") != _last(message.id).endswith("\n")
        or form[:1].isspace() != _last(message.id)[:1].isspace()
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "source", sorted((ROOT / "src" / "pollkit").rglob("*.py")), ids=lambda path: path.name
)
def test_words_are_written_out_where_the_catalogue_can_find_them(source: Path) -> None:
    """`_(f"...")` and `_(variable)` are never extracted, so they would stay English for ever."""
    calls = [
        node
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS
    ]
    hidden = [
        call.lineno
        for call in calls
        for words in call.args[: 2 if call.func.id == "ngettext" else 1]
        if not (isinstance(words, ast.Constant) and isinstance(words.value, str))
    ]
    assert hidden == []


@pytest.mark.parametrize(
    "source", sorted((ROOT / "src" / "pollkit").rglob("*.py")), ids=lambda path: path.name
)
def test_words_do_not_stand_inside_an_f_string_which_is_not_searched_for_them(source: Path) -> None:
    tree = ast.parse(source.read_text(encoding="utf-8"))
    hidden = [
        call.lineno
        for text in ast.walk(tree)
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in CALLS
    ]
    assert hidden == []


def _last(words: str | tuple[str, ...]) -> str:
    return words if isinstance(words, str) else words[-1]


def _forms(words: str | tuple[str, ...]) -> list[str]:
    return [form for form in ([words] if isinstance(words, str) else words) if form]


def _gaps(text: str) -> set[str]:
    """The names in braces, or argparse's per cent gaps."""
    if "%(" in text or "%s" in text:
        return {piece.split(")")[0] for piece in text.split("%(")[1:]} | (
            {"%s"} if "%s" in text else set()
        )
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}

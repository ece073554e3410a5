"""Which language a header means, and what is done where none says it."""

from __future__ import annotations

import re

import pytest
from forms_in_words import imported, questions, said, sheets

from pollkit.formats.xlsform import import_form
from pollkit.formats.xlsform.columns import read_headers
from pollkit.formats.xlsform.languages import guess_language, language_name, language_tag

# Names in English from CLDR, in the languages themselves, with the tag that xlsform.org asks for
# (IANA's registry), and such as no registry has.
TAGS = [
    ("English (en)", "en"),
    ("english", "en"),
    ("en", "en"),
    ("Français", "fr"),
    ("Francais", "fr"),
    ("French", "fr"),
    ("français (fr-ca)", "fr-CA"),
    ("العربية", "ar"),
    ("Arabic", "ar"),
    ("Kiswahili", "sw"),
    ("Swahili (sw)", "sw"),
    ("Español", "es"),
    ("Chinese", "zh"),
    ("中文(zh-hans)", "zh-Hans"),
    ("pt-br", "pt-BR"),
    ("Lingala", "ln"),
    ("Mooré du Nord", "x-moore-du-nord"),
    ("Language1", "x-language-1"),
    ("x-moore", "x-moore"),
]


@pytest.mark.parametrize(("written", "tag"), TAGS)
def test_a_language_is_known_by_its_name_its_own_name_or_its_tag(written: str, tag: str) -> None:
    assert language_tag(written) == tag


def test_names_in_letters_that_no_tag_can_hold_have_tags_of_their_own() -> None:
    one, other = language_tag("ꆈꌠ"), language_tag("ᠮᠠᠨᠵᡠ")
    assert one != other
    # A private tag, as RFC 5646 has it: "x" and parts of one to eight letters or digits.
    assert all(re.fullmatch(r"x(-[a-z0-9]{1,8})+", tag) for tag in (one, other))


@pytest.mark.parametrize("written", ["fr", "sw", "zh-Hans", "ar", "ln", "x-moore"])
def test_the_name_that_is_written_out_is_read_as_the_same_language(written: str) -> None:
    assert language_tag(f"{language_name(written)} ({written})") == written


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        (["What is your name?", "How old are you?"], "en"),
        (["Quel est votre nom ?", "Combien d'enfants avez-vous ?"], "fr"),
        (["Wie alt sind Sie?", "Wie heißt die Schule?"], "de"),
        (["¿Cuál es su nombre?", "¿Cuántos años tiene?"], "es"),
        (["ما اسمك؟", "كم عمرك؟"], "ar"),
        (["Как вас зовут?"], "ru"),
        (["a", "b1"], None),
        ([], None),
    ],
)
def test_the_language_of_texts_shows_in_script_and_small_words(
    texts: list[str], language: str | None
) -> None:
    assert guess_language(texts) == language


# Aliases of the standard and of pyxform.
HEADERS = [
    ("label::English (en)", ("label", "English (en)")),
    ("Label", ("label", "")),
    ("caption", ("label", "")),
    ("Relevance", ("relevant", "")),
    ("bind::relevant", ("relevant", "")),
    ("bind::jr:constraintMsg", ("constraint_message", "")),
    ("constraint message::fr", ("constraint_message", "fr")),
    ("requiredMsg", ("required_message", "")),
    ("media::image::fr", ("image", "fr")),
    ("read only", ("read_only", "")),
    ("calculate", ("calculation", "")),
    ("repeat count", ("repeat_count", "")),
    ("jr:count", ("repeat_count", "")),
    ("control::appearance", ("appearance", "")),
    ("my_column", ("my_column", "")),
    ("bind::oc:itemgroup", ("bind::oc:itemgroup", "")),
]


@pytest.mark.parametrize(("header", "key"), HEADERS)
def test_a_header_is_known_by_all_its_names(header: str, key: tuple[str, str]) -> None:
    # The second header makes it a sheet that uses double colons.
    [column, _other] = read_headers("survey", (header, "x::y"))
    assert column.key == key


def test_single_colons_are_read_in_sheets_without_double_ones() -> None:
    columns = read_headers("survey", ("label:English", "bind: relevant", "bind:jr:constraintMsg"))
    assert [c.key for c in columns] == [
        ("label", "English"),
        ("relevant", ""),
        ("constraint_message", ""),
    ]


def test_the_default_language_comes_first() -> None:
    instrument = imported(
        sheets(
            """
            | survey |
            | | type | name | label::English (en) | label::French (fr) |
            | | text | a    | Name?               | Nom ?              |
            | settings |
            | | default_language |
            | | French           |
            """
        )
    )
    assert instrument.languages == ("fr", "en")


def test_texts_without_a_language_are_taken_for_the_one_that_shows() -> None:
    result = import_form(
        questions(
            "text | a | Quel est votre nom ?",
            "text | b | Combien êtes-vous dans la famille ?",
            header="type | name | label",
        )
    )
    assert result.instrument is not None
    assert result.instrument.languages == ("fr",)
    assert any("“fr”" in message for *_place, message in said(result))


def test_two_names_of_one_language_are_put_together() -> None:
    result = import_form(
        questions(
            "text | a | One | |",
            "text | b | | Two |",
            header="type | name | label::English (en) | label::english",
        )
    )
    assert result.instrument is not None
    assert [item.texts for item in result.instrument.items] == [{"en": "One"}, {"en": "Two"}]
    assert any("are one language" in message for *_place, message in said(result))

import pytest

from pollkit.formats.names import file_stem, split_stem
from pollkit.i18n import speaking


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        (("Does your city evaluate?", "q"), "02-does-your-city-evaluate"),
        (("Évalue-t-elle ? Où ça…", "q"), "02-evalue-t-elle-ou-ca"),
        (("هل تقيّم مدينتك؟", "evaluates"), "02-evaluates"),
        (("؟", "؟"), "02-question"),
        (("CON", "q"), "02-con"),
        (("../../etc/passwd", "q"), "02-etc-passwd"),
        (('a<b>c:d"e/f\\g|h?i*j', "q"), "02-a-b-c-d-e-f-g-h-i-j"),
        (("x" * 300, "q"), "02-" + "x" * 48),
        (("word " * 60, "q"), "02-word-word-word-word-word-word-word-word-word"),
        (("trailing dots...", "q"), "02-trailing-dots"),
    ],
)
def test_a_file_name_is_safe_on_every_system(words: tuple[str, ...], stem: str) -> None:
    assert file_stem(2, *words) == stem


@pytest.mark.parametrize(
    ("language", "stem"),
    [
        ("en", "02-does-it-by-country"),
        ("fr", "02-does-it-par-country"),
        ("de", "02-does-it-nach-country"),
        ("ar", "02-does-it-country"),
    ],
)
def test_a_split_is_named_in_the_language_of_the_export(language: str, stem: str) -> None:
    with speaking(language):
        assert split_stem("02-does-it", "country") == stem

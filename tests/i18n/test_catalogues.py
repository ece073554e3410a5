from pathlib import Path

import pytest

from pollkit.i18n.catalogues import read_catalogue

CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Close"
msgstr "Clore"

msgid "{n} answer"
msgid_plural "{n} answers"
msgstr[0] "{n} réponse"
msgstr[1] "{n} réponses"
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "pollkit.po"
    path.write_text(CATALOGUE, encoding="utf-8")
    return path


def test_a_catalogue_is_read_from_its_text(source: Path, tmp_path: Path) -> None:
    words = read_catalogue(source, "fr", cache=tmp_path / "cache")

    assert words.gettext("Close") == "Clore"
    # French counts nought as singular, English as plural.
    assert words.ngettext("{n} answer", "{n} answers", 0) == "{n} réponse"


def test_a_catalogue_is_compiled_once_and_then_read_from_the_cache(
    source: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    read_catalogue(source, "fr", cache)
    [compiled] = cache.iterdir()
    written_at = compiled.stat().st_mtime_ns

    assert read_catalogue(source, "fr", cache).gettext("Close") == "Clore"
    assert compiled.stat().st_mtime_ns == written_at


def test_an_edited_catalogue_is_not_served_from_an_old_cache(source: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    read_catalogue(source, "fr", cache)
    source.write_text(CATALOGUE.replace("Clore", "Fermer"), encoding="utf-8")

    assert read_catalogue(source, "fr", cache).gettext("Close") == "Fermer"


def test_a_torn_cache_is_made_anew(source: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    read_catalogue(source, "fr", cache)
    [compiled] = cache.iterdir()
    compiled.write_bytes(b"\xde\x12")

    assert read_catalogue(source, "fr", cache).gettext("Close") == "Clore"


def test_without_a_writable_cache_the_words_are_there_all_the_same(
    source: Path, tmp_path: Path
) -> None:
    blocked = tmp_path / "a file where the folder would be"
    blocked.write_text("")

    assert read_catalogue(source, "fr", cache=blocked).gettext("Close") == "Clore"


def test_a_language_without_a_catalogue_speaks_the_source_text(tmp_path: Path) -> None:
    assert read_catalogue(tmp_path / "none.po", "xx", tmp_path).gettext("Close") == "Close"

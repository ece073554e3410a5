"""Reading aloud with what the system has; the lists are as the programs' manuals show them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pollkit.desktop.voice import NoVoice, SystemVoice, find_voice, voices_in

ESPEAK = """\
Pty Language       Age/Gender VoiceName          File                 Other Languages
 5  ar              --/M      Arabic             sem/ar
 5  de              --/M      German             gmw/de
 2  en-gb           --/M      English_(Great_Britain) gmw/en            (en 2)
 5  en-us           --/M      English_(America)  gmw/en-US            (en 3)
"""
SPD_SAY = """\
NAME                    LANGUAGE  VARIANT
Arabic                  ar        none
English (Great Britain) en-GB     none
German+Andy             de        Andy
"""
SAY = """\
Alex                en_US    # Most people recognize me by my voice.
Anna                de_DE    # Hallo, ich heiße Anna.
Eddy (German)       de_DE    # Hallo!
Maged               ar_001   # مرحبًا
"""


@pytest.mark.parametrize(
    ("name", "listed", "expected"),
    [
        ("espeak-ng", ESPEAK, {"ar": "ar", "de": "de", "en": "en-gb"}),
        ("spd-say", SPD_SAY, {"ar": "ar", "en": "en-GB", "de": "de"}),
        ("say", SAY, {"en": "Alex", "de": "Anna", "ar": "Maged"}),
        ("powershell", "de-DE\r\nen-US\r\n", {"de": "de", "en": "en"}),
    ],
)
def test_voices_are_read_from_what_each_system_lists(
    name: str, listed: str, expected: dict[str, str]
) -> None:
    assert voices_in(listed, name) == expected


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for the program")
def test_words_go_in_by_standard_input_and_never_by_the_command_line(tmp_path: Path) -> None:
    program, heard = tmp_path / "espeak-ng", tmp_path / "heard"
    program.write_text(f'#!/bin/sh\necho "$@" > {heard}\ncat >> {heard}\n')
    program.chmod(0o755)
    voice = SystemVoice(str(program), {"de": "de"})
    assert voice.can_speak("de-AT")
    voice.say("Wie alt\nsind Sie?", "de")
    assert voice._speaking is not None
    voice._speaking.wait(10)
    voice.stop()
    assert heard.read_text() == "-v de --stdin\nWie alt sind Sie?\n"


def test_a_system_without_a_voice_offers_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    voice = find_voice("linux")
    assert isinstance(voice, NoVoice)
    assert not voice.can_speak("en")

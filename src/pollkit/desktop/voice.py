"""Reads words aloud with the voice that the system has, where it has one.

Qt's own speech needs the large half of PySide6; the systems' programs need nothing. Words go in by
their standard input: a command line could be read by every program of this computer.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Protocol

_PATIENCE_S = 5

_LIST_OF_WINDOWS = (
    "Add-Type -AssemblyName System.Speech;"
    "(New-Object System.Speech.Synthesis.SpeechSynthesizer).GetInstalledVoices() |"
    " Where-Object Enabled | ForEach-Object { $_.VoiceInfo.Culture.Name }"
)
_WORDS_OF_WINDOWS = (
    "Add-Type -AssemblyName System.Speech;"
    "[Console]::InputEncoding=[Text.Encoding]::UTF8;"
    "$s=New-Object System.Speech.Synthesis.SpeechSynthesizer;"
    "$v=$s.GetInstalledVoices() |"
    " Where-Object {{ $_.VoiceInfo.Culture.TwoLetterISOLanguageName -eq '{language}' }} |"
    " Select-Object -First 1;"
    "if($v){{$s.SelectVoice($v.VoiceInfo.Name)}};"
    "$s.Speak([Console]::In.ReadToEnd())"
)


class Voice(Protocol):
    def can_speak(self, language: str) -> bool: ...

    def say(self, words: str, language: str) -> None:
        """Begins, and breaks off what was being said."""

    def stop(self) -> None: ...


class SystemVoice:
    """`find` looks for it; that takes a moment and is done in the pool."""

    def __init__(self, program: str, voices: Mapping[str, str]) -> None:
        """
        Args:
            voices: language without its country -> what the program calls the voice.
        """
        self._program = program
        self._voices = voices
        self._speaking: subprocess.Popen[bytes] | None = None

    def can_speak(self, language: str) -> bool:
        return _plain(language) in self._voices

    def say(self, words: str, language: str) -> None:
        self.stop()
        voice = self._voices.get(_plain(language))
        if voice is None:
            return
        try:
            self._speaking = subprocess.Popen(  # noqa: S603 - a program of this system
                _words_command(self._program, voice),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                creationflags=_no_window(),
            )
            assert self._speaking.stdin is not None
            # Line ends would be taken for separate messages, of which only the last is heard.
            self._speaking.stdin.write(" ".join(words.split()).encode() + b"\n")
            self._speaking.stdin.close()
        except OSError:  # the voice was uninstalled meanwhile: nothing is lost but the sound
            self._speaking = None

    def stop(self) -> None:
        speaking, self._speaking = self._speaking, None
        if speaking is not None:
            if speaking.poll() is None:
                speaking.terminate()
            speaking.wait()


class NoVoice:
    def can_speak(self, language: str) -> bool:
        return False

    def say(self, words: str, language: str) -> None:
        pass

    def stop(self) -> None:
        pass


def find_voice(platform: str = sys.platform) -> Voice:
    """What this system speaks with, and its languages."""
    for name in _programs(platform):
        program = shutil.which(name)
        if program is None:
            continue
        voices = _voices(program, name)
        if voices:
            return SystemVoice(program, voices)
    return NoVoice()


def voices_in(listed: str, name: str) -> dict[str, str]:
    """Language -> voice, in what the program lists."""
    found: dict[str, str] = {}
    for line in listed.splitlines():
        parts = line.split()
        match name:
            case "spd-say" if len(parts) >= 2 and parts[0] != "NAME":
                # NAME LANGUAGE VARIANT; the name may have blanks.
                found.setdefault(_plain(parts[-2]), parts[-2])
            case "espeak-ng" | "espeak" if len(parts) >= 4 and parts[0].isdecimal():
                found.setdefault(_plain(parts[1]), parts[1])
            case "say" if "#" in line and len(parts) >= 2:
                before = line.partition("#")[0].split()
                found.setdefault(_plain(before[-1]), " ".join(before[:-1]))
            case "powershell" if parts:
                found.setdefault(_plain(parts[0]), _plain(parts[0]))
    return {language: voice for language, voice in found.items() if language.isalpha()}


def _programs(platform: str) -> Sequence[str]:
    if platform == "darwin":
        return ("say",)
    if platform == "win32":
        return ("powershell",)
    return ("spd-say", "espeak-ng", "espeak")


def _voices(program: str, name: str) -> dict[str, str]:
    question = {
        "say": ["-v", "?"],
        "powershell": ["-NoProfile", "-Command", _LIST_OF_WINDOWS],
        "spd-say": ["-L"],
    }.get(name, ["--voices"])
    try:
        answer = subprocess.run(  # noqa: S603 - a program of this system
            [program, *question],
            capture_output=True,
            timeout=_PATIENCE_S,
            check=False,
            creationflags=_no_window(),
        )
    except (OSError, subprocess.TimeoutExpired):
        return {}
    return voices_in(answer.stdout.decode(errors="replace"), name)


def _words_command(program: str, voice: str) -> list[str]:
    if program.endswith("spd-say"):
        return [program, "--wait", "--pipe-mode", "--language", voice]
    if "espeak" in program:
        return [program, "-v", voice, "--stdin"]
    if program.endswith("say"):
        return [program, "-v", voice, "-f", "-"]
    return [program, "-NoProfile", "-Command", _WORDS_OF_WINDOWS.format(language=voice)]


def _plain(language: str) -> str:
    """Without its country: "en" of "en-GB" and "en_US"."""
    return language.replace("_", "-").split("-")[0].casefold()


def _no_window() -> int:
    return getattr(subprocess, "CREATE_NO_WINDOW", 0)

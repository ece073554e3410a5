import os
import subprocess
import sys
from pathlib import Path

import pytest

from pollkit.cli import main
from pollkit.errors import DiskFull, NotFound

HEAVY = {
    "PySide6", "sqlalchemy", "sqlmodel", "pydantic", "matplotlib", "numpy", "httpx", "uvicorn",
    "openpyxl", "typst", "babel",
}  # fmt: skip


def run_pollkit(*argv: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "pollkit", *argv],
        capture_output=True,
        env={**os.environ, "LANG": "C.UTF-8", **environment},
        timeout=60,
    )


def test_without_a_command_the_window_opens_on_the_named_workspace(
    stand_ins, tmp_path: Path
) -> None:
    assert main(["--workspace", str(tmp_path)], stand_ins.wiring) == 0
    assert stand_ins.windows == [tmp_path]


def test_without_a_screen_it_says_what_works_without_one(
    stand_ins, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")

    assert main([], stand_ins.wiring) == 4
    assert "pollkit demo" in capsys.readouterr().err
    assert stand_ins.windows == []


def test_a_library_that_the_window_misses_is_named_with_the_way_to_install_it(
    tmp_path: Path,
) -> None:
    # The words of the system's own loader, as Qt's first import passes them on.
    qt = tmp_path / "PySide6"
    qt.mkdir()
    said = "libEGL.so.1: cannot open shared object file: No such file or directory"
    (qt / "__init__.py").write_text("")
    (qt / "QtCore.py").write_text(f"raise ImportError({said!r})")

    ran = run_pollkit(
        "--workspace", str(tmp_path), PYTHONPATH=str(tmp_path), QT_QPA_PLATFORM="offscreen"
    )

    told = ran.stderr.decode()
    assert ran.returncode == 4
    assert "libEGL.so.1" in told
    assert "python3 installers/bootstrap.py run" in told
    assert "Traceback" not in told


def test_any_other_import_that_fails_is_still_a_bug(tmp_path: Path) -> None:
    qt = tmp_path / "PySide6"
    qt.mkdir()
    (qt / "__init__.py").write_text("")
    (qt / "QtCore.py").write_text("raise ImportError('cannot import name QObject')")

    ran = run_pollkit(
        "--workspace", str(tmp_path), PYTHONPATH=str(tmp_path), QT_QPA_PLATFORM="offscreen"
    )

    assert ran.returncode == 70


def test_the_room_s_own_process_gets_its_arguments_untouched(stand_ins) -> None:
    assert main(["room-process", "--json", "7"], stand_ins.wiring) == 0
    assert stand_ins.room_arguments == [["--json", "7"]]


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (NotFound("No such event."), 3),
        (DiskFull("No room on the disk."), 4),
        (ZeroDivisionError("a bug"), 70),
        (KeyboardInterrupt(), 130),
        (BrokenPipeError(), 0),
    ],
)
def test_what_went_wrong_is_told_by_the_exit_code(
    stand_ins, monkeypatch: pytest.MonkeyPatch, failure: BaseException, code: int
) -> None:
    monkeypatch.setattr("pollkit.cli.front_door.mute_stdout", lambda: None)
    stand_ins.failure = failure

    assert main([], stand_ins.wiring) == code


def test_an_error_is_one_sentence_on_stderr_and_nothing_on_stdout(
    stand_ins, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_ins.failure = NotFound("No such event.")
    main([], stand_ins.wiring)

    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "No such event.\n")


@pytest.mark.parametrize(
    "argv", [["dance"], ["demo"], ["export", "x", "--out", "y", "--kinds", "z"]]
)
def test_a_command_that_is_not_understood_ends_with_2(
    stand_ins, argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(argv, stand_ins.wiring)

    assert stopped.value.code == 2
    assert "--help" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["demo", "serve", "export", "events", "doctor"])
def test_every_command_explains_itself_and_its_exit_codes(
    stand_ins, verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([verb, "--help"], stand_ins.wiring)

    said = capsys.readouterr().out
    assert stopped.value.code == 0
    assert "--json" in said
    assert " 70 " in said


def test_help_and_errors_speak_the_wanted_language(
    stand_ins, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["demo", "--help", "--language", "fr"], stand_ins.wiring)
    with pytest.raises(SystemExit):
        main(["--language=fr", "demo"], stand_ins.wiring)

    said = capsys.readouterr()
    assert "usage\u00a0:" in said.out
    assert "codes de retour" in said.out
    assert "obligatoires" in said.err


def test_help_is_quick_because_it_imports_nothing_heavy() -> None:
    asked = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, pollkit.app\n"
            "try: pollkit.app.main(['demo', '--help'])\n"
            "except SystemExit: print(*sys.modules, file=sys.stderr)",
        ],
        capture_output=True,
        text=True,
        env={**os.environ, "LANG": "C.UTF-8"},
        timeout=60,
    )

    assert "--out" in asked.stdout
    assert HEAVY.isdisjoint(asked.stderr.split())


def test_every_script_is_printed_whatever_the_code_page() -> None:
    asked = run_pollkit("--help", PYTHONIOENCODING="cp1252", PYTHONUTF8="0")

    assert "event’s results" in asked.stdout.decode("utf-8")


def test_the_version_is_told() -> None:
    from pollkit import __version__

    assert run_pollkit("--version").stdout.decode().strip() == f"PollKit {__version__}"


@pytest.mark.parametrize(
    ("line", "loaded"),
    [
        (["--version"], ["demo", "doctor", "events", "export", "serve"]),
        (["--workspace", "demo"], []),
        (["--language", "fr", "events", "--help"], ["events"]),
    ],
    ids=["all for the help", "none for the window", "one for a verb"],
)
def test_only_the_verb_that_is_used_is_loaded(line: list[str], loaded: list[str]) -> None:
    program = (
        "import sys\n"
        "from pollkit.cli import main\n"
        "from pollkit.usecases.ports import Wiring\n"
        "wiring = Wiring(*[None] * 6, open_window=lambda *_: 0)\n"
        "try:\n    main(sys.argv[1:], wiring)\nexcept SystemExit:\n    pass\n"
        "verbs = ['demo', 'doctor', 'events', 'export', 'serve']\n"
        "print([name for name in verbs if f'pollkit.cli.{name}' in sys.modules])\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, *line],
        capture_output=True,
        text=True,
        env={**os.environ, "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"},
        timeout=60,
        check=True,
    )
    assert ran.stdout.splitlines()[-1] == str(loaded)

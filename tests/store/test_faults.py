"""Everything that can be wrong with a folder, a file or a disk: one clear error each."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from store_samples import YES, event, token, vote

from pollkit.domain.ballots import Choice
from pollkit.domain.events import Event
from pollkit.errors import (
    DiskFailed,
    DiskFull,
    EnvironmentFault,
    NotFound,
    PollKitError,
    WorkspaceBusy,
    WorkspaceDamaged,
    WorkspaceInUse,
    WorkspaceReadOnly,
    WorkspaceTooNew,
)
from pollkit.store import Repositories, Role, Workspace
from pollkit.store import connection as connection_module

SUPPORT = Path(__file__).parents[1] / "support"


@pytest.fixture
def kept(folder: Path) -> Event:
    """A closed workspace with one event, and answers enough to fill some pages."""
    meeting = event()
    with Workspace.open(folder, Role.WINDOW) as workspace:
        workspace.write(lambda repos: repos.events.save(meeting)).result()
        votes = [vote(n, Choice(text=f"{n} " * 50), "how") for n in range(200)]
        workspace.write(lambda repos: repos.rooms.cast(meeting.id, votes)).result()
    return meeting


# --- in use ---


def test_a_second_window_is_told_who_has_the_workspace(folder: Path) -> None:
    with Workspace.open(folder, Role.WINDOW):
        with pytest.raises(WorkspaceInUse, match=rf"\d\d:\d\d \(process {os.getpid()}\)"):
            Workspace.open(folder, Role.WINDOW)
        Workspace.open(folder, Role.ROOM).close()
        Workspace.open(folder, Role.READER).close()
    Workspace.open(folder, Role.WINDOW).close()


HOLDS = """
import sys, time
from pathlib import Path
from pollkit.store import Role, Workspace
workspace = Workspace.open(Path(sys.argv[1]), Role.WINDOW)
print("ready", flush=True)
sys.stdin.read()
"""


@contextlib.contextmanager
def another_program(script: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    code = f"import sys; sys.path.insert(0, {str(SUPPORT)!r})\n{script}"
    program = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
        yield program
    finally:
        program.kill()
        program.communicate(timeout=10)


def test_a_killed_program_holds_the_workspace_no_longer(folder: Path) -> None:
    with another_program(HOLDS, str(folder)) as program:
        with pytest.raises(WorkspaceInUse, match=f"process {program.pid}"):
            Workspace.open(folder, Role.WINDOW)
        program.send_signal(signal.SIGKILL)
        program.wait(10)
        Workspace.open(folder, Role.WINDOW).close()


def test_two_programs_that_make_one_workspace_at_once_make_it_once(folder: Path) -> None:
    opened: list[Workspace] = []
    refused: list[BaseException] = []

    def start(role: Role) -> None:
        try:
            opened.append(Workspace.open(folder, role))
        except BaseException as error:
            refused.append(error)

    threads = [threading.Thread(target=start, args=(role,)) for role in (Role.WINDOW, Role.ROOM)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    devices = []
    for workspace in opened:
        with workspace.read() as repos:
            devices.append(repos.devices.this())
        workspace.close()
    assert not refused
    assert len(devices) == 2 and devices[0] == devices[1]


# --- busy ---


def test_a_file_that_another_program_keeps_locked_is_busy_and_nothing_is_lost(
    folder: Path, kept: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_module, "BUSY_TIMEOUT_S", 0.1)
    meeting = event()
    with Workspace.open(folder, Role.WINDOW) as workspace:
        other = sqlite3.connect(folder / "workspace.sqlite", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorkspaceBusy):
            workspace.write(lambda repos: repos.events.save(meeting)).result()
        with workspace.read() as repos:  # reading goes on
            assert repos.events.list() == (kept,)
        other.execute("ROLLBACK")
        other.close()
        workspace.write(lambda repos: repos.events.save(meeting)).result()
        with workspace.read() as repos:
            assert len(repos.events.list()) == 2


def test_a_workspace_that_is_locked_while_it_is_opened_is_busy(
    folder: Path, kept: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_module, "BUSY_TIMEOUT_S", 0.1)
    other = sqlite3.connect(folder / "workspace.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(WorkspaceBusy):
        Workspace.open(folder, Role.WINDOW)
    other.close()
    Workspace.open(folder, Role.WINDOW).close()


# --- full ---


def test_on_a_full_disk_the_whole_group_fails_and_can_be_handed_in_again(
    folder: Path, kept: Event
) -> None:
    """`max_page_count` makes SQLite answer as it does when the disk is full."""
    hold, begun = threading.Event(), threading.Event()

    def fills_up(repos: Repositories) -> None:
        begun.set()
        hold.wait(10)
        pages = repos.connection.exec_driver_sql("PRAGMA page_count").scalar()
        repos.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    def writes_much(repos: Repositories) -> None:
        votes = [vote(n, Choice(text="x" * 250), "how", 2) for n in range(500)]
        repos.rooms.cast(kept.id, votes)

    def writes_little(repos: Repositories) -> None:
        repos.rooms.cast(kept.id, [vote(1, YES, round_=3)])

    with Workspace.open(folder, Role.WINDOW) as workspace:
        works = [writes_little, writes_much, writes_little]
        first = workspace.write(fills_up)
        begun.wait(10)
        futures = [workspace.write(work) for work in works]
        hold.set()
        first.result()
        for future in futures:
            assert isinstance(future.exception(), DiskFull)
        with workspace.read() as repos:
            assert repos.rooms.votes(kept.id, "how", 2) == {}
            assert repos.rooms.votes(kept.id, "evaluates", 3) == {}
        for work in works:
            workspace.write(work).result()
        with workspace.read() as repos:
            assert len(repos.rooms.votes(kept.id, "how", 2)) == 500
        assert workspace.verify() == ()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MiB that is really full when it is full."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("mounting a small disk needs root")
    try:
        yield disk
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_disk_that_is_really_full_loses_nothing_that_was_saved(small_disk: Path) -> None:
    meeting = event()
    saved: set[int] = set()
    with Workspace.open(small_disk / "w", Role.WINDOW) as workspace:
        workspace.write(lambda repos: repos.events.save(meeting)).result()

        def cast(start: int) -> None:
            votes = [vote(n, Choice(text="y" * 250), "how") for n in range(start, start + 50)]
            workspace.write(lambda repos: repos.rooms.cast(meeting.id, votes)).result()

        filling = small_disk / "filling"
        filling.write_bytes(b"x" * (1024 * 1024))
        with pytest.raises((DiskFull, DiskFailed)):
            for start in range(0, 100_000, 50):
                cast(start)
                saved.update(range(start, start + 50))
        assert saved
        with pytest.raises((DiskFull, DiskFailed)):
            workspace.write(
                lambda repos: [repos.events.save(event(title="z" * 50_000)) for _ in range(20)]
            ).result()
        with workspace.read() as repos:
            assert set(repos.rooms.votes(meeting.id, "how", 1)) == {token(n) for n in saved}
        filling.unlink()
        cast(200_000)
        with workspace.read() as repos:
            assert len(repos.rooms.votes(meeting.id, "how", 1)) == len(saved) + 50
        assert workspace.verify() == ()


def test_a_workspace_cannot_be_made_on_a_full_disk_and_can_once_there_is_room(
    small_disk: Path,
) -> None:
    filling = small_disk / "filling"
    with contextlib.suppress(OSError):
        filling.write_bytes(b"x" * (2 * 1024 * 1024))
    with pytest.raises((DiskFull, DiskFailed)):
        Workspace.open(small_disk / "w", Role.WINDOW)
    filling.unlink()
    Workspace.open(small_disk / "w", Role.WINDOW).close()


# --- read-only ---


@pytest.fixture
def write_protected(tmp_path: Path, folder: Path, kept: Event) -> Iterator[Path]:
    """The workspace as it looks on a write-protected disk; root could write anywhere else."""
    disk = tmp_path / "protected"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "--bind", "-o", "ro", folder, disk], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("mounting a write-protected disk needs root")
    try:
        yield disk
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_write_protected_workspace_says_so_and_can_be_read(
    write_protected: Path, kept: Event
) -> None:
    with pytest.raises(WorkspaceReadOnly):
        Workspace.open(write_protected, Role.WINDOW)
    with Workspace.open(write_protected, Role.READER) as workspace, workspace.read() as repos:
        assert repos.events.list() == (kept,)


def test_a_workspace_cannot_be_made_where_nothing_can_be_written(write_protected: Path) -> None:
    with pytest.raises(WorkspaceReadOnly):
        Workspace.open(write_protected / "new", Role.WINDOW)


def test_a_database_that_alone_is_write_protected_says_so(
    folder: Path, kept: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite opens such a file and refuses the first change; mode=ro makes it do so for root."""
    plain = connection_module._connect
    monkeypatch.setattr(
        connection_module, "_connect", lambda path, mode, driver: plain(path, "ro", driver)
    )
    with pytest.raises(WorkspaceReadOnly):
        Workspace.open(folder, Role.WINDOW)


def test_a_file_in_the_place_of_the_folder_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(NotFound, match="file, not a folder"):
            Workspace.open(path, Role.WINDOW)


def no_drive(tmp_path: Path) -> Path:
    """Where no folder can be made, whoever tries: Windows has drives for it, Linux has /proc."""
    if sys.platform == "win32":
        free = next(letter for letter in "ZYXWVUTSRQ" if not Path(f"{letter}:/").exists())
        return Path(f"{free}:/pollkit")
    if not Path("/proc/self").exists():
        pytest.skip("no place is known where nobody can make a folder")
    return Path("/proc/nope/pollkit")


def link_in_a_circle(tmp_path: Path) -> Path:
    if sys.platform == "win32":
        pytest.skip("links need a right of their own")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    return tmp_path / "circle" / "pollkit"


def too_long_a_name(tmp_path: Path) -> Path:
    return tmp_path / ("long" * 100)


@pytest.mark.parametrize("place", [no_drive, link_in_a_circle, too_long_a_name])
@pytest.mark.parametrize("role", list(Role))
def test_a_folder_that_cannot_be_made_says_what_to_do(
    tmp_path: Path, place: Callable[[Path], Path], role: Role
) -> None:
    # A reader makes nothing: to it, there may simply be no workspace yet.
    with pytest.raises((EnvironmentFault, NotFound), match=r"folder") as told:
        Workspace.open(place(tmp_path), role)
    if role is not Role.READER:
        assert isinstance(told.value, EnvironmentFault)
        assert "choose another folder" in str(told.value)


@pytest.mark.parametrize("role", [Role.WINDOW, Role.ROOM])
def test_a_place_where_one_may_not_make_a_folder_says_so(write_protected: Path, role: Role) -> None:
    with pytest.raises(WorkspaceReadOnly, match="choose another folder"):
        Workspace.open(write_protected / "below", role)


# --- damaged, foreign, too new ---


def garbage_header(content: bytearray) -> bytearray:
    content[:16] = b"not a database!!"
    return content


def cut_off(content: bytearray) -> bytearray:
    return content[: len(content) // 2]


def cut_in_the_header(content: bytearray) -> bytearray:
    return content[:50]


def emptied(content: bytearray) -> bytearray:
    return content[:0]


def flipped_bytes(content: bytearray) -> bytearray:
    """Inside the pages of tables: each page's own header is turned round."""
    for start in range(4096, len(content), 4096):
        content[start : start + 8] = bytes(byte ^ 0xFF for byte in content[start : start + 8])
    return content


def noise(content: bytearray) -> bytearray:
    content[100:] = os.urandom(len(content) - 100)
    return content


@pytest.mark.parametrize(
    "damage", [garbage_header, cut_off, cut_in_the_header, emptied, flipped_bytes, noise]
)
@pytest.mark.parametrize("role", list(Role))
def test_a_damaged_file_says_so_and_is_left_as_it_is(
    folder: Path, kept: Event, damage: object, role: Role
) -> None:
    if damage is emptied and role is Role.READER:
        pytest.skip("to a reader an empty file is no workspace yet")
    database = folder / "workspace.sqlite"
    broken = bytes(damage(bytearray(database.read_bytes())))  # type: ignore[operator]
    database.write_bytes(broken)
    before = files_in(folder)
    with pytest.raises(WorkspaceDamaged, match="backups"):
        Workspace.open(folder, role)
    assert database.read_bytes() == broken
    assert files_in(folder) == before


def test_another_program_s_database_is_not_touched(folder: Path) -> None:
    folder.mkdir()
    raw = sqlite3.connect(folder / "workspace.sqlite")
    raw.execute("CREATE TABLE bookmark (url TEXT)")
    raw.close()
    content = (folder / "workspace.sqlite").read_bytes()
    with pytest.raises(WorkspaceDamaged, match="no PollKit workspace"):
        Workspace.open(folder, Role.WINDOW)
    assert (folder / "workspace.sqlite").read_bytes() == content


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("is_after_crash", [False, True], ids=["closed", "after a crash"])
def test_a_file_of_a_newer_pollkit_is_refused_and_left_as_it_is(
    folder: Path, kept: Event, role: Role, is_after_crash: bool, tmp_path: Path
) -> None:
    raw = sqlite3.connect(folder / "workspace.sqlite", isolation_level=None)
    raw.execute("PRAGMA user_version = 9999")
    raw.execute("CREATE TABLE of_the_future (x)")
    if is_after_crash:  # the newer program was killed and left its write-ahead log
        for file in folder.glob("workspace.sqlite*"):
            shutil.copy(file, tmp_path / file.name)
    raw.close()
    if is_after_crash:
        for file in tmp_path.glob("workspace.sqlite*"):
            shutil.copy(file, folder / file.name)
        (folder / "workspace.sqlite-shm").unlink(missing_ok=True)
        assert (folder / "workspace.sqlite-wal").stat().st_size
    before = files_in(folder)
    with pytest.raises(WorkspaceTooNew, match="newest PollKit"):
        Workspace.open(folder, role)
    assert {name: files_in(folder)[name] for name in before} == before


def test_a_start_that_was_cut_short_is_made_good(folder: Path) -> None:
    folder.mkdir()
    (folder / "workspace.sqlite").touch()
    Workspace.open(folder, Role.WINDOW).close()
    shutil.rmtree(folder)
    folder.mkdir()
    raw = sqlite3.connect(folder / "workspace.sqlite")
    raw.execute("PRAGMA journal_mode=WAL")
    raw.close()
    Workspace.open(folder, Role.WINDOW).close()


def test_damage_that_shows_only_while_reading_is_told_as_such(folder: Path, kept: Event) -> None:
    with Workspace.open(folder, Role.WINDOW) as workspace:
        with workspace.read() as repos:
            repos.events.list()
        database = folder / "workspace.sqlite"
        content = flipped_bytes(bytearray(database.read_bytes()))
        with database.open("r+b") as file:
            file.write(content)
        workspace._readers.dispose()  # forgets what was read before
        with pytest.raises(WorkspaceDamaged), workspace.read() as repos:
            repos.rooms.votes(kept.id, "how", 1)


def test_every_text_says_what_to_do(folder: Path) -> None:
    from pollkit.store import faults

    made: list[PollKitError] = [
        faults.disk_full(),
        faults.disk_failed(),
        faults.read_only(),
        faults.no_folder(),
        faults.busy(),
        faults.damaged(),
    ]
    for fault in made:
        assert any(verb in str(fault) for verb in ("Make", "Check", "Close", "Copy"))


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.is_file() and path.suffix != ".lock"
    }

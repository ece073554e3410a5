"""A project goes from the evaluator's workspace to the caseworker's in one file."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from field_samples import Field, new_field, questionnaire

from pollkit.domain.ballots import Choice
from pollkit.domain.instruments import Image, Item, ItemKind, Option
from pollkit.domain.packages import Change, Part, is_age_recipient
from pollkit.domain.programmes import Activity, Call, Outcome, Programme
from pollkit.domain.rules import Scale
from pollkit.domain.versions.renames import Renames
from pollkit.domain.waves import Mode, WaveKind
from pollkit.errors import NotFound, PackageRefused
from pollkit.store import Repositories, Role, Workspace
from pollkit.usecases.collect import resume, start
from pollkit.usecases.instrument_changes import change_instrument
from pollkit.usecases.packages import examine_package, in_words, open_package, save_package
from pollkit.usecases.projects import add_wave, ask_for_consent, save_project, save_wave

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
# From the README of age (github.com/FiloSottile/age).
KEY = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"


@pytest.fixture
def evaluator(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "evaluator", Role.WINDOW, clock=lambda: NOON) as opened:
        yield opened


@pytest.fixture
def caseworker(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "caseworker", Role.WINDOW, clock=lambda: NOON) as opened:
        yield opened


@pytest.fixture
def planned(evaluator: Workspace) -> Field:
    picture = evaluator.attachments.add(png())
    shown = Image(picture.sha256, picture.width, picture.height, {"en": "A bench"})
    item = Item("place", ItemKind.SINGLE, {"en": "Where?"}, (Option("a", {"en": "A"}, shown),))
    scale = Scale("trust", {"en": "Trust"}, ("trust",))
    field = new_field(evaluator, replace(questionnaire((item,)), scales=(scale,)))
    programme = Programme(uuid4(), "Good neighbours")
    call = Call(uuid4(), programme.id, "2026")
    starts_at = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
    activity = Activity(uuid4(), field.project.id, "Tea", "Hall", starts_at)

    def plan(repos: Repositories) -> None:
        repos.programmes.save_programme(programme)
        repos.programmes.save_call(call)
        repos.programmes.save_activity(activity)

    evaluator.write(plan).result(10)
    outcome = Outcome("trust", {"en": "People trust each other"}, ("trust",), is_primary=True)
    project = replace(field.project, call_id=call.id, evaluator_key=KEY, outcomes=(outcome,))
    save_project(evaluator, project).result(10)
    project = ask_for_consent(
        evaluator, project.id, {"en": "May we?", "de": "Dürfen wir?"}
    ).result()
    before = replace(
        field.before,
        activity_id=activity.id,
        modes=(Mode.KIOSK, Mode.PAPER),
        opens_on=date(2026, 12, 1),
        closes_on=date(2026, 12, 20),
        due_on=date(2026, 12, 10),
        expected=20,
    )
    save_wave(evaluator, before).result(10)
    return Field(project, before, field.after)


@pytest.fixture
def package(evaluator: Workspace, planned: Field, tmp_path: Path) -> Path:
    return save_package(evaluator, planned.project.id, tmp_path / "neighbours")


def test_a_package_brings_all_of_a_project(
    evaluator: Workspace, caseworker: Workspace, planned: Field, package: Path
) -> None:
    examined = examine_package(caseworker, package)
    assert [(one.part, one.change) for one in examined.differences] == [(Part.PROJECT, Change.NEW)]
    assert in_words(examined.differences[0]) == "“Neighbours” is a new project."
    open_package(caseworker, examined.package).result(10)
    with evaluator.read() as theirs, caseworker.read() as ours:
        for repos in (theirs, ours):
            assert repos.programmes.get_project(planned.project.id) == planned.project
            assert repos.waves.list(planned.project.id) == (planned.before, planned.after)
        version = planned.before.instrument_version
        assert ours.instruments.get(version) == theirs.instruments.get(version)
        assert ours.programmes.list_activities() == theirs.programmes.list_activities()
        assert ours.programmes.list_programmes() == theirs.programmes.list_programmes()
        assert planned.project.consent_version is not None
        text = ours.consents.text(planned.project.id, planned.project.consent_version)
    assert text.texts == {"en": "May we?", "de": "Dürfen wir?"}
    assert caseworker.attachments.path(hashlib.sha256(png()).hexdigest()).read_bytes() == png()


def test_the_same_package_twice_changes_nothing(caseworker: Workspace, package: Path) -> None:
    open_package(caseworker, examine_package(caseworker, package).package).result(10)
    before = operations(caseworker)
    again = examine_package(caseworker, package)
    assert again.differences == ()
    open_package(caseworker, again.package).result(10)
    assert operations(caseworker) == before


def test_the_same_project_makes_the_same_bytes(
    evaluator: Workspace, planned: Field, package: Path, tmp_path: Path
) -> None:
    again = save_package(evaluator, planned.project.id, tmp_path / "again.pollkit")
    assert again.read_bytes() == package.read_bytes()


def test_a_changed_package_is_shown_as_a_difference(
    evaluator: Workspace, caseworker: Workspace, planned: Field, package: Path, tmp_path: Path
) -> None:
    open_package(caseworker, examine_package(caseworker, package).package).result(10)
    start(caseworker, planned.before.id, Mode.KIOSK, "en")
    changed = questionnaire((Item("more", ItemKind.TEXT, {"en": "Anything else?"}),))
    version = evaluator.write(lambda repos: repos.instruments.save(changed)).result(10)
    save_wave(evaluator, replace(planned.after, instrument_version=version)).result(10)
    save_wave(evaluator, replace(planned.before, expected=25)).result(10)
    add_wave(evaluator, planned.project.id, WaveKind.FOLLOW_UP, "Later", changed).result(10)
    ask_for_consent(evaluator, planned.project.id, {"en": "May we ask?"}).result(10)
    newer = examine_package(
        caseworker, save_package(evaluator, planned.project.id, tmp_path / "newer")
    )
    assert newer.answered == 1
    assert [(one.part, one.change, one.title) for one in newer.differences] == [
        (Part.CONSENT, Change.CHANGED, "Neighbours"),
        (Part.WAVE, Change.CHANGED, "Before"),
        (Part.INSTRUMENT, Change.CHANGED, "Before we begin"),
        (Part.WAVE, Change.NEW, "Later"),
    ]
    open_package(caseworker, newer.package).result(10)
    assert examine_package(caseworker, package).differences  # the older one differs now
    with caseworker.read() as repos:
        waves = repos.waves.list(planned.project.id)
        assert [wave.title for wave in waves] == ["Before", "After", "Later"]
        assert waves[1].instrument_version == version


def test_drafts_go_over_to_what_a_newer_package_asks(
    evaluator: Workspace, caseworker: Workspace, planned: Field, package: Path, tmp_path: Path
) -> None:
    open_package(caseworker, examine_package(caseworker, package).package).result(10)
    sitting = start(caseworker, planned.after.id, Mode.KIOSK, "en")
    sitting.record_consent(True)
    sitting.answer("trust", ["4"]).saved.result(10)
    old = questionnaire()
    new = replace(old, items=(replace(old.items[0], name="neighbourly"), *old.items[1:]))
    renames = Renames({"trust": "neighbourly"})
    change_instrument(evaluator, [planned.after.id], new, renames, "a better name").result(10)
    newer = save_package(evaluator, planned.project.id, tmp_path / "newer")
    open_package(caseworker, examine_package(caseworker, newer).package).result(10)
    again = resume(caseworker, sitting.response.id)
    assert again.response.instrument_version == new.version_id
    assert again.response.answers == {"neighbourly": Choice(("4",))}
    assert examine_package(caseworker, newer).differences == ()


def test_a_package_cannot_take_a_wave_from_another_project(
    evaluator: Workspace, caseworker: Workspace, package: Path
) -> None:
    open_package(caseworker, examine_package(caseworker, package).package).result(10)
    found = examine_package(caseworker, package).package
    other = replace(found.project, id=uuid4())
    hostile = replace(
        found,
        project=other,
        waves=tuple(replace(wave, project_id=other.id) for wave in found.waves),
        activities=(),
    )
    with pytest.raises(PackageRefused, match="another project"):
        open_package(caseworker, hostile).result(10)


def test_age_keys_are_told_from_others() -> None:
    assert is_age_recipient(KEY)
    assert not is_age_recipient(KEY.replace("ql3z", "qlz3"))
    assert not is_age_recipient(KEY[:-1])
    assert not is_age_recipient(KEY.upper())


def test_a_file_that_is_not_there_is_told(caseworker: Workspace, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        examine_package(caseworker, tmp_path / "none.pollkit")


Spoil = Callable[[dict[str, bytes]], object]


def renamed(name: str) -> Spoil:
    return lambda files: files.__setitem__(name, b"{}")


def manifest(change: Callable[[dict[str, Any]], object]) -> Spoil:
    def spoil(files: dict[str, bytes]) -> None:
        content = json.loads(files["manifest.json"])
        change(content)
        files["manifest.json"] = json.dumps(content).encode()

    return spoil


def first(files: dict[str, bytes], folder: str) -> str:
    return next(name for name in files if name.startswith(folder))


def changed_text(files: dict[str, bytes]) -> None:
    name = first(files, "instruments/")
    files[name] = files[name].replace(b"neighbours", b"strangers!")


def changed_text_and_list(files: dict[str, bytes]) -> None:
    changed_text(files)
    name = first(files, "instruments/")
    sha256 = hashlib.sha256(files[name]).hexdigest()
    manifest(lambda content: content["files"].__setitem__(name, sha256))(files)


HOSTILE: dict[str, tuple[Spoil, str]] = {
    "a path out of the folder": (renamed("../../evil.json"), "does not belong"),
    "an absolute path": (renamed("/etc/cron.d/evil"), "does not belong"),
    "a Windows path": (renamed("..\\evil.json"), "does not belong"),
    "a program": (renamed("run.py"), "does not belong"),
    "a file that is not listed": (renamed("consent/" + "0" * 64 + ".json"), "other files"),
    "a missing file": (lambda files: files.pop(first(files, "consent/")), "other files"),
    "a changed questionnaire": (changed_text, "damaged"),
    "a changed questionnaire with its hash": (changed_text_and_list, "damaged"),
    "no manifest": (lambda files: files.pop("manifest.json"), "no project package"),
    "a manifest that is no JSON": (lambda files: files.update({"manifest.json": b"{"}), "damaged"),
    "a manifest that is a list": (lambda files: files.update({"manifest.json": b"[]"}), "damaged"),
    "a manifest as deep as a well": (
        lambda files: files.update({"manifest.json": b"[" * 200_000}),
        "damaged",
    ),
    "a newer format": (manifest(lambda c: c.update(format=2)), "newer PollKit"),
    "a wrong key": (
        manifest(lambda c: c["project"].update(evaluator_key=KEY[:-1] + "q")),
        "key",
    ),
    "a wave of no kind": (manifest(lambda c: c["waves"][0].update(kind="x")), "damaged"),
    "a wave twice": (manifest(lambda c: c["waves"].append(c["waves"][0])), "damaged"),
    "a number for a title": (manifest(lambda c: c["waves"][0].update(title=7)), "damaged"),
    "a title without end": (manifest(lambda c: c["project"].update(title="x" * 10**6)), "damaged"),
    "an activity that is not there": (
        manifest(lambda c: c.update(activities=[])),
        "damaged",
    ),
    "a bomb": (
        lambda files: files.update({first(files, "instruments/"): bytes(40 * 1024 * 1024)}),
        "more than",
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_package_is_refused_in_plain_words(
    what: str, caseworker: Workspace, package: Path, tmp_path: Path
) -> None:
    spoil, words = HOSTILE[what]
    with zipfile.ZipFile(package) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    spoil(files)
    path = tmp_path / "hostile.pollkit"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    with pytest.raises(PackageRefused, match=words):
        examine_package(caseworker, path)
    assert not list(tmp_path.rglob("evil*"))


def test_an_archive_that_lies_about_its_sizes_is_refused(
    caseworker: Workspace, package: Path, tmp_path: Path
) -> None:
    """The directory says that the manifest has 10 bytes; what is packed there has 40 million."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", bytes(40 * 1024 * 1024))
    content = bytearray(packed.getvalue())
    directory = content.rindex(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = struct.pack("<I", 10)
    path = tmp_path / "liar.pollkit"
    path.write_bytes(bytes(content))
    with pytest.raises(PackageRefused):
        examine_package(caseworker, path)


def test_no_damage_to_a_package_gets_past_the_refusal(
    caseworker: Workspace, package: Path, tmp_path: Path
) -> None:
    whole = package.read_bytes()
    path = tmp_path / "damaged.pollkit"
    for place in range(0, len(whole), max(1, len(whole) // 150)):
        spoilt = bytearray(whole)
        spoilt[place] ^= 0x55
        path.write_bytes(bytes(spoilt))
        try:
            examined = examine_package(caseworker, path)
        except PackageRefused:
            continue
        # A byte that means nothing, such as a date in the archive.
        assert examined.package == examine_package(caseworker, package).package
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(PackageRefused):
        examine_package(caseworker, path)


def operations(workspace: Workspace) -> int:
    with workspace.read() as repos:
        return repos.connection.exec_driver_sql("SELECT count(*) FROM op").scalar_one()


def png() -> bytes:
    """A grey dot."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = kind + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\x00\x80")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", head), chunk(b"IDAT", pixels), chunk(b"IEND", b""))
    )

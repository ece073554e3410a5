"""A project package: one zip file with a manifest that names every file in it with its SHA-256.

Nothing of it is ever unpacked onto the disk under a name of its own, and nothing in it is run. Each
file is read up to a limit whatever the archive says of its size.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pollkit import __version__
from pollkit.domain.consent import ConsentText
from pollkit.domain.instruments import Image, Instrument
from pollkit.domain.packages import ProjectPackage
from pollkit.errors import PackageRefused
from pollkit.formats.package_manifest import project_facts, read_facts, read_texts
from pollkit.i18n import _
from pollkit.store.attachments import MOST_BYTES as MOST_BYTES_OF_A_PICTURE
from pollkit.store.encoding import instrument_from

SUFFIX = ".pollkit"
FORMAT = 1

MOST_BYTES = 64 * 1024 * 1024
MOST_FILES = 2_000
MOST_BYTES_OF_A_FILE = 16 * 1024 * 1024
MOST_BYTES_UNPACKED = 128 * 1024 * 1024

_MANIFEST = "manifest.json"
_NAMES = {
    "instruments": re.compile(r"instruments/([0-9a-f]{64})\.json"),
    "consent": re.compile(r"consent/([0-9a-f]{64})\.json"),
    "pictures": re.compile(r"pictures/([0-9a-f]{64})"),
}
# What zipfile raises of archives that are not sound.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    struct.error,
)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# The same project gives the same bytes, whenever and wherever it is written.
_TIME = (1980, 1, 1, 0, 0, 0)


def write_package(package: ProjectPackage, path: Path) -> None:
    """Writes it beside the path first: what is there is a whole package or the one before."""
    files: dict[str, bytes] = {}
    for version, instrument in package.instruments.items():
        files[f"instruments/{version}.json"] = instrument.canonical_json().encode()
    if package.consent is not None:
        files[f"consent/{package.consent.version}.json"] = _json(dict(package.consent.texts))
    for sha256, content in package.pictures.items():
        files[f"pictures/{sha256}"] = content
    part = path.with_name(path.name + ".part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            listed = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
            manifest = {"format": FORMAT, "written_by": __version__, "files": listed}
            _add(archive, _MANIFEST, _json({**manifest, **project_facts(package)}))
            for name in sorted(files):
                _add(archive, name, files[name])
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def read_package(path: Path) -> ProjectPackage:
    """
    Raises:
        PackageRefused: it is no package, or damaged, or not what its manifest says, or larger than
            a package can be; the sentence says which.
        OSError: the file cannot be read.
    """
    if path.stat().st_size > MOST_BYTES:
        raise PackageRefused(_("This file is too large for a project package."))
    content = io.BytesIO(path.read_bytes())
    try:
        with zipfile.ZipFile(content) as archive:
            return _read(archive)
    except _BROKEN as error:
        raise _damaged() from error


def _read(archive: zipfile.ZipFile) -> ProjectPackage:
    entries = _entries(archive)
    manifest = _manifest_in(archive, entries)
    try:
        listed = {str(name): str(sha256) for name, sha256 in manifest["files"].items()}
        if listed.keys() != entries.keys() - {_MANIFEST}:
            raise PackageRefused(
                _("This package holds other files than its list names. Ask for it once more.")
            )
        files = _contents(archive, entries, listed)
        return _package(manifest, files)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise _damaged() from error


def _entries(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    found = archive.infolist()
    if len(found) > MOST_FILES or sum(e.file_size for e in found) > MOST_BYTES_UNPACKED:
        raise PackageRefused(_("This package holds more than a project package can."))
    for entry in found:
        is_named_well = entry.filename == _MANIFEST or _kind_of(entry.filename) is not None
        is_plain = entry.compress_type in _METHODS and not entry.flag_bits & 1
        if not is_named_well or not is_plain:
            raise PackageRefused(
                _("This package holds a file that does not belong in one: “{name}”.").format(
                    name=entry.filename[:80]
                )
            )
    named = {entry.filename: entry for entry in found}
    if len(named) != len(found):
        raise PackageRefused(_("This package holds two files of the same name."))
    return named


def _manifest_in(
    archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo]
) -> dict[str, Any]:
    if _MANIFEST not in entries:
        raise PackageRefused(_("This is no project package. Choose the file that you were given."))
    manifest = _parsed(_content(archive, entries[_MANIFEST]))
    if not isinstance(manifest, dict) or not isinstance(manifest.get("format"), int):
        raise _damaged()
    if manifest["format"] > FORMAT:
        raise PackageRefused(
            _("A newer PollKit wrote this package. Install the newest one and open it again.")
        )
    return manifest


def _contents(
    archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo], listed: Mapping[str, str]
) -> dict[str, dict[str, bytes]]:
    """Kind of file -> the SHA-256 in its name -> content."""
    found: dict[str, dict[str, bytes]] = {kind: {} for kind in _NAMES}
    left = MOST_BYTES_UNPACKED
    for name, sha256 in listed.items():
        content = _content(archive, entries[name])
        left -= len(content)
        if left < 0:
            raise PackageRefused(_("This package holds more than a project package can."))
        if hashlib.sha256(content).hexdigest() != sha256:
            raise _damaged()
        kind = _kind_of(name)
        assert kind is not None
        match = _NAMES[kind].fullmatch(name)
        assert match is not None
        found[kind][match[1]] = content
    return found


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as file:
        content = file.read(MOST_BYTES_OF_A_FILE + 1)
    if len(content) > MOST_BYTES_OF_A_FILE:
        raise PackageRefused(_("This package holds more than a project package can."))
    return content


def _package(
    manifest: Mapping[str, Any], files: Mapping[str, Mapping[str, bytes]]
) -> ProjectPackage:
    instruments = {v: _instrument(v, text) for v, text in files["instruments"].items()}
    pictures = {sha: _picture(sha, content) for sha, content in files["pictures"].items()}
    package = read_facts(manifest, _consent(files["consent"]))
    wanted = {one.sha256 for i in instruments.values() for one in pictures_of(i)}
    used = {wave.instrument_version for wave in package.waves}
    if used != instruments.keys() or wanted != pictures.keys():
        raise _damaged()
    return replace(package, instruments=instruments, pictures=pictures)


def pictures_of(instrument: Instrument) -> tuple[Image, ...]:
    """Every picture that an instrument shows."""
    shown = [item.image for item in instrument.items]
    shown += [option.image for item in instrument.items for option in item.options]
    return tuple(image for image in shown if image is not None)


def _instrument(version: str, canonical: bytes) -> Instrument:
    """Its name is its SHA-256: what this PollKit would not write in the same way, it does not
    understand in full."""
    instrument = instrument_from(canonical.decode())
    if instrument.version_id != version:
        raise _damaged()
    return instrument


def _consent(files: Mapping[str, bytes]) -> ConsentText | None:
    if not files:
        return None
    ((version, content),) = files.items()
    text = ConsentText(read_texts(_parsed(content)))
    if text.version != version:
        raise _damaged()
    return text


def _picture(sha256: str, content: bytes) -> bytes:
    if hashlib.sha256(content).hexdigest() != sha256 or len(content) > MOST_BYTES_OF_A_PICTURE:
        raise _damaged()
    return content


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _damaged() from error


def _kind_of(name: str) -> str | None:
    return next((kind for kind, pattern in _NAMES.items() if pattern.fullmatch(name)), None)


def _json(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, indent=1).encode()


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def _damaged() -> PackageRefused:
    return PackageRefused(_("This package is damaged. Ask for it once more."))

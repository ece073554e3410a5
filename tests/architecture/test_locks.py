"""The lock files: every package by hash, all of pyproject.toml's, one version everywhere."""

from __future__ import annotations

import re
import tomllib

import pytest
from house import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from steps.commands import LOCKED_EXTRAS, LOCKED_GROUPS

REQUIREMENTS = ROOT / "installers" / "requirements"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def locked(name: str) -> list[tuple[Requirement, list[str]]]:
    """Each entry of one lock with its hashes."""
    text = (REQUIREMENTS / f"{name}.txt").read_text("utf-8").replace("\\\n", " ")
    return [
        (Requirement(line.partition(" --hash")[0]), re.findall(r"--hash=(\S+)", line))
        for line in text.splitlines()
    ]


@pytest.mark.parametrize("name", [*LOCKED_GROUPS, "npm"])
def test_every_entry_is_one_version_with_its_hashes(name: str) -> None:
    for requirement, hashes in locked(name):
        assert [spec.operator for spec in requirement.specifier] == ["=="], requirement
        assert requirement.url is None
        assert hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in hashes)


@pytest.mark.parametrize("name", LOCKED_GROUPS)
def test_a_lock_holds_what_the_project_asks_for(name: str) -> None:
    asked = list(PROJECT["project"]["dependencies"])
    for group in LOCKED_GROUPS[name]:
        asked += PROJECT["dependency-groups"][group]
    for extra in LOCKED_EXTRAS.get(name, ()):
        asked += PROJECT["project"]["optional-dependencies"][extra]
    versions = {canonicalize_name(r.name): next(iter(r.specifier)).version for r, _ in locked(name)}
    for wanted in map(Requirement, asked):
        version = versions.get(canonicalize_name(wanted.name))
        assert version, f"{wanted} is not in {name}.txt: type `installers/bootstrap.py lock`"
        assert wanted.specifier.contains(version, prereleases=True), wanted


@pytest.mark.parametrize("name", ["cards", "test", "bundle"])
def test_the_other_locks_hold_all_of_run(name: str) -> None:
    entries = {str(requirement) for requirement, _ in locked(name)}
    assert {str(requirement) for requirement, _ in locked("run")} <= entries


@pytest.mark.parametrize("name", [*LOCKED_GROUPS, "npm"])
def test_a_lock_names_no_place_on_the_network(name: str) -> None:
    text = (REQUIREMENTS / f"{name}.txt").read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-[a-z-]*(?<!--hash)[ =]", text.replace("--hash", ""), re.MULTILINE)

"""A small project of the field, for tests of what is collected in it."""

from __future__ import annotations

from dataclasses import dataclass

from pollkit.domain.instruments import Condition, Instrument, Item, ItemKind, Option
from pollkit.domain.programmes import Project
from pollkit.domain.rules import Rules
from pollkit.domain.waves import Wave, WaveKind
from pollkit.store import Workspace
from pollkit.usecases.projects import add_wave, new_project


def questionnaire(extra: tuple[Item, ...] = ()) -> Instrument:
    return Instrument(
        {"en": "Before we begin"},
        ("en", "de"),
        (
            Item(
                "trust",
                ItemKind.SCALE,
                {"en": "How much do you trust your neighbours?"},
                rules=Rules(required="yes"),
            ),
            Item(
                "talked",
                ItemKind.SINGLE,
                {"en": "Have you talked to one of them this week?"},
                (Option("yes", {"en": "Yes"}), Option("no", {"en": "No"})),
            ),
            Item(
                "about",
                ItemKind.TEXT,
                {"en": "What about?"},
                asked_if=Condition("talked", ("yes",)),
            ),
            *extra,
        ),
    )


@dataclass(frozen=True)
class Field:
    project: Project
    before: Wave
    after: Wave


def new_field(workspace: Workspace, instrument: Instrument | None = None) -> Field:
    asked = instrument or questionnaire()
    project = new_project(workspace, "Neighbours", ("en", "de")).result(10)
    before = add_wave(workspace, project.id, WaveKind.BEFORE, "Before", asked).result(10)
    after = add_wave(workspace, project.id, WaveKind.AFTER, "After", asked).result(10)
    return Field(project, before, after)

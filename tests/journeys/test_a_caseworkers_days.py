"""A caseworker's days, at the level of what she does: a package opened, cards for twenty, the wave
before in four ways, a word of the form corrected, one person who takes everything back, the wave
after a month later with two lost cards, and everything exported. Every number is counted by hand.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from field_samples import questionnaire

from pollkit.domain.ballots import Choice
from pollkit.domain.codes import new_codes
from pollkit.domain.linking.links import How
from pollkit.domain.quality import Doubt
from pollkit.domain.waves import Mode, ResponseState, Wave, WaveKind
from pollkit.errors import NotAllowedNow
from pollkit.store import Role, Workspace
from pollkit.usecases.collect import Sitting, drafts, edit, resume, start
from pollkit.usecases.export_responses import export_responses
from pollkit.usecases.instrument_changes import change_instrument
from pollkit.usecases.linking import confirm_link, keep_code, linked_waves
from pollkit.usecases.packages import examine_package, open_package, save_package
from pollkit.usecases.paper import print_code_cards
from pollkit.usecases.paper_entry import enter_sheet
from pollkit.usecases.projects import (
    ProjectOverview,
    add_respondents,
    add_wave,
    ask_for_consent,
    new_project,
    project_overview,
)
from pollkit.usecases.quality import wave_quality
from pollkit.usecases.withdrawal import withdraw

CANARY = "yellow-canary-sings"
ADA = {
    "birth_day": "14",
    "mother_letter": "m",
    "father_letter": "j",
    "own_letter": "a",
    "older_siblings": "1",
    "birth_town_letter": "l",
    "school_letter": "s",
}
BEN = {**ADA, "birth_day": "3", "mother_letter": "s", "own_letter": "n", "school_letter": "h"}
BEN_MISREMEMBERED = {**BEN, "birth_day": "4", "older_siblings": "2"}


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go_to(self, day: date) -> None:
        self.now = datetime(day.year, day.month, day.day, 12, 0, tzinfo=UTC)


class Caseworker:
    """What she does again and again."""

    def __init__(self, workspace: Workspace, project_id: UUID) -> None:
        self.workspace = workspace
        self.project_id = project_id

    @property
    def waves(self) -> tuple[Wave, ...]:
        with self.workspace.read() as repos:
            return repos.waves.list(self.project_id)

    def overview(self) -> ProjectOverview:
        with self.workspace.read() as repos:
            return project_overview(repos, self.project_id, self.workspace.today())

    def begin(self, wave: Wave, mode: Mode, code: str | None) -> Sitting:
        sitting = start(self.workspace, wave.id, mode, "en", code=code)
        sitting.record_consent(True)
        return sitting

    def ask(
        self, wave: Wave, mode: Mode, code: str | None, trust: int, about: str | None = None
    ) -> Sitting:
        sitting = self.begin(wave, mode, code)
        sitting.answer("trust", [str(trust)], took_ms=2000)
        sitting.answer("talked", ["no" if about is None else "yes"], took_ms=2000)
        if about is not None:
            sitting.answer("about", [about], took_ms=9000)
        assert sitting.finish() == ()
        return sitting


def test_a_caseworkers_days(tmp_path: Path) -> None:
    clock = Clock()
    package = made_by_the_evaluator(tmp_path)
    folder = tmp_path / "caseworker"
    with Workspace.open(folder, Role.WINDOW, clock=clock) as workspace:
        examined = examine_package(workspace, package)
        open_package(workspace, examined.package).result(10)
        she = Caseworker(workspace, examined.package.project.id)
        codes = cards_for_twenty(she, tmp_path)
        ask_before(she, codes)
        correct_the_form(she)
        clock.go_to(date(2026, 11, 25))
        go_on_with_the_draft(she)
        one_takes_everything_back(she, codes, folder)
        clock.go_to(date(2026, 12, 22))
        ask_after(she, codes)
        link_the_lost_cards(she)
        look_for_doubts(she)
        export_everything(she, codes, tmp_path / "out")
        assert workspace.verify() == ()
        before = she.overview()
        workspace.rebuild()
        assert she.overview() == before


def made_by_the_evaluator(tmp_path: Path) -> Path:
    with Workspace.open(tmp_path / "evaluator", Role.WINDOW) as workspace:
        project = new_project(workspace, "Good neighbours", ("en",)).result(10)
        ask_for_consent(workspace, project.id, {"en": "May we ask you?"}).result(10)
        for kind, day in ((WaveKind.BEFORE, 24), (WaveKind.AFTER, 22)):
            add_wave(
                workspace,
                project.id,
                kind,
                kind.value.title(),
                questionnaire(),
                opens_on=date(2026, 11 if day == 24 else 12, day),
                expected=20,
            ).result(10)
        return save_package(workspace, project.id, tmp_path / "neighbours")


def cards_for_twenty(she: Caseworker, tmp_path: Path) -> tuple[str, ...]:
    codes = new_codes(20)
    add_respondents(she.workspace, she.project_id, codes).result(10)
    with she.workspace.read() as repos:
        cards = print_code_cards(repos, she.project_id, codes, "en", tmp_path / "cards.pdf")
    assert cards.read_bytes().startswith(b"%PDF")
    assert len(she.overview().waves[0].tally.missing) == 20
    return codes


def ask_before(she: Caseworker, codes: tuple[str, ...]) -> None:
    """Eighteen of the twenty come: 5 at the kiosk, 5 interviewed, 4 on paper, 4 by phone. One at
    the kiosk refuses, one interview is broken off. Cards 18 and 19 stay in the drawer."""
    wave = she.waves[0]
    for code in codes[0:4]:
        she.ask(wave, Mode.KIOSK, code, trust=2)
    she.begin(wave, Mode.KIOSK, codes[4]).refuse("no time")
    for code, own in zip(codes[5:9], (ADA, BEN, None, None), strict=True):
        sitting = she.ask(wave, Mode.INTERVIEW, code, trust=3, about="the weather")
        if own is not None:
            keep_code(she.workspace, wave.id, sitting.respondent.id, own).result(10)
    she.begin(wave, Mode.INTERVIEW, codes[9]).answer("trust", ["1"]).saved.result(10)
    for code in codes[10:14]:
        typed = {("trust", ""): "3", ("talked", ""): "1", ("about", ""): CANARY}
        sheet = enter_sheet(she.workspace, wave.id, "en", code, typed, has_consent=True)
        assert (sheet.left_out, sheet.response.state) == ({}, ResponseState.FINISHED)
    for code in codes[14:18]:
        she.ask(wave, Mode.PHONE, code, trust=4)
    # 4 kiosk + 4 interview + 4 paper + 4 phone; who refused or broke off is not among them.
    tally = she.overview().waves[0].tally
    assert (tally.expected, tally.finished, tally.refused, tally.started) == (20, 16, 1, 1)
    assert tally.by_mode == dict.fromkeys((Mode.PHONE, Mode.KIOSK, Mode.INTERVIEW, Mode.PAPER), 4)
    assert {person.code for person in tally.missing} == {codes[9], codes[18], codes[19]}
    assert (tally.today.started, tally.today.finished, tally.today.refused) == (18, 16, 1)
    with pytest.raises(NotAllowedNow):
        she.begin(wave, Mode.KIOSK, codes[0])


def correct_the_form(she: Caseworker) -> None:
    """One word of a question; the waves ask it corrected from now on, the draft goes along."""
    old = questionnaire()
    worded = {"en": "How far do you trust your neighbours?"}
    new = replace(old, items=(replace(old.items[0], texts=worded), *old.items[1:]))
    waves = [wave.id for wave in she.waves]
    assert change_instrument(she.workspace, waves, new, reason="wording").result(10) == 1


def go_on_with_the_draft(she: Caseworker) -> None:
    wave = she.waves[0]
    (draft,) = drafts(she.workspace, wave.id)
    sitting = resume(she.workspace, draft.id)
    assert sitting.response.answers["trust"] == Choice(("1",))
    assert sitting.item("trust").texts["en"].startswith("How far")
    sitting.answer("talked", ["no"])
    assert sitting.finish() == ()
    edit(she.workspace, draft.id, "trust", ["2"], "misheard").result(10)
    tally = she.overview().waves[0].tally
    assert (tally.finished, tally.started, len(tally.missing)) == (17, 0, 2)
    assert [(day.day.day, day.started, day.finished) for day in tally.days] == [
        (24, 18, 16),
        (25, 0, 1),
    ]


def one_takes_everything_back(she: Caseworker, codes: tuple[str, ...], folder: Path) -> None:
    """Of the four who had written the same on paper, three stay."""
    she.workspace.backup()
    done = withdraw(she.workspace, she.project_id, codes[10])
    assert (done.responses, done.copies) == (1, 1)
    assert not [path for path in folder.rglob("*") if path.is_file() and holds(path, codes[10])]
    overview = she.overview()
    tally = overview.waves[0].tally
    assert (tally.finished, tally.withdrawn, tally.by_mode[Mode.PAPER]) == (16, 1, 3)
    assert (len(overview.respondents), overview.withdrawn) == (19, 1)


def ask_after(she: Caseworker, codes: tuple[str, ...]) -> None:
    """Fourteen come a month later: twelve with their cards, two without."""
    wave = she.waves[1]
    for code in (*codes[0:4], *codes[7:10], *codes[11:16]):
        she.ask(wave, Mode.KIOSK, code, trust=4)
    for own in (ADA, BEN_MISREMEMBERED):
        sitting = she.ask(wave, Mode.INTERVIEW, None, trust=5)
        keep_code(she.workspace, wave.id, sitting.respondent.id, own).result(10)
    # Ada's seven answers are those of a month ago, so she is known again without her card. Nineteen
    # are known from before and Ben's second self is the twentieth. Thirteen of the nineteen came;
    # one had refused, two never came, and three are missing: Ben, whom nobody knows yet, and two.
    tally = she.overview().waves[1].tally
    assert (tally.finished, len(tally.missing)) == (14, 6)
    assert tally.by_mode == {Mode.KIOSK: 12, Mode.INTERVIEW: 2}


def link_the_lost_cards(she: Caseworker) -> None:
    before, after = she.waves
    with she.workspace.read() as repos:
        table = linked_waves(repos, before.id, after.id).table
    assert Counter(link.how for link in table.links) == {How.CARD: 12, How.EXACT: 1}
    (proposal,) = table.proposals
    pair = proposal.before, proposal.after
    confirm_link(she.workspace, before.id, after.id, pair, "Amira", "knew her").result(10)
    with she.workspace.read() as repos:
        table = linked_waves(repos, before.id, after.id).table
    # 16 before, 14 after, all of whom were there before.
    assert (table.before, table.after, len(table.links)) == (16, 14, 14)
    assert len(she.overview().waves[1].tally.missing) == 5


def look_for_doubts(she: Caseworker) -> None:
    """Short questionnaires: nothing in three answers proves a duplicate, and nobody was too
    fast."""
    for wave in she.waves:
        for found in wave_quality(she.workspace, wave.id):
            assert not [flag for flag in found.flags if flag.doubt is not Doubt.STRAIGHT_LINE]
            for gap in found.items:
                assert (gap.skipped, gap.unsaid) == (0, 0)


def export_everything(she: Caseworker, codes: tuple[str, ...], out: Path) -> None:
    with she.workspace.read() as repos:
        files = export_responses(repos, she.project_id, out)
    assert {path.suffix for path in files} == {".csv", ".xlsx", ".sav", ".dta"}
    (table,) = [path for path in files if path.name == "responses.csv"]
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    # 16 before and 14 after, of 16 people: all who came after had come before.
    assert len(rows) == 30
    people = Counter(row["person"] for row in rows)
    assert (len(people), list(people.values()).count(2)) == (16, 14)
    assert Counter(row["wave"] for row in rows) == {"Before": 16, "After": 14}
    trust = Counter((row["wave"], row["trust"]) for row in rows)
    # Before: 4 kiosk and the corrected draft say 2; 4 interviews and 3 sheets 3; 4 phones 4.
    assert {point: trust["Before", point] for point in "12345"} == {
        "1": 0,
        "2": 5,
        "3": 7,
        "4": 4,
        "5": 0,
    }
    assert {point: trust["After", point] for point in "45"} == {"4": 12, "5": 2}
    # Four had written this on paper, and one took it back.
    whole = table.read_text("utf-8-sig")
    assert whole.count(CANARY) == 3
    assert not [code for code in codes if code in whole]


def holds(path: Path, code: str) -> bool:
    return code.encode() in path.read_bytes()

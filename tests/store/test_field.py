"""Responses, consent and withdrawals in any order: as a plain model has them, and as the log makes
them once more."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_samples import instrument

from pollkit.domain.ballots import Choice
from pollkit.domain.consent import Consent, ConsentText
from pollkit.domain.programmes import Project
from pollkit.domain.waves import (
    Changes,
    Mode,
    Respondent,
    Response,
    ResponseState,
    Wave,
    WaveKind,
)
from pollkit.domain.withdrawals import Tombstone
from pollkit.errors import NotAllowedNow, NotFound
from pollkit.store import Repositories, Role, Workspace, erasing
from pollkit.store.tables import Row

DAY = date(2026, 11, 24)
PEOPLE = 4
ADDRESSES = ("evaluates", "how", "topics", "member[1]/age")
CHOICES = (
    Choice(("yes",)),
    Choice(("a", "c")),
    Choice(text="so"),
    Choice(values=(("number", "3"),)),
)
WHO = st.integers(0, PEOPLE - 1)
GIVEN = st.dictionaries(st.sampled_from(ADDRESSES), st.sampled_from(CHOICES), max_size=3)
SOME = st.frozensets(st.sampled_from(ADDRESSES), max_size=2)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), WHO, GIVEN, SOME, SOME),
        st.tuples(st.just("finish"), WHO),
        st.tuples(st.just("refuse"), WHO),
        st.tuples(st.just("consent"), WHO, st.booleans()),
        st.tuples(st.just("import_whole"), WHO, GIVEN),
        st.tuples(st.just("withdraw"), WHO),
    ),
    max_size=16,
)


@dataclass
class Known:
    """What the model knows of one person's response."""

    state: ResponseState = ResponseState.DRAFT
    answers: dict[str, Choice] = field(default_factory=dict)
    unsaid: set[str] = field(default_factory=set)
    past: int = 0
    consent: bool | None = None

    def standing(self, address: str) -> Any:
        return "unsaid" if address in self.unsaid else self.answers.get(address)

    def take(self, given: dict[str, Choice], unsaid: frozenset[str], gone: frozenset[str]) -> None:
        before = {address: self.standing(address) for address in ADDRESSES}
        for address in gone:
            self.answers.pop(address, None)
            self.unsaid.discard(address)
        for address in unsaid:
            self.answers.pop(address, None)
            self.unsaid.add(address)
        for address, choice in given.items():
            self.unsaid.discard(address)
            self.answers[address] = choice
        if self.state is not ResponseState.DRAFT:
            self.past += sum(before[one] != self.standing(one) for one in ADDRESSES)


class Play:
    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.project = Project(uuid4(), "Neighbours")
        version = instrument().version_id
        self.wave = Wave(uuid4(), self.project.id, WaveKind.BEFORE, "Before", version)
        self.people = [Respondent(uuid4(), self.project.id, str(n)) for n in range(PEOPLE)]
        self.responses = [uuid4() for _ in range(PEOPLE)]
        self.text = ConsentText({"en": "May we?"})
        self.model: list[Known | None] = [Known() for _ in range(PEOPLE)]

        def begin(repos: Repositories) -> None:
            repos.instruments.save(instrument())
            repos.programmes.save_project(self.project)
            repos.waves.save(self.wave)
            repos.consents.save_text(self.project.id, self.text)
            for who, person in enumerate(self.people):
                repos.respondents.save(person)
                repos.responses.save(self._bare(who))

        workspace.write(begin).result()

    def answer(
        self, who: int, given: dict[str, Choice], unsaid: frozenset[str], gone: frozenset[str]
    ) -> None:
        unsaid, gone = unsaid - given.keys(), gone - given.keys() - unsaid
        changes = Changes(given, unsaid, gone)
        known = self._do(who, lambda repos: repos.responses.change(self.responses[who], changes))
        if known:
            known.take(given, unsaid, gone)

    def finish(self, who: int) -> None:
        known = self._do(
            who,
            lambda repos: repos.responses.change(
                self.responses[who], Changes(), state=ResponseState.FINISHED, ended_on=DAY
            ),
        )
        if known:
            known.state = ResponseState.FINISHED

    def refuse(self, who: int) -> None:
        known = self._do(who, lambda repos: repos.responses.refuse(self.responses[who], DAY))
        if known:
            self.model[who] = Known(ResponseState.REFUSED, consent=known.consent)

    def consent(self, who: int, is_given: bool) -> None:
        said = Consent(self.people[who].id, self.wave.id, self.text.version, "en", is_given)
        known = self._do(who, lambda repos: repos.consents.save(said))
        if known:
            known.consent = is_given

    def import_whole(self, who: int, given: dict[str, Choice]) -> None:
        whole = self._bare(who, given, ResponseState.FINISHED)
        known = self._do(who, lambda repos: repos.responses.save(whole, "again"))
        if known:
            known.take(given, frozenset(), frozenset(ADDRESSES) - given.keys())
            known.state = ResponseState.FINISHED

    def withdraw(self, who: int) -> None:
        stone = Tombstone(self.people[who].id, self.project.id, (self.wave.id,), DAY)
        self.workspace.write(lambda repos: repos.withdrawals.erase(stone)).result()
        self.model[who] = None

    def check(self) -> None:
        with self.workspace.read() as repos:
            stored = {one.id: one for one in repos.responses.list(self.wave.id)}
            for who, known in enumerate(self.model):
                found = stored.pop(self.responses[who], None)
                assert (found is None) == (known is None)
                if found is None or known is None:
                    continue
                assert (found.state, dict(found.answers)) == (known.state, known.answers)
                assert found.unsaid == known.unsaid
                assert len(repos.responses.history(found.id)) == known.past
                said = repos.consents.get(found.respondent_id, self.wave.id)
                assert (None if said is None else said.is_given) == known.consent
            assert stored == {}
            gone = {stone.respondent_id for stone in repos.withdrawals.list(self.project.id)}
            assert gone == {
                self.people[who].id for who, known in enumerate(self.model) if known is None
            }

    def _do(self, who: int, work: Any) -> Known | None:
        known = self.model[who]
        if known is None:
            with pytest.raises((NotFound, NotAllowedNow)):
                self.workspace.write(work).result()
        else:
            self.workspace.write(work).result()
        return known

    def _bare(
        self,
        who: int,
        answers: dict[str, Choice] | None = None,
        state: ResponseState = ResponseState.DRAFT,
    ) -> Response:
        return Response(
            self.responses[who],
            self.people[who].id,
            self.wave.id,
            self.wave.instrument_version,
            Mode.PAPER,
            state,
            answers or {},
        )


@settings(max_examples=10, deadline=None)
@given(steps=STEPS)
def test_any_order_of_answers_refusals_and_withdrawals_is_kept_and_made_anew(
    steps: list[tuple[Any, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with Workspace.open(tmp_path_factory.mktemp("field"), Role.WINDOW) as workspace:
        play = Play(workspace)
        for name, *arguments in steps:
            getattr(play, name)(*arguments)
        play.check()
        workspace.rebuild()
        play.check()
        assert workspace.verify() == ()


def test_no_table_that_belongs_to_a_person_is_left_out_of_an_erasure() -> None:
    def tables_with(column: str) -> set[str]:
        tables = Row.metadata.tables.values()
        return {str(table.name) for table in tables if column in table.columns}

    # Those of an event are its own pseudonyms, and lead to no respondent of a project.
    of_events = {"ballot", "kept_name", "phone"}
    assert tables_with("response_id") == set(erasing._OF_RESPONSES)
    people = tables_with("respondent_id") - of_events - {"tombstone"}
    assert people == set(erasing._OF_RESPONDENTS)


def test_a_consent_to_a_text_that_is_not_there_is_refused(workspace: Workspace) -> None:
    play = Play(workspace)
    said = Consent(play.people[0].id, play.wave.id, "0" * 64, "en", True)
    with pytest.raises(NotFound):
        workspace.write(lambda repos: repos.consents.save(said)).result()


def test_two_people_may_have_been_given_one_code(workspace: Workspace) -> None:
    play = Play(workspace)
    double = Respondent(uuid4(), play.project.id, "0")
    workspace.write(lambda repos: repos.respondents.save(double)).result()
    with workspace.read() as repos:
        found = repos.respondents.with_code(play.project.id, "0")
        assert {one.id for one in found} == {double.id, play.people[0].id}
        assert repos.respondents.with_code(UUID(int=1), "0") == ()

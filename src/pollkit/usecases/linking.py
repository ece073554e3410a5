"""Links between a project's waves: codes are kept, the match table is read, people decide."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from uuid import UUID

from uuid_utils.compat import uuid7

from pollkit.domain.linking.attrition import Difference, compare_groups
from pollkit.domain.linking.decisions import LinkDecision, MatchTable, Verdict, match_table
from pollkit.domain.linking.links import Coded, Pair
from pollkit.domain.linking.matching import CodedWave
from pollkit.domain.linking.people import End, People, WaveLink, people, person_of
from pollkit.domain.linking.schemes import FEWEST_SAID, Scheme, elements_of
from pollkit.domain.linking.sealing import mark_of, seal
from pollkit.domain.texts import clean_text, on_one_line
from pollkit.domain.waves import ResponseState, Wave
from pollkit.errors import FolderNotWritable, NotAllowedNow, NotFound
from pollkit.i18n import _
from pollkit.store import Repositories, Workspace
from pollkit.usecases.linking_schemes import standard_scheme

_LONGEST_REASON = 200


@dataclass(frozen=True)
class LinkedWaves:
    """Two waves of a project, and who of the one is who of the other."""

    before: Wave
    after: Wave
    table: MatchTable
    codes: Mapping[UUID, str]  # respondent -> code of the card, of those who have one


def keep_code(
    workspace: Workspace,
    wave_id: UUID,
    respondent_id: UUID,
    answers: Mapping[str, str],
    scheme: Scheme | None = None,
) -> Future[None]:
    """Keeps the self-generated code of a respondent, unreadable; the answers go nowhere else.

    Args:
        answers: element -> option; what is absent was not said.
        scheme: None = the seven questions that come with PollKit.
    Raises:
        AnswerNotAccepted: an option that is in no list.
        NotAllowedNow: the key of the project's codes is on another laptop.
    """
    scheme = scheme or standard_scheme()
    elements = elements_of(scheme, answers)
    with workspace.read() as repos:
        project_id = repos.waves.get(wave_id).project_id
        key = _key(workspace, repos, project_id)
    code = seal(elements, scheme.id, project_id, key)
    return workspace.write(lambda repos: repos.links.keep_code(respondent_id, wave_id, code))


def respondents_with_answers(
    workspace: Workspace,
    project_id: UUID,
    answers: Mapping[str, str],
    scheme: Scheme | None = None,
) -> tuple[UUID, ...]:
    """Who of a project has made the same self-generated code, in any wave: for somebody who wants
    their answers back and has no card. Usually one for each wave; more than that is several people.

    Raises:
        AnswerNotAccepted, NotAllowedNow: see `keep_code`.
    """
    scheme = scheme or standard_scheme()
    elements = elements_of(scheme, answers)
    with workspace.read() as repos:
        meant = seal(elements, scheme.id, project_id, _key(workspace, repos, project_id))
        found = {
            respondent_id
            for wave in repos.waves.list(project_id)
            for respondent_id, code in repos.links.codes(wave.id).items()
            if code == meant
        }
    return tuple(sorted(found)) if meant.said >= FEWEST_SAID else ()


def linked_waves(repos: Repositories, before_id: UUID, after_id: UUID) -> LinkedWaves:
    """The match table of two waves, over their finished responses.

    Raises:
        NotFound: a wave is not here, or they are of two projects.
    """
    before, after = repos.waves.get(before_id), repos.waves.get(after_id)
    if before.project_id != after.project_id or before.id == after.id:
        raise NotFound(_("Choose two waves of one project."))
    cards = _cards(repos, before.project_id)
    decisions = repos.links.decisions(before.id, after.id)
    table = match_table(_coded(repos, before.id, cards), _coded(repos, after.id, cards), decisions)
    return LinkedWaves(before, after, table, cards)


def project_people(repos: Repositories, project_id: UUID) -> People:
    """Respondents who are one person, by the links between all waves of a project."""
    cards = _cards(repos, project_id)
    waves = {wave.id: _coded(repos, wave.id, cards) for wave in repos.waves.list(project_id)}
    links: list[WaveLink] = []
    for before, after in combinations(waves, 2):
        table = match_table(waves[before], waves[after], repos.links.decisions(before, after))
        links += [WaveLink(before, after, link) for link in table.links]
    return people(links)


def person_keys(repos: Repositories, project_id: UUID) -> dict[End, Hashable]:
    """(wave, respondent) of every response -> something that is the same for one person's."""
    numbers = person_of(project_people(repos, project_id).persons)
    found: dict[End, Hashable] = {}
    of: dict[UUID, Hashable] = {}
    ends = [
        (wave.id, response)
        for wave in repos.waves.list(project_id)
        for response in repos.responses.bare(wave.id)
    ]
    for wave_id, response in ends:
        if _is_finished(response.state):
            end = (wave_id, response.respondent_id)
            found[end] = of[response.respondent_id] = numbers.get(end, end)
    for wave_id, response in ends:
        # What is not finished is in no match table: it is whoever's the respondent is elsewhere.
        person = of.setdefault(response.respondent_id, response.respondent_id)
        found.setdefault((wave_id, response.respondent_id), person)
    return found


def linked_respondents(repos: Repositories, respondent_id: UUID) -> tuple[UUID, ...]:
    """Every respondent who is the same person, the given one too: whom a withdrawal must reach."""
    project_id = repos.respondents.get(respondent_id).project_id
    of = {respondent_id}
    for person in project_people(repos, project_id).persons:
        ids = {one for _wave, one in person}
        if respondent_id in ids:
            of |= ids
    return tuple(sorted(of))


def confirm_link(
    workspace: Workspace, before_id: UUID, after_id: UUID, pair: Pair, by: str, why: str = ""
) -> Future[None]:
    """They are one person.

    Raises:
        NotAllowedNow: somebody has confirmed another link of one of the two.
        NotFound: one of the two has no finished response in their wave.
    """
    return _decide(workspace, before_id, after_id, pair, Verdict.CONFIRM, by, why)


def reject_link(
    workspace: Workspace, before_id: UUID, after_id: UUID, pair: Pair, by: str, why: str = ""
) -> Future[None]:
    """They are two, whatever codes and cards say.

    Raises:
        NotFound: see `confirm_link`.
    """
    return _decide(workspace, before_id, after_id, pair, Verdict.REJECT, by, why)


def take_back(
    workspace: Workspace, before_id: UUID, after_id: UUID, pair: Pair, by: str, why: str = ""
) -> Future[None]:
    """What was decided of the two does not count any more.

    Raises:
        NotAllowedNow: nothing was decided of them.
    """
    return _decide(workspace, before_id, after_id, pair, Verdict.TAKE_BACK, by, why)


def unlinked_differences(repos: Repositories, linked: LinkedWaves) -> tuple[Difference, ...]:
    """Whether those who were linked had answered the wave before as those did who were not."""
    finished = [one for one in repos.responses.list(linked.before.id) if _is_finished(one.state)]
    ids = {link.before for link in linked.table.links}
    return compare_groups(
        repos.instruments.get(linked.before.instrument_version),
        [one.answers for one in finished if one.respondent_id in ids],
        [one.answers for one in finished if one.respondent_id not in ids],
    )


def check_link_key(workspace: Workspace, project_id: UUID) -> None:
    """Whether codes can be made here; to be asked before a person answers the questions of one.

    Raises:
        NotAllowedNow: see `keep_code`.
    """
    with workspace.read() as repos:
        _key(workspace, repos, project_id)


def save_link_key(workspace: Workspace, project_id: UUID, path: Path) -> None:
    """Writes the key of a project's codes, for another laptop that asks the same people; before the
    first code too. Carry it on a stick of its own, and delete the file there.

    Raises:
        NotAllowedNow: it is on another laptop.
        FolderNotWritable
    """
    check_link_key(workspace, project_id)
    try:
        workspace.link_keys.write_to(project_id, path)
    except OSError as error:
        raise FolderNotWritable(
            _("The key cannot be written there. Choose another folder.")
        ) from error


def open_link_key(workspace: Workspace, project_id: UUID, path: Path) -> None:
    """Takes over the key of another laptop.

    Raises:
        NotFound: the file holds no key of this project.
        NotAllowedNow: codes were made here with another key: they could not be compared.
    """
    owner, key = workspace.link_keys.read_from(path)
    if owner != project_id:
        raise NotFound(_("“{file}” holds the key of another project.").format(file=path.name))
    with workspace.read() as repos:
        marks = repos.links.key_marks(project_id)
    if marks and mark_of(key) not in marks:
        raise NotAllowedNow(
            _("This project’s codes were made with another key. Bring the key of that laptop.")
        )
    workspace.link_keys.put(project_id, key)


def forget_link_key(workspace: Workspace, project_id: UUID) -> None:
    """Destroys the key here once no more codes are to come: the hashes then are of nobody. The
    links stay."""
    workspace.link_keys.forget(project_id)


def _key(workspace: Workspace, repos: Repositories, project_id: UUID) -> bytes:
    marks = repos.links.key_marks(project_id)
    key = workspace.link_keys.get(project_id)
    if key is None and not marks:
        return workspace.link_keys.make(project_id)
    if key is None or (marks and mark_of(key) not in marks):
        raise NotAllowedNow(
            _(
                "The key of this project’s codes is on another laptop. Bring it from there first;"
                " codes of another key could not be linked."
            )
        )
    return key


def _cards(repos: Repositories, project_id: UUID) -> dict[UUID, str]:
    return {one.id: one.code for one in repos.respondents.list(project_id) if one.code}


def _coded(repos: Repositories, wave_id: UUID, cards: Mapping[UUID, str]) -> CodedWave:
    codes = repos.links.codes(wave_id)
    finished = (
        one.respondent_id for one in repos.responses.bare(wave_id) if _is_finished(one.state)
    )
    return CodedWave(tuple(Coded(one, codes.get(one), cards.get(one)) for one in finished))


def _is_finished(state: ResponseState) -> bool:
    return state is ResponseState.FINISHED


def _decide(
    workspace: Workspace,
    before_id: UUID,
    after_id: UUID,
    pair: Pair,
    verdict: Verdict,
    by: str,
    why: str,
) -> Future[None]:
    now = workspace.now()

    def decide(repos: Repositories) -> None:
        linked = linked_waves(repos, before_id, after_id)
        _check(linked.table, pair, verdict)
        repos.links.decide(
            LinkDecision(
                id=uuid7(),
                project_id=linked.before.project_id,
                before_wave=before_id,
                after_wave=after_id,
                before=pair[0],
                after=pair[1],
                verdict=verdict,
                by=on_one_line(clean_text(by, _LONGEST_REASON)),
                at=now,
                why=on_one_line(clean_text(why, _LONGEST_REASON)),
            )
        )

    return workspace.write(decide)


def _check(table: MatchTable, pair: Pair, verdict: Verdict) -> None:
    known = table.standing.get(pair)
    if verdict is Verdict.TAKE_BACK:
        if known is None:
            raise NotAllowedNow(_("Nothing was decided of these two."))
        return
    if not table.has(pair):
        raise NotFound(_("One of the two has no finished questionnaire in their wave."))
    if verdict is Verdict.REJECT:
        return
    for other, decision in table.standing.items():
        is_other = other != pair and (other[0] == pair[0] or other[1] == pair[1])
        if is_other and decision.verdict is Verdict.CONFIRM:
            raise NotAllowedNow(
                _("Another link of one of the two was confirmed. Take that back first.")
            )

"""`pollkit links`: who of one wave is who of another, and what people decide about it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pollkit.cli.exit_codes import ExitCode
from pollkit.cli.output import say, say_json
from pollkit.cli.places import workspace_of
from pollkit.cli.project_choice import choose_project, choose_wave
from pollkit.domain.waves import Wave, WaveKind
from pollkit.errors import CodeNotAccepted, NotAllowedNow, NotFound
from pollkit.i18n import _
from pollkit.usecases.ports import Wiring

if TYPE_CHECKING:
    from pollkit.store import Repositories, Workspace
    from pollkit.usecases.linking import LinkedWaves


def summary() -> str:
    return _("tell who of one wave is who of another, and decide what codes leave open")


def description() -> str:
    does = _(
        "Lists how many people of two waves are linked, by what, and who is left to a person.\n"
        "--confirm, --reject and --take-back decide about two people: one of the wave before and\n"
        "one of the wave after, by the code of their card or the start of their id."
    )
    keys = _(
        "Codes that people make themselves need the project’s key. --write-key and --read-key\n"
        "bring it to another laptop; --forget-key destroys it when no more codes are to come."
    )
    return f"{does}\n\n{keys}"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "project",
        metavar=_("PROJECT"),
        help=_("id of the project, the start of it, or part of the title"),
    )
    parser.add_argument("--before", metavar=_("WAVE"), help=_("the earlier of the two waves"))
    parser.add_argument("--after", metavar=_("WAVE"), help=_("the later one"))
    does = parser.add_mutually_exclusive_group()
    for name, words in (
        ("--confirm", _("they are one person")),
        ("--reject", _("they are two")),
        ("--take-back", _("what was decided of them does not count")),
    ):
        pair = (_("BEFORE"), _("AFTER"))
        does.add_argument(name, nargs=2, metavar=pair, help=words)
    does.add_argument(
        "--differences",
        action="store_true",
        help=_("whether those who are not linked had answered otherwise"),
    )
    does.add_argument(
        "--write-key", metavar=_("FILE"), type=Path, help=_("write the key of the project’s codes")
    )
    does.add_argument(
        "--read-key", metavar=_("FILE"), type=Path, help=_("take over the key of another laptop")
    )
    does.add_argument("--forget-key", action="store_true", help=_("destroy the key on this laptop"))
    parser.add_argument("--by", metavar=_("NAME"), default="", help=_("who decides"))
    parser.add_argument("--why", metavar=_("TEXT"), default="", help=_("why; without names"))
    parser.add_argument(
        "--json", action="store_true", help=_("print one JSON object and nothing else")
    )


def run(arguments: Namespace, wiring: Wiring) -> int:
    from pollkit.store import Role, Workspace

    decides = arguments.confirm or arguments.reject or arguments.take_back
    if decides and not arguments.by.strip():
        raise NotAllowedNow(_("Please say who decides, with --by NAME."))
    of_key = arguments.write_key or arguments.read_key or arguments.forget_key
    role = Role.WINDOW if decides or of_key else Role.READER
    with Workspace.open(workspace_of(arguments), role) as workspace:
        with workspace.read() as repos:
            project = choose_project(repos.programmes.list_projects(), arguments.project)
            waves = repos.waves.list(project.id)
        if of_key:
            _serve_key(arguments, workspace, project.id)
            return ExitCode.OK
        before, after = _two_waves(waves, arguments)
        if decides:
            _decide(arguments, workspace, before.id, after.id)
        _show(arguments, workspace, before.id, after.id)
    return ExitCode.OK


def _serve_key(arguments: Namespace, workspace: Workspace, project_id: UUID) -> None:
    from pollkit.usecases.linking import forget_link_key, open_link_key, save_link_key

    if arguments.write_key:
        save_link_key(workspace, project_id, arguments.write_key)
        said = _("The key is written. Carry it on a stick of its own, and delete it there.")
    elif arguments.read_key:
        open_link_key(workspace, project_id, arguments.read_key)
        said = _("The key is taken over.")
    else:
        forget_link_key(workspace, project_id)
        said = _("The key is destroyed. The links stay.")
    if arguments.json:
        say_json({"project": str(project_id), "has_key": not arguments.forget_key})
    else:
        say(said)


def _two_waves(waves: Sequence[Wave], arguments: Namespace) -> tuple[Wave, Wave]:
    """Those that are named; else the project's only two, or the only ones before and after."""
    if len(waves) == 2 and not (arguments.before or arguments.after):
        return waves[0], waves[1]
    before = choose_wave(waves, arguments.before or WaveKind.BEFORE)
    return before, choose_wave(waves, arguments.after or WaveKind.AFTER)


def _decide(arguments: Namespace, workspace: Workspace, before: UUID, after: UUID) -> None:
    from pollkit.usecases.linking import confirm_link, linked_waves, reject_link, take_back

    with workspace.read() as repos:
        linked = linked_waves(repos, before, after)
    meant = arguments.confirm or arguments.reject or arguments.take_back
    table = linked.table
    pair = (
        _respondent(
            {*table.alone_before, *(x.before for x in table.links)}, linked.codes, meant[0]
        ),
        _respondent({*table.alone_after, *(x.after for x in table.links)}, linked.codes, meant[1]),
    )
    decide = take_back
    if not arguments.take_back:
        decide = confirm_link if arguments.confirm else reject_link
    decide(workspace, before, after, pair, arguments.by, arguments.why).result()


def _respondent(known: Collection[UUID], cards: Mapping[UUID, str], meant: str) -> UUID:
    """Whose card or start of the id this is.

    Raises:
        NotFound: nobody's in this wave, or several people's.
    """
    from pollkit.domain.codes import read_code

    try:
        code = read_code(meant)
    except CodeNotAccepted:
        code = None
    found = [one for one in known if code is not None and cards.get(one) == code]
    found = found or [one for one in known if str(one).startswith(meant.strip().casefold())]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(_("Several people fit “{meant}”. Use more of the id.").format(meant=meant))
    raise NotFound(_("Nobody in this wave fits “{meant}”.").format(meant=meant))


def _show(arguments: Namespace, workspace: Workspace, before: UUID, after: UUID) -> None:
    from pollkit.usecases.linking import linked_waves

    with workspace.read() as repos:
        linked = linked_waves(repos, before, after)
        if arguments.differences:
            _show_differences(arguments, repos, linked)
            return
    if arguments.json:
        say_json(_facts(linked))
    else:
        for line in _lines(linked):
            say(line)


def _lines(linked: LinkedWaves) -> list[str]:
    from pollkit.usecases.link_words import (
        respondent_words,
        table_lines,
        verdict_words,
        why_words,
    )

    lines = [f"{linked.before.title} → {linked.after.title}", *table_lines(linked.table)]
    if linked.table.proposals:
        lines.append(_("To be decided, with --confirm or --reject:"))
    for one in linked.table.proposals:
        names = (respondent_words(end, linked.codes) for end in one.pair)
        lines.append("  {}  {}   {}".format(*names, why_words(one)))
    if linked.table.standing:
        lines.append(_("Decided, and can be taken back:"))
    for pair, decision in linked.table.standing.items():
        names = (respondent_words(end, linked.codes) for end in pair)
        day = f"{decision.at.astimezone():%Y-%m-%d}"
        told = "  ".join(part for part in (decision.by, day, decision.why) if part)
        lines.append("  {}  {}   {}  {}".format(*names, verdict_words(decision.verdict), told))
    return lines


def _facts(linked: LinkedWaves) -> dict[str, Any]:
    table = linked.table
    return {
        "before": {"wave": str(linked.before.id), "people": table.before},
        "after": {"wave": str(linked.after.id), "people": table.after},
        "linked": len(table.links),
        "linked_share": table.linked_share,
        "expected_false": round(table.expected_false, 3),
        "links": [_pair(one.pair) | {"how": one.how} for one in table.links],
        "proposals": [
            _pair(one.pair) | {"why": one.why, "off": one.off} for one in table.proposals
        ],
        "alone_before": {str(one): why for one, why in table.alone_before.items()},
        "alone_after": {str(one): why for one, why in table.alone_after.items()},
        "decisions": [
            _pair(pair) | {"verdict": one.verdict, "by": one.by, "at": one.at.isoformat()}
            for pair, one in table.standing.items()
        ],
    }


def _pair(pair: tuple[UUID, UUID]) -> dict[str, Any]:
    return {"before": str(pair[0]), "after": str(pair[1])}


def _show_differences(arguments: Namespace, repos: Repositories, linked: LinkedWaves) -> None:
    from dataclasses import asdict

    from pollkit.usecases.linking import unlinked_differences

    found = unlinked_differences(repos, linked)
    if arguments.json:
        say_json({"differences": [asdict(one) for one in found]})
        return
    say(_("What they had answered before: linked people, the others, the difference"))
    for one in found:
        name = f"{one.item}.{one.part}" if one.part else one.item
        if one.linked is None or one.others is None:
            say(f"  {name}  " + _("too few people"))
            continue
        said = f"  {name}  {one.linked:.2f}  {one.others:.2f}"
        if one.standardised is not None:
            said += f"  {one.standardised:+.2f} [{one.low:+.2f}, {one.high:+.2f}]"
        say(said + ("  !" if one.is_notable else ""))
    say(_("Differences are in standard deviations; ! marks those beyond 0.25."))

"""What `pollkit project` tells: who came, who is missing, what is doubtful."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from pollkit.cli.output import say, say_json
from pollkit.cli.project_choice import choose_project, choose_wave
from pollkit.domain.codes import spaced
from pollkit.i18n import _

if TYPE_CHECKING:
    from pollkit.domain.quality import Flag, ItemGaps
    from pollkit.domain.tallies import DayTally, WaveTally
    from pollkit.store import Workspace
    from pollkit.usecases.projects import WaveOverview


def list_all(arguments: Namespace, workspace: Workspace) -> None:
    with workspace.read() as repos:
        projects = repos.programmes.list_projects()
    for project in projects:
        if arguments.json:
            say_json({"id": str(project.id), "title": project.title})
        else:
            say(f"{str(project.id)[:13]}  {project.title}")
    if not projects and not arguments.json:
        say(_("There are no projects here yet."))


def show(arguments: Namespace, workspace: Workspace) -> None:
    from pollkit.usecases.projects import project_overview

    with workspace.read() as repos:
        project = choose_project(repos.programmes.list_projects(), arguments.project)
        overview = project_overview(repos, project.id, workspace.today())
    if arguments.json:
        say_json(
            {
                "project": str(project.id),
                "respondents": len(overview.respondents),
                "withdrawn": overview.withdrawn,
                "waves": [_wave_facts(one) for one in overview.waves],
            }
        )
        return
    say(project.title)
    for one in overview.waves:
        _say_wave(one)
    if overview.withdrawn:
        say(_("Took everything back: {n}").format(n=overview.withdrawn))


def check(arguments: Namespace, workspace: Workspace) -> None:
    from pollkit.usecases.quality import wave_quality

    with workspace.read() as repos:
        project = choose_project(repos.programmes.list_projects(), arguments.project)
        wave = choose_wave(repos.waves.list(project.id), arguments.wave)
    found = wave_quality(workspace, wave.id)
    if arguments.json:
        say_json(
            {
                "wave": str(wave.id),
                "versions": [
                    {
                        "version": one.instrument.version_id,
                        "responses": one.responses,
                        "flags": [_flag_facts(flag) for flag in one.flags],
                        "items": [_gap_facts(gap) for gap in one.items],
                    }
                    for one in found
                ],
            }
        )
        return
    for one in found:
        say(_("{n} finished").format(n=one.responses))
        for flag in one.flags:
            say(f"  {str(flag.response_id)[:13]}  {_doubt_in_words(flag)}")
        for gap in one.items:
            if gap.asked > gap.answered:
                say("  " + _gap_in_words(gap))
    if not found:
        say(_("Nobody has finished this wave yet."))


def _say_wave(one: WaveOverview) -> None:
    tally = one.tally
    say(f"{one.wave.title}")
    expected = "–" if tally.expected is None else str(tally.expected)
    say(
        "  "
        + _(
            "expected {expected} · finished {finished} · begun {started} · refused {refused}"
            " · taken back {withdrawn}"
        ).format(
            expected=expected,
            finished=tally.finished,
            started=tally.started,
            refused=tally.refused,
            withdrawn=tally.withdrawn,
        )
    )
    for day in tally.days:
        say("  " + _day_in_words(day))
    if tally.missing:
        codes = [spaced(person.code) for person in tally.missing if person.code]
        bare = len(tally.missing) - len(codes)
        say("  " + _("missing: {n}").format(n=len(tally.missing)))
        for code in codes:
            say(f"    {code}")
        if bare:
            say("    " + _("without a code: {n}").format(n=bare))


def _day_in_words(day: DayTally) -> str:
    return _("{day}: begun {started}, finished {finished}, refused {refused}").format(
        day=day.day.isoformat(),
        started=day.started,
        finished=day.finished,
        refused=day.refused,
    )


def _doubt_in_words(flag: Flag) -> str:
    from pollkit.domain.quality import Doubt

    where = ", ".join(flag.items)
    match flag.doubt:
        case Doubt.DUPLICATE:
            return _("the same answers as {other}").format(other=str(flag.other)[:13])
        case Doubt.STRAIGHT_LINE:
            return _("the same point all the way down: {where}").format(where=where)
        case Doubt.TOO_FAST:
            seconds = (flag.mean_ms or 0) / 1000
            return _("{n:.1f} seconds for each question").format(n=seconds)
        case Doubt.OUT_OF_RANGE:
            return _("an answer that the question does not take: {where}").format(where=where)


def _gap_in_words(gap: ItemGaps) -> str:
    return _("{item}: {answered} of {asked} answered, {unsaid} would rather not say").format(
        item=gap.item, answered=gap.answered, asked=gap.asked, unsaid=gap.unsaid
    )


def _wave_facts(one: WaveOverview) -> dict[str, Any]:
    return {
        "id": str(one.wave.id),
        "kind": one.wave.kind.value,
        "title": one.wave.title,
        **_tally_facts(one.tally),
    }


def _tally_facts(tally: WaveTally) -> dict[str, Any]:
    return {
        "expected": tally.expected,
        "finished": tally.finished,
        "begun": tally.started,
        "refused": tally.refused,
        "withdrawn": tally.withdrawn,
        "missing": [person.code for person in tally.missing],
        "by_mode": {mode.value: count for mode, count in tally.by_mode.items()},
        "days": [
            {
                "day": day.day.isoformat(),
                "begun": day.started,
                "finished": day.finished,
                "refused": day.refused,
                "by_mode": {mode.value: count for mode, count in day.by_mode.items()},
            }
            for day in tally.days
        ],
    }


def _flag_facts(flag: Flag) -> dict[str, Any]:
    return {
        "response": str(flag.response_id),
        "doubt": flag.doubt.value,
        "items": list(flag.items),
        "other": None if flag.other is None else str(flag.other),
        "mean_ms": flag.mean_ms,
    }


def _gap_facts(gap: ItemGaps) -> dict[str, Any]:
    return {"item": gap.item, "asked": gap.asked, "answered": gap.answered, "unsaid": gap.unsaid}

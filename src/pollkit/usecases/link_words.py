"""What a match table says, in words: for the window, the command line and reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from pollkit.domain.codes import spaced
from pollkit.domain.linking.decisions import MatchTable, Verdict
from pollkit.domain.linking.links import Alone, How, Proposal, Why
from pollkit.i18n import _, ngettext

# Enough of a random id to tell the respondents of one project apart.
_SHORT = 8


def respondent_words(respondent_id: UUID, cards: Mapping[UUID, str]) -> str:
    """The code of the card, or the start of the id of who has none."""
    code = cards.get(respondent_id)
    return str(respondent_id)[:_SHORT] if code is None else spaced(code)


def how_words(how: How) -> str:
    match how:
        case How.CARD:
            return _("the same card")
        case How.EXACT:
            return _("the same code of their own")
        case How.ONE_OFF:
            return _("a code of their own with one answer off")
        case How.PERSON:
            return _("somebody’s decision")


def why_words(proposal: Proposal) -> str:
    match proposal.why:
        case Why.SEVERAL if proposal.off is None:
            return _("the same card, which others have too")
        case Why.SEVERAL if proposal.off == 0:
            return _("the same code, which others have too")
        case Why.SEVERAL:
            return _("one answer off, and others are as near or nearly")
        case Why.TWO_OFF:
            return _("two answers off")
        case Why.LITTLE_SAID:
            return _("one answer off, and little was answered")
        case Why.CONTRADICTION:
            return _("two decisions about them contradict each other")


def verdict_words(verdict: Verdict) -> str:
    match verdict:
        case Verdict.CONFIRM:
            return _("one person")
        case Verdict.REJECT:
            return _("two people")
        case Verdict.TAKE_BACK:
            return _("taken back")


def alone_words(alone: Alone) -> str:
    match alone:
        case Alone.NO_CODE:
            return _("no code of their own, and not the same card")
        case Alone.TOO_LITTLE_SAID:
            return _("too few of the questions were answered")
        case Alone.OTHER_KEY:
            return _("the code was made with another key or other questions")
        case Alone.NO_CANDIDATE:
            return _("nobody in the other wave is near")
        case Alone.PROPOSED:
            return _("somebody has to decide")
        case Alone.REJECTED:
            return _("somebody has said no")
        case Alone.PARTNER_TAKEN:
            return _("the only candidate was linked with somebody else")


def table_lines(table: MatchTable) -> tuple[str, ...]:
    """The match table in figures, a line each."""
    lines = [
        _("{before} people before, {after} after, {linked} linked").format(
            before=table.before, after=table.after, linked=len(table.links)
        )
    ]
    if table.linked_share is not None:
        share = round(100 * table.linked_share)
        lines[0] += " " + _("({share} % of those who could be)").format(share=share)
    counts = Counter(link.how for link in table.links)
    lines += [f"  {counts[how]}  {how_words(how)}" for how in How if counts[how]]
    lines += _cautions(table)
    for said, alone in (
        (_("Not linked, of those before:"), table.alone_before),
        (_("Not linked, of those after:"), table.alone_after),
    ):
        reasons = Counter(alone.values())
        if reasons:
            lines.append(said)
            lines += [f"  {reasons[one]}  {alone_words(one)}" for one in Alone if reasons[one]]
    return tuple(lines)


def _cautions(table: MatchTable) -> list[str]:
    found = []
    if table.count(How.ONE_OFF):
        found.append(
            _("Of those with one answer off, at most about {n} may be two people.").format(
                n=f"{table.expected_false:.1f}"
            )
        )
    doubles = len(table.doubles_before) + len(table.doubles_after)
    if doubles:
        found.append(
            ngettext(
                "{n} code or card comes twice in a wave: one person twice, or two alike.",
                "{n} codes or cards come twice in a wave: one person twice, or two alike.",
                doubles,
            ).format(n=doubles)
        )
    if table.linked_share is not None and not table.supports_change:
        found.append(
            _("Fewer than half are linked: compare the two waves as wholes, not person by person.")
        )
    return found

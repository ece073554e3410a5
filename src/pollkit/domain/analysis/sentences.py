"""What a figure says, in words for everyone: what is known, how surely, and what is not.

Never "significant", "proved" or "no effect"; up and down are the scale's, not good and bad.
"""

from __future__ import annotations

from pollkit.domain.analysis.attrition import Attrition
from pollkit.domain.analysis.clusters import ClusteredMean
from pollkit.domain.analysis.counts import FEWEST_FOR_PERCENT
from pollkit.domain.analysis.equivalence import Equivalence
from pollkit.domain.analysis.fund import PooledEffect
from pollkit.domain.analysis.intervals import Estimate, Interval
from pollkit.domain.analysis.paired import FEWEST_PAIRS
from pollkit.domain.analysis.paired_options import McNemar
from pollkit.domain.analysis.partly_paired import PartlyPaired
from pollkit.domain.analysis.reliability import Reliability
from pollkit.i18n import _, current_language, ngettext

# From here on a reliability is called good, and good enough to compare groups (Nunnally 1978).
GOOD_RELIABILITY, FAIR_RELIABILITY = 0.8, 0.7


def moved(up: int, same: int, down: int) -> str:
    """Who moved where, of those who answered both times."""
    people = up + same + down
    return ngettext(
        "Of the {people} person we could match, {up} moved up, {same} stayed, {down} moved down.",
        "Of the {people} people we could match, {up} moved up, {same} stayed, {down} moved down.",
        people,
    ).format(people=people, up=up, same=same, down=down)


def changed(change: Estimate, scale_range: tuple[float, float], looked_back: bool = False) -> str:
    """A mean change, how sure it is, or that it cannot be told from chance.

    Args:
        looked_back: people were asked at the end about then and now: what they say they changed.
    """
    interval = change.interval
    if interval is None or change.n < FEWEST_PAIRS:
        return cannot_tell(change.n)
    digits = _digits(change.value, interval)
    scale = f"{_short(scale_range[0])}–{_short(scale_range[1])}"
    if interval.low <= 0 <= interval.high:
        return _unsure(looked_back).format(
            by=_signed(change.value, digits),
            scale=scale,
            people=change.n,
            low=_signed(interval.low, digits),
            high=_signed(interval.high, digits),
        )
    near, far = sorted((abs(interval.low), abs(interval.high)))
    return _sure(change.value > 0, looked_back).format(
        by=_number(abs(change.value), digits),
        scale=scale,
        low=_number(near, digits),
        high=_number(far, digits),
    )


def cannot_tell(people: int) -> str:
    return ngettext(
        "With {people} person we cannot tell a real change from chance.",
        "With {people} people we cannot tell a real change from chance.",
        people,
    ).format(people=people)


def no_comparison() -> str:
    """Always beside a before and after."""
    return _("There was no comparison group, so we cannot say the project caused this.")


def looked_back() -> str:
    """Always beside a retrospective figure."""
    return _("People looked back from the end; such ratings tend to show larger change.")


def share(hits: int, estimate: Estimate, interval_asked: bool = True) -> str:
    """A share; below ten answers as a count alone.

    Args:
        interval_asked: the answers stand for more people than gave them.
    """
    if estimate.n < FEWEST_FOR_PERCENT:
        return _("{hits} of {n} people.").format(hits=hits, n=estimate.n)
    if estimate.interval is None or not interval_asked:
        return _("{hits} of {n} people ({percent}).").format(
            hits=hits, n=estimate.n, percent=_percent(estimate.value)
        )
    return _(
        "{hits} of {n} people ({percent}; we are fairly sure the true share is between {low} and "
        "{high})."
    ).format(
        hits=hits,
        n=estimate.n,
        percent=_percent(estimate.value),
        low=_percent(estimate.interval.low),
        high=_percent(estimate.interval.high),
    )


def yes_changed(test: McNemar) -> str:
    """Who came to a yes and who left it."""
    if test.gained + test.lost == 0:
        return _("Nobody changed their answer.")
    sentence = _("{gained} changed to yes, {lost} changed to no.").format(
        gained=test.gained, lost=test.lost
    )
    if test.is_too_few:
        return f"{sentence} " + _("Too few changed to say more.")
    return sentence


def fund(pooled: PooledEffect) -> str:
    """The projects' mean, and what one more project might bring."""
    interval = pooled.mean.interval
    if interval is None or not pooled.is_headline:
        return ngettext(
            "{projects} project is too few for one figure of the fund.",
            "{projects} projects are too few for one figure of the fund.",
            pooled.mean.n,
        ).format(projects=pooled.mean.n)
    digits = _digits(pooled.mean.value, interval)
    sentence = _("On average {mean} points over {projects} projects ({low} to {high}).").format(
        mean=_signed(pooled.mean.value, digits),
        projects=pooled.mean.n,
        low=_signed(interval.low, digits),
        high=_signed(interval.high, digits),
    )
    if interval.low <= 0 <= interval.high:
        sentence += " " + _("That can be chance.")
    if pooled.prediction is None:
        return sentence + " " + _("There are too few projects to say what a new one would bring.")
    return (
        sentence
        + " "
        + _("A new project like these could be anywhere from {low} to {high}.").format(
            low=_signed(pooled.prediction.low, 1), high=_signed(pooled.prediction.high, 1)
        )
    )


def over_projects() -> str:
    """Beside each pooled figure."""
    return _("Each project counts, not each person; it is not a figure for the whole population.")


def hangs_together(found: Reliability) -> str:
    """Whether a scale's questions measure one thing."""
    if found.coefficient is None:
        return _("Too few answers to judge whether these questions belong together.")
    value = _number(found.coefficient.value, 2)
    if found.coefficient.value >= GOOD_RELIABILITY:
        return _("The questions belong together well (reliability {value}).").format(value=value)
    if found.coefficient.value >= FAIR_RELIABILITY:
        words = _("The questions belong together well enough for groups (reliability {value}).")
        return words.format(value=value)
    words = _(
        "The questions belong together poorly (reliability {value}): look at them one by one too."
    )
    return words.format(value=value)


def left_early(found: Attrition) -> str:
    """Whether those who stayed stand for all."""
    if found.difference is None:
        return _("We cannot tell whether those who left early had answered differently.")
    if found.differs:
        return _(
            "Those who left early had answered differently at the start, so the change of those "
            "who stayed need not be everybody's."
        )
    return _("Those who left early had answered much like the others at the start.")


def partly_matched(found: PartlyPaired) -> str:
    """Which of the comparisons leads, and why."""
    percent = _percent(found.matched_share)
    if found.leads == "matched":
        return _("{percent} could be matched; the change is of these people.").format(
            percent=percent
        )
    return _(
        "Only {percent} could be matched, so we compare all who answered before with all who "
        "answered after."
    ).format(percent=percent)


def came_in_groups(found: ClusteredMean) -> str:
    """What it means that people came in groups."""
    return _(
        "People came in {groups} groups whose members are alike; they tell as much as {people} "
        "who do not know one another."
    ).format(groups=found.groups, people=_number(found.effective_n, 0))


def nothing_that_matters(found: Equivalence) -> str:
    """Whether a change that matters can be ruled out."""
    digits = _digits(found.bounds.high, found.bounds)
    low, high = (_signed(end, digits) for end in (found.bounds.low, found.bounds.high))
    if found.is_equivalent:
        return _(
            "The change lies between {low} and {high} points, which was called too small to matter "
            "before anybody was asked."
        ).format(low=low, high=high)
    return _("We cannot rule out a change beyond {low} or {high} points.").format(
        low=low, high=high
    )


def could_be_seen(people: int, points: float) -> str:
    """The smallest change that this many people show.

    Args:
        points: of the scale, at 80 % power.
    """
    return _(
        "With {people} people, a change of less than {points} points would easily go unseen."
    ).format(people=people, points=_number(points, 1 if points >= 0.1 else 2))


def one_of_several(outcomes: int) -> str:
    """Beside what was not the one primary outcome.

    Args:
        outcomes: how many were looked at, with this one.
    """
    if outcomes < 2:
        return _("This was the only outcome looked at.")
    return _(
        "{count} outcomes were looked at, so one of them may stand out by chance; this is allowed "
        "for."
    ).format(count=outcomes)


def weighted() -> str:
    """Beside each weighted figure."""
    return _(
        "People chose to answer. Weights bring the shares of the groups into line; they do not "
        "make the answers stand for those who did not take part."
    )


def _sure(is_up: bool, looked_back: bool) -> str:
    if looked_back and is_up:
        return _(
            "People said that their average had risen by {by} on a {scale} scale (we are fairly "
            "sure it is between {low} and {high})."
        )
    if looked_back:
        return _(
            "People said that their average had fallen by {by} on a {scale} scale (we are fairly "
            "sure it is between {low} and {high})."
        )
    if is_up:
        return _(
            "The average rose by {by} on a {scale} scale (we are fairly sure the true rise is "
            "between {low} and {high})."
        )
    return _(
        "The average fell by {by} on a {scale} scale (we are fairly sure the true fall is between "
        "{low} and {high})."
    )


def _unsure(looked_back: bool) -> str:
    if looked_back:
        return _(
            "What people said of then and now differs by {by} on a {scale} scale. With {people} "
            "people we cannot tell this from chance: the true difference may be anywhere from "
            "{low} to {high}."
        )
    return _(
        "The average changed by {by} on a {scale} scale. With {people} people we cannot tell this "
        "from chance: the true change may be anywhere from {low} to {high}."
    )


def _digits(value: float, interval: Interval) -> int:
    """One place after the point, or more where a figure would read as nought."""
    told = [abs(one) for one in (value, interval.low, interval.high) if one != 0]
    smallest = min(told, default=1.0)
    return 1 if smallest >= 0.05 else 2 if smallest >= 0.005 else 3


def _number(value: float, digits: int) -> str:
    from babel.numbers import format_decimal

    form = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(round(value, digits) + 0.0, form, locale=current_language())


def _signed(value: float, digits: int) -> str:
    """With a plus or a true minus; 0 has none."""
    near = round(value, digits)
    sign = "+" if near > 0 else "−" if near < 0 else ""
    return sign + _number(abs(near), digits)


def _short(value: float) -> str:
    from babel.numbers import format_decimal

    return format_decimal(value, "#,##0.##", locale=current_language())


def _percent(share_of: float) -> str:
    from babel.numbers import format_percent

    return format_percent(int(share_of * 100 + 0.5) / 100, locale=current_language())

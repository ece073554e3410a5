"""What waves, modes and days are called on the caseworker's screens."""

from __future__ import annotations

from pollkit.domain.changes import rows_in
from pollkit.domain.waves import Mode, Response, WaveKind
from pollkit.i18n import _


def kind_words(kind: WaveKind) -> str:
    return {
        WaveKind.BEFORE: _("Before"),
        WaveKind.AFTER: _("After"),
        WaveKind.FOLLOW_UP: _("Follow-up"),
        WaveKind.PULSE: _("Pulse"),
        WaveKind.THEN_AND_NOW: _("Then and now"),
    }[kind]


def kind_help(kind: WaveKind) -> str:
    """When to choose it, in one sentence."""
    return {
        WaveKind.BEFORE: _("The first time, before the project begins for the person."),
        WaveKind.AFTER: _("The same questions at the end, to see what has changed."),
        WaveKind.FOLLOW_UP: _("Once more some months later, to see what has lasted."),
        WaveKind.PULSE: _("A few questions again and again, to see the trend."),
        WaveKind.THEN_AND_NOW: _(
            "One sitting at the end that asks how it was then and how it is now: nobody has to be "
            "found again, and nothing has to be linked."
        ),
    }[kind]


def mode_words(mode: Mode) -> str:
    return {
        Mode.PHONE: _("Phones in the room"),
        Mode.KIOSK: _("Hand over this computer"),
        Mode.INTERVIEW: _("Interview"),
        Mode.PAPER: _("Paper"),
        Mode.CARD: _("Cards"),
    }[mode]


def mode_name(mode: Mode) -> str:
    """As a noun, beside a count."""
    return {
        Mode.PHONE: _("phones"),
        Mode.KIOSK: _("hand-over"),
        Mode.INTERVIEW: _("interview"),
        Mode.PAPER: _("paper"),
        Mode.CARD: _("cards"),
    }[mode]


def answered_count(response: Response) -> int:
    """Questions that are settled; how many rows a section has is no answer."""
    return len(response.answers) - len(rows_in(response.answers)) + len(response.unsaid)

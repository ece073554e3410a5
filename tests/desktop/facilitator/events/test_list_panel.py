"""What the list of events offers for a new one."""

from __future__ import annotations

from pollkit.desktop.facilitator.events.list_panel import EventListPanel
from pollkit.desktop.theme import Theme
from pollkit.usecases.kits import kit_names


def test_every_kit_is_offered_by_its_title_below_the_empty_event(theme: Theme) -> None:
    panel = EventListPanel()
    wanted: list[str] = []
    panel.kit_wanted.connect(wanted.append)
    for _opening in range(2):  # the menu is filled anew, not twice
        panel.offer_kits()
    empty, _line, heading, *kits = panel.new.menu().actions()
    assert empty.text().startswith("Empty event")
    assert not heading.isEnabled()
    for action in kits:
        action.trigger()
    assert sorted(wanted) == sorted(kit_names())
    assert all("questions" in action.text() for action in kits)
    panel.deleteLater()

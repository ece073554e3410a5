"""The attendee's page: whole in one response, and the screen within it that is pushed anew.

What is rendered depends on the arguments alone: equal views give equal bytes, so a server may keep
the compressed page of a view that carries no answer of its own. `render_screen` serves the push
(one for each language and class, with `mine=None`) as well as a single phone's own screen.
"""

from pollkit.live.page.door import render_door_page
from pollkit.live.page.pages import (
    Trouble,
    render_error_page,
    render_page,
    render_pin_page,
)
from pollkit.live.page.screen import render_screen
from pollkit.live.page.templates import CONTENT_SECURITY_POLICY, KIOSK_POLICY, OTHER_POLICY

__all__ = [
    "CONTENT_SECURITY_POLICY",
    "KIOSK_POLICY",
    "OTHER_POLICY",
    "Trouble",
    "render_door_page",
    "render_error_page",
    "render_page",
    "render_pin_page",
    "render_screen",
]

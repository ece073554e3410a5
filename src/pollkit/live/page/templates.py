"""The page's templates, its style and its script."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from pollkit.i18n import direction, words
from pollkit.resources import resource_path

if TYPE_CHECKING:
    from jinja2 import Environment


def render(template: str, language: str, **shown: object) -> str:
    catalogue = words(language)
    return (
        _environment()
        .get_template(template)
        .render(
            shown,
            language=language,
            direction=direction(language),
            css=STYLE,
            gettext=catalogue.gettext,
            ngettext=catalogue.ngettext,
        )
    )


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader

    return Environment(
        loader=FileSystemLoader(resource_path("phone")),
        autoescape=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _style(name: str) -> str:
    return re.sub(r"(: | ?[{},;>] ?)", lambda found: found[0].strip(), _bare(name))


def _script(name: str) -> str:
    """Blanks around signs go, except within strings, which are in single quotes throughout."""
    parts = re.split(r"('(?:[^'\\\n]|\\.)*')", _bare(name))
    parts[::2] = (re.sub(r" ?([=*/<>!&|?:;,(){}\[\]]+) ?", r"\1", code) for code in parts[::2])
    return "".join(parts)


def _bare(name: str) -> str:
    """Without indentation and comment lines: every byte of it is sent to all."""
    lines = (line.strip() for line in resource_path("phone", name).read_text("utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(("//", "/*")))


def _hash(source: str) -> str:
    digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
    return f"'sha256-{digest}'"


_SCRIPTS = ("keeping.js", "answers.js", "dressing.js", "following.js", "phone.js")

STYLE = _style("phone.css")


def script_of(names: Iterable[str]) -> str:
    """One script of several files, which see one another and nobody else."""
    return "\n".join(["(function () {", "'use strict';", *map(_script, names), "})();"])


SCRIPT = script_of(_SCRIPTS)

# What only some questions need comes with them: the page must fit the first flight.
STYLES = {name: _style(f"{name}.css") for name in ("lists", "pads", "board", "results")}
_WIDGETS = ("ranking", "points", "pad", "result", "board")
WIDGETS = {name: _script(f"widgets/{name}.js") for name in _WIDGETS}
KIOSK_STYLE, KIOSK_SCRIPT = _style("kiosk.css"), _script("kiosk.js")
HALL_STYLE = _style("hall/hall.css")
REMOTE_SCRIPT, WAITING_SCRIPT = _script("remote.js"), _script("waiting.js")


def page_policy(styles: Iterable[str], scripts: Iterable[str], *more: str) -> str:
    """`data:` is for the empty icon, which keeps browsers from asking for /favicon.ico.

    Args:
        more: hashes of scripts that are loaded by their address.
    """
    return (
        f"default-src 'none'; style-src {' '.join(map(_hash, styles))}; "
        f"script-src {' '.join([*map(_hash, scripts), *more])}; "
        "connect-src 'self'; form-action 'self'; img-src 'self' data:; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


# Each hash is 53 bytes that are sent uncompressed: a page names those that it can come to need.
_STYLES, _PAGE_SCRIPTS = (STYLE, *STYLES.values()), (SCRIPT, *WIDGETS.values())
CONTENT_SECURITY_POLICY = page_policy(_STYLES, _PAGE_SCRIPTS)
KIOSK_POLICY = page_policy((*_STYLES, KIOSK_STYLE), (*_PAGE_SCRIPTS, KIOSK_SCRIPT))
# Of the pages of those who are not in the room, and of the remote control.
OTHER_POLICY = page_policy((STYLE,), (REMOTE_SCRIPT, WAITING_SCRIPT))

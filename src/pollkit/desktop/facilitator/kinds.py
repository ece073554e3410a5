"""The kinds of questions in a facilitator's words."""

from __future__ import annotations

from pollkit.domain.instruments import ItemKind
from pollkit.i18n import _


def kind_name(kind: ItemKind) -> str:
    return {
        ItemKind.SINGLE: _("One choice"),
        ItemKind.MULTIPLE: _("Several choices"),
        ItemKind.TEXT: _("Open text"),
        ItemKind.SCALE: _("Scale"),
    }[kind]

"""A package that was read: what it is, what it would change, and whether to open it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from pollkit.desktop import theme
from pollkit.desktop.caseworker.projects.presenter import PackageQuestion
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column, row
from pollkit.i18n import _, ngettext


class PackagePanel(QFrame):
    opened = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("notice", True)
        self.title = label("", "lead", wraps=True)
        self.words = label("", wraps=True)
        self.caution = label("", "caution", wraps=True)
        self.open = Button(_("Open it"), "primary", "ph.check")
        self.leave = Button(_("Leave it"), "secondary")
        parts = column(
            self.title, self.words, self.caution, row(self.open, self.leave, None), gap=theme.S
        )
        parts.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        self.setLayout(parts)
        self.open.clicked.connect(self.opened)
        self.leave.clicked.connect(self.left)
        self.hide()

    def render_state(self, question: PackageQuestion | None) -> None:
        if question is None:
            return
        self.title.setText(question.title or question.path.name)
        lines = "\n".join(f"• {change}" for change in question.changes)
        self.words.setText(lines or _("Everything in it is here already."))
        answered = ngettext(
            "{n} response was gathered here already; it stays as it is.",
            "{n} responses were gathered here already; they stay as they are.",
            question.answered,
        ).format(n=question.answered)
        self.caution.setText(answered if question.answered and question.changes else "")
        self.caution.setVisible(bool(self.caution.text()))
        self.open.setText(_("Open it") if question.is_new else _("Take the changes over"))
        self.open.setEnabled(bool(question.changes) or question.is_new)

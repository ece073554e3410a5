"""What a person sees when something went wrong: a calm screen, or a report they can pass on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QMainWindow, QPlainTextEdit, QWidget

from pollkit.desktop import theme
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import EmptyState, column, row
from pollkit.errors import PollKitError
from pollkit.i18n import _


class TroubleWindow(QMainWindow):
    """The workspace could not be opened: why, and what to do about it."""

    retry_wanted = Signal()

    def __init__(self, error: PollKitError, workspace: Path) -> None:
        super().__init__()
        self.setWindowTitle("PollKit")
        self.setMinimumSize(720, 480)
        self.retry = Button(_("Try again"), "primary", "ph.arrow-clockwise")
        self.quit = Button(_("Quit"), "secondary")
        self.words = str(error)
        message = EmptyState(
            "ph.warning-circle",
            _("Your workspace cannot be opened"),
            self.words,
            self.retry,
            self.quit,
        )
        where = label(_("Workspace: {path}").format(path=workspace), "small", wraps=True)
        safe = label(_("Nothing in it was changed."), "small")
        foot = column(safe, where, margin=theme.XL, gap=theme.XS)
        inside = QWidget()
        inside.setObjectName("screen")
        inside.setLayout(column(message))
        inside.layout().addLayout(foot)  # type: ignore[union-attr]
        self.setCentralWidget(inside)
        self.retry.clicked.connect(self.retry_wanted)
        self.quit.clicked.connect(self.close)
        self.retry.setFocus()


class ReportDialog(QDialog):
    """A bug has shown itself. The report holds places in the program, nothing that was typed."""

    def __init__(self, report: str, log: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("PollKit: something went wrong"))
        self.setMinimumSize(640, 420)
        self._report = report
        text = QPlainTextEdit(report)
        text.setReadOnly(True)
        text.setAccessibleName(_("Report"))
        copy = Button(_("Copy the report"), "secondary", "ph.copy")
        close = Button(_("Go on"), "primary")
        close.setDefault(True)
        self.setLayout(
            column(
                label(_("Something went wrong that PollKit did not expect"), "lead", wraps=True),
                label(
                    _(
                        "What was saved stays saved, and a running room goes on. If you report "
                        "this, please add the text below: it holds no answers and no names."
                    ),
                    wraps=True,
                ),
                text,
                label(_("Also written to {path}").format(path=log), "small", wraps=True),
                row(copy, None, close),
                margin=theme.XL,
                gap=theme.M,
            )
        )
        copy.clicked.connect(self._on_copy_clicked)
        close.clicked.connect(self.accept)

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._report)

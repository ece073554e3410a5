"""One application for all tests of the window, and a way to wait for what it does."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication

from pollkit.desktop.change_hub import ChangeHub
from pollkit.desktop.theme import Theme

Until = Callable[[Callable[[], object]], None]


@pytest.fixture(scope="session")
def application() -> QApplication:
    existing = QApplication.instance()
    return existing if isinstance(existing, QApplication) else QApplication(["pollkit"])


@pytest.fixture(scope="session")
def theme(application: QApplication) -> Theme:
    theme = Theme(application)
    theme.dress()
    return theme


@pytest.fixture
def hub(application: QApplication) -> Iterator[ChangeHub]:
    hub = ChangeHub()
    yield hub
    hub.close()
    hub.deleteLater()


@pytest.fixture
def until(application: QApplication) -> Until:
    """Runs the event loop until the condition holds; fails after ten seconds."""

    def wait(condition: Callable[[], object]) -> None:
        deadline = time.monotonic() + 10
        while not condition():
            assert time.monotonic() < deadline, "waited ten seconds in vain"
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    return wait

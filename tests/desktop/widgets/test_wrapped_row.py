from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.wrapped_row import WrappedRow

pytestmark = pytest.mark.usefixtures("application")


@pytest.mark.parametrize("width", [200, 360, 1200])
@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_no_button_is_cut_off_or_lies_on_another(width: int, direction: Qt.LayoutDirection) -> None:
    holder = QWidget()
    holder.setLayoutDirection(direction)
    buttons = [Button(words) for words in ("Edit", "Rehearse", "Network…", "People…", "Archive")]
    hidden = Button("Not there")
    whole = QVBoxLayout(holder)
    whole.addLayout(WrappedRow(*buttons, hidden))
    hidden.hide()
    holder.resize(width, 400)
    holder.show()
    QApplication.processEvents()
    for place, button in enumerate(buttons):
        assert button.width() >= button.sizeHint().width()
        assert holder.rect().contains(button.geometry())
        assert not any(button.geometry().intersects(one.geometry()) for one in buttons[:place])
    is_mirrored = direction is Qt.LayoutDirection.RightToLeft
    assert (buttons[0].x() > width / 2) == is_mirrored
    holder.close()

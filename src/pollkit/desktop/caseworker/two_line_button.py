"""A button with a title and a sentence below it, as high as its words need."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from pollkit.desktop import theme
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column


class TwoLineButton(Button):
    """`second_role` is the text role of the sentence."""

    def __init__(self, title: str, sentence: str, second_role: str = "small") -> None:
        super().__init__("", "pick")
        self._inside = column(
            label(title, "strong", wraps=True),
            label(sentence, second_role, wraps=True),
            margin=theme.M,
            gap=theme.XS,
        )
        self._inside.addStretch(1)
        self.setLayout(self._inside)
        for part in self.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return self._inside.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:  # noqa: N802
        return self._inside.totalSizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self._inside.totalMinimumSize()

"""A card to pick one of several things by: what it is, and when to take it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy

from pollkit.desktop import theme
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.icons import Picture
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import column, row


class PickCard(Button):
    """An icon, a name, one line or two."""

    def __init__(self, name: str, words: str, icon: str) -> None:
        super().__init__("", "pick")
        self.setAccessibleName(name)
        self.setAccessibleDescription(words)
        picture = Picture(icon, 24)
        title = label(name, wraps=True)
        title.setProperty("text_role", "strong")
        said_words = label(words, "small", wraps=True)
        said_words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        said = column(title, said_words, gap=2)
        said.addStretch(1)
        line = row(picture, said, margin=theme.M, gap=theme.M)
        line.setAlignment(picture, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        self.setLayout(line)
        for part in (picture, title, said_words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:  # noqa: N802
        return self.layout().sizeHint()  # type: ignore[union-attr]

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(180, 76)

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return max(76, self.layout().heightForWidth(width))  # type: ignore[union-attr]

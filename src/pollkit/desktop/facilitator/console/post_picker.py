"""Chooses, among all that the room wrote, the post that says the same as others."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from pollkit.desktop import theme
from pollkit.desktop.widgets.labels import label, plain_tool_tip
from pollkit.desktop.widgets.panels import column
from pollkit.domain.boards import Post
from pollkit.i18n import _

_ID = Qt.ItemDataRole.UserRole


class PostPicker(QDialog):
    """`picked` carries the id of the post that speaks for the others from then on."""

    picked = Signal(object)

    def __init__(self, merged: Sequence[Post], others: Sequence[Post], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Merge"))
        self.setModal(True)
        self.resize(560, 480)
        self._posts = tuple(others)
        said = " · ".join(f"“{post.text}”" for post in merged)
        self.said = label(said, "lead", wraps=True)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search"))
        self.search.setAccessibleName(_("Search among what the room wrote"))
        self.posts = QListWidget()
        self.posts.setAccessibleName(_("Says the same as"))
        self.posts.setWordWrap(True)
        self.posts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QDialogButtonBox()
        self.merge = QPushButton(_("Merge"))
        self.merge.setDefault(True)
        buttons.addButton(self.merge, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        lead = label(_("counts as the post that you choose here:"), "muted", wraps=True)
        inside = column(self.said, lead, self.search, self.posts, buttons, gap=theme.S)
        inside.setContentsMargins(theme.L, theme.L, theme.L, theme.L)
        self.setLayout(inside)
        self._show("")
        self.search.textChanged.connect(self._on_search_changed)
        self.posts.itemActivated.connect(self._on_post_activated)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)

    def _show(self, sought: str) -> None:
        self.posts.clear()
        for post in self._posts:
            if sought.casefold() in post.text.casefold():
                line = QListWidgetItem(f"▲ {post.supports}   {post.text}")
                line.setData(_ID, str(post.id))
                line.setToolTip(plain_tool_tip(post.text))
                self.posts.addItem(line)
        self.posts.setCurrentRow(0)
        self.merge.setEnabled(self.posts.count() > 0)

    def _pick(self) -> None:
        line = self.posts.currentItem()
        self.accept()
        self.picked.emit(UUID(line.data(_ID)))

    @Slot(str)
    def _on_search_changed(self, sought: str) -> None:
        self._show(sought)

    @Slot(QListWidgetItem)
    def _on_post_activated(self, _line: QListWidgetItem) -> None:
        self._pick()

    @Slot()
    def _on_accepted(self) -> None:
        self._pick()

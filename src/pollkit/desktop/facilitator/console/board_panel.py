"""What the room wrote, for the facilitator: what waits, what is shown, what is dealt with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QMenu, QWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.console.post_picker import PostPicker
from pollkit.desktop.facilitator.console.state import ConsoleState
from pollkit.desktop.facilitator.kinds import kind_name
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import label, plain_tool_tip
from pollkit.desktop.widgets.option_mark import option_letter
from pollkit.desktop.widgets.panels import column, row
from pollkit.domain.boards import Post, PostState, PostVerb, in_order
from pollkit.domain.instruments import MOST_OPTIONS_ON_A_WALL, OF_POSTS, Item, ItemKind
from pollkit.i18n import _, ngettext
from pollkit.usecases.board_questions import KINDS_FROM_POSTS

_ID = Qt.ItemDataRole.UserRole
_GROUPS = (PostState.HELD, PostState.SHOWN, PostState.ANSWERED, PostState.HIDDEN)


@dataclass(frozen=True)
class PostGroup:
    state: PostState
    title: str
    posts: tuple[Post, ...]


def post_groups(posts: tuple[Post, ...]) -> tuple[PostGroup, ...]:
    """What waits first, what was put away last; empty groups are left out."""
    groups = (
        PostGroup(one, "", in_order(post for post in posts if post.state is one)) for one in _GROUPS
    )
    return tuple(
        PostGroup(group.state, _group_words(group), group.posts) for group in groups if group.posts
    )


class PostList(QListWidget):
    """Its letters mean what stands on the buttons, as long as the list has the focus."""

    key_pressed = Signal(str)

    keys: ClassVar = {
        Qt.Key.Key_Return: "release",
        Qt.Key.Key_Enter: "release",
        Qt.Key.Key_A: "answer",
        Qt.Key.Key_Delete: "hide",
        Qt.Key.Key_Backspace: "hide",
        Qt.Key.Key_M: "merge",
        Qt.Key.Key_Z: "enlarge",
    }

    def event(self, event: QEvent) -> bool:
        # Else the window's own shortcuts would take these letters.
        if event.type() is QEvent.Type.ShortcutOverride and self._meaning(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        meaning = self._meaning(event)
        if event.key() == Qt.Key.Key_Space:
            event.ignore()  # the next step's
        elif meaning:
            self.key_pressed.emit(meaning)
        else:
            super().keyPressEvent(event)

    def _meaning(self, event: QEvent) -> str:
        if not isinstance(event, QKeyEvent) or event.modifiers() & ~_PLAIN:
            return ""
        return self.keys.get(Qt.Key(event.key()), "")


_PLAIN = Qt.KeyboardModifier.KeypadModifier
_KEEP = QItemSelectionModel.SelectionFlag.NoUpdate


class BoardPanel(QWidget):
    edit_wanted = Signal(PostVerb, tuple, object)  # ids of posts, the one they are merged into
    question_wanted = Signal(tuple, ItemKind)  # ids of posts

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[PostGroup, ...] | None = None
        self._codes: tuple[str, ...] = ()
        self._large: UUID | None = None
        self.picker: PostPicker | None = None
        self.head = label("", "label", wraps=True)
        self.posts = PostList()
        self.posts.setAccessibleName(_("What the room wrote"))
        self.posts.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.posts.setWordWrap(True)
        self.posts.setSpacing(2)
        self.posts.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.posts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.release = Button(_("Release"), "secondary", "ph.eye")
        self.release_all = Button(_("Release all"), "secondary", "ph.checks")
        self.answer = Button(_("Answered"), "secondary", "ph.check")
        self.hide_post = Button(_("Put away"), "secondary", "ph.eye-slash")
        self.merge = Button(_("Merge"), "secondary", "ph.git-merge")
        self.enlarge = Button(_("Large on the wall"), "secondary", "ph.arrows-out")
        self.enlarge.setCheckable(True)
        self.ask = Button(_("Ask these as a question"), "secondary", "ph.list-bullets")
        self.ask.attach_menu(QMenu(self.ask))
        self._describe()
        first = (self.release, self.release_all, self.answer, self.hide_post, self.merge)
        second = (self.enlarge, self.ask)
        for button in (*first, *second):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setLayout(
            column(self.head, self.posts, row(*first, None), row(*second, None), gap=theme.S)
        )
        self._connect_parts()

    def render_state(self, state: ConsoleState) -> None:
        """The board on the wall."""
        item = state.item
        is_board = item is not None and item.kind in OF_POSTS
        self.setVisible(is_board and state.result is not None and not state.is_asking)
        self.show_board(item, state.posts if is_board else (), state.large_post)

    def show_board(
        self, item: Item | None, posts: tuple[Post, ...], large: UUID | None, on_wall: bool = True
    ) -> None:
        self._codes = () if item is None else item.codes
        self._is_asked = item is not None and item.kind is ItemKind.QUESTIONS
        self._large = large
        self.enlarge.setVisible(on_wall)
        groups = post_groups(posts)
        self.head.setText(_head_words(groups))
        self._show_groups(groups)
        self._render_buttons()

    def chosen(self) -> tuple[Post, ...]:
        """In the order of the list."""
        ids = {item.data(_ID) for item in self.posts.selectedItems()}
        return tuple(
            post for group in self._groups or () for post in group.posts if str(post.id) in ids
        )

    def _show_groups(self, groups: tuple[PostGroup, ...]) -> None:
        if groups == self._groups:
            return
        chosen = {str(post.id) for post in self.chosen()}
        current = self.posts.currentItem()
        here = None if current is None else current.data(_ID)
        place = self.posts.verticalScrollBar().value()
        self._groups = groups
        self.posts.blockSignals(True)
        self.posts.clear()
        for group in groups:
            self.posts.addItem(self._heading(group.title))
            for post in group.posts:
                line = self._line(post)
                self.posts.addItem(line)
                line.setSelected(str(post.id) in chosen)
                if line.data(_ID) == here:
                    self.posts.setCurrentItem(line, _KEEP)
        self.posts.blockSignals(False)
        self.posts.verticalScrollBar().setValue(place)

    def _heading(self, title: str) -> QListWidgetItem:
        """No line to choose, and yet to be read: not in the colour of what is switched off."""
        heading = QListWidgetItem(title)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        heading.setForeground(self.palette().color(QPalette.ColorRole.WindowText))
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        return heading

    def _line(self, post: Post) -> QListWidgetItem:
        words = post.text
        if post.category in self._codes:
            words = f"{option_letter(self._codes.index(post.category))} · {words}"
        if post.state in (PostState.SHOWN, PostState.ANSWERED):
            words = f"▲ {post.supports}   {words}"
        line = QListWidgetItem(words)
        line.setData(_ID, str(post.id))
        line.setToolTip(plain_tool_tip(post.text))
        return line

    def _render_buttons(self) -> None:
        chosen = self.chosen()
        states = {post.state for post in chosen}
        held = any(group.state is PostState.HELD for group in self._groups or ())
        self.release.setEnabled(bool(states - {PostState.SHOWN}))
        again = bool(states) and PostState.HELD not in states and states != {PostState.SHOWN}
        self.release.setText(_("Show again") if again else _("Release"))
        self.release_all.setEnabled(held)
        self.answer.setVisible(self._is_asked)
        self.answer.setEnabled(PostState.SHOWN in states)
        self.hide_post.setEnabled(bool(states - {PostState.HIDDEN}))
        can_merge = len(chosen) > 1 or (len(chosen) == 1 and bool(self._others(chosen)))
        self.merge.setEnabled(can_merge and PostState.HIDDEN not in states)
        self.merge.setText(_("Merge") if len(chosen) > 1 else _("Merge …"))
        is_large = len(chosen) == 1 and chosen[0].id == self._large
        self.enlarge.setEnabled(
            self._large is not None
            or (len(chosen) == 1 and states <= {PostState.SHOWN, PostState.ANSWERED})
        )
        self.enlarge.setChecked(self._large is not None and (is_large or not chosen))
        shown = states <= {PostState.SHOWN, PostState.ANSWERED}
        self.ask.setVisible(not self._is_asked)
        self.ask.setEnabled(shown and 2 <= len(chosen) <= MOST_OPTIONS_ON_A_WALL)

    def _describe(self) -> None:
        for button, words, keys in (
            (self.release, _("Lets the phones and the wall show what is chosen"), _("Enter")),
            (self.release_all, _("Lets the room see all that waits"), ""),
            (self.answer, _("Marks what has been answered: it goes below the others"), "A"),
            (self.hide_post, _("Neither the phones nor the wall show it"), _("Del")),
            (
                self.merge,
                _("Counts the chosen ones as the most supported of them, one alone as another"),
                "M",
            ),
            (self.enlarge, _("Shows this one alone and large on the wall, or all again"), "Z"),
            (self.ask, _("Makes a question of the chosen ones, to be asked next"), ""),
        ):
            said = f"{words} ({keys})" if keys else words
            button.setToolTip(said)
            button.setAccessibleDescription(said)

    def _connect_parts(self) -> None:
        self.posts.itemSelectionChanged.connect(self._on_posts_selected)
        self.posts.key_pressed.connect(self._on_list_key_pressed)
        self.release.clicked.connect(self._on_release_clicked)
        self.release_all.clicked.connect(self._on_release_all_clicked)
        self.answer.clicked.connect(self._on_answer_clicked)
        self.hide_post.clicked.connect(self._on_hide_clicked)
        self.merge.clicked.connect(self._on_merge_clicked)
        self.enlarge.clicked.connect(self._on_enlarge_clicked)
        for kind in KINDS_FROM_POSTS:
            action = QAction(kind_name(kind), self.ask.menu())
            action.triggered.connect(lambda _checked, kind=kind: self._want_question(kind))
            self.ask.menu().addAction(action)

    def _edit(self, verb: PostVerb) -> None:
        self.edit_wanted.emit(verb, _ids(self.chosen()), None)

    def _merge_chosen(self) -> None:
        """Into the most supported that the room sees; one alone into whichever is picked."""
        chosen = self.chosen()
        if len(chosen) == 1:
            self.picker = PostPicker(chosen, self._others(chosen), self)
            self.picker.picked.connect(lambda into: self._merge_into(chosen, into))
            self.picker.open()
            return
        into = max(chosen, key=lambda p: (p.state is PostState.SHOWN, p.supports))
        rest = tuple(post for post in chosen if post is not into)
        self.edit_wanted.emit(PostVerb.MERGE, _ids(rest), into.id)

    def _merge_into(self, posts: tuple[Post, ...], into: UUID) -> None:
        self.edit_wanted.emit(PostVerb.MERGE, _ids(posts), into)

    def _others(self, chosen: tuple[Post, ...]) -> tuple[Post, ...]:
        """What the chosen ones may be merged into, the most supported first."""
        states = (PostState.SHOWN, PostState.ANSWERED, PostState.HELD)
        groups = {group.state: group.posts for group in self._groups or ()}
        return tuple(p for one in states for p in groups.get(one, ()) if p not in chosen)

    def _turn_large(self) -> None:
        chosen = self.chosen()
        is_new = len(chosen) == 1 and chosen[0].id != self._large
        self.edit_wanted.emit(PostVerb.ENLARGE, _ids(chosen) if is_new else (), None)

    def _want_question(self, kind: ItemKind) -> None:
        self.question_wanted.emit(_ids(self.chosen()), kind)

    def _take_key(self, meaning: str) -> None:
        button = {
            "release": self.release,
            "answer": self.answer,
            "hide": self.hide_post,
            "merge": self.merge,
            "enlarge": self.enlarge,
        }[meaning]
        if button.isEnabled() and not button.isHidden():
            button.click()

    @Slot(str)
    def _on_list_key_pressed(self, meaning: str) -> None:
        self._take_key(meaning)

    @Slot()
    def _on_posts_selected(self) -> None:
        self._render_buttons()

    @Slot()
    def _on_release_clicked(self) -> None:
        self._edit(PostVerb.RELEASE)

    @Slot()
    def _on_release_all_clicked(self) -> None:
        self.edit_wanted.emit(PostVerb.RELEASE, (), None)

    @Slot()
    def _on_answer_clicked(self) -> None:
        self._edit(PostVerb.ANSWER)

    @Slot()
    def _on_hide_clicked(self) -> None:
        self._edit(PostVerb.HIDE)

    @Slot()
    def _on_merge_clicked(self) -> None:
        self._merge_chosen()

    @Slot()
    def _on_enlarge_clicked(self) -> None:
        self._turn_large()


def _ids(posts: tuple[Post, ...]) -> tuple[UUID, ...]:
    return tuple(post.id for post in posts)


def _group_words(group: PostGroup) -> str:
    words: dict[PostState, Callable[[], str]] = {
        PostState.HELD: lambda: _("Waiting for you: {n}"),
        PostState.SHOWN: lambda: _("Shown: {n}"),
        PostState.ANSWERED: lambda: _("Answered: {n}"),
        PostState.HIDDEN: lambda: _("Put away: {n}"),
    }
    return words[group.state]().format(n=len(group.posts))


def _head_words(groups: tuple[PostGroup, ...]) -> str:
    waiting = sum(len(group.posts) for group in groups if group.state is PostState.HELD)
    if not groups:
        return _("Nothing was written yet. Phones can write now.")
    if not waiting:
        return _("What the room wrote. The room sees what stands under “Shown”.")
    return ngettext(
        "{n} waits for you: nobody sees it until you release it",
        "{n} wait for you: nobody sees them until you release them",
        waiting,
    ).format(n=waiting)

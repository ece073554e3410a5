"""The editor: questions on the left, the form in the middle, wall and phone on the right."""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget

from pollkit.desktop import theme
from pollkit.desktop.facilitator.editor.details_form import DetailsForm
from pollkit.desktop.facilitator.editor.kind_picker import KindPicker
from pollkit.desktop.facilitator.editor.outline import Outline
from pollkit.desktop.facilitator.editor.paste_form import PasteForm
from pollkit.desktop.facilitator.editor.presenter import EditorPresenter
from pollkit.desktop.facilitator.editor.preview_panel import PreviewPanel
from pollkit.desktop.facilitator.editor.question_form import QuestionForm
from pollkit.desktop.facilitator.editor.starts import Start
from pollkit.desktop.facilitator.editor.state import EventDetails
from pollkit.desktop.widgets.buttons import Button, icon_button
from pollkit.desktop.widgets.labels import ElidedLabel, label
from pollkit.desktop.widgets.panels import ScrolledColumn, column, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.domain.events import Event
from pollkit.domain.instruments import Item
from pollkit.domain.translations import TITLE
from pollkit.i18n import _


class Page(IntEnum):
    EVENT = 0
    QUESTION = 1
    NEW_QUESTION = 2
    OTHER_KIND = 3
    PASTE = 4


# In pixels: the list, a form whose fields can be read, and the previews.
_ROOM_FOR_THREE = 1080

_PICKING = frozenset({Page.NEW_QUESTION, Page.OTHER_KIND, Page.PASTE})


class EditorScreen(Screen):
    closed = Signal(object)  # event id
    question_removed = Signal()

    def __init__(self, presenter: EditorPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.title = ElidedLabel("", "lead")
        self.kept = label(_("Every change is saved."), "small")
        self.undo = icon_button("ph.arrow-counter-clockwise", _("Undo"))
        self.redo = icon_button("ph.arrow-clockwise", _("Do again"))
        self.look = Button(_("Preview"), "secondary", "ph.eye")
        self.look.setCheckable(True)
        self.done = Button(_("Done"), "primary", "ph.check")
        self.outline = Outline()
        self.details = DetailsForm()
        self.question = QuestionForm()
        self.new = KindPicker()
        self.other_kind = KindPicker()
        self.paste = PasteForm()
        self.preview = PreviewPanel()
        self._page = Page.EVENT
        self._place_parts()
        self._connect_parts()
        self._add_shortcuts()
        self.render_state()
        self.begin_at(self.outline.list if self.event_shown.title else self.details.title.main)

    @property
    def event_shown(self) -> Event:
        return self._presenter.state.event

    def commit(self) -> None:
        """Saves what is still in a field; called before anything leads away from here."""
        self.details.commit()
        self._commit_question()

    def take_begun(self, begun: frozenset[str]) -> None:
        """The room has gone on: what it has seen meanwhile can only be corrected."""
        if begun != self._presenter.state.begun:
            self.commit()  # showing the state anew would overwrite what is being typed
            self._presenter.take_begun(begun)
            self.render_state()

    def render_state(self) -> None:
        state = self._presenter.state
        self.title.setText(state.event.title or _("Event without a title"))
        self.undo.setEnabled(state.can_undo)
        self.redo.setEnabled(state.can_redo)
        self.outline.render_state(state)
        if state.item is None:
            self.details.render_state(state)
        else:
            self.question.render_state(state)
        if self._page not in _PICKING:
            self._page = Page.EVENT if state.item is None else Page.QUESTION
        self.forms.setCurrentIndex(self._page)
        self._share_room()
        self.preview.render_state(state)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Without room for three columns the previews take the list's place on demand."""
        is_picking = self._page in _PICKING
        is_narrow = self.width() < _ROOM_FOR_THREE
        wants_preview = self.look.isChecked() if is_narrow else True
        self.look.setVisible(is_narrow and not is_picking)
        self.preview.setVisible(wants_preview and not is_picking)
        self.outline.setVisible(not is_narrow or is_picking or not wants_preview)

    def leave_picking(self) -> bool:
        """Goes back to the form where something was to be picked; False where nothing was."""
        if self._page not in _PICKING:
            return False
        self._turn_to(Page.EVENT)
        self.outline.list.setFocus()
        return True

    def add_question(self, start: Start) -> None:
        """Adds a question of this kind and leads to its words."""
        self._presenter.add(start)
        self._turn_to(Page.QUESTION)
        self.question.focus_text()

    def _turn_to(self, page: Page) -> None:
        """`Page.EVENT` stands for whatever is chosen in the list."""
        self._page = page
        self.render_state()

    def _scroll_up(self) -> None:
        area = self.forms.currentWidget()
        if isinstance(area, ScrolledColumn):
            area.verticalScrollBar().setValue(0)

    def _open_new(self) -> None:
        self.commit()
        self.new.offer_new()
        self._turn_to(Page.NEW_QUESTION)
        self.new.focus_first()

    def _go_to_next_gap(self) -> None:
        self.commit()
        is_event = self._presenter.state.item is None
        part = TITLE.part if is_event else self.question.focused_part()
        gap = self._presenter.go_to_next_gap(part)
        self._turn_to(Page.EVENT)
        if gap is not None and gap.place.item is None:
            self.details.title.focus_gap()
        elif gap is not None:
            self.question.focus_gap(gap.place.part)

    def _commit_question(self) -> None:
        if self._presenter.state.item is not None:
            self.question.commit()

    def _place_parts(self) -> None:
        head = QFrame()
        head.setObjectName("header")
        bar = row(self.title, self.kept, self.undo, self.redo, self.look, self.done, gap=theme.M)
        bar.setStretch(0, 1)
        bar.setContentsMargins(theme.L, theme.S, theme.L, theme.S)
        head.setLayout(bar)
        self.forms = QStackedWidget()
        for form in (self.details, self.question, self.new, self.other_kind, self.paste):
            inside = column(form, margin=theme.L)
            self.forms.addWidget(ScrolledColumn(inside))
        body = QHBoxLayout()
        body.setSpacing(0)
        self.outline.setFixedWidth(264)
        body.addWidget(self.outline)
        body.addWidget(self.forms, 1)
        body.addWidget(self.preview)
        self.setLayout(column(head, body, gap=0))

    def _connect_parts(self) -> None:
        self.done.clicked.connect(self._on_done_clicked)
        self.look.clicked.connect(self._share_room)
        self.undo.clicked.connect(self._on_undo_wanted)
        self.redo.clicked.connect(self._on_redo_wanted)
        self.outline.item_chosen.connect(self._on_item_chosen)
        self.outline.item_moved.connect(self._on_item_moved)
        self.outline.item_stepped.connect(self._on_item_stepped)
        self.outline.add_wanted.connect(self._on_add_wanted)
        self.outline.duplicate_wanted.connect(self._on_duplicate_wanted)
        self.outline.remove_wanted.connect(self._on_remove_wanted)
        self.details.committed.connect(self._on_details_committed)
        self.details.language_added.connect(self._on_language_added)
        self.details.language_removed.connect(self._on_language_removed)
        self.details.main_chosen.connect(self._on_main_chosen)
        self.details.translation_chosen.connect(self._on_translation_chosen)
        self.details.gap_wanted.connect(self._on_gap_wanted)
        self.details.looked_at.connect(self._on_looked_at)
        self.details.question_wanted.connect(self._on_add_wanted)
        self.question.committed.connect(self._on_item_committed)
        self.question.drafted.connect(self._on_item_drafted)
        self.question.translation_chosen.connect(self._on_translation_chosen)
        self.question.gap_wanted.connect(self._on_gap_wanted)
        self.question.looked_at.connect(self._on_looked_at)
        self.question.duplicate_wanted.connect(self._on_duplicate_wanted)
        self.question.repeat_wanted.connect(self._on_repeat_wanted)
        self.question.kind_wanted.connect(self._on_kind_wanted)
        self.question.undo_wanted.connect(self._on_undo_wanted)
        self.question.picture_chosen.connect(self._on_picture_chosen)
        self.question.picture_removed.connect(self._on_picture_removed)
        self.new.start_chosen.connect(self._on_start_chosen)
        self.new.paste_wanted.connect(self._on_paste_wanted)
        self.new.cancelled.connect(self._on_picking_cancelled)
        self.other_kind.start_chosen.connect(self._on_other_kind_chosen)
        self.other_kind.cancelled.connect(self._on_picking_cancelled)
        self.paste.items_wanted.connect(self._on_items_wanted)
        self.paste.cancelled.connect(self._on_picking_cancelled)

    def _add_shortcuts(self) -> None:
        for keys, slot in (
            ("Ctrl+Z", self._on_undo_wanted),
            ("Ctrl+Shift+Z", self._on_redo_wanted),
            ("Ctrl+Y", self._on_redo_wanted),
            ("Ctrl+Return", self._open_new),
            ("F8", self._go_to_next_gap),
            ("F9", self.question.take_main_text),
            ("Ctrl+Up", self.outline.up.click),
            ("Ctrl+Down", self.outline.down.click),
            ("Alt+Up", lambda: self._step(-1)),
            ("Alt+Down", lambda: self._step(1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _step(self, by: int) -> None:
        self.commit()
        self._presenter.step(by)
        self._turn_to(Page.EVENT)

    @Slot()
    def _on_done_clicked(self) -> None:
        self.commit()
        self.closed.emit(self._presenter.state.event.id)

    @Slot()
    def _on_undo_wanted(self) -> None:
        self.commit()
        self._presenter.undo()
        self._turn_to(Page.EVENT)

    @Slot()
    def _on_redo_wanted(self) -> None:
        self._presenter.redo()
        self._turn_to(Page.EVENT)

    @Slot(object)
    def _on_item_chosen(self, name: str | None) -> None:
        self.commit()
        self._presenter.choose(name)
        self._turn_to(Page.EVENT)
        self._scroll_up()

    @Slot(str, int)
    def _on_item_moved(self, name: str, place: int) -> None:
        self._presenter.move_to(name, place)
        self._turn_to(Page.EVENT)

    @Slot(int)
    def _on_item_stepped(self, by: int) -> None:
        self._presenter.move(by)
        self._turn_to(Page.EVENT)

    @Slot()
    def _on_add_wanted(self) -> None:
        self._open_new()

    @Slot(object)
    def _on_start_chosen(self, start: Start) -> None:
        self.add_question(start)

    @Slot()
    def _on_paste_wanted(self) -> None:
        self._turn_to(Page.PASTE)
        self.paste.begin(self._presenter.state.main)

    @Slot(object)
    def _on_items_wanted(self, items: tuple[Item, ...]) -> None:
        self._presenter.add_items(items)
        self.paste.clear()
        self._turn_to(Page.QUESTION)
        self.question.focus_text()

    @Slot()
    def _on_picking_cancelled(self) -> None:
        self.leave_picking()

    @Slot()
    def _on_kind_wanted(self) -> None:
        self.commit()
        item = self._presenter.state.item
        assert item is not None
        self.other_kind.offer_change(item.kind)
        self._turn_to(Page.OTHER_KIND)
        self.other_kind.focus_first()

    @Slot(object)
    def _on_other_kind_chosen(self, start: Start) -> None:
        self._presenter.change_kind(start.kind)
        self._turn_to(Page.QUESTION)
        self.question.kind.setFocus()

    @Slot()
    def _on_repeat_wanted(self) -> None:
        self.commit()
        self._presenter.ask_again()
        self.render_state()

    @Slot()
    def _on_gap_wanted(self) -> None:
        self._go_to_next_gap()

    @Slot(str)
    def _on_looked_at(self, part: str) -> None:
        self.commit()
        self._presenter.confirm_translation(part)
        self.render_state()

    @Slot(str, object)
    def _on_picture_chosen(self, part: str, source: Path | bytes) -> None:
        self.commit()
        self._presenter.take_picture(part, source, self._show_picture)
        self.render_state()

    @Slot(str)
    def _on_picture_removed(self, part: str) -> None:
        self.commit()
        self._presenter.remove_picture(part)
        self.render_state()

    def _show_picture(self) -> None:
        """Much may have been typed while the picture was made small."""
        self._commit_question()
        self.render_state()

    @Slot()
    def _on_duplicate_wanted(self) -> None:
        self._presenter.duplicate()
        self._turn_to(Page.EVENT)

    @Slot()
    def _on_remove_wanted(self) -> None:
        self._presenter.remove()
        self._turn_to(Page.EVENT)
        self.question_removed.emit()

    @Slot(object)
    def _on_details_committed(self, details: EventDetails) -> None:
        self._presenter.change_details(details)
        self.render_state()

    @Slot(str)
    def _on_language_added(self, tag: str) -> None:
        self._presenter.add_language(tag)
        self.render_state()

    @Slot(str)
    def _on_language_removed(self, tag: str) -> None:
        self._presenter.remove_language(tag)
        self.render_state()

    @Slot(str)
    def _on_main_chosen(self, tag: str) -> None:
        self._presenter.write_in(tag)
        self.render_state()

    @Slot(object)
    def _on_item_committed(self, item: Item) -> None:
        self._presenter.change_item(item)
        self.render_state()

    @Slot(object)
    def _on_item_drafted(self, item: Item) -> None:
        self.preview.show_draft(self._presenter.preview(item), item)

    @Slot(str)
    def _on_translation_chosen(self, language: str) -> None:
        self._presenter.show_translation(language)
        self.render_state()

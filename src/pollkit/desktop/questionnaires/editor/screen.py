"""The questionnaire editor: outline on the left, the form in the middle, previews on the right."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget

from pollkit.desktop import theme
from pollkit.desktop.questionnaires.editor.about_form import AboutForm, minutes_in_words
from pollkit.desktop.questionnaires.editor.form_desk import FormDesk
from pollkit.desktop.questionnaires.editor.item_form import ItemForm
from pollkit.desktop.questionnaires.editor.kind_picker import KindPicker
from pollkit.desktop.questionnaires.editor.outline import Outline
from pollkit.desktop.questionnaires.editor.presenter import EditorPresenter
from pollkit.desktop.questionnaires.editor.preview_panel import PreviewPanel, Side
from pollkit.desktop.questionnaires.editor.scales_form import ScalesForm
from pollkit.desktop.questionnaires.editor.section_form import SectionForm
from pollkit.desktop.questionnaires.kinds import Start
from pollkit.desktop.widgets.buttons import Button, icon_button
from pollkit.desktop.widgets.keys import add_keys
from pollkit.desktop.widgets.labels import ElidedLabel, label
from pollkit.desktop.widgets.panels import ScrolledColumn, column, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.domain.findings import Finding, Part
from pollkit.domain.instruments import Item
from pollkit.domain.questionnaires import Questionnaire
from pollkit.domain.waves import Mode
from pollkit.i18n import _


class Page(IntEnum):
    ABOUT = 0
    ITEM = 1
    SECTION = 2
    NEW = 3
    OTHER_KIND = 4
    SCALES = 5


# In pixels: the outline, a form whose fields can be read, and the previews.
_ROOM_FOR_THREE = 1120
_ASIDE = frozenset({Page.NEW, Page.OTHER_KIND})


class QuestionnaireScreen(Screen):
    closed = Signal()
    export_wanted = Signal()
    trial_wanted = Signal()

    def __init__(self, presenter: EditorPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._page = Page.ABOUT
        self._adds_section = False
        self.title = ElidedLabel("", "lead")
        self.time = label("", "small")
        self.undo = icon_button("ph.arrow-counter-clockwise", _("Undo"))
        self.redo = icon_button("ph.arrow-clockwise", _("Do again"))
        self.trial = Button(_("Try it"), "secondary", "ph.play")
        self.export = Button(_("Export"), "secondary", "ph.export")
        self.look = Button(_("Preview"), "secondary", "ph.eye")
        self.look.setCheckable(True)
        self.done = Button(_("Done"), "primary", "ph.check")
        self.outline = Outline()
        self.about = AboutForm()
        self.item = ItemForm()
        self.section = SectionForm()
        self.new = KindPicker()
        self.other_kind = KindPicker()
        self.scales = ScalesForm()
        self.preview = PreviewPanel()
        self.desk = FormDesk(presenter, self.about, self.item, self.section, self.scales)
        self._place_parts()
        self._connect_head()
        self._connect_forms()
        self._add_keys()
        self.render_state()
        has_title = bool(presenter.state.questionnaire.title)
        self.begin_at(self.outline.list if has_title else self.about.title.main)

    @property
    def _form(self) -> AboutForm | ItemForm | SectionForm | ScalesForm | None:
        """The one that is shown; None while something is picked."""
        forms: dict[Page, AboutForm | ItemForm | SectionForm | ScalesForm] = {
            Page.ABOUT: self.about,
            Page.ITEM: self.item,
            Page.SECTION: self.section,
            Page.SCALES: self.scales,
        }
        return forms.get(self._page)

    @property
    def questionnaire(self) -> Questionnaire:
        return self._presenter.state.questionnaire

    def commit(self) -> None:
        """Keeps what is still in a field; called before anything leads away from here."""
        self.about.commit()
        if self._form is not None:
            self._form.commit()

    def render_state(self) -> None:
        state = self._presenter.state
        self.title.setText(state.questionnaire.title or _("Questionnaire without a title"))
        time = minutes_in_words(state.times[Mode.PHONE])
        self.time.setText(_("On a phone: {time}").format(time=time))
        self.time.setVisible(bool(state.instrument.items))
        self.trial.setEnabled(bool(state.instrument.items))
        self.undo.setEnabled(state.can_undo)
        self.redo.setEnabled(state.can_redo)
        self.outline.render_state(state)
        self._choose_page()
        if self._form is not None:
            self._form.render_state(state)
        self.forms.setCurrentIndex(self._page)
        self._share_room()
        self.preview.render_state(state)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._share_room()

    def leave_picking(self) -> bool:
        """Goes back to the form where something was to be picked; False where nothing was."""
        if self._page not in (*_ASIDE, Page.SCALES):
            return False
        self.commit()
        self._turn_to(Page.ABOUT)
        self.outline.list.setFocus()
        return True

    def _choose_page(self) -> None:
        """`Page.ABOUT` stands for whatever is chosen in the outline."""
        if self._page in (*_ASIDE, Page.SCALES):
            return
        state = self._presenter.state
        self._page = Page.ABOUT
        if state.item is not None:
            self._page = Page.ITEM
        elif state.section is not None:
            self._page = Page.SECTION

    def _turn_to(self, page: Page) -> None:
        self._page = page
        self.render_state()

    def _share_room(self) -> None:
        """Without room for three columns the previews take the outline's place on demand."""
        is_picking = self._page in _ASIDE
        is_narrow = self.width() < _ROOM_FOR_THREE
        wants_preview = self.look.isChecked() if is_narrow else True
        self.look.setVisible(is_narrow and not is_picking)
        self.preview.setVisible(wants_preview and not is_picking)
        self.outline.setVisible(not is_narrow or is_picking or not wants_preview)

    def _scroll_up(self) -> None:
        area = self.forms.currentWidget()
        if isinstance(area, ScrolledColumn):
            area.verticalScrollBar().setValue(0)

    def _open_new(self) -> None:
        self.commit()
        self._adds_section = False
        self.new.offer_new()
        self._turn_to(Page.NEW)
        self.new.focus_first()

    def _go_to_next_gap(self) -> None:
        self.commit()
        part = None if self._form is None else self._form.focused_part()
        gap = self._presenter.go_to_next_gap(part)
        is_scale = gap is not None and gap.place.part == "scale"
        self._turn_to(Page.SCALES if is_scale else Page.ABOUT)
        if gap is not None and self._form is not None:
            self._form.focus_gap(gap.place.part)
            self._show_field()

    def _lead_to(self, finding: Finding) -> None:
        self.commit()
        if finding.part is Part.SCALE or (finding.gap and finding.gap.place.part == "scale"):
            self._presenter.choose_scale(finding.name)
            self._turn_to(Page.SCALES)
            return
        self._presenter.choose(finding.name)
        self._turn_to(Page.ABOUT)
        if self._form is not None:
            self._form.lead_to(finding)
        self._show_field()

    def _show_field(self) -> None:
        """Scrolls to the field that has got the keys, once the form has its new size."""
        area, field = self.forms.currentWidget(), self.focusWidget()
        if isinstance(area, ScrolledColumn) and field is not None and area.isAncestorOf(field):
            QTimer.singleShot(0, field, lambda: area.ensureWidgetVisible(field))

    def _place_parts(self) -> None:
        head = QFrame()
        head.setObjectName("header")
        bar = row(
            self.title, self.time, self.undo, self.redo, self.trial, self.export, self.look,
            self.done, gap=theme.M,
        )  # fmt: skip
        bar.setStretch(0, 1)
        bar.setContentsMargins(theme.L, theme.S, theme.L, theme.S)
        head.setLayout(bar)
        self.forms = QStackedWidget()
        for form in (
            self.about, self.item, self.section, self.new, self.other_kind, self.scales,
        ):  # fmt: skip
            self.forms.addWidget(ScrolledColumn(column(form, margin=theme.L)))
        body = QHBoxLayout()
        body.setSpacing(0)
        self.outline.setFixedWidth(280)
        body.addWidget(self.outline)
        body.addWidget(self.forms, 1)
        body.addWidget(self.preview)
        self.setLayout(column(head, body, gap=0))

    def _connect_head(self) -> None:
        self.done.clicked.connect(self._on_done_clicked)
        self.export.clicked.connect(self._on_export_clicked)
        self.trial.clicked.connect(self._on_trial_clicked)
        self.look.clicked.connect(self._share_room)
        self.undo.clicked.connect(self._on_undo_wanted)
        self.redo.clicked.connect(self._on_redo_wanted)
        self.outline.node_chosen.connect(self._on_node_chosen)
        self.outline.node_moved.connect(self._on_node_moved)
        self.outline.node_stepped.connect(self._on_node_stepped)
        self.outline.add_wanted.connect(self._open_new)
        self.outline.group_wanted.connect(self._on_group_wanted)
        self.outline.duplicate_wanted.connect(self._on_duplicate_wanted)
        self.outline.remove_wanted.connect(self._on_remove_wanted)
        self.preview.finding_chosen.connect(self._lead_to)
        for picker in (self.new, self.other_kind):
            picker.cancelled.connect(self._on_picking_cancelled)
        self.new.start_chosen.connect(self._on_start_chosen)
        self.new.section_wanted.connect(self._on_section_wanted)
        self.other_kind.start_chosen.connect(self._on_other_kind_chosen)

    def _connect_forms(self) -> None:
        self.desk.changed.connect(self.render_state)
        self.desk.commit_wanted.connect(self.commit)
        self.about.question_wanted.connect(self._open_new)
        self.about.scales_wanted.connect(self._on_scales_wanted)
        self.item.drafted.connect(self._on_item_drafted)
        self.item.kind_wanted.connect(self._on_kind_wanted)
        self.scales.closed.connect(self._on_picking_cancelled)
        for form in (self.about, self.item, self.section, self.scales):
            form.gap_wanted.connect(self._go_to_next_gap)
            form.looked_at.connect(self._on_looked_at)

    def _add_keys(self) -> None:
        add_keys(
            self,
            {
                "Ctrl+Z": self._on_undo_wanted,
                "Ctrl+Shift+Z": self._on_redo_wanted,
                "Ctrl+Y": self._on_redo_wanted,
                "Ctrl+Return": self._open_new,
                "F7": lambda: self.preview.turn_to(Side.CHECK),
                "F8": self._go_to_next_gap,
                "F9": self.item.take_main_text,
                "Ctrl+Up": self.outline.up.click,
                "Ctrl+Down": self.outline.down.click,
                "Ctrl+G": self.outline.group.click,
                "Ctrl+D": self.outline.copy.click,
                "Alt+Up": lambda: self._step(-1),
                "Alt+Down": lambda: self._step(1),
            },
        )

    def _step(self, by: int) -> None:
        self.commit()
        self._presenter.step(by)
        self._turn_to(Page.ABOUT)

    @Slot()
    def _on_done_clicked(self) -> None:
        self.commit()
        self.closed.emit()

    @Slot()
    def _on_trial_clicked(self) -> None:
        self.commit()
        self.trial_wanted.emit()

    @Slot()
    def _on_export_clicked(self) -> None:
        self.commit()
        self.export_wanted.emit()

    @Slot()
    def _on_undo_wanted(self) -> None:
        self.commit()
        self._presenter.undo()
        self._leave_aside()

    @Slot()
    def _on_redo_wanted(self) -> None:
        self._presenter.redo()
        self._leave_aside()

    def _leave_aside(self) -> None:
        self._turn_to(self._page if self._page is Page.SCALES else Page.ABOUT)

    @Slot(object)
    def _on_node_chosen(self, name: str | None) -> None:
        self.commit()
        self._presenter.choose(name)
        self._turn_to(Page.ABOUT)
        self._scroll_up()

    @Slot(str, int)
    def _on_node_moved(self, name: str, place: int) -> None:
        self.commit()
        self._presenter.move_to(name, place)
        self._turn_to(Page.ABOUT)

    @Slot(int)
    def _on_node_stepped(self, by: int) -> None:
        self.commit()
        self._presenter.move(by)
        self._turn_to(Page.ABOUT)

    @Slot(object)
    def _on_start_chosen(self, start: Start) -> None:
        self._presenter.add(start)
        if self._adds_section:
            self._presenter.group([str(self._presenter.state.chosen)])
        self._turn_to(Page.ABOUT)
        self._scroll_up()
        if self._adds_section:
            self.section.heading.main.setFocus()
        else:
            self.item.focus_text()

    @Slot()
    def _on_section_wanted(self) -> None:
        self._adds_section = True
        self.new.title.setText(_("What is the first question of the section?"))
        self.new.cards[-1].hide()
        self.new.focus_first()

    @Slot(object)
    def _on_group_wanted(self, names: tuple[str, ...]) -> None:
        self.commit()
        self._presenter.group(names)
        self._turn_to(Page.ABOUT)
        self.section.heading.main.setFocus()

    @Slot()
    def _on_duplicate_wanted(self) -> None:
        self.commit()
        self._presenter.duplicate()
        self._turn_to(Page.ABOUT)

    @Slot(object)
    def _on_remove_wanted(self, names: tuple[str, ...]) -> None:
        self._presenter.remove(names)
        self._turn_to(Page.ABOUT)

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
        self._turn_to(Page.ABOUT)
        self.item.kind.setFocus()

    @Slot(object)
    def _on_item_drafted(self, item: Item) -> None:
        self.preview.show_draft(self._presenter.preview(item), item)

    @Slot()
    def _on_scales_wanted(self) -> None:
        self.commit()
        self._turn_to(Page.SCALES)

    @Slot(str)
    def _on_looked_at(self, part: str) -> None:
        self.commit()
        self._presenter.confirm_translation(part)
        self.render_state()

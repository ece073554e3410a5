"""Compare events: the events on the left, one question and what it brought on the right."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QEvent, QStandardPaths, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QWidget,
)

from pollkit.desktop import theme
from pollkit.desktop.facilitator.events.presenter import shown_title
from pollkit.desktop.facilitator.series.picture import PictureView, ResultTable
from pollkit.desktop.facilitator.series.presenter import SeriesPresenter, SeriesState, Stage
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.dates import day_in_short
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import EmptyState, ScrolledColumn, column, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.domain.texts import on_one_line
from pollkit.i18n import _
from pollkit.usecases.series import HeldEvent

# A box of a list never breaks its line.
_LONGEST_TITLE = 34


class SeriesScreen(Screen):
    closed = Signal()

    def __init__(self, presenter: SeriesPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._shown: SeriesState | None = None
        self.back = Button(_("Back"), "quiet", "ph.arrow-left")
        self.export = Button(_("Export…"), "primary", "ph.export")
        self.boxes: dict[UUID, QCheckBox] = {}
        self.question = QComboBox()
        self.question_name = field_label(_("Question"), self.question)
        self.picture = PictureView()
        self.table = ResultTable(_("The figures of the picture"))
        self.said = label("", wraps=True)
        self.show_folder = Button(_("Show in folder"), "secondary", "ph.folder-open")
        self._events = column(gap=theme.M)
        self._place_parts()
        self._connect_parts()
        self.begin_at(self.back)
        presenter.on_changed = self.render_state
        presenter.open(self._is_dark())
        self.render_state()

    def put_away(self) -> None:
        """Nothing was typed here that would have to be kept."""
        self._presenter.on_changed = lambda: None

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._presenter.take_darkness(self._is_dark())

    def render_state(self) -> None:
        state, before = self._presenter.state, self._shown
        self._shown = state
        if before is None or before.events != state.events:
            self._show_events(state)
        for event_id, box in self.boxes.items():
            box.setChecked(event_id in state.chosen)
        self._sidebar.setVisible(state.stage not in (Stage.READING, Stage.NOTHING))
        if before is None or before.questions != state.questions:
            self.question.clear()
            for name, words in state.questions:
                self.question.addItem(words, name)
        self.question.setCurrentIndex(self.question.findData(state.question))
        self.export.setVisible(state.stage is Stage.SHOWN)
        if state.picture is not None and (before is None or before.picture is not state.picture):
            self.picture.show_picture(state.picture.png, state.picture.words)
            self.table.show_rows(state.picture.heading, state.picture.rows)
        self._pages.setCurrentWidget(self._page_of(state))
        self.said.setText(state.said)
        self.said.setProperty("text_role", "danger" if state.is_trouble else "good")
        self.said.style().polish(self.said)
        self.said.setVisible(bool(state.said))
        self.show_folder.setVisible(state.folder is not None)

    def _page_of(self, state: SeriesState) -> QWidget:
        # What was shown stays until the next is counted.
        has_result = state.picture is not None and state.question is not None
        return self._result if has_result else self._notes[state.stage]

    def _place_parts(self) -> None:
        head = QHBoxLayout()
        words = label(_("One question from event to event: same name, same answers."), "muted")
        head.addLayout(column(label(_("Compare events"), "title"), words, gap=theme.XS), 1)
        main = column(self.export)
        main.setAlignment(Qt.AlignmentFlag.AlignTop)
        head.addLayout(main)
        self._result = self._result_page()
        self._notes = {stage: _note(stage) for stage in Stage}
        self._pages = QStackedWidget()
        for page in (self._result, *self._notes.values()):
            self._pages.addWidget(page)
        self._sidebar = QFrame()
        self._sidebar.setFixedWidth(300)
        inside = column(self._events)
        inside.addStretch(1)
        listed = column(label(_("Events"), "lead"), ScrolledColumn(inside), gap=theme.M)
        self._sidebar.setLayout(listed)
        work = row(self._sidebar, gap=theme.XL)
        work.addWidget(self._pages, 1)
        foot = row(self.said, None, self.show_folder)
        whole = column(row(self.back, None), head, gap=theme.M)
        whole.addLayout(work, 1)
        whole.addLayout(foot)
        whole.setContentsMargins(theme.XL, theme.M, theme.XL, theme.M)
        self.setLayout(whole)

    def _result_page(self) -> QWidget:
        adjust = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.question.setSizeAdjustPolicy(adjust)
        self.question.setMinimumContentsLength(24)
        inside = column(self.picture, self.table, gap=theme.M)
        inside.addStretch(1)
        inside.setContentsMargins(0, 0, theme.M, 0)
        chosen = column(self.question_name, self.question, gap=theme.XS)
        page = QWidget()
        page.setLayout(column(chosen, ScrolledColumn(inside), gap=theme.M))
        return page

    def _connect_parts(self) -> None:
        self.back.clicked.connect(self.closed)
        self.export.clicked.connect(self._on_export_clicked)
        self.question.activated.connect(self._on_question_activated)
        self.show_folder.clicked.connect(self._on_show_folder_clicked)

    def _show_events(self, state: SeriesState) -> None:
        """They are read once, when the screen opens."""
        for held in state.events:
            box = _box(held)
            event_id = held.event.id
            box.clicked.connect(
                lambda is_chosen, event_id=event_id: self._presenter.choose_event(
                    event_id, is_chosen
                )
            )
            self.boxes[event_id] = box
            second = label(_second_line(held), "small", True)
            second.setContentsMargins(theme.XL, 0, 0, 0)
            self._events.addLayout(column(box, second, gap=0))

    def _is_dark(self) -> bool:
        return self.palette().color(QPalette.ColorRole.Window).lightness() < 128

    def _export_to(self, folder: str) -> None:
        if folder:
            self._presenter.export(Path(folder))

    def _open_folder(self) -> None:
        folder = self._presenter.state.folder
        assert folder is not None
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    @Slot()
    def _on_export_clicked(self) -> None:
        place = QStandardPaths.StandardLocation.DocumentsLocation
        documents = QStandardPaths.writableLocation(place)
        self._export_to(QFileDialog.getExistingDirectory(self, _("Folder"), documents))

    @Slot(int)
    def _on_question_activated(self, place: int) -> None:
        self._presenter.choose_question(self.question.itemData(place))

    @Slot()
    def _on_show_folder_clicked(self) -> None:
        self._open_folder()


def _box(held: HeldEvent) -> QCheckBox:
    title = on_one_line(shown_title(held.event))
    short = title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1].rstrip() + "…"
    box = QCheckBox(short.replace("&", "&&"))
    box.setAccessibleName(title)
    box.setAccessibleDescription(_second_line(held))
    return box


def _second_line(held: HeldEvent) -> str:
    parts = (day_in_short(held.event.starts_at), on_one_line(held.event.place))
    return " · ".join(part for part in parts if part)


def _note(stage: Stage) -> QWidget:
    icon, title, words = {
        Stage.NOTHING: (
            "ph.chart-line",
            _("Nothing to compare yet"),
            _(
                "Here one question is followed from event to event. Two events must have asked "
                "it; a duplicated event keeps its questions."
            ),
        ),
        Stage.CHOOSING: (
            "ph.check-square",
            _("Choose two or more events"),
            _("Those that asked the same question can be compared."),
        ),
        Stage.NOTHING_SHARED: (
            "ph.link-break",
            _("No question in common"),
            _(
                "These events did not all ask one question with the same name and the same "
                "answers. Choose others."
            ),
        ),
        Stage.FAILED: ("ph.warning", _("Nothing to show"), _("Choose others on the left.")),
    }.get(stage, ("ph.hourglass", _("Counting"), _("This takes a moment.")))
    return EmptyState(icon, title, words)

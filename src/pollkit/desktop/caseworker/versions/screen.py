"""Another version of a questionnaire: choose it, read what it does, go over to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from pollkit.desktop import theme
from pollkit.desktop.caseworker.versions.presenter import (
    ChangeLine,
    VersionsPresenter,
    VersionsState,
)
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fields import ChoiceField, TextField
from pollkit.desktop.widgets.icons import Picture
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import ScrolledColumn, card, column, row
from pollkit.desktop.widgets.screen import Screen
from pollkit.domain.versions.changes import Impact
from pollkit.i18n import _

# A shape for each, so that nobody needs the colour.
_ICONS = {
    Impact.BREAKS: "ph.warning-octagon",
    Impact.DECISION: "ph.question",
    Impact.SAFE: "ph.check-circle",
}


class VersionsScreen(Screen):
    closed = Signal()

    def __init__(self, presenter: VersionsPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._shown: object = None
        self.back = Button(_("Back"), "quiet", "ph.arrow-left")
        self.title = label("", "title", wraps=True)
        self.says = label(
            _(
                "Finished responses stay with the version that they were given to. Drafts go over, "
                "and no answer is dropped. Nothing happens until you say so."
            ),
            "muted",
            wraps=True,
        )
        self.version = ChoiceField(_("Ask this instead"))
        self.none = label(
            _(
                "There is no other questionnaire in this workspace. Copy or change one on the page "
                "of questionnaires, then come back."
            ),
            wraps=True,
        )
        self.summary = label("", "strong", wraps=True)
        self.waves = label("", "muted", wraps=True)
        self.reason = TextField(_("Why it is changed"), 300)
        self.go_over = Button(_("Go over to the new version"), "primary", "ph.arrow-right")
        self.trouble = label("", "danger", wraps=True)
        self.done = label("", "good", wraps=True)
        self._told = column(gap=theme.L)
        self._parts: list[QWidget] = []
        self._place_parts()
        self._connect_parts()
        self.begin_at(self.version)
        presenter.on_changed = self.render_state
        self.render_state()

    def put_away(self) -> None:
        self._presenter.on_changed = lambda: None

    def render_state(self) -> None:
        state = self._presenter.state
        title = _("Another version for “{wave}”").format(wave=state.wave_title)
        self.title.setText(title)
        choices = [(one.key, one.words) for one in state.candidates]
        self.version.offer(choices, state.chosen or None)  # type: ignore[arg-type]
        self._choice.setVisible(bool(choices))
        self.none.setVisible(not choices and not state.done)
        has_told = state.lines is not None
        self._foot.setVisible(has_told)
        self.summary.setText(state.summary)
        self.summary.setVisible(has_told)
        together = ", ".join(state.waves)
        self.waves.setText(_("Waves that go over: {waves}").format(waves=together))
        self.waves.setVisible(has_told)
        self.go_over.setEnabled(state.can_go_over)
        self.trouble.setText(state.trouble)
        self.trouble.setVisible(bool(state.trouble))
        self.done.setText(state.done)
        self.done.setVisible(bool(state.done))
        self._render_told(state)

    def _render_told(self, state: VersionsState) -> None:
        told = (state.lines, state.renames, state.drafts)
        if told == self._shown:
            return
        self._shown = told
        for part in self._parts:
            self._told.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = self._renames(state)
        for impact, lines in (state.lines or {}).items():
            if lines:
                self._parts.append(_impact_card(impact, lines))
        if state.drafts:
            words = [label(one, wraps=True) for one in state.drafts]
            head = label(_("Open drafts"), "strong")
            self._parts.append(card(column(head, *words, gap=theme.S)))
        for place, part in enumerate(self._parts):
            self._told.insertWidget(place, part)

    def _renames(self, state: VersionsState) -> list[QWidget]:
        if not state.renames:
            return []
        boxes = []
        for line in state.renames:
            box = QCheckBox(line.words)
            box.setChecked(line.is_taken)
            box.clicked.connect(self._renamer(line.old))
            boxes.append(box)
        head = label(_("The same question under a new name? Take away what is wrong."), "strong")
        return [card(column(head, *boxes, gap=theme.S))]

    def _renamer(self, old: str) -> Callable[[bool], None]:
        return lambda is_taken: self._presenter.take_rename(old, is_taken)

    def _place_parts(self) -> None:
        self._choice = QWidget()
        self._choice.setLayout(
            column(field_label(_("Ask this instead"), self.version), self.version)
        )
        self._told.addStretch(1)
        inside = column(
            self._choice, self.none, self.summary, self.waves, self.done, self._told, gap=theme.M
        )
        self._foot = QWidget()
        self._foot.setLayout(
            column(
                field_label(
                    _("Why (kept with the change; needed where it breaks a comparison)"),
                    self.reason,
                ),
                row(self.reason, self.go_over, gap=theme.M),
                self.trouble,
                gap=theme.S,
            )
        )
        page = column(
            row(self.back, None),
            self.title,
            self.says,
            ScrolledColumn(inside),
            self._foot,
            margin=theme.L,
            gap=theme.S,
        )
        page.setStretch(3, 1)
        self.setLayout(page)

    def _connect_parts(self) -> None:
        self.back.clicked.connect(self.closed)
        self.version.committed.connect(self._on_version_committed)
        self.reason.textEdited.connect(self._on_reason_edited)
        self.go_over.clicked.connect(self._on_go_over_clicked)

    @Slot()
    def _on_version_committed(self) -> None:
        self._presenter.choose(str(self.version.chosen()))

    @Slot(str)
    def _on_reason_edited(self, reason: str) -> None:
        self._presenter.write_reason(reason)

    @Slot()
    def _on_go_over_clicked(self) -> None:
        self._presenter.go_over()


def _impact_card(impact: Impact, lines: tuple[ChangeLine, ...]) -> QWidget:
    titles = {
        Impact.BREAKS: _("Breaks the comparison of before and after"),
        Impact.DECISION: _("Needs a decision: does it still ask the same?"),
        Impact.SAFE: _("Safe"),
    }
    head = row(Picture(_ICONS[impact], 22), label(titles[impact], "strong"), None)
    told = column(head, gap=theme.M)
    for line in lines:
        question, words = label(line.question, "strong", wraps=True), label(line.words, wraps=True)
        touches = [label(line.touches, "small", wraps=True)] if line.touches else []
        told.addLayout(column(question, words, *touches, gap=0))
    return card(told)

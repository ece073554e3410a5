"""How a questionnaire begins: empty, from a file, or as one of those that come with PollKit."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from pollkit.desktop import theme
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.labels import label
from pollkit.desktop.widgets.panels import ScrolledColumn, column, row
from pollkit.desktop.widgets.pick_card import PickCard
from pollkit.i18n import _, current_language, language_name, ngettext

_COLUMNS = 2


class StartersPage(QWidget):
    empty_wanted = Signal()
    file_wanted = Signal()
    starter_chosen = Signal(str)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[PickCard] = []
        self.empty = PickCard(
            _("An empty questionnaire"), _("Write the questions yourself."), "ph.file-plus"
        )
        self.file = PickCard(
            _("From a spreadsheet"),
            _("An XLSForm (.xlsx, .xls, .csv), as Kobo, ODK and other tools use it."),
            "ph.table",
        )
        self.back = Button(_("Back"), "secondary", "ph.arrow-left")
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.S)
        head = row(label(_("How would you like to begin?"), "title"), None, self.back)
        first = row(self.empty, self.file, gap=theme.S)
        words = label(_("Or with a ready one, which you change as you like"), "label")
        inside = column(first, words, self._grid, gap=theme.M)
        inside.addStretch(1)
        whole = column(head, ScrolledColumn(inside), margin=theme.L, gap=theme.L)
        self.setLayout(whole)
        self.empty.clicked.connect(self.empty_wanted)
        self.file.clicked.connect(self.file_wanted)
        self.back.clicked.connect(self.cancelled)

    def offer(self) -> None:
        """Reads the starters when somebody wants one, not at the start."""
        from pollkit.usecases.questionnaires import offered_starters

        if self.cards:
            return
        for place, one in enumerate(offered_starters(current_language())):
            count = ngettext("{n} question", "{n} questions", one.items).format(n=one.items)
            languages = ", ".join(language_name(tag) for tag in one.languages)
            words = f"{one.about}\n{count} · {languages}"
            card = PickCard(one.title, words, "ph.list-bullets")
            card.clicked.connect(lambda _checked, name=one.name: self.starter_chosen.emit(name))
            self._group.addButton(card)
            self.cards.append(card)
            self._grid.addWidget(card, place // _COLUMNS, place % _COLUMNS)

    def focus_first(self) -> None:
        self.empty.setFocus()

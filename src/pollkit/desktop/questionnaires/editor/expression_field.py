"""An expression of XLSForm, checked while it is typed; a broken one is not handed over."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from pollkit.desktop import theme
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fields import ParagraphField
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import column, row
from pollkit.domain.expression_check import ExpressionTrouble
from pollkit.domain.instruments import Item
from pollkit.domain.texts import in_language
from pollkit.i18n import _

Check = Callable[[str], ExpressionTrouble | None]

_LONGEST_WORDS = 40


class ExpressionField(QWidget):
    """`committed` only where the expression can be used, or is empty."""

    committed = Signal()

    def __init__(self, name: str, example: str = "") -> None:
        super().__init__()
        self._check: Check = lambda _written: None
        self._shown = ""
        self.field = ParagraphField(name)
        self.field.setPlaceholderText(example)
        # Expressions are the same in every script, and read from the left.
        self.field.speak("en")
        self.wrong = label("", "danger", wraps=True)
        self.wrong.hide()
        self.insert = Button(_("Insert an answer"), "quiet", "ph.brackets-curly")
        self._menu = QMenu(self)
        self.insert.attach_menu(self._menu)
        self.heading = field_label(name, self.field)
        head = row(self.heading, None, self.insert)
        self.setLayout(column(head, self.field, self.wrong, gap=theme.XS))
        self.field.drafted.connect(self._on_drafted)
        self.field.committed.connect(self._on_committed)
        self._menu.triggered.connect(self._on_menu_triggered)

    def show_expression(
        self, written: str, check: Check, sources: Sequence[Item], language: str
    ) -> None:
        """`sources` are the items whose answers can be inserted."""
        self._check = check
        if not self.is_broken or written != self._shown:
            self.field.show_text(written)
        self._shown = written
        self._say(self._check(self.text()))
        self._offer(sources, language)

    def text(self) -> str:
        return _on_one_line(self.field.text())

    def expression(self) -> str:
        """What can be handed over: what stands in the field, or was shown where that is broken."""
        return self.text() if self._is_changed and not self.is_broken else self._shown

    @property
    def is_broken(self) -> bool:
        """Whether something else than what was shown stands here, and cannot be used."""
        return self._is_changed and self._check(self.text()) is not None

    @property
    def _is_changed(self) -> bool:
        return self.text() != _on_one_line(self._shown)

    def commit(self) -> None:
        self.field.commit()

    def write(self, written: str) -> None:
        """As if it were typed; `commit` hands it over."""
        self.field.write(written)

    def _offer(self, sources: Sequence[Item], language: str) -> None:
        self._menu.clear()
        for item in sources:
            words = in_language(item.texts, language)
            words = words if len(words) <= _LONGEST_WORDS else words[: _LONGEST_WORDS - 1] + "…"
            title = f"{item.leaf}   {words}".strip().replace("&", "&&")
            self._menu.addAction(title).setData(item.leaf)
        self.insert.setVisible(bool(sources))

    def _say(self, trouble: ExpressionTrouble | None) -> None:
        words = "" if trouble is None else trouble.message
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))
        self.field.setAccessibleDescription(words)

    @Slot()
    def _on_drafted(self) -> None:
        self._say(self._check(self.text()))

    @Slot()
    def _on_committed(self) -> None:
        if self._is_changed and not self.is_broken:
            self.committed.emit()

    @Slot(QAction)
    def _on_menu_triggered(self, action: QAction) -> None:
        self.field.insertPlainText(f"${{{action.data()}}}")
        self.field.setFocus()


def _on_one_line(written: str) -> str:
    """Blanks inside stay: some stand between quotes."""
    return written.replace("\n", " ").strip()

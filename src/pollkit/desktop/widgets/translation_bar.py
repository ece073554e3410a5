"""Above two columns of texts: the main language, the one beside it, and the way to the gaps."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame

from pollkit.desktop import theme
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fields import ChoiceField
from pollkit.desktop.widgets.labels import ElidedLabel
from pollkit.desktop.widgets.panels import row
from pollkit.desktop.widgets.translating import Translating
from pollkit.i18n import _, language_name, ngettext


class TranslationBar(QFrame):
    translation_chosen = Signal(str)
    gap_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.main = ElidedLabel("", "label")
        self.translation = ChoiceField(_("Translation shown beside"))
        self.translation.setMinimumContentsLength(16)
        self.next = Button(_("Next gap"), "quiet", "ph.arrow-bend-down-right")
        self.next.setToolTip("F8")
        beside = row(self.translation, self.next, None, gap=theme.S)
        bar = row(self.main, beside, gap=theme.S)  # over the columns of the texts
        bar.setStretch(0, 1)
        bar.setStretch(1, 1)
        self.setLayout(bar)
        self.translation.committed.connect(self._on_translation_committed)
        self.next.clicked.connect(self.gap_wanted)

    def render_state(self, state: Translating) -> None:
        self.setVisible(state.translation is not None)
        self.main.setText(language_name(state.main))
        choices: list[tuple[object, str]] = [
            (tag, _with_count(tag, state.gaps_in(tag))) for tag in state.languages[1:]
        ]
        self.translation.offer(choices, state.translation)
        self.next.setVisible(bool(state.gaps))

    @Slot()
    def _on_translation_committed(self) -> None:
        self.translation_chosen.emit(str(self.translation.chosen()))


def _with_count(tag: str, count: int) -> str:
    if not count:
        return language_name(tag)
    words = ngettext("{n} to do", "{n} to do", count).format(n=count)
    return f"{language_name(tag)} · {words}"

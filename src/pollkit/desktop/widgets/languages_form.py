"""The languages that something is written in: the main one, and its translations."""

from __future__ import annotations

import re

from PySide6.QtCore import QLocale, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from pollkit.desktop import theme
from pollkit.desktop.widgets.buttons import Button
from pollkit.desktop.widgets.fields import ChoiceField
from pollkit.desktop.widgets.labels import field_label, label
from pollkit.desktop.widgets.panels import column, row
from pollkit.i18n import LANGUAGE_NAMES, _, language_name

_TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")


class LanguagesForm(QWidget):
    language_added = Signal(str)
    language_removed = Signal(str)
    main_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._languages: tuple[str, ...] = ()
        self.main = ChoiceField(_("Written in"))
        self.add = Button(_("Add a translation"), "quiet", "ph.plus")
        self._menu = QMenu(self)
        self.add.attach_menu(self._menu)
        self.tag = QLineEdit()
        self.tag.setPlaceholderText(_("Language tag, such as pl or pt-BR"))
        self.tag.setAccessibleName(_("Language tag"))
        self.tag.setMaximumWidth(260)
        self.tag.hide()
        self.wrong = label("", "danger", wraps=True)
        self.wrong.hide()
        self.removes: dict[str, Button] = {}
        self._chips = row(gap=theme.S)
        whole = column(field_label(_("Written in"), self.main), gap=theme.XS)
        whole.addLayout(row(self.main, None))
        whole.addSpacing(theme.S)
        whole.addWidget(label(_("Translations"), "label"))
        whole.addLayout(row(self._chips, self.add, None))
        whole.addLayout(row(self.tag, self.wrong, None))
        self.setLayout(whole)
        self.main.committed.connect(self._on_main_committed)
        self._menu.triggered.connect(self._on_menu_triggered)
        self.tag.returnPressed.connect(self._on_tag_returned)

    def show_languages(self, languages: tuple[str, ...]) -> None:
        if languages == self._languages:
            return
        self._languages = languages
        self.main.offer([(tag, language_name(tag)) for tag in languages], languages[0])
        self.main.setEnabled(len(languages) > 1)
        self._show_chips(languages[1:])
        self._menu.clear()
        for tag in LANGUAGE_NAMES:
            if tag not in languages:
                self._menu.addAction(language_name(tag)).setData(tag)
        self._menu.addAction(_("Another language…")).setData("")

    def _show_chips(self, translations: tuple[str, ...]) -> None:
        for chip in self.removes.values():
            chip.hide()
            chip.deleteLater()
        self.removes = {}
        for tag in translations:
            chip = Button(language_name(tag), "chip", "ph.x")
            chip.setAccessibleName(_("Remove {language}").format(language=language_name(tag)))
            chip.setToolTip(_("Remove. What is written in it is kept."))
            chip.clicked.connect(lambda _checked, tag=tag: self.language_removed.emit(tag))
            self.removes[tag] = chip
            self._chips.addWidget(chip)

    @Slot()
    def _on_main_committed(self) -> None:
        self.main_chosen.emit(str(self.main.chosen()))

    def _on_menu_triggered(self, action: object) -> None:
        tag = action.data()  # type: ignore[attr-defined]
        if tag:
            self.language_added.emit(tag)
        self.tag.setVisible(not tag)
        self.tag.setFocus()

    @Slot()
    def _on_tag_returned(self) -> None:
        self._take_tag(self.tag.text().strip())

    def _take_tag(self, typed: str) -> None:
        tag = known_tag(typed)
        is_new = tag is not None and tag not in self._languages
        self.wrong.setText(_("PollKit knows no such language, or has it already."))
        self.wrong.setVisible(not is_new)
        if is_new:
            self.tag.clear()
            self.tag.hide()
            self.language_added.emit(tag)


def known_tag(typed: str) -> str | None:
    """The tag as BCP 47 writes it, or None where Qt's language data has no such language."""
    locale = QLocale(typed.replace("-", "_"))
    # Qt reads what it knows and overlooks the rest, such as markup.
    if not _TAG.fullmatch(typed) or locale.language() is QLocale.Language.C:
        return None
    parts = typed.replace("_", "-").split("-")
    return "-".join([parts[0].lower(), *(_subtag(part) for part in parts[1:])])


def _subtag(part: str) -> str:
    return part.title() if len(part) == 4 else part.upper()

"""What the forms hand over, brought to the presenter: one place for every change of a field."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from pollkit.desktop.questionnaires.editor.about_form import AboutForm
from pollkit.desktop.questionnaires.editor.item_form import ItemForm
from pollkit.desktop.questionnaires.editor.presenter import EditorPresenter
from pollkit.desktop.questionnaires.editor.scales_form import ScalesForm
from pollkit.desktop.questionnaires.editor.section_form import SectionForm
from pollkit.domain.instruments import Item
from pollkit.domain.rules import Scale, Section
from pollkit.domain.texts import Texts


class FormDesk(QObject):
    """`changed`: the state is to be shown anew; `commit_wanted`: what is still in a field first."""

    changed = Signal()
    commit_wanted = Signal()

    def __init__(
        self,
        presenter: EditorPresenter,
        about: AboutForm,
        item: ItemForm,
        section: SectionForm,
        scales: ScalesForm,
    ) -> None:
        super().__init__(about)
        self._presenter = presenter
        self._about = about
        self._item = item
        self._section = section
        self._scales = scales
        self._connect()

    def _connect(self) -> None:
        self._about.titled.connect(self._on_titled)
        self._about.flagged.connect(self._on_flagged)
        self._about.language_added.connect(self._on_language_added)
        self._about.language_removed.connect(self._on_language_removed)
        self._about.main_chosen.connect(self._on_main_chosen)
        self._item.committed.connect(self._on_item_committed)
        self._item.rename_wanted.connect(self._on_item_rename_wanted)
        self._item.list_wanted.connect(self._on_list_wanted)
        self._item.own_list_wanted.connect(self._on_own_list_wanted)
        self._item.picture_chosen.connect(self._on_picture_chosen)
        self._item.picture_removed.connect(self._on_picture_removed)
        self._section.committed.connect(self._on_section_committed)
        self._section.rename_wanted.connect(self._on_section_rename_wanted)
        self._section.ungroup_wanted.connect(self._on_ungroup_wanted)
        self._scales.committed.connect(self._on_scale_committed)
        self._scales.scale_chosen.connect(self._on_scale_chosen)
        self._scales.add_wanted.connect(self._on_scale_add_wanted)
        self._scales.remove_wanted.connect(self._on_scale_remove_wanted)
        for form in (self._about, self._item, self._section, self._scales):
            form.translation_chosen.connect(self._on_translation_chosen)

    @Slot(object)
    def _on_item_committed(self, item: Item) -> None:
        self._presenter.change_item(item)
        self.changed.emit()

    @Slot(str)
    def _on_item_rename_wanted(self, leaf: str) -> None:
        why = self._presenter.rename(leaf)
        self.changed.emit() if not why else self._item.name.refuse(why)

    @Slot(str)
    def _on_section_rename_wanted(self, leaf: str) -> None:
        why = self._presenter.rename(leaf)
        self.changed.emit() if not why else self._section.name.refuse(why)

    @Slot(object)
    def _on_section_committed(self, section: Section) -> None:
        self._presenter.change_section(section)
        self.changed.emit()

    @Slot(str)
    def _on_list_wanted(self, other: str) -> None:
        self.commit_wanted.emit()
        self._presenter.share_list(other)
        self.changed.emit()

    @Slot()
    def _on_own_list_wanted(self) -> None:
        self.commit_wanted.emit()
        self._presenter.own_list()
        self.changed.emit()

    @Slot(object)
    def _on_scale_committed(self, scale: Scale) -> None:
        self._presenter.change_scale(scale)
        self.changed.emit()

    @Slot(str)
    def _on_scale_chosen(self, name: str) -> None:
        self.commit_wanted.emit()
        self._presenter.choose_scale(name)
        self.changed.emit()

    @Slot()
    def _on_scale_add_wanted(self) -> None:
        self.commit_wanted.emit()
        self._presenter.add_scale()
        self.changed.emit()
        self._scales.name.main.setFocus()

    @Slot()
    def _on_scale_remove_wanted(self) -> None:
        self._presenter.remove_scale()
        self.changed.emit()

    @Slot(object)
    def _on_titled(self, titles: Texts) -> None:
        self._presenter.change_title(titles)
        self.changed.emit()

    @Slot(bool)
    def _on_flagged(self, is_sensitive: bool) -> None:
        self._presenter.flag_sensitive(is_sensitive)
        self.changed.emit()

    @Slot(str)
    def _on_language_added(self, tag: str) -> None:
        self._presenter.add_language(tag)
        self.changed.emit()

    @Slot(str)
    def _on_language_removed(self, tag: str) -> None:
        self._presenter.remove_language(tag)
        self.changed.emit()

    @Slot(str)
    def _on_main_chosen(self, tag: str) -> None:
        self._presenter.write_in(tag)
        self.changed.emit()

    @Slot(str)
    def _on_translation_chosen(self, language: str) -> None:
        self._presenter.show_translation(language)
        self.changed.emit()

    @Slot()
    def _on_ungroup_wanted(self) -> None:
        self._presenter.ungroup()
        self.changed.emit()

    @Slot(str, object)
    def _on_picture_chosen(self, part: str, source: Path | bytes) -> None:
        self.commit_wanted.emit()
        self._presenter.take_picture(part, source, self._show_picture)
        self.changed.emit()

    @Slot(str)
    def _on_picture_removed(self, part: str) -> None:
        self.commit_wanted.emit()
        self._presenter.remove_picture(part)
        self.changed.emit()

    def _show_picture(self) -> None:
        """Much may have been typed while the picture was made small."""
        self.commit_wanted.emit()
        self.changed.emit()

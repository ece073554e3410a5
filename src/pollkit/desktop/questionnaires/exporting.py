"""A questionnaire as an XLSForm in a file that the person chooses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from pollkit.desktop.tasks import Tasks
from pollkit.domain.editing.names import name_from
from pollkit.domain.instruments import Instrument
from pollkit.domain.questionnaires import Questionnaire
from pollkit.i18n import _, ngettext


def export_form(
    questionnaire: Questionnaire, tasks: Tasks, parent: QWidget, say: Callable[[str], None]
) -> None:
    """Asks for the file, writes it elsewhere, and says what there is to know of it."""
    offered = (name_from(questionnaire.title) or "questionnaire") + ".xlsx"
    kinds = _("Spreadsheets ({endings})").format(endings="*.xlsx")
    name, _kind = QFileDialog.getSaveFileName(parent, _("Export as XLSForm"), offered, kinds)
    if name:
        path = Path(name)
        tasks.run(lambda _task: _written(questionnaire.instrument, path), say)


def _written(instrument: Instrument, path: Path) -> str:
    from pollkit.usecases.instruments_in import export_form

    files, notes = export_form(instrument, path)
    words = _("Written to “{name}”.").format(name=files[0].name)
    if len(files) > 1:
        beside = ngettext("{n} list lies beside it.", "{n} lists lie beside it.", len(files) - 1)
        words += " " + beside.format(n=len(files) - 1)
    if notes:
        words += " " + notes[0].message
    return words

"""A questionnaire as an XLSForm in a file that the person chooses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from pollkit.desktop.tasks import Tasks
from pollkit.domain.editing.names import name_from
from pollkit.domain.instruments import Instrument
from pollkit.domain.questionnaires import Questionnaire
from pollkit.errors import FolderNotWritable
from pollkit.i18n import _, ngettext

SUFFIX = ".xlsx"


def export_form(
    questionnaire: Questionnaire, tasks: Tasks, parent: QWidget, say: Callable[[str], None]
) -> None:
    """Asks for the file, writes it elsewhere, and says what there is to know of it."""
    offered = (name_from(questionnaire.title) or "questionnaire") + SUFFIX
    kinds = _("Spreadsheet ({endings})").format(endings="*.xlsx")
    name, _kind = QFileDialog.getSaveFileName(parent, _("Export as XLSForm"), offered, kinds)
    if not name:
        return
    path = Path(name)
    path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
    tasks.run(lambda _task: _write(questionnaire.instrument, path), say)


def _write(instrument: Instrument, path: Path) -> str:
    from pollkit.formats.xlsform import write_form

    try:
        files, notes = write_form(instrument, path)
    except OSError as error:
        raise FolderNotWritable(
            _("“{name}” cannot be written: {reason}.").format(
                name=path.name, reason=error.strerror or str(error)
            )
        ) from error
    words = _("Written to “{name}”.").format(name=path.name)
    if len(files) > 1:
        beside = ngettext("{n} list lies beside it.", "{n} lists lie beside it.", len(files) - 1)
        words += " " + beside.format(n=len(files) - 1)
    if notes:
        words += " " + notes[0].message
    return words

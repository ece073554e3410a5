"""XLSForm in and out: a spreadsheet that describes a form, the standard of the field.

`read_form` gives the sheets of a file, `import_form` their instrument or what must be mended,
`repair` the sheets with mended cells, `write_form` the way back.
"""

from pollkit.formats.xlsform.importing import import_form, repair_all
from pollkit.formats.xlsform.notes import ImportResult, Note, Severity
from pollkit.formats.xlsform.reading import SUFFIXES, read_content, read_form
from pollkit.formats.xlsform.sheets import FormSheets, Repair, repair
from pollkit.formats.xlsform.writing import form_files, write_form

__all__ = [
    "SUFFIXES",
    "FormSheets",
    "ImportResult",
    "Note",
    "Repair",
    "Severity",
    "form_files",
    "import_form",
    "read_content",
    "read_form",
    "repair",
    "repair_all",
    "write_form",
]

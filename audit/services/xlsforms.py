"""Spreadsheet files to plain rows, through pyxform's own reading; whatever is broken is refused in a sentence."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from audit.checklists.xlsforms.importing import Imported, import_form
from audit.errors import N_, BadInput, say
from audit.services.workbook_cells import check_headers, passed_over, read_cells

OLD_FORMAT = bytes.fromhex("D0CF11E0A1B11AE1")  # .xls, and .xlsx behind a password
ZIPPED = b"PK"
SUFFIXES = (".xls", ".xlsx", ".xlsm")
# What the libraries underneath raise on damaged zip files and damaged XML (seen by damaging good ones).
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, SyntaxError, LookupError, ValueError, ArithmeticError),
    *(AttributeError, TypeError, RuntimeError, EOFError, OSError),
)
LARGEST_UNPACKED = 128 * 1024 * 1024


def is_workbook(data: bytes, suffix: str) -> bool:
    """Whether a file is, or is called, a workbook."""
    return data.startswith((OLD_FORMAT, ZIPPED)) or suffix.lower() in SUFFIXES


def import_form_file(data: bytes, name: str) -> Imported:
    """The checklist in an XLSForm, with a report of every row and of every cell not read. Raises `BadInput`."""
    refuse_other_files(data)
    try:
        sheets = read_cells(data)
        check_headers(sheets)
    except BROKEN:
        raise broken() from None
    book = read_workbook_file(data)
    return import_form(book, name, passed_over(sheets, book))


def read_workbook_file(data: bytes) -> Mapping[str, object]:
    """Every sheet's rows as pyxform reads them: header to text. Raises `BadInput`."""
    from pyxform.errors import PyXFormError, PyXFormReadError
    from pyxform.xls2json_backends import xlsx_to_dict

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's, about styles and drop-down lists that no form needs
            book: Mapping[str, object] = xlsx_to_dict(BytesIO(data))
    except PyXFormReadError:
        raise broken() from None
    except PyXFormError as error:
        raise BadInput(say(N_("This workbook cannot be read: {reason}"), reason=error)) from None
    except BROKEN:
        raise broken() from None
    return book


def refuse_other_files(data: bytes) -> None:
    """Refuse what is no .xlsx, and what would unpack to too much, before anything is unpacked."""
    if data.startswith(OLD_FORMAT):
        raise BadInput(
            say(N_("This is an old .xls workbook, or one with a password. Save it as .xlsx without one and try again."))
        )
    if not data.startswith(ZIPPED):
        raise BadInput(say(N_("This is not an .xlsx workbook.")))
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except BROKEN:
        raise broken() from None
    if unpacked > LARGEST_UNPACKED:
        raise BadInput(say(N_("This workbook unpacks to more than 128 MB.")))


def broken() -> BadInput:
    """The refusal of a damaged workbook."""
    return BadInput(say(N_("This workbook is broken. Open it in a spreadsheet program, save it again and try that.")))

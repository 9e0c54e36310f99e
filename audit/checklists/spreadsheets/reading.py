"""Sheets to a checklist, every problem at its sheet and row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from audit.checklists.model import Checklist
from audit.checklists.parsing import parse_checklist
from audit.checklists.spreadsheets.rows import Book, Entry, read_table
from audit.checklists.spreadsheets.tables import TABLES
from audit.errors import N_, BadInput, Problem, say_count

STEP = re.compile(r"(?P<name>\w+)\[(?P<index>\d+)\]\.?")


def is_checklist_workbook(sheets: Iterable[str]) -> bool:
    """Whether the sheets of these names are those of a checklist's workbook, and not of an XLSForm."""
    return {"checklist", "sections", "items"} <= set(sheets)


def from_sheets(sheets: Mapping[str, Sequence[Sequence[object]]]) -> Checklist:
    """The checklist in a workbook's sheets (rows of cells). Raises `BadInput`, each problem at its sheet and row."""
    book = Book()
    for sheet in sheets:
        if sheet not in TABLES:
            book.note(sheet, 1, N_("There is no place for a sheet of this name."))
    own = _own_language(sheets.get("checklist", ()))
    tables = {table: read_table(table, sheets.get(table, ()), own, book) for table in TABLES}
    document = _document(tables, book)
    if book.problems:
        raise _refusal(book.problems)
    try:
        return parse_checklist(document)
    except BadInput as error:
        raise _refusal([_placed(problem, document, book) for problem in error.problems]) from None


def _own_language(rows: Sequence[Sequence[object]]) -> str:
    """The language of headers that name none, read ahead of everything else."""
    if len(rows) < 2:
        return ""
    found = dict(zip(rows[0], rows[1], strict=False)).get("language")
    return found.strip() if isinstance(found, str) else ""


def _document(tables: Mapping[str, list[Entry]], book: Book) -> Entry:
    """The tables put into one another: options and steps into items, items into sections."""
    items = {str(item.get("key")): item for item in tables["items"]}
    sections = {str(section.get("key")): section for section in tables["sections"]}
    _put(tables["options"], "item", "options", items, book)
    _put(tables["steps"], "item", "steps", items, book)
    _put(tables["items"], "section", "items", sections, book)
    tops = tables["checklist"]
    if len(tops) != 1:
        book.note("checklist", 1, N_("This sheet has one row: the checklist itself."))
    top = tops[0] if tops else {}
    return top | {name: tables[name] for name in ("bands", "standards", "sections")}


def _put(entries: list[Entry], owner: str, name: str, owners: Mapping[str, Entry], book: Book) -> None:
    """Each entry into the list `name` of the owner it names."""
    for entry in entries:
        key = str(entry.pop(owner, ""))
        sheet, row = book.rows[id(entry)]
        if not key:
            book.note(sheet, row, N_("The cell in column {column} is empty."), column=owner)
        elif key not in owners:
            book.note(sheet, row, UNKNOWN_OWNER[owner], key=key)
        else:
            _append(owners[key], name, entry)


def _append(owner: Entry, name: str, entry: Entry) -> None:
    inside = owner.setdefault(name, [])
    assert isinstance(inside, list)
    inside.append(entry)


UNKNOWN_OWNER = {
    "item": N_("There is no item {key} on the sheet items."),
    "section": N_("There is no section {key} on the sheet sections."),
}


def _refusal(problems: list[Problem]) -> BadInput:
    sentence = say_count(
        N_("The workbook cannot become a checklist: there is {count} problem."),
        N_("The workbook cannot become a checklist: there are {count} problems."),
        len(problems),
    )
    return BadInput(sentence, tuple(problems))


def _placed(problem: Problem, document: Entry, book: Book) -> Problem:
    """A problem of the document at the sheet and row of the innermost entry its place leads to."""
    sheet, row = "checklist", 2
    here: object = document
    place = problem.place
    while step := STEP.match(place):
        inside = here.get(step["name"]) if isinstance(here, dict) else None
        if not isinstance(inside, list) or int(step["index"]) >= len(inside):
            break
        here = inside[int(step["index"])]
        if id(here) not in book.rows:
            break
        sheet, row = book.rows[id(here)]
        place = place[step.end() :]
    return Problem(f"{sheet}:{row}" + (f" {place}" if place else ""), problem.sentence)

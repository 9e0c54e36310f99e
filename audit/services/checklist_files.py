"""Checklists (JSON, workbook or XLSForm) and answers out of files.

Every refusal names the file, the place in it and what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from audit.checklists.json_files import read_json
from audit.checklists.model import Checklist
from audit.checklists.parsing import parse_checklist
from audit.checklists.spreadsheets.reading import from_sheets
from audit.errors import N_, BadInput, say
from audit.scoring.answer_files import read_answers
from audit.services.spreadsheets import find_sheets
from audit.services.xlsforms import import_form_file, is_workbook

LARGEST_FILE = 32 * 1024 * 1024


def load_checklist(path: Path) -> Checklist:
    """The checklist in a JSON file, a workbook of ours or an XLSForm. Raises `BadInput` with every problem."""
    with naming(path):
        data = read_file(path)
        if not is_workbook(data, path.suffix):
            return parse_checklist(read_json(data))
        sheets = find_sheets(data)
        if sheets is not None:
            return from_sheets(sheets)
        return import_form_file(data, path.stem).usable()


def load_answers(path: Path, checklist: Checklist) -> Mapping[str, object]:
    """The answers in a JSON file, by item key. Raises `BadInput`, also for items the checklist does not have."""
    with naming(path):
        return read_answers(read_json(read_file(path)), checklist)


def read_file(path: Path) -> bytes:
    """The bytes of a file of at most 32 MB. Raises `BadInput` with the system's reason."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise BadInput(say(N_("The file cannot be read: {reason}."), reason=error.strerror)) from None
    if len(data) > LARGEST_FILE:
        raise BadInput(say(N_("The file is larger than 32 MB.")))
    return data


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Put the file's name before whatever is wrong with what is in it."""
    try:
        yield
    except BadInput as error:
        raise named(path, error) from None


def named(path: Path, error: BadInput) -> BadInput:
    """The same refusal with the file's name in it; a single problem stands in the sentence itself."""
    if len(error.problems) != 1:
        return BadInput(say(N_("{file}: {sentence}"), file=path, sentence=error.sentence), error.problems)
    problem = error.problems[0]
    if not problem.place:
        return BadInput(say(N_("{file}: {sentence}"), file=path, sentence=problem.sentence))
    return BadInput(say(N_("{file}: {place}: {sentence}"), file=path, place=problem.place, sentence=problem.sentence))

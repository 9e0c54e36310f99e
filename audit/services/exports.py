"""Counted visits as CSV or as JSON lines, in pieces: memory does not grow with their number.

A CSV has one row for each visit and standard, and can be read back by `audit visits import` and
`audit analyse` (with `--scale 0:1` where credits lie between). JSON lines hold everything, a visit a line.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import date

from audit.store import checklists, exports
from audit.store.exports import Batch, ExportedVisit, Outcome
from audit.store.selections import Selection
from audit.store.sights import Sight

VISIT_COLUMNS = (
    "visit_id", "branch", "branch_name", "region", "auditor", "date", "checklist", "version", "channel", "status",
    "percent", "verdict", "failed",
)  # fmt: skip
STANDARD_COLUMNS = ("standard", "answer", "state", "kept", "exceeded", "seconds")
COLUMNS = (*VISIT_COLUMNS, *STANDARD_COLUMNS)
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
MICRO = 1_000_000

Cell = str | int | float | bool | date | None


async def export_csv(sight: Sight, selection: Selection) -> AsyncIterator[bytes]:
    """UTF-8 with a header row; pieces end at the end of a row."""
    names = await standard_names()
    yield line(COLUMNS).encode()
    tails: dict[Outcome, str] = {}
    async for batch in exports.each_batch(sight, selection, with_documents=False):
        yield csv_text(batch, names, tails).encode()


def csv_text(batch: Batch, names: dict[int, str], tails: dict[Outcome, str]) -> str:
    """The rows of a batch. What a row says of its standard repeats from visit to visit: each such text is made once."""
    lines: list[str] = []
    for visit in batch.visits:
        head = line(visit_cells(visit))[:-2] + ","
        for outcome in batch.standards[visit.id]:
            tail = tails.get(outcome)
            if tail is None:
                tail = line(standard_cells(outcome, names))
                if outcome[-1] is None:  # measured seconds hardly ever repeat
                    tails[outcome] = tail
            lines.append(head + tail)
    return "".join(lines)


def visit_cells(visit: ExportedVisit) -> list[Cell]:
    """What a row says of its visit."""
    percent = None if visit.percent_micro is None else decimals(visit.percent_micro)
    return [
        visit.id, visit.branch, visit.branch_name, visit.region, visit.auditor, visit.day.isoformat(), visit.checklist,
        visit.version, visit.channel, visit.status, percent, visit.verdict, yes_no(visit.failed),
    ]  # fmt: skip


def standard_cells(outcome: Outcome, names: dict[int, str]) -> list[Cell]:
    """What a row says of its standard. `answer` is the credit, or n/a, or empty."""
    standard_id, state, credit_micro, kept, exceeded, seconds = outcome
    answer = "n/a" if state == "not_applicable" else "" if credit_micro is None else decimals(credit_micro)
    return [names[standard_id], answer, state, yes_no(kept), yes_no(exceeded), seconds]


def decimals(millionths: int) -> str:
    """A number in millionths as plain decimals: 1, 0.75, 87.5."""
    whole, rest = divmod(millionths, MICRO)
    return f"{whole}.{rest:06}".rstrip("0") if rest else str(whole)


def yes_no(value: object) -> str:
    """A truth as a cell; empty where there is none."""
    return "" if value is None else "yes" if value else "no"


def line(cells: Sequence[Cell]) -> str:
    """A row of CSV, its end included."""
    buffer = io.StringIO()
    csv.writer(buffer).writerow([defused(cell) for cell in cells])
    return buffer.getvalue()


def defused(cell: Cell) -> Cell:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection)."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS) else cell


async def standard_names() -> dict[int, str]:
    """The key of every standard by its id."""
    return {standard_id: key for key, standard_id in (await checklists.list_standard_ids()).items()}


async def export_lines(sight: Sight, selection: Selection) -> AsyncIterator[bytes]:
    """A JSON document a line: the visit, its answers, its score and what the ops told beside them."""
    async for batch in exports.each_batch(sight, selection, with_documents=True):
        yield "".join(json_lines(batch)).encode()


def json_lines(batch: Batch) -> Iterator[str]:
    """The lines of a batch. Stored documents are JSON already and go in as they are."""
    for visit, (answers, score, marks) in zip(batch.visits, batch.documents, strict=True):
        head = {
            "visit": visit.id,
            "date": visit.day.isoformat(),
            "branch": {"code": visit.branch, "name": visit.branch_name, "region": visit.region},
            "auditor": visit.auditor,
            "checklist": {"key": visit.checklist, "version": visit.version},
            "channel": visit.channel,
            "status": visit.status,
        }
        yield f'{json.dumps(head)[:-1]}, "answers": {answers}, "score": {score}, "marks": {marks}}}\n'

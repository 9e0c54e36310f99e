"""What became of each row: taken, changed, left out, or in the way. Nothing is silently dropped."""

from __future__ import annotations

from dataclasses import dataclass, field

from audit.checklists.findings import Finding
from audit.checklists.xlsforms.workbooks import Row
from audit.errors import N_, say

SHEETS = ("settings", "survey", "choices")
LONGEST_QUOTE = 60


@dataclass(slots=True)
class Report:
    taken: list[Finding] = field(default_factory=list)
    changed: list[Finding] = field(default_factory=list)
    left_out: list[Finding] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)

    def take(self, row: Row, text: str, **values: object) -> None:
        self.taken.append(Finding(say(text, **values), row.sheet, row.number))

    def change(self, row: Row, text: str, **values: object) -> None:
        self.changed.append(Finding(say(text, **values), row.sheet, row.number))

    def leave_out(self, row: Row, text: str, **values: object) -> None:
        self.left_out.append(Finding(say(text, **values), row.sheet, row.number))

    def refuse(self, row: Row, text: str, **values: object) -> None:
        self.problems.append(Finding(say(text, **values), row.sheet, row.number))

    def sort(self) -> None:
        """In the order of the workbook."""
        for findings in (self.taken, self.changed, self.left_out, self.problems):
            findings.sort(key=lambda finding: (place_of(finding.sheet), finding.row or 0))

    def leave_out_unused(self, row: Row) -> None:
        """Report every cell of a row that nothing has used."""
        for header, value in row.leftover():
            self.leave_out(row, N_("{column}: {value}"), column=header, value=quoted(value))


def quoted(value: str) -> str:
    """A cell's text, short enough for a line."""
    line = " ".join(value.split())
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…"


def place_of(sheet: str | None) -> int:
    """Where a sheet stands in a report; the ones we do not read come last."""
    return SHEETS.index(sheet) if sheet in SHEETS else len(SHEETS)

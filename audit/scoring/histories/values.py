"""A history that was read: columns of numbers for the statistics, visits for whoever stores them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from audit.scoring.histories.answers import COUNTED, NOT_APPLICABLE, UNANSWERED

STATES = {UNANSWERED: "unanswered", NOT_APPLICABLE: "not_applicable", COUNTED: "counted"}

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a past visit. `state` is unanswered, not_applicable or counted; `text` as it stood."""

    standard: str
    text: str
    state: str
    credit: float | None
    is_kept: bool


@dataclass(frozen=True, slots=True)
class PastVisit:
    """One past visit with its answers, in the order of the file. `auditor` is None where nobody is named."""

    id: str
    branch: str
    auditor: str | None
    day: date
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """A file's visits as columns.

    Names are listed once, in the order of the file: `visits`, `branches`, `auditors`, `periods`, `standards`.
    By visit: `visit_branch`, `visit_auditor` (-1: nobody is named), `visit_period`, `visit_day`.
    By row: `row_visit`, `row_standard`, `row_reading`. A reading is one distinct (standard, answer):
    `reading_text`, `reading_state`, `reading_credit` (0 where it does not count), `reading_kept`.
    """

    visits: tuple[str, ...]
    branches: tuple[str, ...]
    auditors: tuple[str, ...]
    periods: tuple[str, ...]
    standards: tuple[str, ...]
    visit_branch: Ints
    visit_auditor: Ints
    visit_period: Ints
    visit_day: tuple[date, ...]
    row_visit: Ints
    row_standard: Ints
    row_reading: Ints
    reading_text: tuple[str, ...]
    reading_state: Ints
    reading_credit: Floats
    reading_kept: Flags

    def each_visit(self) -> Iterator[PastVisit]:
        """The visits one after another, for whoever stores them."""
        order = np.argsort(self.row_visit, kind="stable")
        ends = np.cumsum(np.bincount(self.row_visit, minlength=len(self.visits)))
        start = 0
        for visit, end in enumerate(ends.tolist()):
            answers = tuple(self._answer(row) for row in order[start:end].tolist())
            auditor = int(self.visit_auditor[visit])
            yield PastVisit(
                id=self.visits[visit],
                branch=self.branches[self.visit_branch[visit]],
                auditor=self.auditors[auditor] if auditor >= 0 else None,
                day=self.visit_day[visit],
                answers=answers,
            )
            start = end

    def _answer(self, row: int) -> Answer:
        reading = self.row_reading[row]
        state = int(self.reading_state[reading])
        return Answer(
            standard=self.standards[self.row_standard[row]],
            text=self.reading_text[reading],
            state=STATES[state],
            credit=float(self.reading_credit[reading]) if state == COUNTED else None,
            is_kept=bool(self.reading_kept[reading]),
        )

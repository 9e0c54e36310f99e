"""A comparison without a database: a spreadsheet's analysis and its sums in the shape that pages and reports take."""

from __future__ import annotations

from collections import defaultdict

from audit.scoring.analysis import Analysis
from audit.scoring.sums import ChainSums
from audit.services.comparisons import Comparison
from audit.store.chains import DEFAULTS, BranchRow
from audit.store.checklists import StandardRow
from audit.store.sums import StandardSums
from audit.words import DEFAULT_LANGUAGE


def comparison_from(analysis: Analysis, sums: ChainSums) -> Comparison:
    """Positions stand for ids, and what the file says stands for the names of branches and standards."""
    branches = zip(sums.branches, sums.branch_names, strict=True)
    return Comparison(
        analysis=analysis,
        scores=(),
        standard_sums=standard_sums(sums),
        branches={place: branch_row(place, code, name) for place, (code, name) in enumerate(branches)},
        standards={place: standard_row(place, key) for place, key in enumerate(sums.standards)},
        auditors=dict(enumerate(sums.auditors)),
        few_visits=DEFAULTS.few_visits,
    )


def standard_sums(sums: ChainSums) -> tuple[StandardSums, ...]:
    """The kept cells of all auditors together, one for each standard and branch."""
    totals: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    cells = sums.kept
    for branch, standard, *numbers in zip(
        *(column.tolist() for column in (cells.branch, cells.standard)),
        *(column.tolist() for column in (cells.counting, cells.kept, cells.not_applicable)),
        strict=True,
    ):
        total = totals[branch, standard]
        total[:] = [have + more for have, more in zip(total, numbers, strict=True)]
    return tuple(
        StandardSums(branch, standard, counted, kept, not_applicable, exceeded=0, expectations=0)
        for (branch, standard), (counted, kept, not_applicable) in sorted(totals.items())
    )


def branch_row(place: int, code: str, name: str) -> BranchRow:
    """A branch of which only its name is known."""
    return BranchRow(place, code, name, None, None, "", "", "own", "UTC", {}, None, "", None, None)


def standard_row(place: int, key: str) -> StandardRow:
    """A standard of which only its name is known."""
    return StandardRow(place, key, {DEFAULT_LANGUAGE: key}, "", (), "", {}, place)

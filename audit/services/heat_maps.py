"""Standards by branches: how often each is kept where, and where too few visits say so."""

from __future__ import annotations

from urllib.parse import quote

from audit.checklists.model import Text
from audit.reports.charts import HeatCell, HeatLabel, HeatMap
from audit.services.branch_plots import branch_href
from audit.services.comparisons import Comparison
from audit.services.filters import Filters
from audit.store.checklists import StandardRow

MANY_BRANCHES = 40


def heat_map(comparison: Comparison, filters: Filters, language: str) -> HeatMap | None:
    """The map of a view: standards in the order of the guest's journey, branches by name; None when empty.

    Many branches stand under one another instead, so that the page scrolls down and not sideways.
    """
    cells = {(row.standard_id, row.branch_id): row for row in comparison.standard_sums if row.counted}
    standards = [row for key, row in comparison.standards.items() if any(key == one for one, _ in cells)]
    branches = [row for key, row in comparison.branches.items() if any(key == one for _, one in cells)]
    if not cells:
        return None
    across = [HeatLabel(branch.name, branch_href(branch.code, filters)) for branch in branches]
    down = [HeatLabel(promise_of(row, language), standard_href(row, filters)) for row in standards]

    def cell(standard_id: int, branch_id: int, code: str) -> HeatCell:
        row = cells.get((standard_id, branch_id))
        if row is None:
            return HeatCell(None, 0)
        share = row.kept / row.counted if row.counted >= comparison.few_visits else None
        return HeatCell(share, row.counted, cell_href(comparison.standards[standard_id], code, filters))

    if len(branches) > MANY_BRANCHES:
        rows = tuple(tuple(cell(one.id, branch.id, branch.code) for one in standards) for branch in branches)
        return HeatMap(tuple(across), tuple(down), rows, rows_are_branches=True)
    rows = tuple(tuple(cell(one.id, branch.id, branch.code) for branch in branches) for one in standards)
    return HeatMap(tuple(down), tuple(across), rows)


def promise_of(standard: StandardRow, language: str) -> str:
    """A standard's promise in the reader's language."""
    return Text(tuple(standard.promise.items())).in_language(language, "en") or standard.key


def standard_href(standard: StandardRow, filters: Filters) -> str:
    """The address of a standard in this view."""
    query = filters.query(touchpoint="")
    return f"/standards/{quote(standard.key, safe='')}" + (f"?{query}" if query else "")


def cell_href(standard: StandardRow, code: str, filters: Filters) -> str:
    """The address of the visits behind a cell."""
    query = filters.query(touchpoint="", branch=code)
    return f"/standards/{quote(standard.key, safe='')}?{query}"

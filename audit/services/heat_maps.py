"""Standards by branches: how often each is kept where, and where too few visits say so."""

from __future__ import annotations

from urllib.parse import quote, quote_plus

from audit.checklists.model import Text
from audit.reports.charts import HeatCell, HeatLabel, HeatMap
from audit.reports.charts.heat_maps import TABLE_CELLS
from audit.services.branch_plots import branch_href
from audit.services.comparisons import Comparison
from audit.services.filters import Filters
from audit.store.chains import BranchRow
from audit.store.checklists import StandardRow

MANY_BRANCHES = 40
NEVER_SEEN = HeatCell(None, 0)


def heat_map(comparison: Comparison, filters: Filters, language: str) -> HeatMap | None:
    """The map of a view: standards in the order of the guest's journey, branches by name; None when empty.

    Many branches stand under one another instead, so that the page scrolls down and not sideways.
    """
    cells = {(row.standard_id, row.branch_id): row for row in comparison.standard_sums if row.counted}
    if not cells:
        return None
    seen_standards, seen_branches = ({key[place] for key in cells} for place in (0, 1))
    standards = [row for key, row in comparison.standards.items() if key in seen_standards]
    branches = [row for key, row in comparison.branches.items() if key in seen_branches]
    down = tuple(HeatLabel(promise_of(row, language), standard_href(row, filters)) for row in standards)
    across = tuple(HeatLabel(branch.name, branch_href(branch.code, filters)) for branch in branches)
    linked = len(down) * len(across) <= TABLE_CELLS  # a drawing has no links in its cells

    def cell(standard: StandardRow, branch: BranchRow) -> HeatCell:
        row = cells.get((standard.id, branch.id))
        if row is None:
            return NEVER_SEEN
        share = row.kept / row.counted if row.counted >= comparison.few_visits else None
        return HeatCell(share, row.counted, cell_href(standard, branch.code, filters) if linked else None)

    if len(branches) > MANY_BRANCHES:
        rows = tuple(tuple(cell(one, branch) for one in standards) for branch in branches)
        return HeatMap(across, down, rows, rows_are_branches=True)
    return HeatMap(down, across, tuple(tuple(cell(one, branch) for branch in branches) for one in standards))


def promise_of(standard: StandardRow, language: str) -> str:
    """A standard's promise in the reader's language."""
    return Text(tuple(standard.promise.items())).in_language(language, "en") or standard.key


def standard_href(standard: StandardRow, filters: Filters) -> str:
    """The address of a standard in this view."""
    query = filters.over_all_standards().query()
    return f"/standards/{quote(standard.key, safe='')}" + (f"?{query}" if query else "")


def cell_href(standard: StandardRow, code: str, filters: Filters) -> str:
    """The address of the visits behind a cell."""
    return at_branch(standard_href(standard, filters), code)


def at_branch(address: str, code: str) -> str:
    """The address of a standard, narrowed to one branch."""
    return f"{address}{'&' if '?' in address else '?'}branch={quote_plus(code)}"

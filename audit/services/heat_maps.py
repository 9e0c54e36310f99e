"""Standards by branches: how often each is kept where, and where too few visits say so."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, quote_plus

from audit.checklists.model import Text
from audit.reports.charts import HeatCell, HeatLabel, HeatMap
from audit.reports.charts.heat_maps import TABLE_CELLS
from audit.services.branch_plots import branch_href
from audit.services.comparisons import Comparison
from audit.services.filters import Filters
from audit.store.chains import BranchRow
from audit.store.checklists import StandardRow
from audit.store.sums import StandardSums

MANY_BRANCHES = 40
NEVER_SEEN = HeatCell(None, 0)


def heat_map(comparison: Comparison, filters: Filters, language: str) -> HeatMap | None:
    """The map of a view: standards in the order of the guest's journey, branches by name; None when empty.

    Many branches stand under one another instead, so that the page scrolls down and not sideways.
    """
    sums = [row for row in comparison.standard_sums if row.counted]
    if not sums:
        return None
    seen_standards, seen_branches = {row.standard_id for row in sums}, {row.branch_id for row in sums}
    standards = [row for key, row in comparison.standards.items() if key in seen_standards]
    branches = [row for key, row in comparison.branches.items() if key in seen_branches]
    by_standard = cells_of(sums, standards, branches, comparison.few_visits, filters)
    down = tuple(HeatLabel(promise_of(row, language), standard_href(row, filters)) for row in standards)
    across = tuple(HeatLabel(branch.name, branch_href(branch.code, filters)) for branch in branches)
    if len(branches) > MANY_BRANCHES:
        return HeatMap(across, down, tuple(zip(*by_standard, strict=True)), rows_are_branches=True)
    return HeatMap(down, across, by_standard)


def cells_of(
    sums: Sequence[StandardSums],
    standards: Sequence[StandardRow],
    branches: Sequence[BranchRow],
    few: int,
    filters: Filters,
) -> tuple[tuple[HeatCell, ...], ...]:
    """The cells, standards by branches. A map so large that it is drawn has no links in its cells."""
    rows = {standard.id: [NEVER_SEEN] * len(branches) for standard in standards}
    columns = {branch.id: (place, branch.code) for place, branch in enumerate(branches)}
    is_drawn = len(standards) * len(branches) > TABLE_CELLS
    addresses = {standard.id: standard_href(standard, filters) for standard in standards}
    for branch_id, standard_id, counted, kept, *_ in sums:
        place, code = columns[branch_id]
        href = None if is_drawn else at_branch(addresses[standard_id], code)
        rows[standard_id][place] = HeatCell(kept / counted if counted >= few else None, counted, href)
    return tuple(map(tuple, rows.values()))


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

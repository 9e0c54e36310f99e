"""The list of standards, and one standard: how every branch keeps it, who saw it, where it broke."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from urllib.parse import quote

from audit.checklists.labels import CHANNELS
from audit.checklists.model import Text
from audit.errors import N_, NotFound, Sentence, say, say_count
from audit.scoring.analysis import StandardResult
from audit.scoring.intervals import wilson
from audit.services.branch_plots import branch_href
from audit.services.branch_verdicts import rate_verdicts
from audit.services.compare_pages.parts import Empty, RateLine, StandardLine
from audit.services.compare_pages.standards import RateTable, StandardPage, StandardsPage
from audit.services.comparisons import Comparison, compare
from audit.services.filter_bars import counts, filter_bar, touchpoint_label
from audit.services.filters import Filters
from audit.services.heat_maps import promise_of
from audit.services.overviews import NEXT_STEP, NO_VISITS
from audit.services.paging import column_of, pages_of, slice_of
from audit.services.selecting import selection_of
from audit.services.standard_examples import broken_examples
from audit.services.standard_lines import dot_strip, standard_lines
from audit.store import auditor_sums
from audit.store.auditor_sums import AuditorSums
from audit.store.checklists import StandardRow
from audit.store.selections import Selection
from audit.store.sights import NOT_HERE, Sight

PAGE_ROWS = 40
FILTERS = ("period", "region", "checklist", "channel", "ownership")
JUST = N_("{promise}")
SENTENCE = N_("{promise}: kept on {share} of 100 visits.")
DETAIL = (
    N_("Probably between {low} and {high} of 100, from {count} visit at {branches} branches."),
    N_("Probably between {low} and {high} of 100, from {count} visits at {branches} branches."),
)
LIST_SENTENCE = say(N_("The standards that depend most on the branch come first."))
BY_BRANCH, BRANCH = say(N_("By branch")), say(N_("Branch"))
BY_AUDITOR, AUDITOR = say(N_("By auditor")), say(N_("Auditor"))
BY_CHANNEL, CHANNEL = say(N_("By channel")), say(N_("Channel"))
NOBODY_NAMED = say(N_("Nobody named"))
COLUMNS = (
    ("name", say(N_("Standard")), False),
    ("kept", say(N_("Kept")), True),
    ("", say(N_("One dot, one branch")), False),
    ("", say(N_("Same branch")), True),
    ("", say(N_("Other branch")), True),
    ("gap", say(N_("Gap")), True),
)


async def standards_page(
    sight: Sight, filters: Filters, sort: str, number: int, today: date, language: str
) -> StandardsPage:
    """All standards of a view, those that differ most between branches first unless the address says otherwise."""
    comparison = await compare(sight, filters, today)
    analysis = comparison.analysis
    lines = sorted_lines(comparison, filters, sort, language)
    address = f"/standards?{filters.query()}"
    summary = counts(analysis.visits, analysis.branches, analysis.auditors)
    hidden = (("sort", sort),) if sort else ()
    return StandardsPage(
        sentence=LIST_SENTENCE,
        filters=await filter_bar("/standards", filters, sight, language, summary, hidden),
        columns=tuple(column_of(key, label, sort, address, number=numeric) for key, label, numeric in COLUMNS),
        rows=tuple(slice_of(lines, number, PAGE_ROWS)),
        pages=pages_of(len(lines), number, PAGE_ROWS, f"/standards?{filters.query(sort=sort)}"),
        export_href=f"/standards.xlsx?{filters.query(sort=sort)}".rstrip("?") if lines else None,
        empty=None if lines else Empty(NO_VISITS, NEXT_STEP),
    )


def sorted_lines(comparison: Comparison, filters: Filters, sort: str, language: str) -> list[StandardLine]:
    """The standards of a list in the order that the address asks for."""
    lines = sorted(standard_lines(comparison, filters, language), key=lambda line: sort_key(line, sort))
    return lines[::-1] if sort.startswith("-") else lines


def sort_key(line: StandardLine, sort: str) -> tuple[object, ...]:
    """What the list is sorted by."""
    match sort.removeprefix("-"):
        case "name":
            return (line.promise.casefold(),)
        case "kept":
            return (line.kept if line.kept is not None else 2.0, line.promise)
        case "gap":
            return (line.gap if line.gap is not None else 2.0, line.promise)
    return ()  # as they come: the widest gap first


async def standard_page(
    sight: Sight, key: str, filters: Filters, branch: str, today: date, language: str
) -> StandardPage:
    """One standard in a view; `branch` narrows the examples to one branch: what lies behind a heat map's cell."""
    view = replace(filters, touchpoint="")
    comparison = await compare(sight, view, today)
    standard = next((row for row in comparison.standards.values() if row.key == key), None)
    if standard is None:
        raise NotFound(say(NOT_HERE))
    promise = promise_of(standard, language)
    action = f"/standards/{quote(key, safe='')}"
    hidden = (("branch", branch),) if branch else ()
    bar = await filter_bar(action, view, sight, language, hidden=hidden, only=FILTERS)
    result = next((one for one in comparison.analysis.standards if one.standard == key and one.visits), None)
    base = StandardPage(promise, touchpoint_label(standard.touchpoint), say(JUST, promise=promise), None, bar)
    if result is None:
        return replace(base, empty=Empty(NO_VISITS, NEXT_STEP))
    selection = replace(await selection_of(view, today), standard_id=standard.id)
    examples, total = await broken_examples(sight, selection, comparison, branch, language)
    cells = [row for row in comparison.standard_sums if row.standard_id == standard.id and row.counted]
    return replace(
        base,
        sentence=say(SENTENCE, promise=promise.rstrip("."), share=round(100 * (result.kept or 0.0))),
        detail=detail_of(result, len(cells)),
        strip=dot_strip(promise, result, cells, comparison, view),
        tables=await tables_of(sight, selection, comparison, result, view),
        sop=Text(tuple(standard.sop.items())).in_language(language, "en"),
        source=standard.source,
        examples=examples,
        examples_total=total,
    )


async def tables_of(
    sight: Sight, selection: Selection, comparison: Comparison, result: StandardResult, filters: Filters
) -> tuple[RateTable, ...]:
    """The standard by branch, by auditor and by channel."""
    standard_id = selection.standard_id or 0
    by_channel = await auditor_sums.list_channel_sums(sight, selection, standard_id)
    by_auditor = await auditor_sums.list_auditor_sums(sight, selection, standard_id)
    return (
        branch_table(comparison, comparison.standards[standard_id], result, filters),
        auditor_table(by_auditor, comparison, result),
        channel_table(by_channel, comparison, result),
    )


def detail_of(result: StandardResult, branches: int) -> Sentence | None:
    """The interval and the counts behind the sentence."""
    if result.interval is None:
        return None
    low, high = result.interval
    return say_count(*DETAIL, result.visits, low=round(100 * low), high=round(100 * high), branches=branches)


def branch_table(comparison: Comparison, standard: StandardRow, result: StandardResult, filters: Filters) -> RateTable:
    """How every branch keeps it, the least kept first."""
    cells = [row for row in comparison.standard_sums if row.standard_id == standard.id and row.counted]
    verdicts = rate_verdicts([(cell.kept, cell.counted, result.kept or 0.0) for cell in cells], comparison.few_visits)
    rows = []
    for cell, verdict in zip(cells, verdicts, strict=True):
        branch, interval = comparison.branches[cell.branch_id], wilson(cell.kept, cell.counted)
        href = branch_href(branch.code, filters)
        rows.append(RateLine(branch.name, cell.counted, cell.kept / cell.counted, interval, href, verdict))
    return RateTable(BY_BRANCH, BRANCH, tuple(sorted(rows, key=lambda row: (row.share or 0.0, str(row.name)))))


def auditor_table(found: list[AuditorSums], comparison: Comparison, result: StandardResult) -> RateTable:
    """How it was found by each auditor."""
    cells = [row for row in found if row.counted]
    verdicts = rate_verdicts([(cell.kept, cell.counted, result.kept or 0.0) for cell in cells], comparison.few_visits)
    lines = []
    for cell, verdict in zip(cells, verdicts, strict=True):
        name = NOBODY_NAMED if cell.auditor_id is None else comparison.auditors.get(cell.auditor_id, NOBODY_NAMED)
        interval = wilson(cell.kept, cell.counted)
        lines.append(RateLine(name, cell.counted, cell.kept / cell.counted, interval, None, verdict))
    return RateTable(BY_AUDITOR, AUDITOR, tuple(sorted(lines, key=lambda line: line.share or 0.0)))


def channel_table(found: Mapping[str, tuple[int, int]], comparison: Comparison, result: StandardResult) -> RateTable:
    """How it is kept in each channel."""
    cells = sorted(found.items())
    rates = [(kept, counted, result.kept or 0.0) for _, (counted, kept) in cells]
    lines = tuple(
        RateLine(CHANNELS.get(channel, channel), counted, kept / counted, wilson(kept, counted), None, verdict)
        for (channel, (counted, kept)), verdict in zip(cells, rate_verdicts(rates, comparison.few_visits), strict=True)
    )
    return RateTable(BY_CHANNEL, CHANNEL, lines)

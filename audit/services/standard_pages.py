"""The list of standards, and one standard: how every branch keeps it, who saw it, where it broke."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import quote

from audit.checklists.model import Text
from audit.errors import N_, NotFound, Sentence, say, say_count
from audit.scoring.analysis import StandardResult
from audit.scoring.rounding import per_hundred
from audit.services.compare_pages.parts import Empty, StandardLine
from audit.services.compare_pages.standards import Here, StandardPage, StandardsPage
from audit.services.comparisons import Comparison, compare
from audit.services.filter_bars import counts, filter_bar, touchpoint_label
from audit.services.filters import Filters
from audit.services.heat_maps import promise_of
from audit.services.overviews import NEXT_STEP, NO_VISITS
from audit.services.paging import column_of, pages_of, slice_of
from audit.services.selecting import selection_of
from audit.services.sides import source_label
from audit.services.standard_examples import broken_examples
from audit.services.standard_lines import dot_strip, standard_lines
from audit.services.standard_months import months_of
from audit.services.standard_tables import tables_of
from audit.services.standard_times import times_of
from audit.services.visit_traces import visits_behind
from audit.store.chains import BranchRow
from audit.store.checklists import StandardRow
from audit.store.selections import Selection
from audit.store.sights import NOT_HERE, Sight
from audit.store.sums import StandardSums

PAGE_ROWS = 40
LIST_FILTERS = ("period", "region", "checklist", "channel", "touchpoint", "value", "ownership")
FILTERS = ("period", "region", "checklist", "channel", "ownership")
JUST = N_("{promise}")
NOT_SEEN_HERE = N_("Not seen at {branch} in this view.")
SEEN_HERE = (
    N_("At {branch}: kept on {kept} of {count} visit. What you see below is from there."),
    N_("At {branch}: kept on {kept} of {count} visits. What you see below is from there."),
)
SENTENCE = N_("{promise}: kept on {share} of 100 visits.")
DETAIL = (
    N_("Probably between {low} and {high} of 100, from {count} visit at {branches} branches."),
    N_("Probably between {low} and {high} of 100, from {count} visits at {branches} branches."),
)
LIST_SENTENCE = say(N_("The standards that depend most on the branch come first."))
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
        filters=await filter_bar("/standards", filters, sight, language, summary, hidden, LIST_FILTERS),
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
    view = filters.over_all_standards()
    comparison = await compare(sight, view, today)
    standard = next((row for row in comparison.standards.values() if row.key == key), None)
    if standard is None:
        raise NotFound(say(NOT_HERE))
    promise, action = promise_of(standard, language), f"/standards/{quote(key, safe='')}"
    hidden = (("branch", branch),) if branch else ()
    bar = await filter_bar(action, view, sight, language, hidden=hidden, only=FILTERS)
    result = next((one for one in comparison.analysis.standards if one.standard == key and one.visits), None)
    base = StandardPage(promise, touchpoint_label(standard.touchpoint), say(JUST, promise=promise), None, bar, key=key)
    if result is None:
        return replace(base, empty=Empty(NO_VISITS, NEXT_STEP))
    selection = replace(await selection_of(view, today), standard_id=standard.id)
    page = await with_cuts(base, sight, selection, comparison, result, view, language)
    return await with_evidence(page, sight, selection, comparison, branch, view, language)


async def with_cuts(
    base: StandardPage,
    sight: Sight,
    selection: Selection,
    comparison: Comparison,
    result: StandardResult,
    view: Filters,
    language: str,
) -> StandardPage:
    """The page with its number, month by month and cut in every way."""
    standard = comparison.standards[selection.standard_id or 0]
    return replace(
        base,
        sentence=say(SENTENCE, promise=base.title.rstrip("."), share=per_hundred(result.kept or 0.0)),
        detail=detail_of(result, len(cells_of(standard, comparison))),
        months=await months_of(sight, selection, language),
        times=await times_of(sight, selection, comparison, standard.key, view),
        tables=await tables_of(sight, selection, comparison, result, view, language),
        sop=Text(tuple(standard.sop.items())).in_language(language, "en"),
        source=source_label(standard.source),
    )


async def with_evidence(
    page: StandardPage,
    sight: Sight,
    selection: Selection,
    comparison: Comparison,
    branch: str,
    view: Filters,
    language: str,
) -> StandardPage:
    """The page with every branch as a dot and what was found where it broke, at one branch if the address says so."""
    standard = comparison.standards[selection.standard_id or 0]
    cells = cells_of(standard, comparison)
    result = next(one for one in comparison.analysis.standards if one.standard == standard.key)
    own = next((row for row in comparison.branches.values() if row.code == branch), None)
    examples, total = await broken_examples(sight, selection, comparison, branch, language)
    return replace(
        page,
        here=here_of(own, cells, page.filters.action, view) if own else None,
        strip=dot_strip(standard, language, result, cells, comparison, view, own.id if own else 0),
        examples=examples,
        examples_total=total,
        examples_href=visits_behind(view, standard=standard.key, kept="no", branch=own.code if own else ""),
    )


def cells_of(standard: StandardRow, comparison: Comparison) -> list[StandardSums]:
    """The standard at each branch where it counted."""
    return [row for row in comparison.standard_sums if row.standard_id == standard.id and row.counted]


def here_of(branch: BranchRow, cells: Sequence[StandardSums], action: str, filters: Filters) -> Here:
    """What the address asked about: the standard at one branch."""
    own = next((row for row in cells if row.branch_id == branch.id), None)
    without = f"{action}?{filters.query()}".rstrip("?")
    if own is None:
        return Here(say(NOT_SEEN_HERE, branch=branch.name), without)
    return Here(say_count(*SEEN_HERE, own.counted, branch=branch.name, kept=own.kept), without)


def detail_of(result: StandardResult, branches: int) -> Sentence | None:
    """The interval and the counts behind the sentence."""
    if result.interval is None:
        return None
    low, high = result.interval
    return say_count(*DETAIL, result.visits, low=per_hundred(low), high=per_hundred(high), branches=branches)

"""The list of branches: each with its range against the chain, sorted and paged on the server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from audit.errors import N_, Sentence, say, say_count
from audit.reports.charts import Axis, Group, IntervalBar, Scale, scale_around
from audit.scoring.analysis import Analysis, BranchResult
from audit.services.branch_plots import branch_href
from audit.services.branch_verdicts import SHORT
from audit.services.compare_pages.branches import BranchesPage, BranchLine
from audit.services.compare_pages.parts import Empty
from audit.services.comparisons import compare
from audit.services.filter_bars import counts, filter_bar
from audit.services.filters import Filters
from audit.services.paging import column_of, pages_of, slice_of
from audit.store import chains, visit_details
from audit.store.chains import BranchRow
from audit.store.sights import WHOLE_CHAIN, Sight

PAGE_ROWS = 50
NO_BRANCHES = Empty(
    say(N_("There is no branch here yet.")),
    say(N_("Bring branches in on the command line: audit branches import FILE.csv.")),
)
NONE_FITS = Empty(say(N_("No branch of yours fits these filters.")), say(N_("Choose others above.")))
READING = (N_("Your branch beside the chain."), N_("Your {count} branches beside the chain."))
BELOW = (
    N_("One branch is clearly below the chain; the others cannot be called worse."),
    N_("{count} branches are clearly below the chain; the others cannot be called worse."),
)
NONE_BELOW = say(N_("No branch is clearly below the chain."))
PLACES = N_("somewhere between {first} and {last} of {branches}")
COLUMNS = (
    ("name", say(N_("Branch")), False),
    ("", say(N_("Against the chain")), False),
    ("score", say(N_("Score")), True),
    ("visits", say(N_("Visits")), True),
    ("last", say(N_("Last visit")), False),
    ("", say(N_("Standing")), False),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A branch with what the comparison says of it and when it was last visited."""

    branch: BranchRow
    result: BranchResult | None
    last: date | None


async def branches_page(
    sight: Sight, filters: Filters, sort: str, number: int, today: date, language: str
) -> BranchesPage:
    """The branches a person may see, as a table."""
    rows, analysis = await seen_branches(sight, filters, sort, today)
    hidden = (("sort", sort),) if sort else ()
    summary = counts(analysis.visits, analysis.branches, analysis.auditors)
    bar = await filter_bar("/branches", filters, sight, language, summary, hidden, compares_scores=True)
    scale = scale_of(rows) if analysis.score.grand_mean is not None else None
    chain, address = analysis.score.grand_mean, f"/branches?{filters.query()}"
    return BranchesPage(
        sentence=first_sentence(sight, rows),
        filters=bar,
        columns=tuple(column_of(key, label, sort, address, number=numeric) for key, label, numeric in COLUMNS),
        rows=tuple(
            branch_line(row, scale, chain, filters, analysis.branches) for row in slice_of(rows, number, PAGE_ROWS)
        ),
        axis=Axis(scale, chain) if scale else None,
        pages=pages_of(len(rows), number, PAGE_ROWS, f"/branches?{filters.query(sort=sort)}"),
        export_href=f"/branches.xlsx?{filters.query(sort=sort)}".rstrip("?") if rows else None,
        empty=None if rows else NONE_FITS if filters.region or filters.ownership else NO_BRANCHES,
    )


async def seen_branches(sight: Sight, filters: Filters, sort: str, today: date) -> tuple[list[Seen], Analysis]:
    """The branches of a list, sorted. A franchise's own stand beside the whole chain, never beside a part of it:

    a region of one branch would tell that branch's score.
    """
    is_reader = sight.role == "reader"
    view = replace(filters, region="", ownership="") if is_reader else filters
    analysis = (await compare(WHOLE_CHAIN if is_reader else sight, view, today)).analysis
    by_code = {one.branch: one for one in analysis.branch_results}
    last = await visit_details.list_last_days(sight)
    region = await chains.find_region(filters.region) if filters.region else None
    rows = [
        Seen(branch, by_code.get(branch.code), last.get(branch.id))
        for branch in await chains.list_branches(sight, region)
        if not filters.ownership or branch.ownership == filters.ownership
    ]
    return sorted(rows, key=order_of(sort)), analysis


def scale_of(rows: list[Seen]) -> Scale | None:
    """One scale for every bar of the list, None where no branch has a range."""
    ends = [end for row in rows if row.result and row.result.interval for end in row.result.interval]
    return scale_around(ends) if ends else None


def first_sentence(sight: Sight, rows: list[Seen]) -> Sentence:
    """What a person would say aloud about the list."""
    if sight.role == "reader":
        return say_count(*READING, len(rows))
    below = sum(1 for row in rows if row.result and row.result.group == "below")
    return say_count(*BELOW, below) if below else NONE_BELOW


def order_of(sort: str) -> Callable[[Seen], tuple[object, ...]]:
    """How the list is sorted: by name, or by what the address says; a minus turns it round."""

    def score(row: Seen) -> tuple[object, ...]:
        adjusted = row.result.adjusted if row.result else None
        return (adjusted is None, adjusted or 0.0, row.branch.name)

    def worst_last(row: Seen) -> tuple[object, ...]:
        adjusted = row.result.adjusted if row.result else None
        return (adjusted is None, -(adjusted or 0.0), row.branch.name)

    orders: dict[str, Callable[[Seen], tuple[object, ...]]] = {
        "score": score,
        "-score": worst_last,
        "visits": lambda row: (row.result.visits if row.result else 0, row.branch.name),
        "-visits": lambda row: (-(row.result.visits if row.result else 0), row.branch.name),
        "last": lambda row: (row.last or date.min, row.branch.name),
        "-last": lambda row: (-(row.last or date.min).toordinal(), row.branch.name),
        "-name": lambda row: tuple(-ord(letter) for letter in row.branch.name.casefold()),
    }
    return orders.get(sort, lambda row: (row.branch.name.casefold(),))


def branch_line(row: Seen, scale: Scale | None, chain: float | None, filters: Filters, branches: int) -> BranchLine:
    """One branch in the list."""
    result, href = row.result, branch_href(row.branch.code, filters)
    place = row.branch.region or row.branch.city
    if result is None or result.interval is None or result.adjusted is None or scale is None or chain is None:
        visits_seen = result.visits if result else 0
        why = (result.why if result else None) or SHORT["too_few"].sentence
        return BranchLine(row.branch.name, row.branch.code, href, place, visits_seen, row.last, why=why)
    group: Group = result.group if result.group in ("above", "below") else "same"  # type: ignore[assignment]
    bar = IntervalBar(row.branch.name, scale, result.adjusted, result.interval, chain, group, href)
    return BranchLine(
        row.branch.name, row.branch.code, href, place, result.visits, row.last, result.adjusted, result.interval, bar,
        verdict=SHORT[result.group], rank=rank_of(result, branches),
    )  # fmt: skip


def rank_of(result: BranchResult, branches: int) -> Sentence | None:
    """Between which places a branch stands among so many."""
    if result.rank_range is None:
        return None
    first, last = result.rank_range
    return say(PLACES, first=first, last=last, branches=branches)

"""One standard cut in several ways: by branch, by channel, by version, and by who looked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from audit.checklists.labels import CHANNELS
from audit.checklists.model import Text
from audit.errors import N_, say
from audit.scoring.analysis import StandardResult
from audit.scoring.changes import discoveries
from audit.scoring.differences import Stratum, mantel_haenszel_p_value, share_of_others
from audit.scoring.intervals import wilson
from audit.services.auditor_habits import share_of_na, strata_of, use_of_na, visits_in
from audit.services.branch_plots import branch_href
from audit.services.branch_verdicts import SHORT, rate_verdicts
from audit.services.compare_pages.parts import RateLine, Verdict
from audit.services.compare_pages.standards import RateTable
from audit.services.comparisons import Comparison
from audit.services.filters import Filters
from audit.services.visit_traces import visits_behind
from audit.store import auditor_sums, version_sums
from audit.store.auditor_sums import AuditorSums
from audit.store.checklists import StandardRow
from audit.store.selections import Selection
from audit.store.sights import Sight
from audit.store.version_sums import VersionSums

MOST_COUNTED = 100_000
BY_BRANCH, BRANCH = say(N_("By branch")), say(N_("Branch"))
BY_AUDITOR, AUDITOR = say(N_("By auditor")), say(N_("Auditor"))
BY_CHANNEL, CHANNEL = say(N_("By channel")), say(N_("Channel"))
BY_VERSION, VERSION = say(N_("By version of the checklist")), say(N_("Version"))
NOBODY_NAMED = say(N_("Nobody named"))
ONE_VERSION = say(N_("Every checklist has been published once: there is nothing to compare yet."))
TOO_MANY = say(N_("There are too many visits to count them by version. Choose a shorter period."))
NUMBERED = N_("{checklist}, version {number}")
FINDS_LESS = Verdict(say(N_("finds it kept less often than others at the same branches")), "broken")
FINDS_MORE = Verdict(say(N_("finds it kept more often than others at the same branches")), "kept")
ALONE = Verdict(say(N_("nobody else has been at these branches")), "unknown")


async def tables_of(
    sight: Sight, selection: Selection, comparison: Comparison, result: StandardResult, filters: Filters, language: str
) -> tuple[RateTable, ...]:
    """The standard by branch, and to owners and managers by auditor; then by channel and by version."""
    standard = comparison.standards[selection.standard_id or 0]
    by_auditor = await auditor_sums.list_auditor_sums(sight, selection, standard.id)
    by_channel = await auditor_sums.list_channel_sums(sight, selection, standard.id)
    shows_auditors = sight.role in ("owner", "manager")
    return (
        branch_table(comparison, standard, result, filters),
        *((await auditor_table(by_auditor, comparison, standard, filters),) if shows_auditors else ()),
        channel_table(by_channel, comparison, result, standard, filters),
        await version_table(sight, selection, comparison, result, filters, language),
    )


def branch_table(comparison: Comparison, standard: StandardRow, result: StandardResult, filters: Filters) -> RateTable:
    """How every branch keeps it, the least kept first."""
    cells = [row for row in comparison.standard_sums if row.standard_id == standard.id and row.counted]
    verdicts = rate_verdicts([(cell.kept, cell.counted, result.kept or 0.0) for cell in cells], comparison.few_visits)
    rows = []
    for cell, verdict in zip(cells, verdicts, strict=True):
        branch, interval = comparison.branches[cell.branch_id], wilson(cell.kept, cell.counted)
        behind = visits_behind(filters, standard=standard.key, branch=branch.code)
        href, share = branch_href(branch.code, filters), cell.kept / cell.counted
        rows.append(RateLine(branch.name, cell.counted, share, interval, href, verdict, behind))
    return RateTable(BY_BRANCH, BRANCH, tuple(sorted(rows, key=lambda row: (row.share or 0.0, str(row.name)))))


async def auditor_table(
    found: Sequence[AuditorSums], comparison: Comparison, standard: StandardRow, filters: Filters
) -> RateTable:
    """How it was found by each auditor, beside others at the same branches; all of them tested at once."""
    strata = strata_of(found)
    tested = [key for key, cells in strata.items() if visits_in(cells) >= comparison.few_visits]
    real = discoveries([mantel_haenszel_p_value(strata[key]) for key in tested])
    called = {tested[place] for place in real}
    lines = [
        auditor_line(key, cells, comparison, standard, filters, is_real=key in called) for key, cells in strata.items()
    ]
    rows = tuple(sorted(lines, key=lambda line: (line.share or 0.0, str(line.name))))
    use = use_of_na(found, comparison.auditors, comparison.few_visits)
    notes = (use, await share_of_na(found)) if use else ()
    return RateTable(BY_AUDITOR, AUDITOR, rows, notes=tuple(note for note in notes if note))


def auditor_line(
    auditor_id: int | None,
    cells: Sequence[Stratum],
    comparison: Comparison,
    standard: StandardRow,
    filters: Filters,
    *,
    is_real: bool,
) -> RateLine:
    """One auditor, with the way to the visits on which they found it broken."""
    kept, counted = sum(cell[0] for cell in cells), sum(cell[1] for cell in cells)
    others, share = share_of_others(cells), kept / counted
    if counted < comparison.few_visits:
        verdict = SHORT["too_few"]
    elif others is None:
        verdict = ALONE
    else:
        verdict = (FINDS_LESS if share < others else FINDS_MORE) if is_real else SHORT["same"]
    if auditor_id is None:
        return RateLine(NOBODY_NAMED, counted, share, wilson(kept, counted), None, verdict, others=others)
    behind = visits_behind(filters, standard=standard.key, auditor=str(auditor_id))
    name = comparison.auditors.get(auditor_id, NOBODY_NAMED)
    return RateLine(name, counted, share, wilson(kept, counted), None, verdict, behind, others)


def channel_table(
    found: Mapping[str, tuple[int, int]],
    comparison: Comparison,
    result: StandardResult,
    standard: StandardRow,
    filters: Filters,
) -> RateTable:
    """How it is kept in each channel."""
    cells = sorted(found.items())
    rates = [(kept, counted, result.kept or 0.0) for _, (counted, kept) in cells]
    lines = tuple(
        RateLine(
            CHANNELS.get(channel, channel), counted, kept / counted, wilson(kept, counted), None,
            verdict if len(cells) > 1 else None,
            visits_behind(filters, standard=standard.key, channel=channel),
        )
        for (channel, (counted, kept)), verdict in zip(cells, rate_verdicts(rates, comparison.few_visits), strict=True)
    )  # fmt: skip
    return RateTable(BY_CHANNEL, CHANNEL, lines)


async def version_table(
    sight: Sight, selection: Selection, comparison: Comparison, result: StandardResult, filters: Filters, language: str
) -> RateTable:
    """How it is kept in each version of its checklists: did the new wording change anything?"""
    if not await version_sums.has_several_versions():
        return RateTable(BY_VERSION, VERSION, why=ONE_VERSION)
    if result.visits > MOST_COUNTED:
        return RateTable(BY_VERSION, VERSION, why=TOO_MANY)
    found = await version_sums.list_version_sums(sight, selection)
    verdicts = rate_verdicts([(one.kept, one.counted, result.kept or 0.0) for one in found], comparison.few_visits)
    lines = tuple(
        version_line(one, verdict if len(found) > 1 else None, result.standard, filters, language)
        for one, verdict in zip(found, verdicts, strict=True)
    )
    return RateTable(BY_VERSION, VERSION, lines)


def version_line(one: VersionSums, verdict: Verdict | None, standard: str, filters: Filters, language: str) -> RateLine:
    """One version of one checklist."""
    name = Text(tuple(one.checklist_name.items())).in_language(language, "en") or one.checklist
    behind = visits_behind(filters, standard=standard, checklist=one.checklist, version=str(one.number))
    interval = wilson(one.kept, one.counted)
    named = say(NUMBERED, checklist=name, number=one.number)
    return RateLine(named, one.counted, one.kept / one.counted, interval, None, verdict, behind)

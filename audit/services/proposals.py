"""What a round would plan for its next period: from the chain's history to a proposal."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from audit.scoring.analysis import Analysis
from audit.scoring.distributions import Z95
from audit.scoring.proposals import Change, Need, Past, Proposal, Proposed, Rules, change, propose
from audit.scoring.proposals.values import Break
from audit.services.comparisons import compare
from audit.services.filters import Filters
from audit.services.periods import Period, period_after, period_of
from audit.services.planning import list_auditors
from audit.store import chains, opening_days, rounds
from audit.store.chains import BranchRow, RegionRow
from audit.store.people import PersonRow
from audit.store.rounds import PlanRow, RoundRow
from audit.store.sights import Sight

REMEMBERED_DAYS = 730
"""How far back visits still tie branches and auditors together, and auditors to branches."""

USUAL_NOISE = 100.0
"""The variance of a single visit while the chain's own cannot be told: a spread of 10 points."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """A period's proposal, with the rows it speaks of. `half_widths`: how exactly a branch is known, in points.

    `names` is what each visit is called in a form, which stays when it is changed; `broken` are the rules that
    changes go against, visit by visit.
    """

    period: Period
    proposal: Proposal
    branches: dict[int, BranchRow]
    auditors: dict[int, PersonRow]
    half_widths: dict[int, float]
    names: tuple[str, ...]
    today: date
    basis: tuple[list[Need], list[Past], Rules]
    broken: tuple[tuple[Break, ...], ...] = ()

    def with_changes(self, changes: Mapping[str, Change]) -> Suggested:
        """The same with other auditors or days for some visits, by their names; names of no visit change nothing."""
        places = {place: changes[name] for place, name in enumerate(self.names) if name in changes}
        proposal, broken = change(self.proposal, places, *self.basis)
        return replace(self, proposal=proposal, broken=broken)


def name_of(one: Proposed) -> str:
    """What a proposed visit is called in a form."""
    return f"{one.branch}-{one.auditor}-{one.day.isoformat()}-{one.checklist}"


def next_period(row: RoundRow, plans: list[PlanRow], today: date) -> Period:
    """The first period of a round that is not over and not planned yet."""
    planned = {plan.first_on for plan in plans}
    period = period_of(row.period, max(row.first_on, today))
    while period.first in planned:
        period = period_after(row.period, period)
    return period


async def suggest(sight: Sight, row: RoundRow, period: Period, today: date) -> Suggested:
    """Who would go where in a period of a round. The same history gives the same proposal."""
    region = await region_of(row)
    branches = {one.id: one for one in await chains.list_branches(sight, region) if not one.closed_on}
    auditors = {person.id: person for person in await list_auditors()}
    analysis = (await compare(sight, Filters(region=row.region or ""), today)).analysis
    widths = half_widths(analysis, branches)
    past = await rounds.list_past(sorted(branches), today - timedelta(days=REMEMBERED_DAYS))
    known = [Past(one.branch_id, one.auditor_id, one.day) for one in past]
    visited = {one.branch for one in known}
    wanted = tuple(key for _ in range(row.visits_each) for key in row.checklists)
    noise = noise_of(analysis)
    needs = [Need(key, wanted, variance_of(key, widths, visited, noise)) for key in sorted(branches)]
    rules = Rules(
        max(period.first, row.first_on, today + timedelta(days=1)), period.last, row.rest_days,
        row.has_different_auditors, row.most_visits, row.most_each, await opening_days.get_weekdays(),
    )  # fmt: skip
    proposal = await asyncio.to_thread(propose, needs, sorted(auditors), known, rules, noise)
    names = tuple(map(name_of, proposal.visits))
    return Suggested(period, proposal, branches, auditors, widths, names, today, (needs, known, rules))


async def region_of(row: RoundRow) -> RegionRow | None:
    """The region a round is for."""
    return await chains.get_region(row.region) if row.region else None


def half_widths(analysis: Analysis, branches: dict[int, BranchRow]) -> dict[int, float]:
    """How exactly each branch is known: half of its interval, where it has one."""
    ids = {row.code: row.id for row in branches.values()}
    return {
        ids[one.branch]: (one.interval[1] - one.interval[0]) / 2
        for one in analysis.branch_results
        if one.interval is not None and one.branch in ids
    }


def noise_of(analysis: Analysis) -> float:
    """The variance of one visit's score around its branch: of the auditor and of the day."""
    parts = [analysis.score.components[name].variance for name in ("auditor", "residual")]
    return sum(part for part in parts if part is not None) or USUAL_NOISE


def variance_of(branch: int, widths: dict[int, float], visited: set[int], noise: float) -> float | None:
    """How little is known of a branch: from its interval, else as after one visit; None when nobody went."""
    if branch in widths:
        return (widths[branch] / Z95) ** 2
    return noise if branch in visited else None

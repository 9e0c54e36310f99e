"""Compare the branches: from a view of the chain to its analysis, remembered until a sum changes."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date

from audit.scoring.analysis import Analysis, AnalysisOptions
from audit.services.analysts import analysed
from audit.services.chain_sums import chain_sums
from audit.services.filters import Filters
from audit.services.like_for_like import like_for_like
from audit.services.selecting import selection_of
from audit.store import auditor_sums, chains, checklists, people, sums
from audit.store.chains import BranchRow
from audit.store.checklists import StandardRow
from audit.store.connections import database_name
from audit.store.sights import Sight
from audit.store.sums import ScoreSums, StandardSums

REMEMBERED, REMEMBERED_CELLS = 32, 400_000
"""So many views, and so many sums in all of them together: a large chain's views are large."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One view of the chain: the analysis, and the sums that its pages draw from."""

    analysis: Analysis
    scores: tuple[ScoreSums, ...]
    standard_sums: tuple[StandardSums, ...]
    branches: dict[int, BranchRow]
    standards: dict[int, StandardRow]
    auditors: dict[int, str]
    few_visits: int
    pages: dict[tuple[object, ...], object] = field(default_factory=dict, compare=False, repr=False)
    """What pages made of it: it lives as long as the view is remembered, and goes with it."""


remembered: OrderedDict[tuple[object, ...], Comparison] = OrderedDict()


async def compare(sight: Sight, filters: Filters, today: date) -> Comparison:
    """The comparison of what a person may see and their filters choose.

    Computed from rollups, in a fixed number of queries; remembered by the rollups' version, so that a
    new visit shows at once and an unchanged view costs one query.
    """
    chain = await chains.get_chain()
    key = (
        database_name(),
        chain.rollup_version,
        chain.worth_acting_points,
        chain.few_visits,
        sight,
        filters,
        filters.dates(today),
    )
    known = remembered.get(key)
    if known is None:
        known = await compute(sight, filters, today, chain)
        remembered[key] = known
        forget_oldest()
    remembered.move_to_end(key)
    return known


def forget_oldest() -> None:
    """Forget the views that were asked for longest ago, until the rest are few and small enough; never the last."""
    while len(remembered) > 1 and (
        len(remembered) > REMEMBERED or sum(len(one.standard_sums) for one in remembered.values()) > REMEMBERED_CELLS
    ):
        remembered.popitem(last=False)


async def compute(sight: Sight, filters: Filters, today: date, chain: chains.ChainRow) -> Comparison:
    """Read the sums and have them analysed."""
    selection = await selection_of(filters, today)
    scores = await sums.list_score_sums(sight, selection)
    if filters.alike:
        scores = like_for_like(scores, await auditor_sums.list_credit_sums(sight, selection))
    kept = await sums.list_standard_sums(sight, selection)
    first, last = await sums.find_first_and_last(sight, selection)
    branches = {row.id: row for row in await chains.list_branches(sight)}
    standards = {row.id: row for row in await checklists.list_standards()}
    if filters.touchpoint:
        kept = [row for row in kept if standards[row.standard_id].touchpoint == filters.touchpoint]
    if filters.value:
        kept = [row for row in kept if filters.value in standards[row.standard_id].values]
    auditors = {row.id: auditor_name(row, sight) for row in await people.list_people()}
    chain_input = chain_sums(
        scores,
        kept,
        {branch.id: (branch.code, branch.name) for branch in branches.values()},
        auditors,
        {standard.id: standard.key for standard in standards.values()},
        first,
        last,
    )
    options = AnalysisOptions(worth_points=chain.worth_points)
    analysis = await analysed(chain_input, options)
    return Comparison(analysis, tuple(scores), tuple(kept), branches, standards, auditors, chain.few_visits)


def auditor_name(row: people.PersonRow, sight: Sight) -> str:
    """The name shown to this person: franchises read nicknames."""
    return row.nickname if sight.is_franchise else row.name

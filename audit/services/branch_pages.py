"""One branch: its story over time, its standards against the chain, its last visits and photos."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import quote

from audit.errors import N_, say
from audit.services.action_effects import branch_work
from audit.services.branch_mails import mails_of
from audit.services.branch_parts import branch_standards, facts_of, last_photos, last_visits
from audit.services.branch_stories import story_of
from audit.services.branch_verdicts import branch_detail, branch_sentence, halving
from audit.services.compare_pages.branches import BranchPage
from audit.services.compare_pages.parts import Empty
from audit.services.comparisons import compare
from audit.services.filter_bars import filter_bar
from audit.services.filters import Filters
from audit.services.selecting import selection_of
from audit.services.visit_traces import visits_behind
from audit.store import chains
from audit.store.sights import WHOLE_CHAIN, Sight

KICKER = N_("{city} · {ownership}")
OWN, FRANCHISE = say(N_("own branch")), say(N_("franchise"))
NOTHING = say(N_("No visit to this branch counts in this period."))
NEXT_STEP = say(N_("Choose a longer period, or wait for the next visit."))


async def branch_page(sight: Sight, code: str, filters: Filters, today: date, language: str) -> BranchPage:
    """The page of a branch. Raises NotFound when it is not the person's to see.

    The branch stands beside the whole chain, also for those who see only their own: the chain's rates
    and the dots of others without names or links.
    """
    branch = await chains.get_branch(sight, code)
    own = replace(filters.over_all_standards(), region="", ownership="")
    comparison = await compare(WHOLE_CHAIN if sight.role == "reader" else sight, own, today)
    result = next((one for one in comparison.analysis.branch_results if one.branch == code), None)
    path = f"/branches/{quote(code, safe='')}"
    bar = await filter_bar(path, own, sight, language, only=("period", "checklist", "channel"))
    selection = replace(await selection_of(own, today), branch_id=branch.id)
    base = BranchPage(
        title=branch.name,
        kicker=say(KICKER, city=branch.city or branch.code, ownership=OWN if branch.ownership == "own" else FRANCHISE),
        sentence=branch_sentence(branch.name, result),
        detail=branch_detail(result, comparison.analysis.score.grand_mean),
        filters=bar,
        visits_href=visits_behind(own, branch=code),
        more=halving(result),
        actions=await branch_work(sight, branch.id, today, language),
        mails=mails_of(branch) if sight.role != "reader" else None,
        report_href=f"{path}/report.pdf?{own.query()}".rstrip("?"),
    )
    if result is None:
        return replace(base, report_href=None, empty=Empty(NOTHING, NEXT_STEP))
    return replace(
        base,
        facts=facts_of(result, comparison.analysis.branches),
        story=await story_of(sight, selection, comparison),
        standards=branch_standards(branch, comparison, own, language, hides_others=sight.role == "reader"),
        visits=await last_visits(sight, selection, language),
        photos=await last_photos(sight, selection, language),
    )

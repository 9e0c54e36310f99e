"""The parts of a branch's page and report: facts, standards against the chain, visits and photos."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from audit.checklists.model import Text
from audit.errors import N_, Sentence, say
from audit.reports.charts import BranchDot, DotStrip
from audit.scoring.analysis import BranchResult, StandardResult
from audit.scoring.intervals import wilson
from audit.scoring.rounding import whole
from audit.services.branch_verdicts import rate_verdicts
from audit.services.compare_pages.branches import BranchStandard, Fact
from audit.services.compare_pages.parts import PhotoLink, Verdict, VisitLink
from audit.services.comparisons import Comparison
from audit.services.filter_bars import touchpoint_label
from audit.services.filters import Filters
from audit.services.heat_maps import cell_href
from audit.services.standard_lines import dot_strip
from audit.services.visit_pages import NO_AUDITOR
from audit.services.visit_traces import visits_behind
from audit.store import photos, visits
from audit.store.chains import BranchRow
from audit.store.checklists import StandardRow
from audit.store.selections import COUNTED, Selection
from audit.store.sights import Sight
from audit.store.sums import StandardSums

VISITS_SHOWN = 12
PHOTOS_SHOWN = 12
OTHER_BRANCH = N_("another branch")
SCORE, VISITS, PLACE = say(N_("Score")), say(N_("Visits")), say(N_("Place among the branches"))
BETWEEN = N_("probably {low} to {high}")
PLAIN_MEAN = N_("plain mean {mean}")
SOMEWHERE = N_("{first} to {last}")


def facts_of(result: BranchResult, branches: int) -> tuple[Fact, ...]:
    """Score, visits and place, each with what makes it honest."""
    facts = []
    if result.adjusted is not None and result.interval is not None:
        low, high = result.interval
        detail = say(BETWEEN, low=whole(low), high=whole(high))
        facts.append(Fact(SCORE, str(whole(result.adjusted)), detail))
    mean = say(PLAIN_MEAN, mean=whole(result.mean)) if result.mean is not None else ""
    facts.append(Fact(VISITS, str(result.visits), mean))
    if result.rank_range:
        first, last = result.rank_range
        facts.append(Fact(PLACE, say(SOMEWHERE, first=first, last=last), say(N_("of {branches}"), branches=branches)))
    return tuple(facts)


def branch_standards(
    branch: BranchRow, comparison: Comparison, filters: Filters, language: str, *, hides_others: bool
) -> tuple[BranchStandard, ...]:
    """Every standard seen here against the chain, those kept least here first; all of them tested at once."""
    by_key = {row.key: row for row in comparison.standards.values()}
    cells = cells_by_standard(comparison)
    seen = [
        (result, own)
        for result in comparison.analysis.standards
        for own in cells[by_key[result.standard].id]
        if own.branch_id == branch.id and own.counted
    ]
    rates = [(own.kept, own.counted, result.kept or 0.0) for result, own in seen]
    lines = []
    for (result, own), verdict in zip(seen, rate_verdicts(rates, comparison.few_visits), strict=True):
        standard = by_key[result.standard]
        strip = dot_strip(standard, language, result, cells[standard.id], comparison, filters, own_branch=branch.id)
        behind = visits_behind(filters, standard=standard.key, branch=branch.code)
        href = behind if hides_others else cell_href(standard, branch.code, filters)
        line = branch_standard(standard, own, result, anonymous(strip) if hides_others else strip, verdict)
        lines.append(replace(line, href=href, visits_href=behind, is_few=own.counted < comparison.few_visits))
    return tuple(sorted(lines, key=lambda one: (one.is_few, (one.kept or 0.0) - (one.chain or 0.0), one.promise)))


def cells_by_standard(comparison: Comparison) -> dict[int, list[StandardSums]]:
    """The sums of every branch under each standard's id."""
    cells: dict[int, list[StandardSums]] = defaultdict(list)
    for row in comparison.standard_sums:
        cells[row.standard_id].append(row)
    return cells


def branch_standard(
    standard: StandardRow, own: StandardSums, result: StandardResult, strip: DotStrip, verdict: Verdict
) -> BranchStandard:
    """One standard here, with its dot among all."""
    return BranchStandard(
        promise=strip.standard,
        href="",
        touchpoint=touchpoint_label(standard.touchpoint),
        visits=own.counted,
        kept=own.kept / own.counted,
        interval=wilson(own.kept, own.counted),
        chain=result.kept,
        strip=strip,
        verdict=verdict,
    )


def anonymous(strip: DotStrip) -> DotStrip:
    """The same strip without other branches' names: a franchise sees where it stands, not who stands where."""
    dots = tuple(one if one.is_own else BranchDot(OTHER_BRANCH, one.share, one.visits, None) for one in strip.dots)
    return replace(strip, dots=tuple(one._replace(href=None) for one in dots))


async def last_visits(sight: Sight, selection: Selection, language: str) -> tuple[VisitLink, ...]:
    """The latest counted visits."""
    rows = await visits.list_visits(sight, replace(selection, statuses=COUNTED), VISITS_SHOWN)
    return tuple(
        VisitLink(
            href=f"/visits/{row.id}",
            on=row.visit_date,
            checklist=Text(tuple(row.checklist_name.items())).in_language(language),
            auditor=row.auditor or NO_AUDITOR,
            percent=None if row.percent_micro is None else row.percent_micro / 1_000_000,
            is_failed=row.failed,
        )
        for row in rows
        if row.visit_date is not None
    )


async def last_photos(sight: Sight, selection: Selection, language: str) -> tuple[PhotoLink, ...]:
    """The latest photos of broken standards, each with what it shows."""
    rows = await photos.list_broken_photos(sight, replace(selection, statuses=COUNTED), PHOTOS_SHOWN)
    return tuple(
        PhotoLink(
            thumbnail=f"/photos/{row.sha256}/thumbnail",
            alt=promise_text(row.promise, language),
            caption=promise_text(row.promise, language),
            href=f"/visits/{row.visit_id}",
        )
        for row in rows
    )


def promise_text(promise: object, language: str) -> Sentence | str:
    """A promise kept as a document, in a language."""
    return Text(tuple(dict(promise).items())).in_language(language, "en") if isinstance(promise, dict) else ""

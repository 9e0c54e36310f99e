"""A branch report from what the comparison says: strengths, what to fix by when, photos, and the PDF itself."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import quote

from audit.blobs import Blobs
from audit.errors import N_, NotNow, Sentence, say, say_count
from audit.imaging import THUMBNAIL_PIXELS, derive
from audit.reports.charts import ControlChart, Group, IntervalBar
from audit.reports.pdf import Press, photo_media
from audit.reports.pdf_messages import Paper
from audit.scoring.rounding import per_hundred, whole
from audit.services.branch_parts import branch_standards, facts_of, promise_text
from audit.services.branch_reports import (
    DAYS_TO_FIX,
    MOST,
    PERCENT,
    BranchReport,
    Fix,
    ReportPhoto,
    ReportStandard,
    ReportTouchpoint,
    Strength,
    TaskLine,
)
from audit.services.branch_stories import story_of
from audit.services.branch_verdicts import branch_detail, branch_sentence
from audit.services.compare_pages.branches import BranchStandard, BranchStory
from audit.services.comparisons import Comparison, compare
from audit.services.filter_bars import touchpoint_label
from audit.services.filters import Filters
from audit.services.report_follow_ups import Seen, follow_up_of
from audit.services.report_looks import PLAIN, Look, Size, look_of_chain, paper_of
from audit.services.selecting import selection_of
from audit.store import chains, people, photos, visits
from audit.store.chains import BranchRow
from audit.store.selections import COUNTED, Selection
from audit.store.sights import WHOLE_CHAIN, Sight

SHEET = "css/report.css"
MOST_PHOTOS = 6
FEWEST_DRAWN = 3
"""Two visits make no story that a drawing would tell better."""
NOTHING = N_("No visit to {name} counts in this period, so there is nothing to report yet.")
READING = (
    N_("Kept on {kept} of {count} visit; the chain keeps it on {chain} of 100."),
    N_("Kept on {kept} of {count} visits; the chain keeps it on {chain} of 100."),
)
UNSURE = (
    N_("Kept on {kept} of {count} visit; the chain keeps it on {chain} of 100. That may be chance."),
    N_("Kept on {kept} of {count} visits; the chain keeps it on {chain} of 100. That may be chance."),
)
FEW = (
    N_("Kept on {kept} of {count} visit so far: too few to tell, but worth a look."),
    N_("Kept on {kept} of {count} visits so far: too few to tell, but worth a look."),
)
OTHERS = say(N_("Other promises"))
NO_NUMBERS = say(N_("How far these numbers are chance cannot be said yet: there are too few visits."))


@dataclass(frozen=True, slots=True)
class Asked:
    """Which report is wanted: whose branch, which view, in which language, and on which day."""

    code: str
    filters: Filters
    language: str
    today: date
    revision: int = 1
    site: str = ""
    """The public address that photos lead to; empty where there is none."""


async def branch_report_pdf(sight: Sight, asked: Asked, blobs: Blobs, press: Press, size: Size | None = None) -> bytes:
    """The report of a branch as PDF. Raises NotFound for a branch that is not theirs to see, NotNow without visits."""
    report, pictures = await branch_report(sight, asked, blobs)
    paper = branch_paper(report, pictures, asked.language, await look_of_chain(blobs, size))
    return await asyncio.to_thread(press.print, paper)


def branch_paper(report: BranchReport, pictures: dict[str, bytes], language: str, look: Look = PLAIN) -> Paper:
    """The report as a document to print."""
    return paper_of("report/branch.html", language, look, SHEET, photo_media(pictures), report=report)


async def branch_report(sight: Sight, asked: Asked, blobs: Blobs) -> tuple[BranchReport, dict[str, bytes]]:
    """What the report says, and its thumbnails by name."""
    branch = await chains.get_branch(sight, asked.code)
    comparison = await compare(WHOLE_CHAIN, asked.filters, asked.today)
    selection = replace(await selection_of(asked.filters, asked.today), branch_id=branch.id)
    standards = branch_standards(branch, comparison, asked.filters, asked.language, hides_others=True)
    story = await story_of(sight, selection, comparison)
    follow_up = await follow_up_of(branch, Seen(asked.language, asked.today))
    shown, pictures = await report_photos(sight, selection, asked, blobs)
    report = replace(
        head_of(branch, asked, comparison),
        chain_name=(await chains.get_chain()).name,
        auditors=await nicknames(selection),
        strengths=strengths_of(standards),
        fixes=fixes_of(standards, await owner_of(branch), asked.today, follow_up.tasks),
        follow_up=follow_up,
        touchpoints=by_touchpoint(standards, [row.touchpoint for row in comparison.standards.values()]),
        story=drawn_story(story),
        story_reading=story.why or story.reading,
        photos=shown,
    )
    return report, pictures


def head_of(branch: BranchRow, asked: Asked, comparison: Comparison) -> BranchReport:
    """The report's first sentences. Raises NotNow where no visit counts."""
    analysis = comparison.analysis
    result = next((one for one in analysis.branch_results if one.branch == branch.code), None)
    if result is None or not result.visits or analysis.first is None or analysis.last is None:
        raise NotNow(say(NOTHING, name=branch.name))
    since, until = asked.filters.dates(asked.today)
    return BranchReport(
        title=branch.name,
        place=", ".join(part for part in (branch.city, branch.country) if part),
        chain_name="",
        since=since or analysis.first,
        until=until or analysis.last,
        issued=asked.today,
        revision=asked.revision,
        visits=result.visits,
        auditors=(),
        sentence=branch_sentence(branch.name, result),
        detail=branch_detail(result, analysis.score.grand_mean) or NO_NUMBERS,
        facts=facts_of(result, analysis.branches),
        strengths=(),
        fixes=(),
        touchpoints=(),
        notes=analysis.notes,
        score=None if result.adjusted is None else whole(result.adjusted),
    )


async def owner_of(branch: BranchRow) -> str:
    """Who answers for a branch: its franchisee, else the manager of the nearest region; empty when nobody is named."""
    return await people.find_owner_name(branch.id) or ""


async def nicknames(selection: Selection) -> tuple[str, ...]:
    """The auditors whose visits the report rests on, by the names a franchise may read."""
    franchise = Sight(0, "reader", frozenset({selection.branch_id or 0}), is_franchise=True)
    rows = await visits.list_visits(franchise, replace(selection, statuses=COUNTED), limit=500)
    return tuple(sorted({row.auditor for row in rows if row.auditor}))


def drawn_story(story: BranchStory) -> ControlChart | None:
    """The visits in order of time, where there are enough of them to draw."""
    return story.chart if story.chart and len(story.chart.points) >= FEWEST_DRAWN else None


def strengths_of(standards: Sequence[BranchStandard]) -> tuple[Strength, ...]:
    """At most three standards kept well: clearly better ones first, then those whose range starts highest."""
    good = [one for one in standards if one.interval and not one.is_few and (one.kept or 0.0) >= (one.chain or 0.0)]
    best = sorted(good, key=lambda one: (one.verdict.tone != "kept", -(one.interval or (0.0, 0.0))[0], one.promise))
    return tuple(Strength(one.promise, reading_of(one)) for one in best[:MOST])


def fixes_of(
    standards: Sequence[BranchStandard], owner: str, issued: date, tasks: Sequence[TaskLine] = ()
) -> tuple[Fix, ...]:
    """At most three standards to put right: clearly worse ones first, then those that at best are kept least.

    Where there are too few visits to tell anything, what was seen broken, said as that. Where an action is open
    already, its owner and its day.
    """
    bad = [one for one in standards if not one.is_few and (one.kept or 0.0) < min(1.0, one.chain or 0.0)]
    few = [one for one in standards if one.is_few and (one.kept or 0.0) < 1]
    worst = sorted(bad or few, key=lambda one: (one.verdict.tone != "broken", highest(one), one.promise))
    due = issued + timedelta(days=DAYS_TO_FIX)
    open_tasks = {task.promise: task for task in reversed(tasks)}
    fixes = []
    for one in worst[:MOST]:
        task = open_tasks.get(one.promise)
        named = task.owner if task and isinstance(task.owner, str) else owner
        fixes.append(Fix(one.promise, reading_of(one, is_fix=True), named, task.due if task else due))
    return tuple(fixes)


def highest(one: BranchStandard) -> float:
    """How often it may be kept at best: what is surely kept least comes first, not what was seen twice."""
    return one.interval[1] if one.interval else 1.0


def reading_of(one: BranchStandard, *, is_fix: bool = False) -> Sentence:
    """How we know: how often of how many visits, beside the chain; and whether it may be chance."""
    kept = round((one.kept or 0.0) * one.visits)
    if one.is_few:
        return say_count(*FEW, one.visits, kept=kept)
    chain = per_hundred(one.chain or 0.0)
    if is_fix and one.verdict.tone != "broken":
        return say_count(*UNSURE, one.visits, kept=kept, chain=chain)
    return say_count(*READING, one.visits, kept=kept, chain=chain)


def by_touchpoint(standards: Sequence[BranchStandard], order: Sequence[str]) -> tuple[ReportTouchpoint, ...]:
    """The standards under the moments of the guest's journey, in its order."""
    return tuple(
        ReportTouchpoint(label or OTHERS, tuple(report_standard(one) for one in members))
        for label in map(touchpoint_label, dict.fromkeys(order))
        if (members := [one for one in standards if one.touchpoint == label])
    )


def report_standard(one: BranchStandard) -> ReportStandard:
    """One row of the table; few visits have no bar."""
    bar = None
    if not one.is_few and one.interval and one.kept is not None and one.chain is not None:
        group: Group = {"broken": "below", "kept": "above"}.get(one.verdict.tone, "same")  # type: ignore[assignment]
        low, high = one.interval
        bar = IntervalBar(one.promise, PERCENT, 100 * one.kept, (100 * low, 100 * high), 100 * one.chain, group)
    return ReportStandard(one.promise, one.visits, one.kept, one.interval, one.chain, bar, one.verdict)


async def report_photos(
    sight: Sight, selection: Selection, asked: Asked, blobs: Blobs
) -> tuple[tuple[ReportPhoto, ...], dict[str, bytes]]:
    """The latest photos of broken standards, sized for paper."""
    rows = await photos.list_broken_photos(sight, replace(selection, statuses=COUNTED), MOST_PHOTOS)
    shown, pictures = [], {}
    for number, row in enumerate(rows, 1):
        original = await blobs.read(row.sha256)
        pictures[str(number)] = await asyncio.to_thread(derive, original, THUMBNAIL_PIXELS)
        promise = promise_text(row.promise, asked.language)
        href = f"{asked.site}/visits/{quote(row.visit_id, safe='')}" if asked.site else None
        shown.append(ReportPhoto(f"photo:/{number}", row.width, row.height, promise, promise, href, row.sha256))
    return tuple(shown), pictures

"""A visit's report: one visit with its answers and evidence, for whoever must act on it, and its PDF."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import quote

from audit.blobs import Blobs
from audit.errors import N_, NotNow, Sentence, say, say_count
from audit.imaging import THUMBNAIL_PIXELS, derive
from audit.reports.pdf import Press, photo_media
from audit.scoring.rounding import whole
from audit.services.branch_report_making import owner_of
from audit.services.branch_reports import DAYS_TO_FIX, MOST, Fix, Strength
from audit.services.compare_pages.branches import Fact
from audit.services.report_looks import Size, look_of_chain, paper_of
from audit.services.visit_answers import ItemView, SectionView
from audit.services.visit_pages import VisitPage, visit_page
from audit.store import chains
from audit.store.sights import WHOLE_CHAIN, Sight

HANDED_IN = ("submitted", "accepted", "returned", "rejected")
SHEET = "css/report-visit.css"
NOT_YET = say(N_("This visit has not been handed in yet, so there is nothing to report."))
NOTHING_COUNTED = say(N_("Nothing counted yet"))
SCORE, DELIGHT = say(N_("Score")), say(N_("Better than promised"))
AUDITOR, CHECKLIST = say(N_("Auditor")), say(N_("Checklist"))
KEPT = (
    N_("{kept} of {count} promise was kept on this visit."),
    N_("{kept} of {count} promises were kept on this visit."),
)
ANSWER_AND_WHY = N_("{answer}. “{comment}”")
OF_POSSIBLE, VERSION = N_("of {count} that could be"), N_("version {number}")


@dataclass(frozen=True, slots=True)
class VisitReport:
    """One visit on paper, with the auditor's nickname whoever asks: paper goes from hand to hand."""

    chain_name: str
    issued: date
    page: VisitPage
    facts: tuple[Fact, ...]
    sentence: Sentence
    strengths: tuple[Strength, ...]
    fixes: tuple[Fix, ...]
    broken_count: int
    sections: tuple[SectionView, ...]
    web_href: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which visit, in which language, on which day; `site` is the public address, empty where there is none."""

    visit: str
    language: str
    today: date
    site: str = ""


async def visit_report_pdf(sight: Sight, wanted: Wanted, blobs: Blobs, press: Press, size: Size | None = None) -> bytes:
    """The visit as PDF. Raises NotFound for one that is not theirs to see, NotNow before it was handed in."""
    report = await visit_report(sight, wanted)
    media, look = photo_media(await thumbnails(report.sections, blobs)), await look_of_chain(blobs, size)
    paper = paper_of("report/visit.html", wanted.language, look, SHEET, media, report=report)
    return await asyncio.to_thread(press.print, paper)


async def visit_report(sight: Sight, wanted: Wanted) -> VisitReport:
    """What the report says."""
    page = await visit_page(replace(sight, is_franchise=True), wanted.visit, wanted.language)
    if page.status not in HANDED_IN:
        raise NotNow(NOT_YET)
    items = [item for section in page.sections for item in section.items if item.mark]
    broken = [item for item in items if item.mark == "broken"]
    branch = await chains.get_branch(WHOLE_CHAIN, page.branch_code)
    return VisitReport(
        chain_name=(await chains.get_chain()).name,
        issued=wanted.today,
        page=page,
        facts=facts_of(page),
        sentence=say_count(*KEPT, len(items), kept=len(items) - len(broken)) if items else page.title,
        strengths=strengths_of(items),
        fixes=fixes_of(broken, await owner_of(branch), wanted.today + timedelta(days=DAYS_TO_FIX)),
        broken_count=len(broken),
        sections=page.sections,
        web_href=f"{wanted.site}/visits/{quote(page.id, safe='')}" if wanted.site else None,
    )


def strengths_of(items: Sequence[ItemView]) -> tuple[Strength, ...]:
    """What was better than promised, then what must be kept and was, then the rest that was kept."""
    kept = [item for item in items if item.mark != "broken"]
    kept.sort(key=lambda item: (item.mark != "exceeded", not item.is_critical, not item.comment))
    return tuple(Strength(item.text, answer_of(item)) for item in kept[:MOST])


def fixes_of(broken: Sequence[ItemView], owner: str, due: date) -> tuple[Fix, ...]:
    """What must be kept and was not, then the rest that was broken, in the order of the visit."""
    first = sorted(broken, key=lambda item: not item.is_critical)[:MOST]
    return tuple(Fix(item.text, answer_of(item), owner, due) for item in first)


def answer_of(item: ItemView) -> Sentence:
    """What was answered, and in the auditor's own words why."""
    if item.comment:
        return say(ANSWER_AND_WHY, answer=item.answer, comment=item.comment)
    return say("{answer}", answer=item.answer)


def facts_of(page: VisitPage) -> tuple[Fact, ...]:
    """Score, what was better than promised, who saw it, and by which checklist."""
    exceeded, possible = page.delight
    score = "–" if page.percent is None else str(whole(page.percent))
    return (
        Fact(SCORE, score, page.verdict or NOTHING_COUNTED),
        Fact(DELIGHT, str(exceeded), say(OF_POSSIBLE, count=possible)),
        Fact(AUDITOR, page.auditor),
        Fact(CHECKLIST, page.checklist, say(VERSION, number=page.checklist_version)),
    )


async def thumbnails(sections: Sequence[SectionView], blobs: Blobs) -> dict[str, bytes]:
    """Every photo of the visit by its hash, sized for paper; each is read and sized once."""
    wanted = {photo.sha256 for section in sections for item in section.items for photo in item.photos}
    return {
        sha256: await asyncio.to_thread(derive, await blobs.read(sha256), THUMBNAIL_PIXELS) for sha256 in sorted(wanted)
    }

"""A visit's report: one visit with its answers and evidence, for whoever must act on it, and its PDF."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from audit.blobs import Blobs
from audit.errors import N_, NotNow, say
from audit.imaging import THUMBNAIL_PIXELS, derive
from audit.render import render
from audit.reports.pdf import Press, paper_style, photo_media, static_media
from audit.reports.pdf_messages import Paper
from audit.services.compare_pages.branches import Fact
from audit.services.visit_answers import ItemView, SectionView
from audit.services.visit_pages import VisitPage, visit_page
from audit.store import chains
from audit.store.sights import Sight

HANDED_IN = ("submitted", "accepted", "returned", "rejected")
MOST_BROKEN = 5
NOT_YET = say(N_("This visit has not been handed in yet, so there is nothing to report."))
NOTHING_COUNTED = say(N_("Nothing counted yet"))
SCORE, DELIGHT = say(N_("Score")), say(N_("Better than promised"))
AUDITOR, CHECKLIST = say(N_("Auditor")), say(N_("Checklist"))
OF_POSSIBLE, VERSION = N_("of {count} that could be"), N_("version {number}")


@dataclass(frozen=True, slots=True)
class VisitReport:
    """One visit on paper. `broken` are the first broken promises; franchise readers see the auditor's nickname."""

    chain_name: str
    issued: date
    page: VisitPage
    facts: tuple[Fact, ...]
    broken: tuple[ItemView, ...]
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


async def visit_report_pdf(sight: Sight, wanted: Wanted, blobs: Blobs, press: Press) -> bytes:
    """The visit as PDF. Raises NotFound for one that is not theirs to see, NotNow before it was handed in."""
    report = await visit_report(sight, wanted)
    pictures = await thumbnails(report.sections, blobs)
    html = render("report/visit.html", wanted.language, report=report)
    style = paper_style("A4", (await chains.get_chain()).colour)
    paper = Paper(html, {**static_media("css/report-visit.css"), **photo_media(pictures)}, style)
    return await asyncio.to_thread(press.print, paper)


async def visit_report(sight: Sight, wanted: Wanted) -> VisitReport:
    """What the report says."""
    page = await visit_page(sight, wanted.visit, wanted.language)
    if page.status not in HANDED_IN:
        raise NotNow(NOT_YET)
    broken = [item for section in page.sections for item in section.items if item.mark == "broken"]
    broken.sort(key=lambda item: not item.is_critical)
    return VisitReport(
        chain_name=(await chains.get_chain()).name,
        issued=wanted.today,
        page=page,
        facts=facts_of(page),
        broken=tuple(broken[:MOST_BROKEN]),
        broken_count=len(broken),
        sections=page.sections,
        web_href=f"{wanted.site}/visits/{quote(page.id, safe='')}" if wanted.site else None,
    )


def facts_of(page: VisitPage) -> tuple[Fact, ...]:
    """Score, what was better than promised, who saw it, and by which checklist."""
    exceeded, possible = page.delight
    score = "–" if page.percent is None else str(round(page.percent))
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

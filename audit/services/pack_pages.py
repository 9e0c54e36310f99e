"""Packs of reports as pages: ask for one, see how far it is, take it along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from audit.errors import N_, NotFound, Sentence, say, say_count
from audit.services.job_pages import JobLine, job_line
from audit.services.report_packs import KIND, MONTHS, PERIODS, months_of
from audit.services.share_pages import ShareLine, share_line
from audit.store import chains, jobs, report_schedules, shared_reports
from audit.store.jobs import JobRow
from audit.store.sights import NOT_HERE, Sight
from audit.words import LANGUAGES, translator

TITLE = say(N_("Reports of many branches"))
SENTENCE = say(N_("Make the reports of all your branches in one go."))
PERIOD_NAMES = {
    "last month": N_("Last month, {since} to {until}"),
    "last quarter": N_("Last quarter, {since} to {until}"),
    "last half-year": N_("Last half-year, {since} to {until}"),
    "last year": N_("Last year, {since} to {until}"),
}
EVERY = {
    "": say(N_("Not by themselves")),
    "last month": say(N_("After each month")),
    "last quarter": say(N_("After each quarter")),
    "last half-year": say(N_("After each half-year")),
    "last year": say(N_("After each year")),
}
ABOUT_NAMES = {
    "branches": say(N_("Branches")),
    "both": say(N_("Branches and regions")),
    "regions": say(N_("Regions")),
}
OWN_LANGUAGE = say(N_("Each branch's own"))
ALL_REGIONS = say(N_("All regions"))
MADE = (N_("{count} report of this pack is made."), N_("{count} reports of this pack are made."))
NONE_YET = say(N_("No report of this pack is made yet."))
MOST_PACKS = 50
Choices = tuple[tuple[str, Sentence | str], ...]


@dataclass(frozen=True, slots=True)
class PacksPage:
    """The form for a pack, the packs there are, and whether they are made by themselves."""

    periods: Choices
    regions: Choices
    languages: Choices
    schedules: Choices
    schedule: str
    abouts: Choices
    about: str
    may_schedule: bool
    packs: tuple[JobLine, ...]
    title: Sentence = TITLE
    sentence: Sentence = SENTENCE


@dataclass(frozen=True, slots=True)
class PackPage:
    """One pack: its job, and the reports that are made."""

    job: JobLine
    href: str
    sentence: Sentence
    rows: tuple[ShareLine, ...]
    is_going: bool
    title: Sentence = TITLE


async def packs_page(sight: Sight, today: date, language: str) -> PacksPage:
    """What somebody at the desk may ask for and has asked for."""
    seen = await chains.list_branches(sight)
    regions = sorted({branch.region for branch in seen if branch.region})
    schedule = await report_schedules.get_schedule()
    chosen = next(name for name in PERIODS if MONTHS[name] == schedule.months)
    rows = [row for row in await jobs.list_jobs(sight, MOST_PACKS) if row.kind == KIND]
    return PacksPage(
        tuple((period, period_name(period, today, language)) for period in PERIODS),
        (("", ALL_REGIONS), *((name, name) for name in regions)),
        (("", OWN_LANGUAGE), *LANGUAGES.items()),
        tuple(EVERY.items()),
        chosen if schedule.is_on else "",
        tuple(ABOUT_NAMES.items()),
        schedule.about,
        sight.role == "owner",
        tuple(job_line(row) for row in rows),
    )


def period_name(period: str, today: date, language: str) -> Sentence:
    """A period with its days, short enough for a phone."""
    (since, until), words = months_of(period, today), translator(language)
    return say(PERIOD_NAMES[period], since=words.day(since, "d MMM"), until=words.day(until, "d MMM y"))


async def pack_job(sight: Sight, pack: str) -> JobRow:
    """The job of a pack. Raises NotFound for one that is not theirs."""
    row = await jobs.get_job(sight, pack)
    if row.kind != KIND:
        raise NotFound(say(NOT_HERE))
    return row


async def pack_page(sight: Sight, pack: str, now: datetime) -> PackPage:
    """One pack."""
    job = await pack_job(sight, pack)
    rows = tuple(share_line(row, now, is_desk=True) for row in await shared_reports.list_pack(sight, pack))
    sentence = say_count(*MADE, len(rows)) if rows else NONE_YET
    return PackPage(job_line(job), f"/reports/packs/{pack}", sentence, rows, job.state in ("waiting", "running"))

"""Packs of reports as pages: ask for one, see how far it is, take it along."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    "last month": N_("Last month, {until}"),
    "last quarter": N_("Last quarter, {since} to {until}"),
    "last half-year": N_("Last half-year, {since} to {until}"),
    "last year": N_("Last year, {year}"),
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
NOT_MADE = (
    N_("{count} was not made: no visit counts in that time."),
    N_("{count} were not made: no visit counts in that time."),
)
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
    name: str
    detail: Sentence | None = None
    """What is not in it, once it is done."""
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
        tuple(replace(job_line(row), subject=pack_name(row, language)) for row in rows),
    )


def period_name(period: str, today: date, language: str) -> Sentence:
    """A period with its months, short enough for a phone."""
    (since, until), words = months_of(period, today), translator(language)
    months = {"since": words.day(since, "MMM"), "until": words.day(until, "MMM y")}
    return say(PERIOD_NAMES[period], **months, year=until.year)


async def pack_job(sight: Sight, pack: str) -> JobRow:
    """The job of a pack. Raises NotFound for one that is not theirs."""
    row = await jobs.get_job(sight, pack)
    if row.kind != KIND:
        raise NotFound(say(NOT_HERE))
    return row


async def pack_page(sight: Sight, pack: str, now: datetime, language: str) -> PackPage:
    """One pack."""
    job = await pack_job(sight, pack)
    rows = tuple(share_line(row, now, is_desk=True) for row in await shared_reports.list_pack(sight, pack))
    sentence = say_count(*MADE, len(rows)) if rows else NONE_YET
    is_going, missing = job.state in ("waiting", "running"), job.total - len(rows)
    return PackPage(
        job_line(job), f"/reports/packs/{pack}", sentence, rows, is_going, pack_name(job, language),
        say_count(*NOT_MADE, missing) if job.state == "done" and missing > 0 else None,
    )  # fmt: skip


def pack_name(row: JobRow, language: str) -> str:
    """A pack's period and region, as its reader writes days; what it was called when that is all there is."""
    if not {"since", "until"} <= set(row.wanted):
        return row.subject
    words = translator(language)
    since, until = (words.day(date.fromisoformat(row.wanted[name]), "medium") for name in ("since", "until"))
    region = row.wanted.get("region")
    return f"{since} – {until}" + (f", {region}" if region else "")

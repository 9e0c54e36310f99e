"""A pack: the reports of many branches, of regions or of both, made by one job that can be left, paused and killed.

Each report is shared behind a link of its own. The job keeps no link: its token is made from our secret whenever
somebody who may see the pack asks for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from audit.errors import N_, BadInput, NotFound, NotNow, Problem, say
from audit.jobs import Run
from audit.services.branch_mails import letter_to
from audit.services.filters import Filters, check_choice, read_filters
from audit.services.job_tools import Tools
from audit.services.jobs import Asked, ask_for
from audit.services.notices import Told, notify
from audit.services.pack_languages import language_of
from audit.services.report_scopes import list_seen_regions
from audit.services.sharing import Sharing, pack_token, read_days, share
from audit.store import chains, log, people, shared_reports
from audit.store.connections import transaction
from audit.store.sights import Sight, sight_of
from audit.words import LANGUAGES

KIND = "report pack"
PERIODS = ("last month", "last quarter", "last half-year", "last year")
MONTHS = dict(zip(PERIODS, (1, 3, 6, 12), strict=True))
AT_ONCE = 2
"""So many reports are printed at once, each by a process of its own: as many as there are cores."""
BEGUN, STEP = AT_ONCE + 1, 6
"""So many are in the making, so that the next one is ready when a printing process is; and so many are one step."""
ABOUT = {"branches": ("branch",), "regions": ("region",), "both": ("branch", "region")}
"""What a pack may be about, and the kinds of report that are in it then."""
Subject = tuple[str, str]
"""A kind of report, and which branch or region it is about."""
NEW_REPORT = N_("The report of {branch} for {since} to {until} is ready for you.")
NO_REGION = N_("There is no region “{value}”.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A pack as it is asked for. Without `language` each branch's own; dates are ISO days."""

    person: int
    since: str
    until: str
    region: str = ""
    language: str = ""
    days: int = 90
    about: str = "branches"


def months_of(period: str, today: date) -> tuple[date, date]:
    """The first and last day of the last whole month, quarter, half-year or year before today."""
    months = MONTHS[period]
    index = today.year * 12 + today.month - 1
    end = index - index % months
    first, after = (date(month // 12, month % 12 + 1, 1) for month in (end - months, end))
    return first, after - timedelta(days=1)


def read_wanted(sight: Sight, form: Mapping[str, str], today: date) -> Wanted:
    """A pack from its form. Raises BadInput naming the first value that makes no sense."""
    period = form.get("period") or "last quarter"
    check_choice("period", period, PERIODS)
    check_choice("about", form.get("about", ""), tuple(ABOUT))
    check_choice("language", form.get("language", ""), tuple(LANGUAGES))
    since, until = months_of(period, today)
    return Wanted(
        sight.person_id, since.isoformat(), until.isoformat(), form.get("region", "").strip(),
        form.get("language", ""), read_days(form.get("days", "")),
        form.get("about") or "branches",
    )  # fmt: skip


async def ask_for_pack(wanted: Wanted, now: datetime, key: str = "") -> str:
    """Let a pack be made; the job's id. Raises BadInput for a region that is not there."""
    if wanted.region and await chains.find_region(wanted.region) is None:
        sentence = say(NO_REGION, value=wanted.region)
        raise BadInput(sentence, (Problem("region", sentence),))
    subject = f"{wanted.since} – {wanted.until}" + (f", {wanted.region}" if wanted.region else "")
    async with transaction():
        job = await ask_for(Asked(KIND, asdict(wanted), wanted.person, subject, key), now)
        if not key:  # somebody asked: what is asked for by itself is asked for again and again
            await log.add_entry(wanted.person, "asked_for_pack", "job", job, {"subject": subject}, now)
    return job


async def make_pack(tools: Tools, run: Run, given: Mapping[str, Any]) -> dict[str, int]:
    """Make the reports of a pack, some at a time; how many there were to make, and how many were made. A job."""
    wanted = Wanted(**given)

    async def list_codes() -> list[str]:
        region = await chains.find_region(wanted.region) if wanted.region else None
        return [branch.code for branch in await chains.list_branches(await sight_for(wanted), region)]

    async def list_regions() -> list[str]:
        return await list_seen_regions(await sight_for(wanted), wanted.region)

    async def make(subjects: list[Subject]) -> list[bool]:
        turns = asyncio.Semaphore(BEGUN)
        return list(await asyncio.gather(*(make_in_turn(turns, tools, run.job, wanted, one) for one in subjects)))

    async def tell() -> int:
        return await tell_readers(run.job, wanted)

    kinds = ABOUT[wanted.about]
    codes = await run.step(list_codes, name="list branches") if "branch" in kinds else []
    regions = await run.step(list_regions, name="list regions") if "region" in kinds else []
    subjects = [("branch", code) for code in codes] + [("region", name) for name in regions]
    made = 0
    for start in range(0, len(subjects), STEP):
        await run.come_to(start, len(subjects))
        made += sum(await run.step(make, subjects[start : start + STEP], name="make reports"))
    await run.come_to(len(subjects), len(subjects))
    told = await run.step(tell, name="tell readers")
    return {"branches": len(codes), "regions": len(regions), "made": made, "told": told}


async def make_in_turn(turns: asyncio.Semaphore, tools: Tools, pack: str, wanted: Wanted, subject: Subject) -> bool:
    """The same as `make_one`, when it is its turn."""
    async with turns:
        return await make_one(tools, pack, wanted, subject)


async def make_one(tools: Tools, pack: str, wanted: Wanted, subject: Subject) -> bool:
    """One report, unless it was made before a kill; False where no visit counts or the branch is gone."""
    kind, name = subject
    if await shared_reports.has_in_pack(pack, kind, name):
        return True
    sight = await sight_for(wanted)
    try:
        branch = await chains.get_branch(sight, name) if kind == "branch" else None
        sharing = Sharing(
            name if kind == "branch" else "", filters_of(wanted), wanted.language or await language_of(sight, *subject),
            datetime.now(UTC), wanted.days, site=tools.settings.url, pack=pack,
            token=pack_token(tools.settings.secret, pack, name, kind), region=name if kind == "region" else "",
            letter=await letter_to(branch, pack) if branch and tools.settings.sends_mail else None,
        )  # fmt: skip
        await share(sight, sharing, tools.blobs, tools.press)
    except (NotFound, NotNow):
        return False
    return True


async def sight_for(wanted: Wanted) -> Sight:
    """What whoever asked for the pack may see now."""
    return await sight_of(await people.get_person(wanted.person))


def filters_of(wanted: Wanted) -> Filters:
    """The pack's period. Each branch stands beside the whole chain in it."""
    return read_filters({"since": wanted.since, "until": wanted.until})


async def tell_readers(pack: str, wanted: Wanted) -> int:
    """Tell each branch's readers of its new report; how many were told of something."""
    since, until = date.fromisoformat(wanted.since), date.fromisoformat(wanted.until)
    told: set[int] = set()
    for row in await shared_reports.list_pack(await sight_for(wanted), pack):
        branch = await chains.find_branch(await sight_for(wanted), row.subject) if row.kind == "branch" else None
        if branch is None:
            continue
        readers = [reader.id for reader in await people.list_branch_readers(branch.id)]
        sentence = say(NEW_REPORT, branch=branch.name, since=since, until=until)
        key = f"report/{row.id}"
        await notify(readers, Told("report new", sentence, f"/reports/{row.id}", key), datetime.now(UTC))
        told.update(readers)
    return len(told)

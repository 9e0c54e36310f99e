"""Packs: which period they are about, in whose language; one report a branch whatever is killed meanwhile."""

from __future__ import annotations

import asyncio
import csv
import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from audit.blobs import open_blobs
from audit.services.jobs import find_job, pause_job, resume_job
from audit.services.pack_files import link_lines, zip_pieces
from audit.services.pack_languages import language_of, spoken_at
from audit.services.passwords import token_hash
from audit.services.report_packs import Wanted, ask_for_pack, months_of
from audit.services.report_schedules import look_for_packs, set_schedule
from audit.services.report_scopes import list_seen_regions
from audit.store import chains, jobs, notices, people, report_schedules, shared_reports
from audit.store.connections import open_store
from audit.store.models import SharedReport
from audit.store.shared_reports import ShareRow
from audit.store.sights import WHOLE_CHAIN, Sight
from tests.cast import NOW, Cast
from tests.databases import SECRET, environment, run_audit

MOST_SECONDS = 240


@pytest.mark.parametrize(
    "period,today,since,until",
    [
        ("last month", "2026-11-23", "2026-10-01", "2026-10-31"),
        ("last month", "2026-01-01", "2025-12-01", "2025-12-31"),
        ("last quarter", "2026-11-23", "2026-07-01", "2026-09-30"),
        ("last quarter", "2026-02-10", "2025-10-01", "2025-12-31"),
        ("last half-year", "2026-07-01", "2026-01-01", "2026-06-30"),
        ("last year", "2026-11-23", "2025-01-01", "2025-12-31"),
    ],
)
def test_a_period_is_the_last_whole_one(period: str, today: str, since: str, until: str) -> None:
    found = months_of(period, date.fromisoformat(today))
    assert found == (date.fromisoformat(since), date.fromisoformat(until))


@pytest.mark.parametrize(
    "country,zone,language",
    [
        ("Netherlands", "UTC", "nl"),
        ("RO", "", "ro"),
        ("", "Asia/Jakarta", "id"),
        ("France", "Europe/Amsterdam", ""),
        ("", "Europe/Paris", ""),
    ],
)
def test_a_branch_speaks_the_language_of_its_country(country: str, zone: str, language: str) -> None:
    assert spoken_at(country, zone) == language


class Pack:
    """A small demo chain, a pack of its reports, and the processes that make it."""

    def __init__(self, url: str, folder: Path) -> None:
        self.settings = {"database": url, "photos": str(folder / "photos")}
        self.blobs = open_blobs(self.settings["photos"])
        self.owner = WHOLE_CHAIN
        self.id = ""

    async def ask(self) -> None:
        person = await people.find_person_by_email("owner@example.com")
        assert person is not None
        self.owner = replace(WHOLE_CHAIN, person_id=person.id)
        self.id = await ask_for_pack(Wanted(person.id, "2020-01-01", "2030-12-31", about="both"), NOW)

    @contextmanager
    def process(self) -> Iterator[None]:
        command = [sys.executable, "-m", "audit", "jobs"]
        process = subprocess.Popen(command, env=environment(**self.settings), stderr=subprocess.DEVNULL)
        try:
            yield
        finally:
            process.kill()  # SIGKILL: nothing is tidied up
            process.wait()

    async def until_made(self, count: int) -> None:
        async with asyncio.timeout(MOST_SECONDS):
            while await SharedReport.filter(pack=self.id).count() < count:  # noqa: ASYNC110 - another process does it
                await asyncio.sleep(0.05)

    async def until(self, state: str) -> jobs.JobRow:
        async with asyncio.timeout(MOST_SECONDS):
            while (row := await find_job(self.owner, self.id)).state != state:  # noqa: ASYNC110 - likewise
                await asyncio.sleep(0.05)
        return row


async def test_a_pack_is_made_once_whatever_is_killed_and_paused(database_url: str, tmp_path: Path) -> None:
    pack = Pack(database_url, tmp_path)
    filled = run_audit("demo", "--branches", "6", "--visits", "30", "--seed", "5", settings=pack.settings)
    assert filled.returncode == 0, filled.stderr
    async with open_store(database_url):
        await pack.ask()
        with pack.process():
            await pack.until_made(1)
        with pack.process():
            await pack.until_made(3)
            await pause_job(pack.owner, pack.id, NOW)
        await resume_job(pack.owner, pack.id, NOW)
        with pack.process():
            row = await pack.until("done")
        await check_pack(pack, row.result)


async def check_pack(pack: Pack, result: dict[str, int]) -> None:
    """One report for each branch with visits and for each region; archive and links are whole; readers were told."""
    rows = await shared_reports.list_pack(pack.owner, pack.id)
    subjects = {(row.kind, row.subject) for row in rows}
    assert result["branches"] == 6 and result["made"] == len(rows) == len(subjects) >= 7
    assert {("region", name) for name in ("Netherlands", "Indonesia", "Romania")} <= subjects
    assert result["regions"] == sum(row.kind == "region" for row in rows)
    for kind in ("branch", "region"):
        assert {row.language for row in rows if row.kind == kind} == {"nl", "id", "ro"}
    body = b"".join([piece async for piece in zip_pieces(rows, pack.blobs)])
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.testzip() is None and len(archive.namelist()) == len(rows)
        assert all(archive.read(name).startswith(b"%PDF") for name in archive.namelist())
    await check_links(pack, rows)
    reader = await people.find_person_by_email("reader@example.com")
    assert reader is not None
    told = [row for row in await notices.list_notices(reader.id, 50) if row.path.startswith("/reports/")]
    assert result["told"] >= 1 and len(told) == len({row.path for row in told}) >= 1


async def check_links(pack: Pack, rows: list[ShareRow]) -> None:
    """Each report has its own link, beside the branch or the region it is about."""
    links = list(csv.DictReader(io.StringIO(link_lines(rows, "https://a.test", SECRET))))
    hashes = {token_hash(row["link"].rpartition("/")[2]) for row in links}
    assert hashes == set(await SharedReport.filter(pack=pack.id).values_list("token_hash", flat=True))
    named = {("branch", row["branch"]) if row["branch"] else ("region", row["region"]) for row in links}
    assert named == {(row.kind, row.subject) for row in rows}


@pytest.mark.parametrize(
    "person,within,names",
    [
        ("owner", "", ["North", "Harbour", "South"]),
        ("owner", "North", ["North", "Harbour"]),
        ("manager", "", ["North", "Harbour"]),
        ("manager", "South", []),
        ("stranger", "", []),
    ],
)
async def test_a_pack_has_the_regions_that_are_wholly_seen(
    cast: Cast, person: str, within: str, names: list[str]
) -> None:
    await chains.add_region("Nowhere", await chains.get_region("North"))  # without branches there is nothing to say
    assert await list_seen_regions(await cast.sight(person), within) == names


async def test_a_region_speaks_as_most_of_its_branches(cast: Cast) -> None:
    assert await language_of(WHOLE_CHAIN, "region", "North") == "nl"
    assert await language_of(WHOLE_CHAIN, "region", "South") == await language_of(WHOLE_CHAIN, "branch", "sun") == "id"


async def test_packs_by_themselves_are_asked_for_once_a_period_and_not_for_the_past(cast: Cast) -> None:
    owner = Sight(cast.owner.id, "owner", None, is_franchise=False)
    await set_schedule(owner, "last month", datetime(2026, 11, 23, tzinfo=UTC))
    asked = []
    for day in ("2026-11-24", "2026-12-01", "2026-12-02", "2027-01-01"):
        await look_for_packs(None, datetime.fromisoformat(f"{day}T08:00:00+00:00"))  # type: ignore[arg-type] # unused
        asked.append(len(await jobs.list_jobs(owner, 10)))
    assert asked == [0, 1, 1, 2]
    await set_schedule(owner, "", NOW)
    await look_for_packs(None, datetime(2027, 2, 1, tzinfo=UTC))  # type: ignore[arg-type] # likewise
    assert len(await jobs.list_jobs(owner, 10)) == 2 and not (await report_schedules.get_schedule()).is_on

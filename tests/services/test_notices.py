"""Notices: told with what causes them, gathered, mailed once by a real SMTP server, whatever is killed meanwhile."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from audit.blobs import open_blobs
from audit.errors import N_, BadInput, NotFound, say, say_count
from audit.reports.pdf import Press
from audit.services.job_tools import Tools
from audit.services.kept_sentences import pack, unpack
from audit.services.notice_mail import is_due, look_for_mail
from audit.services.notices import Told, choose_mail, notify, read_all, read_notice
from audit.services.passwords import opt_out_token, person_of_opt_out
from audit.services.planning import Plan, plan_visit
from audit.settings import read_settings
from audit.store import notices, people
from audit.store.connections import transaction
from audit.store.notices import Waiting
from tests.cast import NOW, Cast
from tests.databases import SECRET, environment
from tests.jobs import run_due_jobs
from tests.post_office import PostOffice

ROOT = Path(__file__).parents[2]
LATER = NOW + timedelta(minutes=5)


def told(key: str = "", branch: str = "Noon") -> Told:
    sentence = say(N_("You visit {branch} on {day}."), branch=branch, day=date(2026, 11, 30))
    return Told("visit returned", sentence, "/visits/v-1", key)


@pytest.fixture
def tools(post_office: PostOffice, tmp_path: Path) -> Tools:
    return Tools(read_settings(sending(post_office, "sqlite://unused", tmp_path)), open_blobs(str(tmp_path)), Press())


def sending(office: PostOffice, url: str, folder: Path) -> dict[str, str]:
    return {
        "AUDIT_DATABASE": url, "AUDIT_PHOTOS": str(folder), "AUDIT_SECRET": SECRET,
        "AUDIT_SMTP": f"smtp://127.0.0.1:{office.port}", "AUDIT_URL": "https://audit.example.com",
    }  # fmt: skip


def plain(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


async def test_what_is_rolled_back_tells_nobody(cast: Cast) -> None:
    with suppress(RuntimeError):
        async with transaction():
            await notify([cast.ann.id], told(), NOW)
            raise RuntimeError
    assert await notices.list_notices(cast.ann.id, 9) == []


async def test_the_same_thing_is_told_once(cast: Cast) -> None:
    for _ in range(2):
        await notify([cast.ann.id, None], told("returned/v-1/1"), NOW)
    await notify([cast.ann.id], told("returned/v-1/2"), NOW)
    assert len(await notices.list_notices(cast.ann.id, 9)) == 2


async def test_planning_a_visit_tells_its_auditor(cast: Cast) -> None:
    sight = await cast.sight("owner")
    await plan_visit(sight, Plan("noon", str(cast.ann.id), "salon-visit", "2026-11-30"), NOW)
    (row,) = await notices.list_notices(cast.ann.id, 9)
    assert str(unpack(row.sentence)) == "You visit Noon on 2026-11-30." and row.path == "/today"


def test_a_sentence_is_kept_with_everything_inside_it() -> None:
    inner = say_count("{count} visit", "{count} visits", 3)
    sentence = say("{what} on {day} at {time}, {share}", what=inner, day=date(2026, 1, 2), time=NOW, share=0.5)
    assert unpack(pack(sentence)) == sentence


async def test_what_came_is_gathered_into_one_letter_in_the_readers_language(
    cast: Cast, tools: Tools, post_office: PostOffice
) -> None:
    await people.put_language(cast.ann.id, "nl")
    await notify([cast.ann.id], told(branch="Noon"), NOW)
    await notify([cast.ann.id], told(branch="Café «Ünïcode»"), NOW)
    await look_for_mail(tools, NOW)
    assert await run_due_jobs(tools, LATER) == 0  # more may come
    await look_for_mail(tools, LATER)
    await run_due_jobs(tools, LATER)
    (mail,) = post_office.mails
    assert (mail["to"], mail["subject"]) == ("ann@example.com", "2 berichten voor je")
    assert "Café «Ünïcode»" in plain(mail) and "op 30 november 2026" in plain(mail)
    assert "https://audit.example.com/visits/v-1" in plain(mail)
    assert mail["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    assert mail["list-unsubscribe"].strip("<>") in plain(mail)


async def test_a_second_letter_waits_for_its_hour(cast: Cast, tools: Tools, post_office: PostOffice) -> None:
    now = datetime.now(UTC)
    await notify([cast.ann.id], told(), now - timedelta(minutes=5))
    await look_for_mail(tools, now)
    await run_due_jobs(tools, now)
    await notify([cast.ann.id], told(branch="Sun"), now + timedelta(minutes=1))
    for minutes, letters in ((30, 1), (62, 2), (200, 2)):
        await look_for_mail(tools, now + timedelta(minutes=minutes))
        await run_due_jobs(tools, now + timedelta(minutes=minutes))
        assert len(post_office.mails) == letters


@pytest.mark.parametrize(
    "choice,mailed,waited,due",
    [
        (None, None, 1, False), (None, None, 3, True), ("hourly", 59, 30, False), ("hourly", 61, 30, True),
        ("daily", 23 * 60, 600, False), ("daily", 25 * 60, 600, True), ("never", None, 0, True),
    ],
)  # fmt: skip
def test_a_letter_is_due(choice: str | None, mailed: int | None, waited: int, due: bool) -> None:
    mailed_at = None if mailed is None else NOW - timedelta(minutes=mailed)
    assert is_due(Waiting(1, NOW - timedelta(minutes=waited), 1, choice, mailed_at), NOW) is due


async def test_nothing_is_mailed_to_who_read_it_or_wants_none(
    cast: Cast, tools: Tools, post_office: PostOffice
) -> None:
    await notify([cast.ann.id, cast.bob.id], told(), NOW)
    await read_all(cast.ann.id, NOW)
    await choose_mail(cast.bob.id, "never", NOW)
    await look_for_mail(tools, LATER)
    await run_due_jobs(tools, LATER)
    assert post_office.mails == [] and await notices.list_waiting("mail") == []


async def test_an_address_that_is_refused_for_good_is_not_tried_again(
    cast: Cast, tools: Tools, post_office: PostOffice
) -> None:
    post_office.refused = "ann@example.com"
    await notify([cast.ann.id, cast.bob.id], told(), NOW)
    await look_for_mail(tools, LATER)
    await run_due_jobs(tools, LATER)
    assert [mail["to"] for mail in post_office.mails] == ["bob@example.com"]
    assert await notices.list_waiting("mail") == []


async def test_a_letter_is_taken_once_though_whoever_sends_it_is_killed(
    cast: Cast, database_url: str, post_office: PostOffice, tmp_path: Path
) -> None:
    await notify([cast.ann.id], told(), NOW)
    post_office.hold()
    with jobs_process(sending(post_office, database_url, tmp_path)):
        await post_office.until_knocked()  # the whole letter has come, and is not taken yet
    post_office.let_in()
    with jobs_process(sending(post_office, database_url, tmp_path)):
        await post_office.until_mails(1)
        await until_nothing_is_sending(cast.ann.id)
    with jobs_process(sending(post_office, database_url, tmp_path)):
        await notify([cast.bob.id], told(), NOW)
        await post_office.until_mails(2)
    assert [mail["to"] for mail in post_office.mails] == ["ann@example.com", "bob@example.com"]


async def until_nothing_is_sending(person_id: int) -> None:
    while await notices.find_choice(person_id) is None:  # noqa: ASYNC110 - another process writes it
        await asyncio.sleep(0.05)


@contextmanager
def jobs_process(settings: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen([sys.executable, "-m", "audit", "jobs"], cwd=ROOT, env={**environment(), **settings})
    try:
        yield
    finally:
        process.kill()
        process.wait()


async def test_a_notice_leads_where_it_is_about_and_is_read_then(cast: Cast) -> None:
    await notify([cast.ann.id], told(), NOW)
    (row,) = await notices.list_notices(cast.ann.id, 9)
    with pytest.raises(NotFound):
        await read_notice(cast.bob.id, row.id, NOW)
    assert await read_notice(cast.ann.id, row.id, NOW) == "/visits/v-1"
    (row,) = await notices.list_notices(cast.ann.id, 9)
    assert row.read_at == NOW


async def test_a_way_that_does_not_exist_is_refused(cast: Cast) -> None:
    with pytest.raises(BadInput):
        await choose_mail(cast.ann.id, "by pigeon", NOW)


def test_an_opt_out_link_is_only_ours() -> None:
    token = opt_out_token(SECRET, 12)
    assert person_of_opt_out(SECRET, token) == 12
    for forged in (token.replace("12.", "13."), token[:-1], "", "x", "12", "١٢." + token[3:], "9" * 40):
        assert person_of_opt_out(SECRET, forged) is None

"""A report's link by mail to anybody: asked for with the report, sent once by a real SMTP server."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest

from audit.blobs import open_blobs
from audit.errors import BadInput, TooMany
from audit.reports.pdf import Press
from audit.services import report_mail
from audit.services.job_tools import Tools
from audit.services.jobs import Asked, ask_for
from audit.services.passwords import token_hash
from audit.services.report_mail import mail_token, read_mailing
from audit.services.sharing import MAIL_KIND, in_one_piece
from audit.settings import read_settings
from audit.store import shared_reports
from audit.store.connections import transaction
from audit.store.models import SharedReport
from audit.store.shared_reports import NewShare
from tests.cast import NOW, Cast
from tests.databases import SECRET
from tests.jobs import run_due_jobs
from tests.post_office import PostOffice
from tests.services.test_notices import jobs_process, plain, sending

PDF = b"%PDF-1.7 a frozen report"
TO = "sun@example.com"


@pytest.fixture
def tools(post_office: PostOffice, tmp_path: Path) -> Tools:
    return Tools(read_settings(sending(post_office, "sqlite://unused", tmp_path)), open_blobs(str(tmp_path)), Press())


async def shared(cast: Cast, folder: Path, language: str = "en", pdf: bytes = PDF, code: str | None = None) -> str:
    """A report shared with a letter that waits; the key of its link."""
    digest, key, now = sha256(pdf).hexdigest(), uuid4().hex, datetime.now(UTC)
    await open_blobs(str(folder)).put(digest, in_one_piece(pdf))
    document = {"title": "Sun: branch report", "sentence": "Sun stands out.", "lists": []}
    new = NewShare(
        token_hash(mail_token(SECRET, key)), "branch", "sun", 1, language, "", 1, document, digest, now,
        cast.owner.id, now + timedelta(days=30), code, None, TO, "waiting",
    )  # fmt: skip
    async with transaction():
        report = await shared_reports.add_share(new)
        await ask_for(Asked(MAIL_KIND, {"report": report, "key": key}, cast.owner.id, key=key), now)
    return key


async def states() -> list[str | None]:
    return await SharedReport.all().order_by("id").values_list("mail_state", flat=True)  # type: ignore[return-value]


async def test_a_letter_has_the_link_and_the_pdf_in_the_reports_language(
    cast: Cast, tools: Tools, post_office: PostOffice, tmp_path: Path
) -> None:
    key = await shared(cast, tmp_path, "ro")
    await run_due_jobs(tools, datetime.now(UTC))
    [mail] = post_office.mails
    assert (mail["to"], mail["subject"]) == (TO, "Owner îți trimite „Sun: branch report”.")
    assert f"https://audit.example.com/shared/{mail_token(SECRET, key)}" in plain(mail)
    assert "Sun stands out." in plain(mail) and mail["list-unsubscribe"] is None
    [file] = list(mail.iter_attachments())
    assert file.get_content() == PDF and str(file.get_filename()).endswith("-1.pdf")
    assert await states() == ["sent"]


async def test_with_a_code_the_letter_says_nothing_of_the_report(
    cast: Cast, tools: Tools, post_office: PostOffice, tmp_path: Path
) -> None:
    await shared(cast, tmp_path, code="hashed")
    await run_due_jobs(tools, datetime.now(UTC))
    [mail] = post_office.mails
    assert not list(mail.iter_attachments())
    assert "stands out" not in str(mail) and "opens with a code" in plain(mail)


async def test_a_large_pdf_stays_at_home(cast: Cast, tools: Tools, post_office: PostOffice, tmp_path: Path) -> None:
    await shared(cast, tmp_path, pdf=PDF + bytes(report_mail.MOST_PDF_BYTES))
    await run_due_jobs(tools, datetime.now(UTC))
    [mail] = post_office.mails
    assert not list(mail.iter_attachments()) and "attached" not in plain(mail)


async def test_what_has_ended_or_is_refused_is_not_tried_again(
    cast: Cast, tools: Tools, post_office: PostOffice, tmp_path: Path
) -> None:
    await shared(cast, tmp_path)
    await SharedReport.all().update(revoked_at=NOW)
    post_office.refused = TO
    await shared(cast, tmp_path)
    await run_due_jobs(tools, datetime.now(UTC))
    assert post_office.mails == [] and await states() == ["unwanted", "refused"]


async def test_a_link_is_mailed_once_though_whoever_sends_it_is_killed(
    cast: Cast, database_url: str, post_office: PostOffice, tmp_path: Path
) -> None:
    await shared(cast, tmp_path)
    post_office.hold()
    with jobs_process(sending(post_office, database_url, tmp_path)):
        await post_office.until_knocked()
    post_office.let_in()
    with jobs_process(sending(post_office, database_url, tmp_path)):
        await post_office.until_mails(1)
        while await states() != ["sent"]:  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.05)
    await shared(cast, tmp_path)
    with jobs_process(sending(post_office, database_url, tmp_path)):
        await post_office.until_mails(2)
    assert len({mail["message-id"] for mail in post_office.mails}) == len(post_office.mails) == 2


@pytest.mark.parametrize(
    "text", ["x", "a@b.example,c@d.example", "a@b@c.example", "ü@x.example", "a\n@x.example", "<a@x.example>"]
)
async def test_no_address_and_two_addresses_are_refused(cast: Cast, text: str) -> None:
    with pytest.raises(BadInput):
        await read_mailing(text, "key", cast.owner.id, NOW, sends_mail=True)


async def test_a_person_sends_only_so_many_letters(cast: Cast) -> None:
    for _ in range(report_mail.MOST_LETTERS):
        assert await read_mailing(f" {TO} ", "key", cast.owner.id, NOW, sends_mail=True)
    with pytest.raises(TooMany):
        await read_mailing(TO, "key", cast.owner.id, NOW, sends_mail=True)
    assert await read_mailing(TO, "key", cast.manager.id, NOW, sends_mail=True)
    assert await read_mailing("", "key", cast.owner.id, NOW, sends_mail=False) is None


async def test_a_server_without_mail_says_so(cast: Cast, tools: Tools) -> None:
    with pytest.raises(BadInput, match="sends no mail"):
        await read_mailing(TO, "key", cast.owner.id, NOW, sends_mail=replace(tools.settings, url="").sends_mail)

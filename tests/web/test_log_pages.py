"""The log, for owners alone: what people did, filtered, page by page, and as CSV."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from audit.services.log_words import told
from audit.store import log, log_entries
from audit.store.log_entries import Wanted
from audit.store.log_verbs import VERBS
from audit.words import translator
from tests.cast import NOW
from tests.web.sites import Browser, Site


async def lines(browser: Browser, query: str = "") -> list[str]:
    page = await browser.get(f"/log{query}")
    return [one.text for one in page.all("tr")][1:]


async def test_what_people_did_is_there_with_who_and_why(owner: Browser, manager: Browser) -> None:
    await manager.post("/visits/noon-2/return", {"reason": "Which drink was it?"})
    first = (await lines(owner))[0]
    assert "Manager" in first and "Visit sent back" in first and "Which drink was it?" in first
    assert "/visits/noon-2" in (await owner.get("/log")).links


@pytest.mark.parametrize(
    "query,words",
    [
        ("?verb=returned", "Visit sent back"),
        ("?kind=visit&subject=noon-1", "noon-1"),
        ("?kind=action", "Action opened"),
    ],
)
async def test_filters_narrow_it(owner: Browser, query: str, words: str) -> None:
    found = await lines(owner, query)
    assert found and len(found) < len(await lines(owner)) and all(words in line for line in found)


async def test_days_and_people_narrow_it(owner: Browser) -> None:
    people = {one.text: one["value"] for one in (await owner.get("/log")).all("option")}
    day = NOW.date()
    assert all("Bob" in line for line in await lines(owner, f"?person={people['Bob']}"))
    assert await lines(owner, f"?until={day - timedelta(days=1)}") == []
    kept = await lines(owner, f"?since={day}&until={day}&verb=accepted")
    assert len(kept) == 1


@pytest.mark.parametrize(
    "query", ["?person=x", "?since=soon&until=never", "?page=99999", "?verb=%27;--", "?kind=" + "x" * 999]
)
async def test_rubbish_in_the_address_is_no_trouble(owner: Browser, query: str) -> None:
    assert (await owner.get(f"/log{query}")).status == 200


async def test_a_long_log_has_pages_and_its_csv_has_all(owner: Browser) -> None:
    for number in range(230):
        await log.add_entry(None, "imported", "visits", f"=file {number}", {"rows": number}, NOW)
    page = await owner.get("/log?verb=imported&page=2")
    assert len(page.all("tr")) == 101 and "/log?verb=imported&page=3" in page.links
    answer = await owner.get("/log.csv?verb=imported")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == 230 and rows[0]["subject"] == "'=file 229" and rows[0]["detail"] == '{"rows": 229}'
    assert answer.headers["content-disposition"] == 'attachment; filename="log.csv"'


async def test_the_store_lists_the_latest_first_and_goes_on_from_a_line(owner: Browser) -> None:
    rows = await log_entries.list_log(Wanted(), 5)
    assert [row.id for row in rows] == sorted((row.id for row in rows), reverse=True)
    assert (await log_entries.list_log(Wanted(), 1, before=rows[0].id))[0].id == rows[1].id


LOOK = {"colour": "#123456", "paper": "Letter", "footer": "Kept well"}


@pytest.mark.parametrize(
    "who,address,form,words",
    [
        ("owner", "/reports/look", LOOK, "Look of the reports changed"),
        ("owner", "/reports/packs/schedule", {"every": "last month"}, "Reports that are made by themselves set"),
        ("owner", "/reports/packs", {"period": "last quarter"}, "Reports of many branches asked for"),
        ("owner", "/reviews/appeal-days", {"days": "9"}, "Time to appeal set"),
        ("owner", "/checklists/salon-visit/terms", {"do": "retire"}, "Checklist retired"),
        ("owner", "/standards/drink/record", {"do": "retire"}, "Standard retired"),
        ("owner", "/rounds/1/end", {}, "Round ended"),
        ("owner", "/people/3/link", {}, "Sign-in link made"),
        ("reader", "/reports/2/replies", {"kind": "receipt", "name": "Reader"}, "Report answered by a reader"),
        ("ann", "/account/language", {"language": "nl"}, "Language chosen"),
        ("ann", "/notices/choice", {"mail": "daily"}, "Way to be told chosen"),
        ("ann", "/notices/devices/removal", {}, "Notices on phones ended"),
        ("ann", "/visits/plan-ann/reply", {"reply": "accepted"}, "Visit taken on by its auditor"),
    ],
)
async def test_settings_and_answers_are_written_down_too(
    site: Site, owner: Browser, who: str, address: str, form: dict[str, str], words: str
) -> None:
    before = len(await log_entries.list_log(Wanted(), 1_000))
    answer = await (await site.signed_in(who)).post(address, form)
    after = await log_entries.list_log(Wanted(), 1_000)
    assert answer.status in (200, 201, 303) and len(after) == before + 1
    assert words in (await lines(owner))[0] and who.title() in (await lines(owner))[0]


async def test_every_verb_reads_well_in_every_language() -> None:
    for language in ("nl", "id", "ro"):
        heard = {verb: translator(language).say(told(verb)) for verb in VERBS}
        assert len(set(heard.values())) == len(VERBS)
        assert [verb for verb, said in heard.items() if said == VERBS[verb]] == []

"""The log, for owners alone: what people did, filtered, page by page, and as CSV."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from audit.services import passwords, sign_ins
from audit.services.log_words import told
from audit.store import log, log_entries, people
from audit.store.log_entries import Wanted
from audit.store.log_verbs import VERBS
from audit.words import translator
from tests.cast import NOW
from tests.web.sites import Browser, Site

PASSWORD = "rain on a tin roof"


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
        ("?kind=visit&subject=noon-1", "Noon,"),
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


async def test_who_came_and_went_is_written_down(site: Site, owner: Browser) -> None:
    await people.put_password_hash((await people_named("ann")).id, await passwords.hash_password(PASSWORD))
    ann = site.stranger()
    await ann.post("/sign-in", {"email": "ann@example.com", "password": "a wrong guess"})
    await ann.post("/sign-in", {"email": "nobody@example.com", "password": "a wrong guess"})
    await ann.post("/sign-in", {"email": " ANN@example.com", "password": PASSWORD})
    await ann.post("/sign-out")
    await ann.post("/sign-out")
    out, came, unknown, failed = (await lines(owner))[:4]
    assert "Signed out" in out and "Signed in" in came and "Ann" in out and "Ann" in came
    assert "Attempt to sign in failed" in unknown and "an address nobody signs in with" in unknown
    assert "Attempt to sign in failed" in failed and "Ann" in failed
    assert len(await lines(owner, "?verb=failed_sign_in")) == 2


async def test_an_attempt_leaves_the_same_trace_whether_the_account_exists_or_not(site: Site) -> None:
    for email in ("ann@example.com", "nobody@example.com", "ann@example.com"):
        await site.stranger().post("/sign-in", {"email": email, "password": "a wrong guess"})
    again, nobody, ann = await log_entries.list_log(Wanted(verb="failed_sign_in"), 3)
    assert again.subject == ann.subject != nobody.subject and len(ann.subject) == len(nobody.subject)
    for row in (nobody, ann):
        assert (row.person, row.subject_kind, row.detail) == (None, "account", {})
        assert "example" not in row.subject


async def test_a_one_time_link_that_was_used_is_written_down(site: Site, owner: Browser) -> None:
    token = await sign_ins.make_link((await people_named("ann")).id, datetime.now(UTC))
    await site.stranger().post(f"/welcome/{token}", {"password": PASSWORD})
    came, password = (await lines(owner))[:2]
    assert "Signed in" in came and "Password set" in password
    assert "Through a one-time link" in came and "Through a one-time link" in password


async def people_named(name: str) -> people.PersonRow:
    person = await people.find_person_by_email(f"{name}@example.com")
    assert person is not None
    return person


DETAILS = [
    ("given", "reassigned", "visit", {"from": 4, "to": None}, "From Ann to nobody"),
    ("given away", "gave_owner", "standard", {"to": 999}, "To somebody who is not listed any more"),
    ("a day", "moved", "visit", {"day": "2026-11-12"}, "On 12 November 2026"),
    ("weekdays", "set_opening_days", "chain", {"days": ["Mon", "Sat"]}, "Days: Monday and Saturday"),
    ("a number of days", "set_appeal_days", "chain", {"days": 14}, "14 days"),
    ("what one sees", "changed", "person", {"role": "manager", "regions": ["North"], "sees_chain": False},
     "Role: Manager Regions: North"),
    ("a successor", "replaced", "standard", {"successor": {"nl": "Anders", "en": "Otherwise"}}, "“Otherwise”"),
    ("other words", "rewrote", "standard",
     {"before": {"promise": {"en": "A"}, "sop": {}}, "after": {"promise": {"en": "B"}, "sop": {}}},
     "Changed: the promise"),
    ("a schedule", "scheduled_packs", "chain", {"every": "last quarter"}, "After each quarter"),
    ("no schedule", "scheduled_packs", "chain", {"every": ""}, "Not by themselves"),
    ("a kind of visit", "joined", "visit", {"with": "0197", "kind": "calibration", "auditor": 4}, "Calibration visit"),
    ("a copy", "submitted_copy", "visit", {"receipt": "R-1", "reason": "cancelled"}, "The visit had been cancelled."),
    ("a part of a draft", "changed_draft", "checklist", {"what": "settings"}, "What: the settings"),
    ("of an older version", "imported", "visits", {"colour_of_sky": "blue"}, "colour_of_sky: blue"),
]  # fmt: skip


@pytest.mark.parametrize("verb,kind,detail,words", [one[1:] for one in DETAILS], ids=[one[0] for one in DETAILS])
async def test_details_are_said_in_words(
    owner: Browser, verb: str, kind: str, detail: dict[str, object], words: str
) -> None:
    numbers = {4: (await people_named("ann")).id}
    detail = {key: numbers.get(value, value) if key in ("from", "auditor") else value for key, value in detail.items()}  # type: ignore[call-overload]
    await log.add_entry(None, verb, kind, "drink" if kind == "standard" else "1", detail, NOW)
    assert words in (await lines(owner))[0]


async def test_numbers_of_rows_are_left_to_the_csv(owner: Browser) -> None:
    await log.add_entry(None, "finished_action", "action", "1", {"report": 7001, "reply": 7002, "rule": 7003}, NOW)
    assert "700" not in (await lines(owner))[0]
    assert '"reply": 7002' in (await owner.get("/log.csv?verb=finished_action")).text.replace('""', '"')


async def test_things_are_called_by_their_names_and_lead_to_all_that_happened_to_them(owner: Browser) -> None:
    page = await owner.get("/log?kind=visit")
    assert "/log?kind=visit&subject=noon-1" in page.links and "Noon, 23 November 2026" in page.text
    assert all("noon-1" not in line for line in await lines(owner))


async def test_every_verb_reads_well_in_every_language() -> None:
    for language in ("nl", "id", "ro"):
        heard = {verb: translator(language).say(told(verb)) for verb in VERBS}
        assert len(set(heard.values())) == len(VERBS)
        assert [verb for verb, said in heard.items() if said == VERBS[verb]] == []

"""/standards/records and /standards/{key}/record: what is promised, who answers for it, and what became of it."""

import re

import pytest

from audit.services.lineages import line_before, list_line
from audit.services.standard_months import months_of
from audit.store import standard_records
from audit.store.month_sums import list_month_sums
from audit.store.selections import Selection
from audit.store.sights import WHOLE_CHAIN
from tests.web.filled_forms import fields

RECORD = "/standards/drink/record"
DRAFT = "/checklists/salon-visit/draft"


async def retire(owner, key="drink", successor=""):
    return await owner.post(f"/standards/{key}/record", {"do": "retire", "successor": successor})


async def test_the_list_leads_to_every_record(manager):
    page = await manager.get("/standards/records")
    assert page.heading == "The chain promises 4 things."
    assert RECORD in page.links
    assert "/standards/records" in (await manager.get("/standards")).links


async def test_a_record_says_what_is_promised_where_it_is_used_and_since_when(manager):
    page = await manager.get(RECORD)
    assert page.heading == "Every guest is offered a drink"
    assert "Salon visit, version 1 A drink" in page.one("section", id="uses").text
    assert "Version 1 of Salon visit begins to measure it." in page.one("section", id="history").text
    assert not page.all("section", id="retirement"), "only owners change it"
    assert RECORD in (await manager.get("/standards/drink")).links


async def test_another_promise_is_told_in_the_history(owner):
    item = f"{DRAFT}/items/drink"
    await owner.post(item, fields(await owner.get(item)) | {"new_standard": "Coffee and tea are free"})
    revision = (await owner.get(f"{DRAFT}/publication")).one("input", name="revision")["value"]
    await owner.post(f"{DRAFT}/publication", {"revision": revision})
    page = await owner.get("/standards/coffee-and-tea-are-free/record")
    assert "Version 2 of Salon visit begins to measure it." in page.one("section", id="history").text


async def test_somebody_answers_for_it(owner):
    page = await owner.get(RECORD)
    manager = next(one["value"] for one in page.all("option") if one.text == "Manager")
    for _ in range(2):
        assert (await owner.post(RECORD, {"do": "own", "person": manager})).headers["location"] == RECORD
    assert "Owner gave it to Manager." in (await owner.get(RECORD)).words
    assert (await standard_records.get_record("drink")).owner == "Manager"
    await owner.post(RECORD, {"do": "own", "person": ""})
    assert (await standard_records.get_record("drink")).owner is None


async def test_a_successor_takes_over_the_trend_and_says_so(owner):
    before = {key: await months(key) for key in ("drink", "clean")}
    await retire(owner, successor="clean")
    page = await owner.get(RECORD)
    assert re.search(r"Retired on .*2026", page.words)
    assert "/standards/clean/record" in page.links
    page = await owner.get("/standards/clean/record")
    assert "this was another standard: “Every guest is offered a drink”. The trend goes on from it." in page.words
    assert "It took the place of: Every guest is offered a drink" in page.words
    after = await months("clean")
    assert after == before["drink"] + before["clean"]
    await owner.post(RECORD, {"do": "restore"})
    assert (await months("clean"), (await standard_records.get_record("drink")).retired_at) == (before["clean"], None)


async def months(key):
    """How many visits stand behind the trend of a standard."""
    record = await standard_records.get_record(key)
    line = await list_line(record.id)
    found = await list_month_sums(WHOLE_CHAIN, Selection(), record.id, *(one.id for one in line))
    made = await months_of(WHOLE_CHAIN, Selection(standard_id=record.id), "en")
    assert (made.chart is None) == (made.why is not None)
    return sum(one.counted for one in found)


async def test_a_version_with_the_successor_continues_the_trend(owner):
    item = f"{DRAFT}/items/drink"
    await owner.post(item, fields(await owner.get(item)) | {"new_standard": "Coffee and tea are free"})
    page = await owner.get(f"{DRAFT}/publication")
    assert "Trends that end" in page.words
    revision = page.one("input", name="revision")["value"]
    await owner.post(f"{DRAFT}/publication", {"revision": revision})
    await retire(owner, successor="coffee-and-tea-are-free")
    page = await owner.get("/checklists/salon-visit/changes?from=1&to=2")
    assert "Trends that end" not in page.words
    assert "Coffee and tea are free – in the place of “Every guest is offered a drink”" in page.words


@pytest.mark.parametrize(
    "form",
    [
        {}, {"do": "explode"}, {"do": "own", "person": "999"}, {"do": "own", "person": "x"},
        {"do": "retire", "successor": "drink"}, {"do": "retire", "successor": "nothing"},
    ],
)  # fmt: skip
async def test_rubbish_is_refused_and_changes_nothing(owner, form):
    before = await standard_records.get_record("drink")
    assert (await owner.post(RECORD, form)).status == 422
    assert await standard_records.get_record("drink") == before


async def test_no_standard_follows_itself_through_others(owner):
    await retire(owner, "drink", "clean")
    await owner.post(RECORD, {"do": "restore"})
    await retire(owner, "drink", "clean")
    assert (await retire(owner, "clean", "drink")).status == 422


async def test_an_unknown_standard_is_not_found(owner):
    assert (await owner.get("/standards/nothing/record")).status == 404
    assert (await owner.post("/standards/nothing/record", {"do": "retire"})).status == 404


async def test_a_line_of_standards_ends_even_where_the_data_goes_round(owner):
    await retire(owner, "drink", "clean")
    records = {one.key: one for one in await standard_records.list_records()}
    await standard_records.put_retirement(records["clean"].id, None, records["drink"].id)
    everything = await standard_records.list_records()
    assert [one.key for one in line_before(records["clean"].id, everything)] == ["drink"]

"""POST /checklists/{key}/terms and the start of a version: which version a new visit gets."""

import pytest

from audit.store import checklists, version_terms
from audit.store.connections import writer
from audit.store.raw import fetch_one
from tests.web.filled_forms import fields

CHECKLIST = "/checklists/salon-visit"
TERMS = f"{CHECKLIST}/terms"
PUBLICATION = f"{CHECKLIST}/draft/publication"
DRINK = f"{CHECKLIST}/draft/items/drink"


async def publish(owner, starts_on=""):
    await owner.post(DRINK, fields(await owner.get(DRINK)) | {"weight": "2"})
    revision = (await owner.get(PUBLICATION)).one("input", name="revision")["value"]
    return await owner.post(PUBLICATION, {"revision": revision, "starts_on": starts_on})


async def planned_version(owner, day):
    """The number of the version that a visit due on a day gets, None where it cannot be planned."""
    auditor = next(one["value"] for one in (await owner.get("/visits/new")).all("option") if one.text == "Ann")
    form = {"branch": "noon", "auditor": auditor, "checklist": "salon-visit", "day": day, "starts": "10:00"}
    done = await owner.post("/visits/new", form | {"ends": "11:00"})
    if done.status != 303:
        return None
    row = await fetch_one(
        writer(),
        "SELECT number FROM visit JOIN checklist_version ON checklist_version.id = version_id"
        " ORDER BY visit.due_from DESC LIMIT 1",
    )
    return row[0]


async def test_visits_due_before_the_start_get_the_version_before_it(owner):
    assert (await publish(owner, "2027-03-01")).status == 303
    assert await planned_version(owner, "2027-02-28") == 1
    assert await planned_version(owner, "2027-03-01") == 2
    page = await owner.get(CHECKLIST)
    assert "Visits due from" in page.words


async def test_a_start_can_be_moved_and_taken_away(owner):
    await publish(owner, "2027-03-01")
    await owner.post(TERMS, {"do": "start", "number": "2", "starts_on": ""})
    assert await planned_version(owner, "2027-02-27") == 2


async def test_a_retired_version_gives_its_place_to_the_one_before(owner):
    await publish(owner)
    for _ in range(2):
        assert (await owner.post(TERMS, {"do": "retire_version", "number": "2"})).status == 303
    assert await planned_version(owner, "2027-02-26") == 1
    await owner.post(TERMS, {"do": "restore_version", "number": "2"})
    assert await planned_version(owner, "2027-02-27") == 2


async def test_visits_that_are_planned_stay_on_their_version(owner, ann):
    await owner.post(TERMS, {"do": "retire_version", "number": "1"})
    assert (await ann.get("/visits/plan-ann/fill")).status == 200
    assert (await owner.get("/visits/noon-1")).status == 200
    assert await planned_version(owner, "2027-02-26") is None


async def test_a_retired_checklist_is_not_planned_and_comes_back(owner):
    await owner.post(TERMS, {"do": "retire"})
    assert await planned_version(owner, "2027-02-26") is None
    assert "no visit can be planned with it" in (await owner.get(CHECKLIST)).words
    assert "retired" in (await owner.get("/checklists")).words
    await owner.post(TERMS, {"do": "restore"})
    assert (await checklists.find_checklist("salon-visit")).retired_at is None
    assert await planned_version(owner, "2027-02-26") == 1


@pytest.mark.parametrize(
    "form, status",
    [
        ({}, 422), ({"do": "explode"}, 422), ({"do": "start", "number": "1", "starts_on": "soon"}, 422),
        ({"do": "retire_version", "number": "9"}, 404), ({"do": "retire_version", "number": "one"}, 404),
    ],
)  # fmt: skip
async def test_rubbish_is_refused(owner, form, status):
    assert (await owner.post(TERMS, form)).status == status
    assert all(
        term.retired_at is None and term.starts_on is None for term in await version_terms.list_terms("salon-visit")
    )


async def test_a_day_that_is_none_publishes_nothing(owner):
    assert (await publish(owner, "someday")).status == 422
    assert len(await version_terms.list_terms("salon-visit")) == 1


async def test_managers_read_and_do_not_change(manager):
    page = await manager.get(CHECKLIST)
    assert not page.all("button", name="do")
    assert (await manager.post(TERMS, {"do": "retire"})).status == 404

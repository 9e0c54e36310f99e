"""What is not theirs does not exist for them: every id of others × every address that takes one, generated."""

from __future__ import annotations

import json

import pytest

from audit.services import photo_views
from audit.store import visits
from audit.store.sights import WHOLE_CHAIN
from tests.web.doors import Door, doors
from tests.web.pages import Page
from tests.web.salons import PHOTO_BOB, PHOTO_COPY, PHOTO_NOON, PHOTO_SUN, VISITS
from tests.web.sites import Browser, Site

NOBODYS = {
    "visit": "no-such-visit",
    "action": "999",
    "appeal": "999",
    "code": "no-such-branch",
    "region": "no-such-region",
    "sha256": "0" * 64,
    "job": "no-such-job",
    "report": "99",
    "round": "999",
    "pack": "no-such-pack",
    "copy": "no-such-copy",
}
# Who asks, and the ids that are not theirs to see.
OTHERS = {
    "manager": {
        "visit": ("sun-1", "sun-back"),
        "action": ("2",),
        "code": ("sun",),
        "region": ("South",),
        "sha256": (PHOTO_SUN,),
        "job": ("job-owner",),
        "report": ("2",),
        "round": ("1",),
        "pack": ("pack-owner",),
        "copy": ("copy-sun",),
    },
    "stranger": {
        "visit": VISITS,
        "action": ("1", "2"),
        "appeal": ("1",),
        "code": ("noon", "nest", "sun"),
        "region": ("North", "South"),
        "sha256": (PHOTO_NOON, PHOTO_SUN, PHOTO_BOB, PHOTO_COPY),
        "copy": ("copy-noon", "copy-sun"),
        "report": ("1", "2"),
        "pack": ("pack-owner", "pack-manager"),
    },
    "reader": {
        "visit": ("noon-1", "noon-2", "plan-ann", "plan-bob", "sun-back"),
        "action": ("1",),
        "code": ("noon", "nest"),
        "sha256": (PHOTO_NOON, PHOTO_BOB),
        "report": ("1",),
    },
    "ann": {"visit": ("noon-2", "sun-back", "plan-bob"), "code": (), "sha256": (PHOTO_BOB,)},
}
ASKED = [
    pytest.param(person, door, place, value, id=f"{person}-{door}-{value[:12]}")
    for person, places in OTHERS.items()
    for place, values in places.items()
    for door in doors()
    if door.has(place) and not (place == "sha256" and door.method == "PUT")  # anybody may send any photo
    for value in values
]


def told(page: Page) -> object:
    if page.headers["content-type"] == "application/json":
        return {name: value for name, value in json.loads(page.text).items() if name != "server_time"}
    return page.text.replace("/fill", "")


async def ask(browser: Browser, door: Door, place: str, value: str) -> Page:
    form = {"reason": "I say so"} if door.method == "POST" else None
    answer = await browser.ask(door.method, door.address(**{place: value}), data=form)
    # An auditor is sent on to the visit's form, whatever the id.
    return await browser.follow(answer) if answer.status == 303 and value in answer.headers["location"] else answer


@pytest.mark.parametrize("person,door,place,value", ASKED)
async def test_what_is_not_theirs_is_not_there(site: Site, person: str, door: Door, place: str, value: str) -> None:
    browser = await site.signed_in(person)
    found, missing = [await ask(browser, door, place, one) for one in (value, NOBODYS[place])]
    assert found.status in (404, 422) and found.status == missing.status, found.text
    assert told(found) == told(missing)


async def test_nobody_decides_on_what_is_not_theirs(site: Site) -> None:
    before = {visit: (await visits.get_visit(WHOLE_CHAIN, visit)).status for visit in VISITS}
    for person, places in OTHERS.items():
        browser = await site.signed_in(person)
        for visit in places["visit"]:
            for what in ("acceptance", "return", "rejection"):
                answer = await browser.post(f"/visits/{visit}/{what}", {"reason": "I say so"})
                assert answer.status == 404
    assert {visit: (await visits.get_visit(WHOLE_CHAIN, visit)).status for visit in VISITS} == before


async def test_a_thumbnail_somebody_has_seen_is_no_less_closed_to_others(site: Site) -> None:
    address = f"/photos/{PHOTO_NOON}/thumbnail"
    assert (await (await site.signed_in("manager")).get(address)).status == 200
    assert photo_views.thumbnails.find(PHOTO_NOON)
    for person in ("reader", "bob", "stranger"):
        assert (await (await site.signed_in(person)).get(address)).status == 404


async def test_lists_hold_only_what_is_theirs(site: Site) -> None:
    shown = {}
    for person in ("owner", "manager", "reader", "stranger"):
        page = await (await site.signed_in(person)).get("/visits")
        ids = {link.rpartition("/")[2] for link in page.links if link.startswith("/visits/")}
        shown[person] = ids - {"new", "calendar"}
    north = {"noon-1", "noon-2", "plan-ann", "plan-bob"}
    assert shown == {"owner": set(VISITS), "manager": north, "reader": {"sun-1"}, "stranger": set()}


async def test_an_auditors_day_holds_their_own_visits(ann: Browser) -> None:
    page = await ann.get("/today")
    state = json.loads((await ann.get("/sync/state")).text)
    assert "plan-ann" in page.text and "plan-bob" not in page.text and "sun-back" not in page.text
    assert "plan-ann" in str(state) and "plan-bob" not in str(state) and "sun-back" not in str(state)


@pytest.mark.parametrize("address", ["/branches", "/branches/sun", "/visits", "/visits/sun-1"])
async def test_a_franchise_reads_neither_names_of_auditors_nor_of_other_branches(reader: Browser, address: str) -> None:
    page = await reader.get(address)
    for secret in ("Ann", "Bob", "Noon", "Nest", "North", "Harbour", "noon", "nest"):
        assert secret not in page.words and f"/{secret}" not in page.text, secret
    assert "Sun" in page.words


async def test_a_franchise_cannot_cut_the_chain_down_to_one_other_branch(reader: Browser) -> None:
    whole = await reader.get("/branches/sun")
    for part in ("region=North", "region=Harbour", "ownership=own", "touchpoint=greeting"):
        listed, alone = await reader.get(f"/branches?{part}"), await reader.get(f"/branches/sun?{part}")
        assert "3 visits · 2 branches · 2 auditors" in listed.words, part
        assert alone.text == whole.text, part


async def test_a_manager_compares_their_own_region_only(manager: Browser) -> None:
    for address in ("/consistency", "/branches", "/standards", "/standards/drink"):
        page = await manager.get(address)
        assert page.status == 200 and "Noon" in page.words, address
        assert "Sun" not in page.words.replace("Scissors & Sun", ""), address

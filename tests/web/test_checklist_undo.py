"""POST /checklists/{key}/draft/undoing: one's own last step taken back, and done again."""

from audit.services.drafts import get_draft
from audit.store import checklists
from audit.store.connections import transaction
from tests.cast import add
from tests.web.filled_forms import fields

DRAFT = "/checklists/salon-visit/draft"
DRINK = f"{DRAFT}/items/drink"
UNDOING = f"{DRAFT}/undoing"


async def draft_now():
    return (await get_draft("salon-visit")).document


async def save(browser, address=DRINK, **changes):
    return await browser.post(address, fields(await browser.get(address)) | changes)


async def test_steps_are_taken_back_one_by_one_and_done_again(owner):
    published = await draft_now()
    await save(owner, weight="2")
    once = await draft_now()
    await owner.post(DRAFT, {"item_down": "greet_s"})
    twice = await draft_now()
    page = await owner.get(DRAFT)
    assert page.one("button", id="undo").text == "Undo: the move"
    assert (await owner.post(UNDOING, {"do": "undo"})).headers["location"] == DRAFT
    assert await draft_now() == once
    await owner.post(UNDOING, {"do": "undo"})
    assert await draft_now() == published
    assert (await checklists.find_checklist("salon-visit")).draft is None, "nothing is left to publish"
    page = await owner.get(DRAFT)
    assert page.one("button", id="redo").text == "Do again: the change of “A drink”"
    for expected in (once, twice):
        await owner.post(UNDOING, {"do": "redo"})
        assert await draft_now() == expected
    assert (await owner.post(UNDOING, {"do": "redo"})).status == 409


async def test_a_new_step_ends_what_could_be_done_again(owner):
    await save(owner, weight="2")
    await owner.post(UNDOING, {"do": "undo"})
    await save(owner, weight="3")
    assert not (await owner.get(DRAFT)).all("button", id="redo")


async def test_from_an_items_page_one_returns_to_it(owner):
    await save(owner, weight="2")
    page = await owner.get(DRINK)
    button = page.one("button", id="undo")
    assert button["formaction"] == UNDOING
    back = await owner.post(UNDOING, fields(page) | {"do": "undo"})
    assert back.headers["location"] == DRINK


async def test_through_htmx_only_what_changed_is_sent(owner):
    await owner.post(DRAFT, {"item_down": "greet_s"})
    seen = (await owner.get(DRAFT)).one("input", id="seen")["value"]
    parts = await owner.post(UNDOING, {"do": "undo", "seen": seen}, **{"hx-request": "true"})
    assert [one["hx-target"] for one in parts.all("hx-partial")] == ["#draft-state", "[id='section-arrival']"]


async def test_a_removed_section_comes_back_with_its_items(owner):
    before = await draft_now()
    await owner.post(DRAFT, {"do": "remove_section", "section": "service"})
    assert len((await draft_now())["sections"]) == 1
    await owner.post(UNDOING, {"do": "undo"})
    assert await draft_now() == before


async def test_a_draft_thrown_away_comes_back(owner):
    await save(owner, weight="2")
    kept = await draft_now()
    await owner.post(f"{DRAFT}/discard")
    await owner.post(UNDOING, {"do": "undo"})
    assert await draft_now() == kept


async def test_everybody_undoes_their_own_and_overwrites_nobody(site):
    async with transaction():
        await add("boss", "owner")
    first, second = await site.signed_in("owner"), await site.signed_in("boss")
    await save(first, weight="2")
    assert (await second.post(UNDOING, {"do": "undo"})).status == 409, "that was not theirs"
    await save(second, weight="3")
    page = await first.post(UNDOING, {"do": "undo"})
    assert (page.status, "Somebody else has changed this since." in page.words) == (409, True)
    await second.post(UNDOING, {"do": "undo"})
    assert (await first.post(UNDOING, {"do": "undo"})).status == 303


async def test_after_publishing_there_is_nothing_to_undo(owner):
    await save(owner, weight="2")
    revision = (await owner.get(f"{DRAFT}/publication")).one("input", name="revision")["value"]
    await owner.post(f"{DRAFT}/publication", {"revision": revision})
    assert (await owner.post(UNDOING, {"do": "undo"})).status == 409

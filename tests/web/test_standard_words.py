"""POST /standards/{key}/words: a standard rewritten on its page; and what drafts are told of it."""

import pytest

from audit.services.drafts import get_draft
from audit.store import standard_records
from tests.web.filled_forms import fields

RECORD, WORDS = "/standards/drink/record", "/standards/drink/words"
DRAFT = "/checklists/salon-visit/draft"


async def rewrite(owner, **changes):
    form = fields(await owner.get(RECORD), "words")
    return await owner.post(WORDS, form | {name.replace("_", "."): said for name, said in changes.items()})


async def publish(owner):
    revision = (await owner.get(f"{DRAFT}/publication")).one("input", name="revision")["value"]
    assert (await owner.post(f"{DRAFT}/publication", {"revision": revision})).status == 303


def standard_in(document, key="drink"):
    return next(one for one in document["standards"] if one["key"] == key)


async def test_a_standard_is_rewritten_and_its_history_says_so(owner):
    saved = await rewrite(
        owner, sop_en="Ask. Bring it.", promise_nl="Een drankje", values="kind, quick", source="guests"
    )
    page = await owner.follow(saved)
    assert "The standard says this now." in page.words and "Een drankje" in page.words
    record = await standard_records.get_record("drink")
    assert (record.sop, record.promise["nl"]) == ({"en": "Ask. Bring it."}, "Een drankje")
    assert (record.values, record.source) == (["kind", "quick"], "guests")
    history = page.one("section", id="history").text
    assert "Owner rewrote it. The wording in another language changed. The instructions are put differently." in history


async def test_saving_it_as_it_is_leaves_no_trace(owner):
    before = (await owner.get(RECORD)).one("section", id="history").text
    assert (await rewrite(owner)).status == 303
    assert (await owner.get(RECORD)).one("section", id="history").text == before


async def test_the_second_of_two_writers_is_told_and_what_was_typed_stays(site):
    first, second = await site.signed_in("owner"), await site.signed_in("owner")
    ones, others = fields(await first.get(RECORD), "words"), fields(await second.get(RECORD), "words")
    await first.post(WORDS, ones | {"promise.en": "Mine"})
    page = await second.post(WORDS, others | {"promise.en": "Late"})
    assert page.status == 409 and "Nothing was overwritten" in page.words
    assert page.one("textarea", id="promise").text == "Late"
    assert (await standard_records.get_record("drink")).promise == {"en": "Mine"}
    assert (await second.post(WORDS, fields(page, "words"))).status == 303
    assert (await standard_records.get_record("drink")).promise == {"en": "Late"}


@pytest.mark.parametrize(
    "rubbish",
    [
        {"promise.en": " "}, {"sop.en": "x" * 10_001}, {"touchpoint": "x" * 101}, {"source": "x" * 201},
        {"values": ",".join("abcdefghijklmnopqrstuvwxyz")}, {"values": "x" * 101},
    ],
)  # fmt: skip
async def test_what_cannot_be_kept_is_refused_at_its_field(owner, rubbish):
    before = await standard_records.get_record("drink")
    page = await owner.post(WORDS, fields(await owner.get(RECORD), "words") | rubbish)
    name = next(iter(rubbish)).partition(".")[0]
    assert page.status == 422 and f"#{name}" in page.links
    assert await standard_records.get_record("drink") == before


async def test_only_owners_rewrite(manager, owner):
    assert not (await manager.get(RECORD)).all("form", action=WORDS)
    assert (await manager.post(WORDS, {"promise.en": "Mine"})).status == 404
    assert (await owner.post("/standards/nothing/words", {"promise.en": "X"})).status == 404


async def test_publishing_something_else_does_not_undo_the_rewriting(owner):
    await rewrite(owner, promise_en="Coffee is free")
    item = f"{DRAFT}/items/clean"
    await owner.post(item, fields(await owner.get(item)) | {"weight": "3"})
    await publish(owner)
    assert (await standard_records.get_record("drink")).promise == {"en": "Coffee is free"}


async def test_a_draft_takes_over_what_the_page_of_a_standard_says(owner):
    assert not (await owner.get(DRAFT)).all("section", id="standards")
    await rewrite(owner, promise_en="Coffee is free", sop_en="Ask.")
    card = (await owner.get(DRAFT)).one("section", id="standards").text
    assert "1 standard says something else on its own page than in this draft: Coffee is free" in card
    page = await owner.follow(await owner.post(f"{DRAFT}/words"))
    assert not page.all("section", id="standards") and "Undo: the change of “Coffee is free”" in page.words
    said = standard_in((await get_draft("salon-visit")).document)
    assert (said["promise"], said["sop"]["en"]) == ({"en": "Coffee is free"}, "Ask.")
    await publish(owner)
    assert (await standard_records.get_record("drink")).promise == {"en": "Coffee is free"}


async def test_a_retired_standard_in_a_draft_is_pointed_out_with_its_successor(owner):
    item = f"{DRAFT}/items/drink"
    assert RECORD in (await owner.get(item)).links
    assert "This standard is retired." not in (await owner.get(item)).words
    await owner.post(RECORD, {"do": "retire", "successor": "clean"})
    card = (await owner.get(DRAFT)).one("section", id="standards")
    assert "This standard is retired. In its place:" in card.text and "Measured by: A drink" in card.text
    page = await owner.get(item)
    assert "This standard is retired. In its place:" in page.one("div", id="kept").text
    assert {RECORD, "/standards/clean/record"} <= set(page.links)
    await owner.post(item, fields(page) | {"standard": "clean"})
    assert "This standard is retired." not in (await owner.get(item)).words
    assert not (await owner.get(DRAFT)).all("section", id="standards")

"""/checklists/{key}/draft/languages: what a language lacks, beside what there is, to be filled in."""

from audit.checklists.documents import to_document
from audit.checklists.drafting.translating import each_text, missing_texts, translated
from audit.services.drafts import get_draft
from audit.services.library import load_library
from tests.checklists.samples import good

ADDRESS = "/checklists/salon-visit/draft/languages"


async def document():
    return (await get_draft("salon-visit")).document


async def test_what_is_missing_stands_beside_what_there_is(owner):
    page = await owner.get(f"{ADDRESS}?of=nl")
    assert "texts are missing in Nederlands." in page.words
    fields = {one["name"] for one in page.all("textarea")}
    assert {"in item drink", "in section arrival", "in standard welcome", "in band 60"} <= fields
    assert "in name" not in fields, "the name is there in Dutch"


async def test_what_is_written_comes_into_the_draft_and_can_be_undone(owner):
    before = await document()
    form = {"of": "nl", "in item drink": "Een drankje", "in standard drink": "Elke gast krijgt een drankje aangeboden"}
    page = await owner.follow(await owner.post(ADDRESS, form))
    assert "in item drink" not in {one["name"] for one in page.all("textarea")}
    item = (await document())["sections"][0]["items"][1]
    assert item["text"] == {"en": "A drink", "nl": "Een drankje"}
    await owner.post("/checklists/salon-visit/draft/undoing", {"do": "undo"})
    assert await document() == before


async def test_what_somebody_else_has_written_meanwhile_stays(owner):
    await owner.post(ADDRESS, {"of": "nl", "in item drink": "Een drankje"})
    await owner.post(ADDRESS, {"of": "nl", "in item drink": "Iets te drinken"})
    assert (await document())["sections"][0]["items"][1]["text"]["nl"] == "Een drankje"


async def test_rubbish_changes_nothing(owner):
    before = await document()
    for form in (
        {},
        {"of": "tlh", "in item drink": "tlhutlh"},
        {"of": "nl", "in item nothing": "x"},
        {"of": "nl", "x": "y"},
    ):
        assert (await owner.post(ADDRESS, form)).status == 303
    assert await document() == before


async def test_only_owners(manager):
    assert (await manager.get(ADDRESS)).status == 404


def test_every_text_is_visited_and_what_is_not_changed_stays():
    assert each_text(good(), lambda _name, holder, _field: holder) == good()
    filled = translated(good(), dict(missing_texts(good(), "ro")), "ro")
    assert missing_texts(filled, "ro") == []


def test_the_shipped_checklists_lack_nothing_in_four_languages():
    for checklist in load_library().values():
        document = to_document(checklist)
        assert [code for code in ("en", "nl", "id", "ro") if missing_texts(document, code)] == []

"""GET /checklists/{key}/file.json and file.xlsx: what is taken out can be brought in again without loss."""

import pytest

from audit.checklists.parsing import parse_checklist
from audit.services.checklist_files import load_checklist
from audit.services.drafts import get_draft
from tests.cast import DOCUMENT

FILE = "/checklists/salon-visit/file"


@pytest.mark.parametrize("shape", ["json", "xlsx"])
async def test_a_file_holds_the_version_to_the_letter(manager, tmp_path, shape):
    answer = await manager.client.get(f"{FILE}.{shape}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''salon-visit-1.{shape}"
    path = tmp_path / f"file.{shape}"
    path.write_bytes(answer.content)
    assert load_checklist(path) == parse_checklist(DOCUMENT)


async def test_the_checklists_page_leads_to_both(manager):
    links = (await manager.get("/checklists/salon-visit")).links
    assert {f"{FILE}.json?version=1", f"{FILE}.xlsx?version=1"} <= set(links)


@pytest.mark.parametrize("address", [f"{FILE}.json?version=9", "/checklists/nothing/file.xlsx"])
async def test_what_is_not_there_is_not_found(manager, address):
    assert (await manager.get(address)).status == 404


async def test_a_reader_has_no_such_page(reader):
    assert (await reader.get(f"{FILE}.json")).status == 404


DRAFT = "/checklists/salon-visit/draft"


@pytest.mark.parametrize("shape", ["json", "xlsx"])
async def test_a_draft_is_a_file_before_it_is_published(owner, tmp_path, shape):
    await owner.post(DRAFT, {"do": "add_item", "section": "arrival", "text": "Coat taken", "kind": "yes_no"})
    assert f"{DRAFT}/file.{shape}" in (await owner.get(DRAFT)).links
    answer = await owner.client.get(f"{DRAFT}/file.{shape}")
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''salon-visit-draft.{shape}"
    path = tmp_path / f"file.{shape}"
    path.write_bytes(answer.content)
    assert load_checklist(path) == parse_checklist((await get_draft("salon-visit")).document)
    assert "coat-taken" in [item.key for item in load_checklist(path).items()]


async def test_an_unfinished_draft_is_json_and_says_why_it_is_no_workbook(owner):
    await owner.post(DRAFT, {"do": "add_section", "title": "Goodbye"})
    assert (await owner.client.get(f"{DRAFT}/file.json")).json()["sections"][-1]["key"] == "goodbye"
    refused = await owner.get(f"{DRAFT}/file.xlsx")
    assert refused.status == 422 and "At least one item is needed here." in refused.words


async def test_a_manager_has_no_draft_to_take(manager):
    assert {(await manager.get(f"{DRAFT}/file.{shape}")).status for shape in ("json", "xlsx")} == {404}

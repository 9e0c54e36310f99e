"""GET /checklists/{key}/file.json and file.xlsx: what is taken out can be brought in again without loss."""

import pytest

from audit.checklists.parsing import parse_checklist
from audit.services.checklist_files import load_checklist
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

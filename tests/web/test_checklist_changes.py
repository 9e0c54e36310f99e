"""GET /checklists/{key}/changes: what changed between two versions."""

import copy
from datetime import UTC, datetime

import pytest

from audit.checklists.parsing import parse_checklist
from audit.services.publishing import publish
from tests.cast import DOCUMENT

CHANGES = "/checklists/salon-visit/changes"


@pytest.fixture
async def second(site):
    """A second version: the drink counts double, advice is asked with yes or no, the scale has gone."""
    document = copy.deepcopy(DOCUMENT)
    arrival, service = document["sections"]
    arrival["items"][1]["weight"] = 2
    service["items"][0]["kind"] = "yes_no"
    service["items"].pop(1)
    return await publish(parse_checklist(document), datetime.now(UTC))


async def test_says_what_changed_and_which_trends_break(owner, second):
    page = await owner.get(f"{CHANGES}?from=1&to=2")
    assert (page.status, page.heading) == (200, "From version 1 to version 2")
    assert "3 things changed. The trend of 1 standard breaks." in page.words
    assert "The weight goes from 1 to 2." in page.words
    assert "Every guest gets advice – another kind of answer measures it" in page.words
    assert [one.text for one in page.all("summary")[-3:]] == [
        "Trends that break here 1", "Trends that end 1", "Trends that continue 2",
    ]  # fmt: skip


async def test_the_newest_and_the_one_before_by_default(manager, second):
    assert (await manager.get(CHANGES)).heading == "From version 1 to version 2"
    assert (await manager.get(f"{CHANGES}?from=2&to=1")).heading == "From version 2 to version 1"


async def test_a_first_version_has_nothing_before_it(owner):
    page = await owner.get(CHANGES)
    assert "Nothing changed. Every trend continues." in page.words


@pytest.mark.parametrize("query", ["?from=9", "?to=3", "?from=1&to=9999999999"])
async def test_a_version_that_is_not_there(owner, second, query):
    assert (await owner.get(f"{CHANGES}{query}")).status == 404


async def test_the_page_of_the_checklist_leads_there(owner, second):
    page = await owner.get("/checklists/salon-visit")
    assert "Since version 1: 3 things changed." in page.words
    assert f"{CHANGES}?from=1&to=2" in page.links
    assert "What changed" not in (await owner.get("/checklists/salon-visit?version=1")).words


async def test_not_for_readers_and_auditors(reader, ann, second):
    assert [(await reader.get(CHANGES)).status, (await ann.get(CHANGES)).status] == [404, 404]

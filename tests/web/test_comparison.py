"""The pages of the comparison over HTTP: the sentence first, every number with its way down, filters in the address."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from audit.checklists.parsing import parse_checklist
from audit.services.publishing import publish
from audit.services.recording import KnownVisit, record_visits
from audit.store import chains, people
from audit.store.connections import transaction
from tests.cast import DOCUMENT, GOOD_ANSWERS, NOW, TODAY
from tests.web.pages import Page
from tests.web.sites import Browser, Site

BRANCH, STANDARD = "/branches/noon", "/standards/drink"
PAGES = ("/consistency", "/consistency/journey", "/branches", BRANCH, "/standards", STANDARD, "/visits")
FILTERS = "period=12m&region=North&checklist=salon-visit&channel=in_person&ownership=own&value=warm"


def answered(**changes: object) -> dict[str, dict[str, object]]:
    return {item: {"value": value} for item, value in {**GOOD_ANSWERS, **changes}.items()}


async def more_visits(number: int = 30) -> None:
    """Visits with a second version of the checklist, some of which break the drink."""
    version = (await publish(parse_checklist({**DOCUMENT, "name": {"en": "Salon visit, again"}}), NOW)).version
    ids, ann = await chains.list_branch_ids(), await people.find_person_by_email("ann@example.com")
    assert ann
    known = [
        KnownVisit(f"more-{n}", ids[("noon", "nest", "sun")[n % 3]], {}, ann.id, TODAY,
                   answered(drink="no" if n % 4 == 0 else "yes"), "imported", NOW)
        for n in range(number)
    ]  # fmt: skip
    async with transaction():
        await record_visits(version, parse_checklist(DOCUMENT), known, NOW)
        await chains.grow_rollup_version()


def own_links(page: Page) -> list[str]:
    return [link for link in page.links if link.startswith("/") and ".pdf" not in link and ".xlsx" not in link]


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_says_its_sentence_before_its_plots(site: Site, owner: Browser, path: str) -> None:
    await more_visits()
    page = await owner.get(path)
    assert page.status == 200
    first_plot = page.text.find('<svg class="chart')
    assert first_plot == -1 or page.text.index("<h1") < first_plot


@pytest.mark.parametrize("path", PAGES)
async def test_every_link_of_a_page_leads_somewhere(site: Site, owner: Browser, path: str) -> None:
    await more_visits()
    page = await owner.get(path)
    for link in sorted(set(own_links(page))):
        answer = await owner.get(link)
        assert answer.status in (200, 303), (path, link, answer.status)


@pytest.mark.parametrize("path", PAGES)
async def test_htmx_gets_the_same_page_that_a_browser_gets(site: Site, owner: Browser, path: str) -> None:
    await more_visits()
    plain, swapped = await owner.get(path), await owner.get(path, **{"hx-request": "true"})
    assert plain.text == swapped.text


@pytest.mark.parametrize("path", [path for path in PAGES if path != BRANCH])
async def test_the_filters_of_an_address_stay_in_the_form_and_in_the_links(owner: Browser, path: str) -> None:
    await more_visits()
    page = await owner.get(f"{path}?{FILTERS}")
    assert page.status == 200
    chosen = {one["value"] for one in page.all("option") if "selected" in one.attributes}
    assert {"12m", "North"} <= chosen
    hidden = {one["name"]: one["value"] for one in page.all("input", type_="hidden")}
    assert all(hidden.get(name, "") != "" for name in hidden)


@pytest.mark.parametrize(
    "query", ["kept=maybe", "version=two", "branch=nowhere", "standard=nothing", "auditor=nobody", "auditor=9999999"]
)
@pytest.mark.parametrize("path", ["/visits", "/visits.csv"])
async def test_a_way_down_that_leads_nowhere_is_named(owner: Browser, path: str, query: str) -> None:
    answer = await owner.get(f"{path}?{query}")
    assert (answer.status, answer.one("code").text) == (422, query.partition("=")[0])


async def test_the_visits_behind_a_number_are_exported_as_they_are_listed(site: Site, owner: Browser) -> None:
    await more_visits()
    address = "standard=drink&kept=no&state=counted&branch=noon"
    page, table = await owner.get(f"/visits?{address}"), await owner.get(f"/visits.csv?{address}")
    assert len(table.text.strip().splitlines()) - 1 == len(page.all("tbody")[0].text.split("Noon")) - 1 > 0


async def test_a_standard_is_shown_by_version_once_there_are_two(site: Site, owner: Browser) -> None:
    once = await owner.get("/standards/drink")
    assert "Every checklist has been published once" in once.words
    await more_visits()
    page = await owner.get("/standards/drink")
    assert "Salon visit, again, version 2" in page.words or "version 2" in page.words
    behind = [link for link in page.links if "version=2" in link]
    assert len(behind) == 1 and parse_qs(urlsplit(behind[0]).query)["standard"] == ["drink"]
    assert (await owner.get(behind[0])).heading == "30 visits stand behind this number."


async def test_a_franchisee_meets_no_auditor_on_the_way(site: Site, reader: Browser) -> None:
    await more_visits()
    for path in ("/branches", "/branches/sun", "/visits", "/visits?branch=sun&standard=drink&state=counted"):
        page = await reader.get(path)
        assert page.status == 200
        assert "Ann" not in page.words and "Bob" not in page.words and "auditor=" not in page.text, path
    assert (await reader.get("/visits?auditor=5")).status == 422
    assert (await reader.get("/consistency/journey")).status == 404


async def test_a_region_manager_compares_their_own_branches_only(site: Site, manager: Browser) -> None:
    await more_visits()
    for path in ("/consistency", "/consistency/journey", "/standards/drink"):
        page = await manager.get(path)
        assert "Sun" not in page.words.replace("Scissors & Sun", ""), path


async def test_what_a_view_is_narrowed_to_stays_on_the_way_down(owner: Browser) -> None:
    narrowed = "period=6m&checklist=salon-visit&channel=in_person"
    page = await owner.get(f"/consistency?region=North&{narrowed}")
    for kind, narrower in (("/branches/", narrowed), ("/standards/", f"period=6m&region=North&{narrowed[10:]}")):
        down = {link.partition("?")[2] for link in page.links if link.startswith(kind)}
        assert down and all(query.startswith(narrower) for query in down), (kind, down)

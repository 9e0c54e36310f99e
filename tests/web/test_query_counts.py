"""A page makes a fixed number of queries: as many with a hundred visits more as without them."""

from __future__ import annotations

import pytest

from audit.checklists.parsing import parse_checklist
from audit.services.recording import KnownVisit, record_visits
from audit.store import chains, checklists, people
from audit.store.chains import NewBranch
from audit.store.connections import transaction
from audit.store.visits import NewVisit, add_visits
from tests.cast import DOCUMENT, GOOD_ANSWERS, NOW, TODAY
from tests.queries import counted_queries
from tests.web.doors import FILES, THEIRS, Door, doors
from tests.web.sites import NAMES, ROLES, Browser, Site

MOST = 45
SKIPPED = ("/static", "/service", "/manifest", "/health", "/photos", "/shared", "/welcome", "/sign-in")
PAGES = [
    pytest.param(role, door, id=f"{role}-{door.path}")
    for role in ROLES
    for door in doors()
    if door.method == "GET" and role in door.may and not door.path.startswith(SKIPPED)
    and not door.path.endswith(FILES)
]  # fmt: skip


async def crowd(name: str, count: int) -> None:
    """So many branches, visits (half at noon, half at sun) and planned visits more."""
    await chains.put_branches([NewBranch(f"{name}-{n}", f"{name} {n}") for n in range(count)])
    version = await checklists.get_version("salon-visit")
    ann = await people.find_person_by_email("ann@example.com")
    ids = await chains.list_branch_ids()
    assert ann
    answers = GOOD_ANSWERS | {"drink": "no"}
    known = [
        KnownVisit(f"{name}-{n}", ids["sun" if n % 2 else "noon"], {}, ann.id, TODAY, answers, "imported", NOW)
        for n in range(count)
    ]
    async with transaction():
        await record_visits(version, parse_checklist(DOCUMENT), known, NOW)
        await add_visits([NewVisit(f"{name}-due-{n}", ids["noon"], ann.id, version.id) for n in range(count)])
        await chains.grow_rollup_version()


async def cost(browser: Browser, address: str) -> int:
    async with counted_queries() as queries:
        answer = await browser.get(address)
    assert answer.status in (200, 303), answer.text
    return len(queries)


@pytest.mark.parametrize("role,door", PAGES)
async def test_a_page_costs_the_same_whatever_the_number_of_rows(site: Site, role: str, door: Door) -> None:
    browser, address = await site.signed_in(NAMES[role]), door.address(**THEIRS[role])
    await crowd("few", 4)
    few = await cost(browser, address)
    await crowd("many", 60)
    assert await cost(browser, address) == few <= MOST

"""Write the demo chain into an empty database: all of it, or nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from audit.blobs import Blobs
from audit.checklists.model import Checklist
from audit.errors import N_, NotNow, say
from audit.services.demo.actions import add_actions
from audit.services.demo.chain import DemoBranch, DemoChain, DemoPerson, DemoRegion
from audit.services.demo.evidence import KeptPictures, keep_pictures
from audit.services.demo.joint import add_joint_visits
from audit.services.demo.pictures import draw_pictures
from audit.services.demo.planning import CHECKLISTS, plan_demo
from audit.services.demo.quiz import add_quiz
from audit.services.demo.records import Ids, add_visits_ahead, add_visits_made
from audit.services.demo.rounds import add_rounds
from audit.services.demo.streams import stream
from audit.services.library import load_library
from audit.services.passwords import DEMO_PASSWORD, hash_password
from audit.services.publishing import publish_inside, standards_of
from audit.store import chains, checklists, log, people
from audit.store.chains import NewBranch, RegionRow
from audit.store.checklists import NewStandard, VersionRow
from audit.store.connections import transaction

NOT_EMPTY = N_("The demo needs an empty database, and this one is in use. Nothing was changed.")
# Where the auditor who signs in lives: their visits are due today, by their clock.
HOME = ZoneInfo("Europe/Amsterdam")


async def fill(blobs: Blobs, now: datetime, *, branches: int = 24, visits: int = 600, seed: int = 1) -> DemoChain:
    """Plan the demo for today, and fill the open database with it. Raises NotNow unless it is empty."""
    await refuse_unless_empty()
    library = load_library()
    today = now.astimezone(HOME).date()
    chain = await asyncio.to_thread(plan_demo, library, today, branches=branches, visits=visits, seed=seed)
    drawn = await asyncio.to_thread(draw_pictures, stream(seed, "pictures"))
    await fill_with(chain, library, drawn, blobs, now)
    return chain


async def fill_with(
    chain: DemoChain, library: Mapping[str, Checklist], drawn: Mapping[str, bytes], blobs: Blobs, now: datetime
) -> None:
    """Fill the open database with a chain that is planned and pictures that are drawn."""
    pictures = await keep_pictures(blobs, drawn)
    hashes = {person.key: await hash_password(DEMO_PASSWORD) for person in chain.people if person.signs_in}
    async with transaction():
        await refuse_unless_empty()
        await fill_inside(chain, library, pictures, hashes, now)


async def refuse_unless_empty() -> None:
    """Raise NotNow when there is anybody or anything."""
    has_name = bool((await chains.get_chain()).name)
    if has_name or await people.count_people() or await chains.count_branches() or await checklists.list_checklists():
        raise NotNow(say(NOT_EMPTY))


async def fill_inside(
    chain: DemoChain,
    library: Mapping[str, Checklist],
    pictures: KeptPictures,
    hashes: Mapping[str, str],
    now: datetime,
) -> None:
    """Everything, inside an open transaction. `hashes` are the passwords of those who sign in."""
    await chains.put_chain(name=chain.name, language="en", is_demo=True)
    regions = await add_regions(chain.regions)
    await chains.put_branches([new_branch(branch, regions) for branch in chain.branches])
    branch_ids = await chains.list_branch_ids()
    person_ids = {
        person.key: await add_person(person, hashes.get(person.key), regions, branch_ids, now)
        for person in chain.people
    }
    versions = await publish_library(library, now)
    ids = Ids(branch_ids, person_ids, versions)
    await add_visits_made(chain, ids, library, pictures, now)
    await add_visits_ahead(chain, ids, library, now)
    await add_joint_visits(ids, library, now)
    await add_rounds(chain, ids, regions, now)
    await add_quiz(chain, ids, now)
    await add_actions(person_ids, now)
    await log.add_entry(None, "filled_demo", "chain", chain.name, {"visits": len(chain.visits)}, now)
    await chains.grow_rollup_version()


async def add_regions(regions: tuple[DemoRegion, ...]) -> dict[str, RegionRow]:
    """The regions by name; each comes after the one it lies in."""
    added: dict[str, RegionRow] = {}
    for region in regions:
        added[region.name] = await chains.add_region(region.name, added[region.parent] if region.parent else None)
    return added


def new_branch(branch: DemoBranch, regions: Mapping[str, RegionRow]) -> NewBranch:
    """The branch as the store takes it."""
    return NewBranch(
        code=branch.code,
        name=branch.name,
        region_id=regions[branch.region].id,
        city=branch.city,
        country=branch.country,
        address=branch.address,
        latitude=branch.latitude,
        longitude=branch.longitude,
        time_zone=branch.time_zone,
        ownership=branch.ownership,
        attributes=branch.attributes,
    )


async def add_person(
    person: DemoPerson,
    password_hash: str | None,
    regions: Mapping[str, RegionRow],
    branch_ids: Mapping[str, int],
    now: datetime,
) -> int:
    """A person with what they may see; their id."""
    person_id = await people.add_person(
        email=person.email,
        name=person.name,
        role=person.role,
        now=now,
        nickname=person.nickname,
        language=person.language,
    )
    await people.put_scope(
        person_id, [regions[name].id for name in person.regions], [branch_ids[code] for code in person.branches]
    )
    if password_hash is not None:
        await people.put_password_hash(person_id, password_hash)
    return person_id


async def publish_library(library: Mapping[str, Checklist], now: datetime) -> dict[str, VersionRow]:
    """Publish every shipped checklist, and put all their standards in one order: the visit, the call, the rest."""
    versions = {key: (await publish_inside(checklist, now)).version for key, checklist in library.items()}
    keys = [*CHECKLISTS, *(key for key in library if key not in CHECKLISTS)]
    journey: dict[str, NewStandard] = {}
    for standard in (standard for key in keys for standard in standards_of(library[key])):
        journey.setdefault(standard.key, standard)
    await checklists.put_standards([replace(one, position=place) for place, one in enumerate(journey.values())])
    return versions

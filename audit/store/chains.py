"""The chain, its tree of regions, and its branches."""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tortoise.expressions import Q

from audit.errors import N_, NotFound, say
from audit.store.connections import writer
from audit.store.documents import to_text
from audit.store.models import Branch, Chain, Region
from audit.store.raw import can_hold, run, run_many
from audit.store.sights import NOT_HERE, Sight

CHAIN_ID = 1
LONGEST_NAME = LONGEST_CODE = 200
NO_REGION = N_("There is no region {name}.")


@dataclass(frozen=True, slots=True)
class ChainRow:
    """The chain and its settings. `rollup_version` grows whenever any sum changes."""

    name: str
    language: str
    is_demo: bool
    worth_acting_points: float
    few_visits: int
    rollup_version: int
    colour: str

    @property
    def worth_points(self) -> float | None:
        """The smallest difference worth acting on, where somebody chose one; None lets the scores say.

        The column is not null: as long as nobody chose, it holds its default.
        """
        return None if self.worth_acting_points == DEFAULTS.worth_acting_points else self.worth_acting_points


CHAIN = ("name", "language", "is_demo", "worth_acting_points", "few_visits", "rollup_version", "colour")
DEFAULTS = ChainRow("", "en", False, 2.0, 3, 0, "#0e5a5a")


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region. `path` is `/1/4/`: the ids from the root down to itself."""

    id: int
    name: str
    parent_id: int | None
    path: str


@dataclass(frozen=True, slots=True)
class BranchRow:
    """A branch as pages and reports need it."""

    id: int
    code: str
    name: str
    region_id: int | None
    region: str | None
    city: str
    country: str
    ownership: str
    time_zone: str
    attributes: Mapping[str, str]
    closed_on: date | None
    address: str
    latitude: float | None
    longitude: float | None
    report_email: str = ""
    ended_email: str = ""


BRANCH = (
    "id", "code", "name", "region_id", "region__name", "city", "country", "ownership", "time_zone", "attributes",
    "closed_on", "address", "latitude", "longitude", "report_email", "ended_email",
)  # fmt: skip


async def get_chain() -> ChainRow:
    """The chain's settings; the defaults, without a name, before there are any."""
    row = await Chain.get_or_none(id=CHAIN_ID).values_list(*CHAIN)
    return ChainRow(*row) if row else DEFAULTS


async def put_chain(**settings: object) -> None:
    """Set some of the chain's settings (`name`, `language`, `is_demo`, `worth_acting_points`, ...)."""
    chain = await Chain.get_or_none(id=CHAIN_ID) or Chain(id=CHAIN_ID, name="")
    chain.update_from_dict(dict(settings))
    await chain.save()


async def grow_rollup_version() -> None:
    """Say that sums have changed. The last statement of a transaction: everybody waits on this row."""
    await run(
        writer(),
        "INSERT INTO chain (id, name, language, is_demo, worth_acting_points, few_visits, rollup_version, colour)"
        " VALUES ($1, '', $2, $3, $4, $5, 1, $6)"
        " ON CONFLICT (id) DO UPDATE SET rollup_version = chain.rollup_version + 1",
        [CHAIN_ID, DEFAULTS.language, False, DEFAULTS.worth_acting_points, DEFAULTS.few_visits, DEFAULTS.colour],
    )


async def list_regions() -> list[RegionRow]:
    """Every region, parents before their children."""
    return [
        RegionRow(*row) for row in await Region.all().order_by("path").values_list("id", "name", "parent_id", "path")
    ]


async def find_region(name: str) -> RegionRow | None:
    """The region of this name."""
    if not can_hold(LONGEST_NAME, name):
        return None
    row = await Region.get_or_none(name=name).values_list("id", "name", "parent_id", "path")
    return RegionRow(*row) if row else None


async def get_region(name: str) -> RegionRow:
    """The region of this name. Raises NotFound."""
    region = await find_region(name)
    if region is None:
        raise NotFound(say(NO_REGION, name=name))
    return region


async def add_region(name: str, parent: RegionRow | None = None) -> RegionRow:
    """A new region below another, or at the top."""
    region = await Region.create(name=name, parent_id=parent.id if parent else None, path="/")
    path = f"{parent.path if parent else '/'}{region.id}/"
    await Region.filter(id=region.id).update(path=path)
    return RegionRow(region.id, name, parent.id if parent else None, path)


def in_region(region: RegionRow, column: str = "region__path") -> Q:
    """The condition for what lies in a region or below it."""
    below: dict[str, Any] = {f"{column}__startswith": region.path}
    return Q(**below)


async def list_branches(sight: Sight, region: RegionRow | None = None) -> list[BranchRow]:
    """The branches a person may see, by name."""
    query = Branch.filter(sight.branches())
    if region is not None:
        query = query.filter(in_region(region))
    return [BranchRow(*row) for row in await query.order_by("name", "id").values_list(*BRANCH)]


async def list_region_ids(sight: Sight) -> list[int]:
    """The regions in which branches lie that a person may see."""
    found = Branch.filter(sight.branches(), region_id__isnull=False).distinct().values_list("region_id")
    return [int(region_id) for (region_id,) in await found]


async def find_branch(sight: Sight, code: str) -> BranchRow | None:
    """The branch of this code, if the person may see it."""
    if not can_hold(LONGEST_CODE, code):
        return None
    row = await Branch.filter(sight.branches()).get_or_none(code=code).values_list(*BRANCH)
    return BranchRow(*row) if row else None


async def get_branch_by_id(branch_id: int) -> BranchRow:
    """A branch that somebody has already been let see, through one of their visits."""
    return BranchRow(*await Branch.get(id=branch_id).values_list(*BRANCH))


async def get_branch(sight: Sight, code: str) -> BranchRow:
    """The same. Raises NotFound, also for a branch that is not theirs to see."""
    branch = await find_branch(sight, code)
    if branch is None:
        raise NotFound(say(NOT_HERE))
    return branch


async def count_branches() -> int:
    """How many branches there are, closed ones included."""
    return await Branch.all().count()


async def list_branch_ids() -> dict[str, int]:
    """The id of every branch by its code."""
    return {str(code): int(branch_id) for code, branch_id in await Branch.all().values_list("code", "id")}


@dataclass(frozen=True, slots=True)
class NewBranch:
    """What is known of a branch that is added or brought up to date."""

    code: str
    name: str
    region_id: int | None = None
    city: str = ""
    country: str = ""
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    time_zone: str = "UTC"
    ownership: str = "own"
    attributes: Mapping[str, str] | None = None


COLUMNS = (
    "code", "name", "region_id", "city", "country", "address", "latitude", "longitude", "time_zone", "ownership",
    "attributes",
)  # fmt: skip


async def put_branches(branches: Sequence[NewBranch]) -> None:
    """Add branches, or bring those of the same code up to date."""
    places = ", ".join(f"${number}" for number in range(1, len(COLUMNS) + 1))
    updates = ", ".join(f"{column} = excluded.{column}" for column in COLUMNS[1:])
    await run_many(
        writer(),
        f"INSERT INTO branch ({', '.join(COLUMNS)}) VALUES ({places}) ON CONFLICT (code) DO UPDATE SET {updates}",
        [branch_values(branch) for branch in branches],
    )


def branch_values(branch: NewBranch) -> list[object]:
    """A branch's values in the order of COLUMNS."""
    values = [getattr(branch, column) for column in COLUMNS[:-1]]
    return [*values, to_text(dict(branch.attributes or {}))]


async def put_report_emails(addresses: Mapping[str, str]) -> None:
    """Set where the reports of branches go, by their codes."""
    pairs = [(address, code) for code, address in addresses.items()]
    await run_many(writer(), "UPDATE branch SET report_email = $1 WHERE code = $2", pairs)


async def put_ended_email(branch_id: int, address: str) -> None:
    """Write down that an address wants no more reports of a branch."""
    await Branch.filter(id=branch_id).update(ended_email=address)

"""Branches out of a file: all of them, or none and every line that is wrong."""

from __future__ import annotations

import pytest

from audit.errors import BadInput
from audit.services.branches import import_branches
from audit.store import chains
from audit.store.chains import BranchRow
from audit.store.sights import WHOLE_CHAIN
from tests.cast import NOW, Cast

FILE = (
    "code,name,region,lat,lon,time_zone,ownership,attributes\n"
    "b1,One,Europe > Alps,52.1,4.3,Europe/Amsterdam,franchise,size=s;pool=yes\n"
    'b2,"Two, the second",,,,,,\n'
)


async def by_code() -> dict[str, BranchRow]:
    return {branch.code: branch for branch in await chains.list_branches(WHOLE_CHAIN)}


async def test_every_column_is_read(cast: Cast) -> None:
    done = await import_branches(FILE.encode(), NOW)
    assert (done.added, done.updated, list(done.regions), list(done.ignored)) == (2, 0, ["Europe", "Alps"], [])
    found = await by_code()
    one, two = found["b1"], found["b2"]
    assert (one.region, one.latitude, one.longitude, one.time_zone) == ("Alps", 52.1, 4.3, "Europe/Amsterdam")
    assert (one.ownership, one.attributes) == ("franchise", {"size": "s", "pool": "yes"})
    assert (two.name, two.region, two.time_zone, two.ownership) == ("Two, the second", None, "UTC", "own")
    regions = {region.name: region for region in await chains.list_regions()}
    assert regions["Alps"].parent_id == regions["Europe"].id
    assert regions["Alps"].path.startswith(regions["Europe"].path)


async def test_columns_that_are_not_there_stay_as_they_were(cast: Cast) -> None:
    await import_branches(FILE.encode(), NOW)
    before = await by_code()
    done = await import_branches(b"code;name\nb1;Renamed\n", NOW)
    assert (done.added, done.updated) == (0, 1)
    after = await by_code()
    assert after["b1"] == BranchRow(**{**fields(before["b1"]), "name": "Renamed"})  # type: ignore[arg-type]
    assert after["noon"] == before["noon"]


def fields(branch: BranchRow) -> dict[str, object]:
    return {name: getattr(branch, name) for name in BranchRow.__dataclass_fields__}


async def test_the_same_file_again_changes_nothing(cast: Cast) -> None:
    await import_branches(FILE.encode(), NOW)
    before = await by_code()
    await import_branches(FILE.encode(), NOW)
    assert await by_code() == before


async def test_columns_that_mean_nothing_are_named(cast: Cast) -> None:
    done = await import_branches(b"code,name,contry\nb1,One,NL\n", NOW)
    assert list(done.ignored) == ["contry"]


@pytest.mark.parametrize(
    "row, says",
    [
        ("b3,,,,,,,", "line 4: the name is missing"),
        ("b3,x,,95,0,,,", "line 4.*95"),
        ("b3,x,,,4.3,,,", "line 4: lat and lon belong together"),
        ("b3,x,,nan,nan,,,", "line 4.*nan"),
        ("b3,x,,,,Mars,,", "line 4.*Mars"),
        ("b3,x,,,,,leased,", "line 4.*leased"),
        ("b3,x,,,,,,size", "line 4.*k=v"),
        ("b1,x,,,,,,", 'line 4: branch "b1" stands on line 2'),
        (f"{'b' * 201},x,,,,,,", "line 4.*200"),
        ("b3,x", "line 4"),
    ],
)
async def test_a_line_that_is_wrong_stops_them_all(cast: Cast, row: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        await import_branches(f"{FILE}{row}\n".encode(), NOW)
    assert set(await by_code()) == {"noon", "nest", "sun"}
    assert len(await chains.list_regions()) == 3


@pytest.mark.parametrize("data", [b"", b"name\nx\n", b"\xff\xfe\x00", b'code,name\n"b1,x\n', b"code,name\n\x00,x\n"])
async def test_a_file_that_is_none_is_refused(cast: Cast, data: bytes) -> None:
    with pytest.raises(BadInput):
        await import_branches(data, NOW)
    assert set(await by_code()) == {"noon", "nest", "sun"}

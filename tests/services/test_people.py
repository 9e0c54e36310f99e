"""Adding people, and what they see from then on."""

from __future__ import annotations

import pytest

from audit.errors import BadInput
from audit.services.people import NewPerson, add_person, make_link
from audit.services.sign_ins import person_of_link
from audit.store import people
from audit.store.sights import Sight, sight_of
from tests.cast import NOW, Cast


async def sight_of_new(**given: object) -> Sight:
    given = {"sees_chain": not given.keys() & {"regions", "branches"}, **given}
    new = NewPerson(**{"email": "new@example.com", "name": "New", "role": "manager", **given})  # type: ignore[arg-type]
    added = await add_person(new, NOW)
    return await sight_of(await people.get_person(added.person_id))


async def test_the_link_is_theirs(cast: Cast) -> None:
    added = await add_person(NewPerson("New@Example.com", "New", "auditor"), NOW)
    person = await person_of_link(added.token, NOW)
    assert (person.id, person.email) == (added.person_id, "new@example.com")
    assert (await person_of_link(await make_link("new@example.com", NOW), NOW)).id == person.id


async def test_a_region_comes_with_all_below_it(cast: Cast) -> None:
    sight = await sight_of_new(regions=["North"])
    assert sight.branch_ids == {cast.branches["noon"], cast.branches["nest"]}


async def test_a_branch_is_just_that_branch(cast: Cast) -> None:
    assert (await sight_of_new(role="reader", branches=["sun"])).branch_ids == {cast.branches["sun"]}


@pytest.mark.parametrize("role, sees_all", [("owner", True), ("manager", True), ("reader", True), ("auditor", False)])
async def test_who_is_given_nothing_in_particular(cast: Cast, role: str, sees_all: bool) -> None:
    sight = await sight_of_new(role=role)
    assert (sight.branch_ids is None) == sees_all
    assert sight.sees_visit(cast.branches["noon"], None) == sees_all


async def test_losing_the_last_region_shows_nothing_instead_of_everything(cast: Cast) -> None:
    assert (await cast.sight("stranger")).branch_ids == frozenset()


@pytest.mark.parametrize(
    "given",
    [
        {"email": "nobody"}, {"email": "a@b c.nl"}, {"email": "ann@example.com"}, {"name": " "}, {"name": "x" * 201},
        {"role": "boss"}, {"regions": ["Mars"]}, {"branches": ["none"]}, {"role": "owner", "regions": ["North"]},
        {"email": f"{'a' * 250}@b.nl"}, {"name": "a\0b"}, {"nickname": "x" * 101}, {"sees_chain": False},
        {"role": "reader", "sees_chain": False},
    ],
)  # fmt: skip
async def test_what_makes_no_sense_adds_nobody(cast: Cast, given: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        await sight_of_new(**given)
    assert await people.count_people() == 6

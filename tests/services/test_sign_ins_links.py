"""One-time links: each lets its person choose a password once, within a week, and ends what was open before."""

from __future__ import annotations

import asyncio
from datetime import datetime

import pytest

from audit.errors import BadInput, NotFound
from audit.services import sign_ins
from audit.services.first_start import owner_token
from audit.services.sign_ins import Choices, Entry
from audit.store import people
from audit.store.models import LogEntry, Person, SignInLink
from tests.cast import NOW, Cast
from tests.services.test_sign_ins import DAY, MINUTE, PASSWORD, SECRET, sign_in, who


async def use(token: str, choices: Choices | None = None, now: datetime = NOW) -> Entry:
    return await sign_ins.use_link(token, choices or Choices(PASSWORD), "Firefox", SECRET, now)


async def test_a_link_sets_the_password_and_lets_its_person_in(cast: Cast) -> None:
    entry = await use(await sign_ins.make_link(cast.ann.id, NOW))
    assert await who(entry.token) == "Ann"
    assert await who((await sign_in()).token) == "Ann"
    assert await LogEntry.filter(verb="set_password", person_id=cast.ann.id).count() == 1


async def test_only_the_hash_of_a_link_is_kept(cast: Cast) -> None:
    token = await sign_ins.make_link(cast.ann.id, NOW)
    assert len(token) >= 43
    assert token not in str(await SignInLink.all().values())


async def test_a_link_works_once(cast: Cast) -> None:
    token = await sign_ins.make_link(cast.ann.id, NOW)
    await use(token)
    for attempt in (use(token, Choices("the second password")), sign_ins.person_of_link(token, NOW)):
        with pytest.raises(NotFound, match="has been used or has expired"):
            await attempt
    assert await who((await sign_in()).token) == "Ann"


async def test_of_two_at_the_same_moment_one_comes_in(cast: Cast) -> None:
    token = await sign_ins.make_link(cast.ann.id, NOW)
    answers = await asyncio.gather(use(token), use(token), return_exceptions=True)
    assert sorted(type(answer).__name__ for answer in answers) == ["Entry", "NotFound"]


async def test_a_link_lasts_a_week(cast: Cast) -> None:
    token = await sign_ins.make_link(cast.ann.id, NOW)
    with pytest.raises(NotFound):
        await use(token, now=NOW + 7 * DAY)
    assert (await use(token, now=NOW + 7 * DAY - MINUTE)).person_id == cast.ann.id


async def test_somebody_who_left_cannot_use_their_link(cast: Cast) -> None:
    token = await sign_ins.make_link(cast.ann.id, NOW)
    await Person.filter(id=cast.ann.id).update(left_at=NOW)
    with pytest.raises(NotFound):
        await use(token)


async def test_a_new_password_ends_every_session_begun_with_the_old_one(cast: Cast) -> None:
    before = await use(await sign_ins.make_link(cast.ann.id, NOW))
    after = await use(await sign_ins.make_link(cast.ann.id, NOW), Choices("the second password"))
    assert (await who(before.token), await who(after.token)) == (None, "Ann")
    with pytest.raises(BadInput):
        await sign_in()


async def test_a_poor_password_leaves_the_link_good(cast: Cast) -> None:
    token = await sign_ins.make_link(cast.ann.id, NOW)
    for poor in ("short", "demo-chain", "ann@example.com"):
        with pytest.raises(BadInput):
            await use(token, Choices(poor))
    assert (await use(token)).person_id == cast.ann.id


async def test_a_link_cannot_change_who_its_person_is(cast: Cast) -> None:
    await use(await sign_ins.make_link(cast.ann.id, NOW), Choices(PASSWORD, "Eve", "eve@example.com"))
    person = await people.get_person(cast.ann.id)
    assert (person.name, person.email) == ("Ann", "ann@example.com")


async def test_the_first_owner_says_who_they_are(store: str) -> None:
    token = await owner_token(NOW)
    assert token
    entry = await use(token, Choices(PASSWORD, " Olga ", " Olga@Example.com "))
    person = await people.get_person(entry.person_id)
    assert (person.name, person.email, person.role) == ("Olga", "olga@example.com", "owner")


@pytest.mark.parametrize(
    "email",
    [
        "", "olga", "olga@", "@example.com", "olga@example", "two words@example.com", "olga@exam ple.com",
        "o" * 250 + "@example.com", "ß" * 125 + "@example.com", "olga\0@example.com", "olga@example.com\nbcc: eve",
    ],
)  # fmt: skip
async def test_an_address_nobody_can_be_reached_at_is_refused_beside_its_field(store: str, email: str) -> None:
    token = await owner_token(NOW)
    assert token
    with pytest.raises(BadInput, match="Write your e-mail address") as refused:
        await use(token, Choices(PASSWORD, "Olga", email))
    assert [problem.place for problem in refused.value.problems] == ["email"]


async def test_the_first_owner_cannot_take_somebody_elses_address(store: str) -> None:
    await people.add_person(email="ann@example.com", name="Ann", role="auditor", now=NOW)
    token = await owner_token(NOW)
    assert token
    with pytest.raises(BadInput, match="Somebody already signs in with this address"):
        await use(token, Choices(PASSWORD, "Eve", "Ann@example.com"))
    assert (await use(token, Choices(PASSWORD, "Olga", "olga@example.com"))).token

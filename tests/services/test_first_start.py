"""The first start of an installation: whether it is empty, and a link for its owner."""

from __future__ import annotations

from audit.services import sign_ins
from audit.services.first_start import is_empty, owner_token
from audit.store import people
from tests.cast import NOW, Cast
from tests.services.test_sign_ins import DAY, PASSWORD, SECRET


async def test_a_new_installation_is_empty_and_gives_its_owner_a_link(store: str) -> None:
    assert await is_empty()
    token = await owner_token(NOW)
    assert token
    owner = await sign_ins.person_of_link(token, NOW)
    assert (owner.role, owner.email, owner.password_hash) == ("owner", None, None)
    assert not await is_empty()


async def test_starting_again_before_the_link_was_used_makes_no_second_owner(store: str) -> None:
    first, second = await owner_token(NOW), await owner_token(NOW + DAY)
    assert first and second and first != second
    assert await people.count_people() == 1


async def test_once_somebody_has_a_password_no_start_gives_a_link(store: str) -> None:
    token = await owner_token(NOW)
    assert token
    choices = sign_ins.Choices(PASSWORD, "Olga", "olga@example.com")
    await sign_ins.use_link(token, choices, "Firefox", SECRET, NOW)
    assert await owner_token(NOW) is None


async def test_an_owner_added_on_the_command_line_is_waited_for(store: str) -> None:
    await people.add_person(email="olga@example.com", name="Olga", role="owner", now=NOW)
    assert await owner_token(NOW) is None


async def test_other_people_are_no_owner(store: str) -> None:
    await people.add_person(email="ann@example.com", name="Ann", role="auditor", now=NOW)
    assert not await is_empty() and await owner_token(NOW)


async def test_a_chain_with_an_owner_and_people_has_no_first_start(cast: Cast) -> None:
    assert not await is_empty() and await owner_token(NOW) is None

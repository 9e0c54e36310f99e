"""Coming in: the right pair begins a session, guesses are slowed, and nobody can keep somebody else out."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from audit.errors import BadInput, NotFound, TooMany
from audit.services import accounts, passwords, sign_ins
from audit.services.sign_ins import FAILURES_PER_ACCOUNT, FAILURES_PER_ADDRESS, WINDOW, Entry
from audit.store import people
from audit.store.models import Attempt, Person, Session
from tests.cast import NOW, Cast

SECRET = "a secret of this installation, long enough"
PASSWORD = "rain on a tin roof"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
async def ann(cast: Cast) -> people.PersonRow:
    """An auditor with a password."""
    await people.put_password_hash(cast.ann.id, await passwords.hash_password(PASSWORD))
    return await people.get_person(cast.ann.id)


async def sign_in(
    password: str = PASSWORD, email: str = "ann@example.com", address: str = "10.0.0.1", device: str = "",
    now: datetime = NOW,
) -> Entry:  # fmt: skip
    return await sign_ins.sign_in(
        email=email, password=password, address=address, device=device, agent="Firefox", secret=SECRET, now=now
    )


async def fail(times: int, **attempt: str) -> None:
    for _ in range(times):
        with pytest.raises(BadInput, match="do not belong together"):
            await sign_in("a wrong guess", **attempt)  # type: ignore[arg-type] # names of parameters


async def who(token: str, now: datetime = NOW) -> str | None:
    person = await sign_ins.find_signed_in(token, now)
    return person.name if person else None


async def test_the_right_pair_begins_a_session(ann: people.PersonRow) -> None:
    entry = await sign_in(email=" ANN@Example.com ")
    assert (entry.person_id, await who(entry.token)) == (ann.id, "Ann")


@pytest.mark.parametrize(
    "email,password",
    [
        ("ann@example.com", "rain on a tin ROOF"),
        ("ann@example.com", ""),
        ("nobody@example.com", PASSWORD),
        ("bob@example.com", "nobody has this password"),
        ("", ""),
        ("ann@example.com' OR '1'='1", PASSWORD),
        ("x" * 100_000, "y" * 100_000),
    ],
)
async def test_a_wrong_pair_is_answered_alike_for_known_and_unknown(ann: Person, email: str, password: str) -> None:
    with pytest.raises(BadInput) as refused:
        await sign_in(password, email)
    assert str(refused.value) == "This e-mail address and password do not belong together."


async def test_somebody_who_left_does_not_come_in(ann: people.PersonRow) -> None:
    entry = await sign_in()
    await Person.filter(id=ann.id).update(left_at=NOW)
    assert await who(entry.token) is None
    await fail(1)
    with pytest.raises(BadInput):
        await sign_in()


async def test_every_session_has_a_token_of_its_own_and_only_hashes_are_kept(ann: people.PersonRow) -> None:
    tokens = {(await sign_in()).token for _ in range(5)}
    assert len(tokens) == 5 and all(len(token) >= 43 for token in tokens)
    kept = set(await Session.all().values_list("token_hash", flat=True))
    assert kept == {passwords.token_hash(token) for token in tokens}


@pytest.mark.parametrize("token", ["", "made up", "0" * 43, "x" * 100_000])
async def test_a_token_we_did_not_give_is_nobodys(ann: people.PersonRow, token: str) -> None:
    await sign_in()
    assert await who(token) is None
    await sign_ins.sign_out(token, NOW)


async def test_a_hash_from_the_database_is_no_token(ann: people.PersonRow) -> None:
    entry = await sign_in()
    assert await who(passwords.token_hash(entry.token)) is None


async def test_signing_out_ends_this_session_and_no_other(ann: people.PersonRow) -> None:
    phone, desk = await sign_in(), await sign_in()
    await sign_ins.sign_out(phone.token, NOW)
    assert (await who(phone.token), await who(desk.token)) == (None, "Ann")


async def test_a_lost_phone_can_be_signed_out_from_here(ann: people.PersonRow, cast: Cast) -> None:
    await people.put_password_hash(cast.bob.id, ann.password_hash or "")
    lost, here, bob = await sign_in(), await sign_in(), await sign_in(email="bob@example.com")
    await accounts.end_other_sessions(ann.id, here.token, NOW)
    assert [await who(entry.token) for entry in (lost, here, bob)] == [None, "Ann", "Bob"]


async def test_a_session_left_alone_for_two_weeks_ends(ann: people.PersonRow) -> None:
    token = (await sign_in()).token
    assert await who(token, NOW + 14 * DAY) is None
    assert await who(token, NOW + 14 * DAY - MINUTE) == "Ann"
    assert await who(token, NOW + 20 * DAY) == "Ann"  # it was used on the fourteenth day


async def test_a_session_in_daily_use_ends_after_sixty_days(ann: people.PersonRow) -> None:
    token = (await sign_in()).token
    seen = [await who(token, NOW + day * DAY) for day in range(1, 62)]
    assert seen == ["Ann"] * 59 + [None] * 2


async def test_guessing_at_an_account_is_slowed_whatever_the_address(ann: people.PersonRow) -> None:
    for number in range(FAILURES_PER_ACCOUNT):
        await fail(1, address=f"10.0.{number}.1")
    with pytest.raises(TooMany) as slowed:
        await sign_in(address="10.9.9.9")
    assert slowed.value.retry_after_seconds == 15 * 60


async def test_an_unknown_account_is_slowed_just_the_same(ann: people.PersonRow) -> None:
    await fail(FAILURES_PER_ACCOUNT, email="nobody@example.com")
    with pytest.raises(TooMany):
        await sign_in(email="NOBODY@example.com")


async def test_a_known_browser_comes_in_while_strangers_guess(ann: people.PersonRow) -> None:
    mark = (await sign_in()).device_mark
    await fail(FAILURES_PER_ACCOUNT)
    with pytest.raises(TooMany):
        await sign_in()
    assert await who((await sign_in(device=mark)).token) == "Ann"


async def test_a_known_browser_comes_in_from_an_address_full_of_strangers(ann: people.PersonRow) -> None:
    mark = (await sign_in()).device_mark
    await fill_address("10.0.0.1")
    assert await who((await sign_in(device=mark)).token) == "Ann"


async def test_a_known_browser_may_not_guess_for_ever_either(ann: people.PersonRow) -> None:
    mark = (await sign_in()).device_mark
    await fail(FAILURES_PER_ACCOUNT, device=mark)
    with pytest.raises(TooMany):
        await sign_in(device=mark)
    assert await who((await sign_in()).token) == "Ann"


async def test_a_mark_of_another_account_makes_nobody_known(ann: people.PersonRow, cast: Cast) -> None:
    await fail(FAILURES_PER_ACCOUNT)
    for mark in (passwords.device_mark(SECRET, cast.bob.id), passwords.device_mark("another secret", ann.id)):
        with pytest.raises(TooMany):
            await sign_in(device=mark)


async def fill_address(address: str) -> None:
    for number in range(FAILURES_PER_ADDRESS):
        await fail(1, email=f"guess{number}@example.com", address=address)


async def test_guessing_from_one_address_is_slowed_whatever_the_account(ann: people.PersonRow) -> None:
    await fill_address("10.0.0.1")
    with pytest.raises(TooMany):
        await sign_in()
    assert await who((await sign_in(address="10.0.0.2")).token) == "Ann"


async def test_all_addresses_of_one_connection_are_one(ann: people.PersonRow) -> None:
    await fill_address("2001:db8:1:2::1")
    with pytest.raises(TooMany):
        await sign_in(address="2001:db8:1:2:ffff::9")
    await sign_in(address="2001:db8:1:3::1")


@pytest.mark.parametrize("address", ["", "testclient", "fe80::1%eth0", "::ffff:10.0.0.1", "x" * 500])
async def test_any_address_can_be_counted(ann: people.PersonRow, address: str) -> None:
    await fail(1, address=address)
    assert await who((await sign_in(address=address)).token) == "Ann"


async def test_fifteen_minutes_later_everything_is_open_again(ann: people.PersonRow) -> None:
    await fail(FAILURES_PER_ACCOUNT)
    with pytest.raises(TooMany):
        await sign_in(now=NOW + WINDOW - MINUTE)
    assert await who((await sign_in(now=NOW + WINDOW)).token) == "Ann"


async def test_being_slowed_costs_no_hashing_and_does_not_prolong_it(ann: people.PersonRow) -> None:
    await fail(FAILURES_PER_ACCOUNT)
    before = await Attempt.all().count()
    for _ in range(3):
        with pytest.raises(TooMany):
            await sign_in()
    assert await Attempt.all().count() == before


async def test_guesses_sent_all_at_once_are_counted_too(ann: people.PersonRow) -> None:
    guesses = [sign_in("a wrong guess", address=f"10.1.0.{number}") for number in range(40)]
    answers = await asyncio.gather(*guesses, return_exceptions=True)
    tried = [one for one in answers if isinstance(one, BadInput)]
    assert len(tried) <= FAILURES_PER_ACCOUNT + 1  # two are hashed side by side
    assert all(isinstance(one, BadInput | TooMany) for one in answers)


async def test_a_link_works_while_strangers_guess(ann: people.PersonRow) -> None:
    await fail(FAILURES_PER_ACCOUNT)
    token = await sign_ins.make_link(ann.id, NOW)
    entry = await sign_ins.use_link(token, sign_ins.Choices("another password"), "Firefox", SECRET, NOW)
    assert await who(entry.token) == "Ann"


async def test_what_is_long_past_is_forgotten(ann: people.PersonRow) -> None:
    await fail(2)
    await sign_in()
    await sign_in(now=NOW + 61 * DAY)
    assert (await Attempt.all().count(), await Session.all().count()) == (0, 1)


async def test_a_link_that_was_never_made_lets_nobody_in(cast: Cast) -> None:
    for token in ("", "made up", "x" * 100_000):
        with pytest.raises(NotFound, match="has been used or has expired"):
            await sign_ins.person_of_link(token, NOW)

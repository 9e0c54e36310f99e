"""Passwords: which may be chosen, how they are kept, and that an unknown account costs as much work as a known one."""

from __future__ import annotations

import asyncio

import pytest

from audit.errors import BadInput
from audit.services import passwords
from audit.services.passwords import check_password_choice, device_mark, is_device_mark, is_password_of

EMAIL = "ann@example.com"
GOOD = "four words in a row"


def refusal(password: str, email: str = EMAIL) -> str:
    with pytest.raises(BadInput) as refused:
        check_password_choice(password, email)
    assert [problem.place for problem in refused.value.problems] == ["password"]
    return str(refused.value.sentence)


@pytest.mark.parametrize("password", [GOOD, "0" * 9 + "1", "x" * 255 + "y", "ολόκληρη λέξη", "spaces   matter"])
def test_any_password_of_ten_characters_may_be_chosen(password: str) -> None:
    check_password_choice(password, EMAIL)


def test_a_short_password_is_refused_with_the_length_it_needs() -> None:
    assert refusal("nine char").startswith("Use at least 10 characters.")


def test_a_password_longer_than_a_page_is_refused() -> None:
    assert refusal("ab" * 129) == "Use at most 256 characters."


@pytest.mark.parametrize(
    "password",
    [
        "demo-chain", "Demo-Chain", "1234567890", "PASSWORD123", "qwertyuiop", "aaaaaaaaaa", EMAIL, "ANN@example.com"
    ],
)  # fmt: skip
def test_the_first_guess_of_a_stranger_is_refused(password: str) -> None:
    assert refusal(password).startswith("This password is the first one a stranger would try.")


def test_the_name_before_the_at_is_no_password() -> None:
    assert "stranger" in refusal("annabel.smith", "annabel.smith@example.com")


async def test_a_password_is_kept_as_argon2id_with_the_recommended_cost() -> None:
    kept = await passwords.hash_password(GOOD)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert GOOD not in kept
    assert kept != await passwords.hash_password(GOOD)


async def test_only_the_very_password_opens() -> None:
    kept = await passwords.hash_password(GOOD)
    assert await is_password_of(GOOD, kept)
    for other in (GOOD.upper(), GOOD + " ", GOOD[:-1], ""):
        assert not await is_password_of(other, kept)


@pytest.mark.parametrize("kept", [None, "", "damaged", "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$"])
async def test_without_a_usable_hash_nothing_opens(kept: str | None) -> None:
    for password in (GOOD, "", "nobody has this password"):
        assert not await is_password_of(password, kept)


async def test_without_a_hash_the_same_work_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    verify = passwords.HASHER.__class__.verify

    def counting(self: object, kept: str, password: str) -> bool:
        compared.append(kept.rsplit("$", 2)[0])
        return bool(verify(self, kept, password))  # type: ignore[arg-type]

    monkeypatch.setattr(passwords.HASHER.__class__, "verify", counting)
    await is_password_of(GOOD, await passwords.hash_password(GOOD))
    await is_password_of(GOOD, None)
    assert compared == ["$argon2id$v=19$m=19456,t=2,p=1"] * 2


async def test_at_most_two_passwords_are_hashed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    running, most = 0, 0

    async def one() -> None:
        nonlocal running, most
        async with passwords.slot():
            running += 1
            most = max(most, running)
            await asyncio.sleep(0)
            running -= 1

    await asyncio.gather(*(one() for _ in range(10)))
    assert most == 2


def test_a_browsers_mark_holds_for_one_account_and_one_installation() -> None:
    mark = device_mark("secret", 7)
    assert is_device_mark(mark, "secret", 7)
    assert not is_device_mark(mark, "secret", 8)
    assert not is_device_mark(mark, "other", 7)
    assert not is_device_mark(mark.replace("7.", "8."), "secret", 8)
    for forged in ("", "7.", "7", "7." + "0" * 64, "ñ"):
        assert not is_device_mark(forged, "secret", 7)


def test_a_token_is_kept_as_a_hash_it_cannot_be_made_from() -> None:
    assert len(passwords.token_hash("token")) == 64
    assert passwords.token_hash("token") != passwords.token_hash("Token")

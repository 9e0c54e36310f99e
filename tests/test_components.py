"""A missing component is said by name: a skip on somebody's machine, a failure in CI."""

from __future__ import annotations

import pytest

from tests.components import need_program

ABSENT = "a-program-that-nobody-has"


def test_without_it_a_test_is_skipped_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=f"{ABSENT} is not on this machine: apt-get install absent"):
        need_program(ABSENT, "absent")


def test_in_ci_the_same_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=ABSENT):
        need_program(ABSENT, "absent")

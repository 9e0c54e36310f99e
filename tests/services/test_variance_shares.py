"""Where the differences in time, and in the use of “not applicable”, come from."""

from __future__ import annotations

from math import exp

import numpy as np

from audit.services.auditor_habits import share_of_na
from audit.services.difference_sources import shares_of
from audit.services.variance_shares import differences_in, of_not_applicable, of_times
from audit.store.auditor_sums import AuditorSums
from audit.store.standard_seconds import Timed
from audit.words import translator

BRANCHES, AUDITORS = 30, 12


def timed(branch: float, auditor: float, rest: float, factor: float = 1.0) -> list[Timed]:
    """Every auditor twice at every branch; the spreads are those of the logarithm of the time."""
    rng = np.random.default_rng(5)
    at, by = rng.normal(0, branch, BRANCHES), rng.normal(0, auditor, AUDITORS)
    return [
        Timed(b, a, factor * exp(4 + at[b] + by[a] + rng.normal(0, rest)))
        for b in range(BRANCHES) for a in range(AUDITORS) for _ in range(2)
    ]  # fmt: skip


async def shares(*found: Timed) -> dict[str, float]:
    known = shares_of((await differences_in(of_times(found))).score.components)
    assert known is not None
    assert all(interval and interval[0] <= share <= interval[1] for share, interval in known.values())
    return {name: share for name, (share, _) in known.items()}


async def test_time_is_shared_out_as_it_was_made() -> None:
    told = await shares(*timed(branch=0.6, auditor=0.3, rest=0.5))
    total = 0.36 + 0.09 + 0.25
    assert abs(told["branch"] - 0.36 / total) < 0.15
    assert abs(told["auditor"] - 0.09 / total) < 0.1
    assert abs(sum(told.values()) - 1) < 1e-9


async def test_times_are_compared_by_their_ratio() -> None:
    """Ten times as long everywhere shares out the same: in seconds they would be a hundred times as large."""
    once, longer = await shares(*timed(0.4, 0.2, 0.5)), await shares(*timed(0.4, 0.2, 0.5, factor=10))
    assert all(abs(once[name] - longer[name]) < 1e-6 for name in once)


async def test_a_stopwatch_that_shows_nothing_has_a_logarithm() -> None:
    assert [one.total for one in of_times([Timed(1, 1, 0.0), Timed(1, 1, 0.5)])] == [
        of_times([Timed(1, 1, 0.2)])[0].total
    ] * 2


async def test_one_branch_has_no_shares() -> None:
    found = [Timed(1, auditor, 20 + auditor) for auditor in range(8)]
    assert shares_of((await differences_in(of_times(found))).score.components) is None


def asked(branch: int, auditor: int, not_applicable: int, of: int = 10) -> AuditorSums:
    return AuditorSums(branch, auditor, of - not_applicable, of - not_applicable, not_applicable)


async def test_one_auditor_in_four_who_never_finds_it_applies_makes_the_differences() -> None:
    cells = [asked(branch, auditor, 9 if auditor == 0 else 1) for branch in range(12) for auditor in range(4)]
    sentence = await share_of_na(cells)
    assert sentence is not None
    said = translator("en").say(sentence)
    assert said.startswith("Of the differences in its use, ") and said.endswith("; 0 in 100 are the branch.")
    assert int(said.split()[6]) > 40


async def test_sums_of_not_applicable_are_those_of_single_answers() -> None:
    (cell,) = of_not_applicable([asked(3, 4, 2)])
    answers = [100.0] * 2 + [0.0] * 8
    assert (cell.visits, cell.total, cell.squares) == (10, sum(answers), sum(one * one for one in answers))


async def test_nobody_told_apart_has_no_sentence() -> None:
    assert await share_of_na([asked(1, 1, 2), asked(2, 1, 3)]) is None

"""Same experience: exact pair estimates, and the posterior's intervals."""

import itertools
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import gammaln

from audit.scoring.experiences import beliefs, pair_intervals, pairs_of, probabilities_below
from audit.scoring.experiences.likelihoods import Rising
from tests.scoring.making import REFERENCE

CASES = json.loads((REFERENCE / "same_experience.json").read_text())


def arrays(case: dict[str, list[int]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array(case["n"]), np.array(case["y"])


@pytest.mark.parametrize("name", CASES)
def test_pair_estimates_are_exact(name: str) -> None:
    point, found = CASES[name]["point"], pairs_of(*arrays(CASES[name]))
    assert found.mean == pytest.approx(point["mean"])
    assert found.both_kept == pytest.approx(point["both_pass_diff_branches"])
    assert found.different_branches == pytest.approx(point["same_result_diff_branches"])
    assert found.same_branch == pytest.approx(point["same_result_same_branch"])
    assert found.gap == pytest.approx(point["gap"], abs=1e-12)
    assert found.share == (
        None if point["share_due_to_branch"] is None else pytest.approx(point["share_due_to_branch"])
    )


@pytest.mark.parametrize("name", CASES)
def test_intervals_are_those_of_the_finite_chain(name: str) -> None:
    expected = CASES[name]["finite_chain_posterior95"]
    found = pair_intervals(beliefs(*arrays(CASES[name])))
    names = {"both_pass_diff": "both_kept", "same_diff": "different_branches", "same_same": "same_branch", "gap": "gap"}
    for theirs, ours in names.items():
        low, _, high = expected[theirs]
        assert found[ours] == pytest.approx((low, high), abs=0.016)


def test_three_branches_by_hand() -> None:
    """2 of 2, 1 of 2, 0 of 2 kept: 1/6 both kept, 1/3 agree across branches, 2/3 within."""
    found = pairs_of(np.array([2, 2, 2]), np.array([2, 1, 0]))
    assert (found.both_kept, found.different_branches, found.same_branch) == pytest.approx((1 / 6, 1 / 3, 2 / 3))


def test_twenty_branches_where_all_was_kept_are_not_certain() -> None:
    low, high = pair_intervals(beliefs(np.full(20, 3), np.full(20, 3)))["different_branches"]
    assert 0.91 < low < 0.95
    assert high > 0.999


def test_no_branch_seen_twice() -> None:
    found = pairs_of(np.array([1, 1, 1]), np.array([1, 0, 1]))
    assert (found.same_branch, found.gap) == (None, None)
    assert found.different_branches == pytest.approx(1 / 3)


def test_one_branch_and_none() -> None:
    one, none = pairs_of(np.array([4]), np.array([2])), pairs_of(np.array([0]), np.array([0]))
    assert (one.different_branches, one.both_kept, one.gap) == (None, None, None)
    assert one.same_branch == pytest.approx(1 / 3)
    assert none.mean is None
    assert set(pair_intervals(beliefs(np.array([4]), np.array([2])))) == {"same_branch"}


branches = st.lists(
    st.integers(1, 6).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))), min_size=2, max_size=6
)


@given(branches)
def test_pair_estimates_are_counts_of_pairs(table: list[tuple[int, int]]) -> None:
    visits = [[1] * y + [0] * (n - y) for n, y in table]
    across = [np.mean([a == b for a in one for b in two]) for one, two in itertools.permutations(visits, 2)]
    within = [np.mean([a == b for a, b in itertools.permutations(one, 2)]) for one in visits if len(one) > 1]
    found = pairs_of(np.array([n for n, _ in table]), np.array([y for _, y in table]))
    assert found.different_branches == pytest.approx(np.mean(across))
    assert found.same_branch == (pytest.approx(np.mean(within)) if within else None)


@settings(max_examples=30)
@given(branches)
def test_intervals_are_shares_in_order(table: list[tuple[int, int]]) -> None:
    believed = beliefs(np.array([n for n, _ in table]), np.array([y for _, y in table]))
    for low, high in pair_intervals(believed).values():
        assert 0 <= low <= high <= 1
    below = probabilities_below(believed, 0.1)
    assert ((below >= 0) & (below <= 1)).all()


def test_many_branches_have_the_intervals_that_drawing_each_would_give(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(2)
    n = random.integers(2, 7, 90)
    believed = beliefs(n, random.binomial(n, random.beta(8, 2, 90)))
    by_sums = pair_intervals(believed)
    monkeypatch.setattr("audit.scoring.experiences.posterior.BY_BRANCH", 100)
    by_branch = pair_intervals(believed)
    for name, interval in by_sums.items():
        assert interval == pytest.approx(by_branch[name], abs=0.008)


def test_more_visits_narrow_the_intervals() -> None:
    few, many = (pair_intervals(beliefs(np.full(10, n), np.full(10, n * 4 // 5)))["both_kept"] for n in (5, 500))
    assert many[1] - many[0] < (few[1] - few[0]) / 5


def test_the_branch_that_breaks_what_others_keep_stands_out() -> None:
    below = probabilities_below(beliefs(np.full(12, 8), np.array([8] * 11 + [1])), 0.1)
    assert below[11] > 0.99
    assert below[:11].max() < 0.1


@settings(max_examples=40)
@given(
    st.lists(st.integers(0, 400), min_size=1, max_size=80),
    st.floats(-8, 6),
    st.floats(0, 14),
)
def test_a_likelihood_read_off_a_series_is_the_sum_itself(steps: list[int], low: float, width: float) -> None:
    rising = Rising(np.array(steps, float), np.ones(len(steps)))
    starts = np.exp(np.linspace(low, low + width, 400))
    exact = np.array([sum(float(gammaln(a + y) - gammaln(a)) for y in steps) for a in starts[::57]])
    assert rising(starts)[::57] == pytest.approx(exact, abs=1e-5 + 1e-9 * float(np.abs(exact).max()))

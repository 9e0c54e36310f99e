"""The engine against plain dense algebra, and what must not change when nothing has changed."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.scoring.analysis import Analysis, AnalysisOptions, Component, Model, analyse, to_document
from audit.scoring.components.cells import cells_from
from audit.scoring.components.criteria import gradient
from audit.scoring.components.designs import design_of
from audit.scoring.components.estimability import AUDITOR, BRANCH, PERIOD, RESIDUAL
from audit.scoring.components.fits import fit
from audit.scoring.components.moments import moment_components, pair_differences
from audit.scoring.components.systems import System, solve
from audit.scoring.components.uncertainty import difference_variance, draw, predicted
from tests.scoring.making import Level, cells, chain, crossed, merged, scores_of, simulated
from tests.scoring.published import PENICILLIN

TERMS = [
    (BRANCH,),
    (AUDITOR,),
    (PERIOD,),
    (BRANCH, AUDITOR),
    (BRANCH, PERIOD),
    (AUDITOR, PERIOD),
    (BRANCH, AUDITOR, PERIOD),
]
RATIOS = {BRANCH: 0.7, AUDITOR: 0.3, PERIOD: 0.4}


class Visits:
    """Visits one by one, for algebra with N x N matrices: the slow way, and the obvious one."""

    def __init__(self, branches: int, auditors: int, visits: int, seed: int, strangers: bool) -> None:
        branch, auditor, score, period = simulated(branches, auditors, visits, (4, 4, 6), seed, periods=3)
        named = [None if strangers and place % 4 == 0 else who for place, who in enumerate(auditor)]
        self.scores = scores_of(branch, named, score, period)
        self.off = np.array(score) - np.mean(score)
        nested = [3 * b + p for b, p in zip(branch, period, strict=True)]
        self.levels: dict[str, Sequence[Level]] = {BRANCH: branch, AUDITOR: named, PERIOD: nested}

    def system(self, terms: tuple[str, ...]) -> System:
        found = cells_from(merged(self.scores), True, PERIOD in terms)
        return solve(design_of(found, terms), {term: RATIOS[term] for term in terms})

    def covariance(self, ratios: dict[str, float]) -> np.ndarray:
        total = np.eye(len(self.off))
        for term, ratio in ratios.items():
            level = np.array([-1 if x is None else x for x in self.levels[term]])
            alike = (level[:, None] == level[None, :]) & (level[:, None] >= 0)
            total += ratio * (alike + np.diag(level < 0))
        return total

    def deviance(self, ratios: dict[str, float]) -> tuple[float, float]:
        """(log determinants, generalised sum of squares)."""
        inverse = np.linalg.inv(self.covariance(ratios))
        ones = np.ones(len(self.off))
        weight = ones @ inverse @ ones
        projector = inverse - np.outer(inverse @ ones, ones @ inverse) / weight
        return np.linalg.slogdet(self.covariance(ratios))[1] + np.log(weight), self.off @ projector @ self.off


@pytest.mark.parametrize("strangers", [False, True])
@pytest.mark.parametrize("terms", TERMS)
@pytest.mark.parametrize("branches, auditors", [(8, 4), (4, 9)])
def test_elimination_is_dense_algebra(branches: int, auditors: int, terms: tuple[str, ...], strangers: bool) -> None:
    visits = Visits(branches, auditors, 60, seed=5, strangers=strangers)
    system = visits.system(terms)
    logdet, squares = visits.deviance(dict(system.ratios))
    assert system.logdet == pytest.approx(logdet, abs=1e-9)
    assert system.r2 == pytest.approx(squares, rel=1e-9)


@pytest.mark.parametrize("strangers", [False, True])
@pytest.mark.parametrize("terms", TERMS)
@pytest.mark.parametrize("branches, auditors", [(8, 4), (4, 9)])
def test_the_gradient_is_that_of_dense_algebra(
    branches: int, auditors: int, terms: tuple[str, ...], strangers: bool
) -> None:
    visits, residual, step = Visits(branches, auditors, 60, seed=6, strangers=strangers), 30.0, 1e-5
    system = visits.system(terms)
    for place, term in enumerate(terms):
        sides = []
        for sign in (1, -1):
            logdet, squares = visits.deviance({**system.ratios, term: system.ratios[term] * np.exp(sign * step)})
            sides.append(logdet + squares / residual)
        assert gradient(system, residual)[place] == pytest.approx((sides[0] - sides[1]) / (2 * step), abs=1e-5)


@pytest.mark.parametrize("branches, auditors", [(8, 4), (4, 9)])
def test_prediction_errors_are_those_of_dense_algebra(branches: int, auditors: int) -> None:
    visits = Visits(branches, auditors, 60, seed=7, strangers=True)
    system = visits.system((BRANCH, AUDITOR))
    covariance = visits.covariance(dict(system.ratios))
    ones, inverse = np.ones(60), np.linalg.inv(covariance)
    projector = inverse - np.outer(inverse @ ones, ones @ inverse) / (ones @ inverse @ ones)
    shares = RATIOS[BRANCH] * (np.array(visits.levels[BRANCH])[None, :] == np.arange(branches)[:, None])
    errors = RATIOS[BRANCH] * np.eye(branches) - shares @ projector @ shares.T
    found = predicted(system, BRANCH, 1.0)
    assert found.effect == pytest.approx(shares @ projector @ visits.off)
    assert found.variance == pytest.approx(np.diag(errors))
    expected = errors[0, 0] + errors[1, 1] - 2 * errors[0, 1]
    assert difference_variance(system, BRANCH, 0, 1, 1.0) == pytest.approx(expected)


@pytest.mark.parametrize("branches, auditors", [(8, 4), (4, 9)])
def test_draws_have_the_errors_of_the_predictions(branches: int, auditors: int) -> None:
    system = Visits(branches, auditors, 60, seed=8, strangers=False).system((BRANCH, AUDITOR))
    drawn = draw(system, BRANCH, 2.0, 20_000, np.random.default_rng(1))
    found = predicted(system, BRANCH, 2.0)
    assert drawn.mean(axis=0) == pytest.approx(found.effect, abs=0.05)
    assert drawn.std(axis=0) == pytest.approx(np.sqrt(found.variance), rel=0.05)
    apart = difference_variance(system, BRANCH, 0, 1, 2.0)
    assert (drawn[:, 0] - drawn[:, 1]).var() == pytest.approx(apart, rel=0.05)


def test_moments_equal_reml_in_balanced_data() -> None:
    found = cells(*crossed(PENICILLIN))
    expected = {BRANCH: 0.7169082, AUDITOR: 3.7309179, RESIDUAL: 0.3024155}
    assert moment_components(found) == pytest.approx(expected, rel=1e-6)
    assert fit(found, (BRANCH, AUDITOR)).variances == pytest.approx(expected, rel=1e-5)


def test_pair_differences_are_those_of_the_pairs() -> None:
    branch, auditor, score, _ = simulated(5, 3, 40, (4, 4, 6), seed=2)
    kinds: dict[tuple[bool, bool], list[float]] = {}
    for first, second in itertools.combinations(range(40), 2):
        kind = (branch[first] == branch[second], auditor[first] == auditor[second])
        kinds.setdefault(kind, []).append((score[first] - score[second]) ** 2)
    found = pair_differences(cells(branch, auditor, score))
    assert found.apart == pytest.approx(np.mean(kinds[False, False]))
    assert found.same_branch == pytest.approx(np.mean(kinds[True, False]))
    assert found.same_auditor == pytest.approx(np.mean(kinds[False, True]))
    assert found.same_both == pytest.approx(np.mean(kinds[True, True]))


seeds = st.integers(0, 10_000)


def numbers(found: Analysis) -> dict[str, float | None]:
    return {name: one.variance for name, one in found.score.components.items()}


def assert_alike(left: dict[str, float | None], right: dict[str, float | None], times: float = 1.0) -> None:
    assert left.keys() == right.keys()
    for name, value in left.items():
        assert (value is None) == (right[name] is None)
        if value is not None:
            assert value * times == pytest.approx(right[name], rel=2e-4, abs=2e-4 * times)


@settings(max_examples=8)
@given(seeds)
def test_the_order_of_visits_does_not_matter(seed: int) -> None:
    branch, auditor, score, _ = simulated(6, 4, 30, (4, 4, 9), seed)
    order = np.random.default_rng(seed).permutation(30)
    plain = to_document(analyse(chain(branch, auditor, score)))
    mixed = to_document(analyse(chain(*([column[place] for place in order] for column in (branch, auditor, score)))))
    assert str(plain["notes"]) == str(mixed["notes"])
    assert_alike(*({n: c["variance"] for n, c in d["score"]["components"].items()} for d in (plain, mixed)))
    for left, right in zip(plain["branch_results"], mixed["branch_results"], strict=True):
        assert left["group"] == right["group"]
        assert left["rank_range"] == right["rank_range"]


@settings(max_examples=6)
@given(seeds)
def test_names_do_not_matter(seed: int) -> None:
    branch, auditor, score, _ = simulated(6, 4, 30, (4, 4, 9), seed)
    renamed = analyse(chain([f"z{9 - b}" for b in branch], [f"y{9 - a}" for a in auditor], score))
    plain = analyse(chain(branch, auditor, score))
    assert_alike(numbers(plain), numbers(renamed))
    for left, right in zip(plain.branch_results, reversed(renamed.branch_results), strict=True):
        assert (left.adjusted or 0.0) == pytest.approx(right.adjusted or 0.0, rel=1e-5)


@settings(max_examples=6)
@given(seeds, st.sampled_from([0.01, 7.0]))
def test_scores_times_c_have_variances_times_c_squared(seed: int, times: float) -> None:
    branch, auditor, score, _ = simulated(6, 4, 30, (4, 4, 9), seed)
    plain, scaled = (analyse(chain(branch, auditor, [y * c for y in score])) for c in (1.0, times))
    assert_alike(numbers(plain), numbers(scaled), times**2)


@settings(max_examples=6)
@given(seeds)
def test_an_offset_changes_no_variance(seed: int) -> None:
    branch, auditor, score, _ = simulated(6, 4, 30, (4, 4, 9), seed)
    plain, moved = (analyse(chain(branch, auditor, [y + offset for y in score])) for offset in (0.0, 1e6))
    assert_alike(numbers(plain), numbers(moved))


@settings(max_examples=6)
@given(seeds)
def test_branch_and_auditor_swapped_swap_their_variances(seed: int) -> None:
    branch, auditor, score, _ = simulated(6, 4, 30, (4, 4, 9), seed)
    plain, swapped = analyse(chain(branch, auditor, score)), analyse(chain(auditor, branch, score))
    expected = numbers(plain)
    expected["branch"], expected["auditor"] = expected["auditor"], expected["branch"]
    assert_alike(expected, numbers(swapped))


@settings(max_examples=3)
@given(seeds)
def test_added_up_cells_are_the_visits(seed: int) -> None:
    branch, auditor, score, period = simulated(6, 4, 40, (4, 4, 9), seed, periods=3)
    sums = chain(branch, auditor, score, period)
    whole = replace(sums, scores=merged(sums.scores))
    for options in (AnalysisOptions(), AnalysisOptions(Model(has_period=True))):
        assert_alike(numbers(analyse(sums, options)), numbers(analyse(whole, options)))


visits = st.lists(
    st.tuples(st.sampled_from("LMN"), st.sampled_from(["A", "B", None]), st.sampled_from([0.0, 50.0, 87.5, 100.0])),
    max_size=12,
)


@settings(max_examples=40)
@given(visits, st.booleans(), st.booleans())
def test_any_small_chain_gets_an_answer_without_nan(
    rows: list[tuple[str, str | None, float]], has_auditor: bool, has_period: bool
) -> None:
    columns = [[row[place] for row in rows] for place in range(3)]
    sums = chain(columns[0], columns[1], columns[2], [place % 3 for place in range(len(rows))])
    found = analyse(sums, AnalysisOptions(Model(has_auditor, has_period)))
    json.dumps(to_document(found), allow_nan=False)
    assert all(is_sound(one) for one in found.score.components.values())
    for result in found.branch_results:
        assert result.adjusted is not None or result.why is not None
        first, last = result.rank_range or (1, 1)
        assert 1 <= first <= last <= len(found.branch_results)


def is_sound(one: Component) -> bool:
    """A variance or a reason, and an interval the right way round."""
    low, high = one.interval or (0, 0)
    return (one.why is not None if one.variance is None else one.variance >= 0) and 0 <= low <= high

"""What is known about each branch: the mixture, the groups, the ranks, the words."""

from __future__ import annotations

import re

import numpy as np
import pytest

from audit.scoring.analysis import Analysis, analyse, tell
from audit.scoring.branches import below_and_above, estimate, interval_95, ranges_of, rank_ranges
from audit.scoring.components.estimability import AUDITOR, BRANCH
from audit.scoring.components.fits import fit
from audit.scoring.components.mixtures import mixture, plug_in
from audit.scoring.components.systems import System
from tests.scoring.making import cells, chain, crossed, simulated
from tests.scoring.published import DYESTUFF, DYESTUFF2, PENICILLIN


def system(branch: list[int], auditor: list[int], score: list[float]) -> System:
    found = fit(cells(branch, auditor, score), (BRANCH, AUDITOR)).system
    assert found is not None
    return found


def small() -> System:
    return system(*simulated(8, 3, 24, (4, 4, 9), seed=11)[:3])


def test_a_mixture_is_a_posterior() -> None:
    nodes = mixture(small())
    assert sum(node.weight for node in nodes) == pytest.approx(1.0)
    assert all(node.weight > 0 and node.residual > 0 for node in nodes)
    assert len(nodes) > 20


def test_the_mixture_is_less_sure_than_plug_in_reml() -> None:
    found = small()
    mixed, plain = estimate(mixture(found), BRANCH), estimate(plug_in(found), BRANCH)
    assert (mixed.sd > plain.sd).mean() > 0.8


def test_where_the_data_say_much_the_mixture_says_what_reml_says() -> None:
    found = system(*crossed(PENICILLIN))
    mixed, plain = estimate(mixture(found), BRANCH), estimate(plug_in(found), BRANCH)
    assert mixed.effect == pytest.approx(plain.effect, abs=0.03)
    assert mixed.sd == pytest.approx(plain.sd, rel=0.1)


def test_a_reml_estimate_of_zero_leaves_room_for_differences() -> None:
    branch, _, score = crossed(DYESTUFF2)
    found = fit(cells(branch, [None] * 30, score), (BRANCH,)).system
    assert found is not None
    assert estimate(plug_in(found), BRANCH).sd.max() < 0.01
    assert estimate(mixture(found), BRANCH).sd.min() > 0.3


def test_the_grid_reaches_ratios_above_ten() -> None:
    random = np.random.default_rng(1)
    branch = np.repeat(np.arange(10), 4).tolist()
    score = (75 + random.normal(0, 30, 10)[branch] + random.normal(0, 1, 40)).tolist()
    found = fit(cells(branch, [None] * 40, score), (BRANCH,)).system
    assert found is not None
    ratios = [node.system.ratios[BRANCH] ** 0.5 for node in mixture(found)]
    assert min(ratios) < 20
    assert max(ratios) > 40


def test_probabilities_below_and_above() -> None:
    nodes = plug_in(small())
    below, above = below_and_above(nodes, BRANCH, 0.0)
    assert below + above == pytest.approx(1.0)
    stricter, _ = below_and_above(nodes, BRANCH, 5.0)
    assert (stricter < below).all()


def test_rank_ranges_follow_the_estimates() -> None:
    nodes = mixture(small())
    ranges = rank_ranges(nodes, BRANCH, np.ones(8, dtype=bool))
    best = int(np.argmax(estimate(nodes, BRANCH).effect))
    assert ranges[best][0] == 1
    assert all(1 <= first <= last <= 8 for first, last in ranges)
    assert ranges == rank_ranges(nodes, BRANCH, np.ones(8, dtype=bool))


def test_branches_that_are_not_shown_take_no_place() -> None:
    shown = np.array([True] * 4 + [False] * 4)
    assert max(last for _, last in rank_ranges(plug_in(small()), BRANCH, shown)) <= 4


def test_ranges_of_ranks() -> None:
    ranks = np.array([[1, 2, 3]] * 90 + [[2, 1, 3]] * 10)
    assert ranges_of(ranks) == [(1, 2), (1, 2), (3, 3)]
    assert interval_95(70.0, 2.0) == pytest.approx((66.08, 73.92), abs=0.01)


def outspoken() -> Analysis:
    """40 branches of 12 visits, five of them 15 points down."""
    random = np.random.default_rng(9)
    branch, auditor = np.repeat(np.arange(40), 12), np.tile(np.arange(6), 80)
    score = 80 - 15 * (branch < 5) + random.normal(0, 6, 480) - 5 * (auditor == 0)
    return analyse(chain([f"b{b:02d}" for b in branch], [f"a{a}" for a in auditor], score.tolist()))


def test_the_weak_branches_and_the_harsh_auditor_are_found() -> None:
    found = outspoken()
    assert [one.branch for one in found.branch_results if one.group == "below"] == [f"b{b:02d}" for b in range(5)]
    harsh = min(found.auditor_results, key=lambda one: one.severity or 0.0)
    assert harsh.auditor == "a0"
    assert harsh.interval is not None
    assert harsh.interval[1] < 0


def test_they_are_told_in_words() -> None:
    told = {str(paragraph.title): [str(line) for line in paragraph.lines] for paragraph in tell(outspoken())}
    assert sum(line.startswith("Clearly below: b0") for line in told["Branches"]) == 5
    assert told["Auditors"][0].startswith("Visits by a0 score about ")
    assert any("is a false alarm" in line for line in told["Keep in mind"])
    assert told["How many visits are enough"][0].startswith("With ")


def test_a_branch_that_may_lie_on_the_other_side_is_told_so() -> None:
    """Next to four that are far below, one is called below that may as well be above: its range begins below 0."""
    random = np.random.default_rng(3)
    branch = np.repeat(np.arange(24), 8)
    down = np.select([branch < 4, branch == 4], [25.0, 6.0], 0.0)
    found = analyse(chain([f"b{b:02d}" for b in branch], [None] * 192, (80 - down + random.normal(0, 8, 192)).tolist()))
    unsure = [
        one for one in found.branch_results if one.group == "below" and (one.difference_interval or (0, 0))[1] > 0
    ]
    assert [one.branch for one in unsure] == ["b04"]
    (line,) = [str(line) for paragraph in tell(found) for line in paragraph.lines if "Clearly below: b04" in str(line)]
    assert re.search(r"About \d[\d.]* \(-\d[\d.]* to \d+\) points lower", line)


def test_a_chain_without_differences_is_told_so() -> None:
    branch, _, score = crossed(DYESTUFF2)
    lines = [str(line) for paragraph in tell(analyse(chain(branch, [None] * 30, score))) for line in paragraph.lines]
    assert any(line.startswith("There is no sign of differences between branches") for line in lines)
    assert any(line.startswith("No branch can be told apart") for line in lines)


def test_too_many_levels_are_estimated_from_pairs_and_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audit.scoring.components.fits.MOST_COLUMNS", 5)
    found = analyse(chain(*simulated(30, 8, 600, (6, 4, 9), seed=2)[:3]))
    assert found.score.criterion is None
    assert found.score.components["branch"].variance == pytest.approx(36, rel=0.6)
    assert "pairs of visits" in str(found.score.components["branch"].why)
    assert found.branch_results[0].adjusted is None
    assert "too many branches and auditors" in str(found.branch_results[0].why)


def test_dyestuff_shrinks_as_the_formula_says() -> None:
    """u = n g / (1 + n g) x (average - mean) with one factor, at the REML ratio."""
    branch, _, score = crossed(DYESTUFF)
    found = fit(cells(branch, [None] * 30, score), (BRANCH,)).system
    assert found is not None
    ratio = 5 * 1764.05 / 2451.25
    expected = ratio / (1 + ratio) * (np.array(DYESTUFF).mean(axis=1) - np.mean(DYESTUFF))
    assert estimate(plug_in(found), BRANCH).effect == pytest.approx(expected, rel=1e-5)

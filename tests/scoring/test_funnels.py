"""Funnels against FunnelPlotR and exact tails."""

import json
from pathlib import Path

import pytest
from scipy.stats import binom

from audit.scoring.funnels import Z_95, Z_998, exact_limits, proportion_funnel, score_limits, share_limits
from tests.scoring.making import read_reference


def audits_q5() -> tuple[list[str], list[int], list[int]]:
    """Branch, kept and counting visits of the fifth question."""
    rows = [row for row in read_reference("audits_sim.csv") if row["q5"]]
    branches = sorted({row["branch"] for row in rows})
    mine = {branch: [float(row["q5"]) for row in rows if row["branch"] == branch] for branch in branches}
    return branches, [round(sum(mine[branch])) for branch in branches], [len(mine[branch]) for branch in branches]


def test_an_overdispersed_funnel_is_what_funnelplotr_says() -> None:
    branches, hits, trials = audits_q5()
    funnel = proportion_funnel(hits, trials)
    assert funnel is not None
    assert funnel.target == pytest.approx(0.511173184358, rel=1e-9)
    assert funnel.phi == pytest.approx(1.4377099908, rel=1e-8)
    assert funnel.tau2 == pytest.approx(0.0132755915872, rel=1e-8)
    assert funnel.z[:3] == pytest.approx([1.09981305093, -0.777898024477, -1.84220216653], rel=1e-8)
    assert funnel.z_adjusted[:3] == pytest.approx([0.859536324009, -0.651692660951, -1.60427351909], rel=1e-8)
    assert [branches[place] for place in funnel.outside(Z_998, adjusted=False)] == ["B04", "B10", "B19"]


@pytest.mark.extra
def test_all_distances_are_those_of_funnelplotr(extra_reference: Path) -> None:
    expected = json.loads((extra_reference / "funnel_audits_q5.json").read_text())
    rows = expected["rows"]
    funnel = proportion_funnel([row["numerator"] for row in rows], [row["denominator"] for row in rows])
    assert funnel is not None
    assert funnel.z == pytest.approx(expected["z"], rel=1e-5)
    assert funnel.z_adjusted == pytest.approx(expected["z_od"], rel=1e-5)
    names = [row["group"] for row in rows]
    assert [names[place] for place in funnel.outside(adjusted=False)] == expected["outside95_unadj"]
    assert [names[place] for place in funnel.outside()] == expected["outside95_od"]


def test_limits_are_where_z_is() -> None:
    low, high = share_limits(0.8, 50, Z_95, 0.02)
    funnel = proportion_funnel([round(100_000 * low), 80_000], [100_000, 10_000_000])
    assert funnel is not None
    assert share_limits(0.5, 40)[0] < 0.5 < share_limits(0.5, 40)[1]
    assert share_limits(0.5, 40, Z_998)[0] < share_limits(0.5, 40, Z_95)[0]
    assert low < 0.8 < high
    assert share_limits(0.99, 25)[1] == 1.0


def test_limits_for_few_visits_are_exact_tails() -> None:
    low, high = exact_limits(0.8, 12)
    below = binom.cdf(round(low * 12) - 1, 12, 0.8) - binom.pmf(round(low * 12) - 1, 12, 0.8) / 2
    inside = binom.cdf(round(low * 12), 12, 0.8) - binom.pmf(round(low * 12), 12, 0.8) / 2
    assert below < 0.025 <= inside
    assert high == 1.0
    assert share_limits(0.8, 12) == (low, high)


def test_all_or_none_kept_has_no_funnel() -> None:
    assert proportion_funnel([4, 4], [4, 4]) is None
    assert proportion_funnel([0, 0], [4, 4]) is None
    assert proportion_funnel([], []) is None


def test_branches_that_differ_no_more_than_chance_have_no_tau2() -> None:
    funnel = proportion_funnel([5, 5, 5, 5], [10, 10, 10, 10])
    assert funnel is not None
    assert (funnel.tau2, funnel.outside(), funnel.flagged()) == (0.0, (), ())


def test_one_branch_out_of_line_is_flagged() -> None:
    funnel = proportion_funnel([90] * 30 + [20], [100] * 31)
    assert funnel is not None
    assert funnel.flagged() == (30,)


def test_limits_of_scores_widen_with_what_they_allow_for() -> None:
    low, high = score_limits(80, 4, (81, 16, 0), auditors=4)
    assert (high - low) / 2 == pytest.approx(1.959964 * (81 / 4 + 16 / 4) ** 0.5, rel=1e-6)
    assert score_limits(80, 4, (81, 16, 16), auditors=4)[0] < low

"""Variance components against lme4 (R) and printed tables."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path

import numpy as np
import pytest

from audit.scoring.components.cells import Cells
from audit.scoring.components.estimability import AUDITOR, BRANCH, PERIOD, RESIDUAL, estimable
from audit.scoring.components.fits import Fit, fit, intervals
from audit.scoring.components.uncertainty import predicted
from tests.scoring.making import REFERENCE, cells, crossed, read_reference
from tests.scoring.published import DYESTUFF, DYESTUFF2, PASTES, PENICILLIN


def fitted(found: Cells, has_auditor: bool = True, has_period: bool = False) -> Fit:
    return fit(found, estimable(found, has_auditor, has_period).terms)


def one_way(table: list[list[float]]) -> Cells:
    branch, _, score = crossed(table)
    return cells(branch, [None] * len(branch), score)


def sds(found: Cells, result: Fit) -> dict[str, tuple[float, float]]:
    """The ends of the intervals as standard deviations, as lme4 gives them."""
    return {name: (math.sqrt(i[0]), math.sqrt(i[1])) for name, i in intervals(found, result).items() if i is not None}


def near(low: float, high: float) -> object:
    return pytest.approx((low, high), rel=1e-3, abs=1e-3)


def test_penicillin() -> None:
    found = cells(*crossed(PENICILLIN))
    result = fitted(found)
    assert result.variances[BRANCH] == pytest.approx(0.716908172601, rel=1e-6)
    assert result.variances[AUDITOR] == pytest.approx(3.73091806232, rel=1e-6)
    assert result.variances[RESIDUAL] == pytest.approx(0.302415461394, rel=1e-6)
    assert result.mean == pytest.approx(22.9722222222)
    assert result.criterion == pytest.approx(330.860588991, abs=1e-6)


def test_penicillin_profile_intervals() -> None:
    found = cells(*crossed(PENICILLIN))
    ends = sds(found, fitted(found))
    assert ends[BRANCH] == near(0.63410162119, 1.18491813679)
    assert ends[AUDITOR] == near(1.15148573683, 4.21432957254)
    assert ends[RESIDUAL] == near(0.48583931693, 0.629439835426)


def test_penicillin_predictions_and_their_errors() -> None:
    """Standard errors with the uncertainty of the mean and of the other factor inside."""
    result = fitted(cells(*crossed(PENICILLIN)))
    assert result.system is not None
    plates = predicted(result.system, BRANCH, result.system.residual)
    samples = predicted(result.system, AUDITOR, result.system.residual)
    assert plates.effect[[0, 6, 12]] == pytest.approx([0.804547041046, -1.37551590889, 1.4274221696], rel=1e-5)
    assert samples.effect[[0, 5]] == pytest.approx([2.18705796774, -3.00374417088], rel=1e-5)
    assert np.sqrt(plates.variance) == pytest.approx(0.273862710557, rel=1e-5)
    assert np.sqrt(samples.variance) == pytest.approx(0.795163422959, rel=1e-5)
    assert np.sqrt(plates.adjusted_variance) == pytest.approx(0.817954396528, rel=1e-5)
    assert np.sqrt(samples.adjusted_variance) == pytest.approx(0.206001148996, rel=1e-5)
    assert math.sqrt(plates.mean_variance) == pytest.approx(0.808573409334, rel=1e-5)


def test_dyestuff_is_the_exact_analysis_of_variance() -> None:
    found = one_way(DYESTUFF)
    result = fitted(found)
    assert result.variances == pytest.approx({BRANCH: 1764.05, RESIDUAL: 2451.25}, rel=1e-6)
    assert sds(found, result)[BRANCH] == near(15.6571972319, 101.066123947)
    assert sds(found, result)[RESIDUAL] == near(38.2301233683, 67.6576736417)


def test_a_variance_of_zero_comes_with_its_upper_limit() -> None:
    found = one_way(DYESTUFF2)
    result = fitted(found)
    assert result.variances[BRANCH] == 0.0
    assert result.variances[RESIDUAL] == pytest.approx(13.8063096276, rel=1e-5)
    assert sds(found, result)[BRANCH] == near(0.0, 2.51402339867)


def test_pastes_have_casks_within_deliveries() -> None:
    visits = [(b, f"{b}:{c}", y) for b, casks in enumerate(PASTES) for c, tests in enumerate(casks) for y in tests]
    branch, period, score = zip(*visits, strict=True)
    found = cells(branch, [None] * len(branch), score, period)
    result = fitted(found, has_auditor=False, has_period=True)
    assert result.variances == pytest.approx({PERIOD: 8.43366658, BRANCH: 1.65730916, RESIDUAL: 0.67799998}, rel=1e-4)
    assert result.criterion == pytest.approx(246.990745853, abs=1e-5)
    assert sds(found, result)[PERIOD] == near(2.15793091054, 4.10004553722)
    assert sds(found, result)[BRANCH] == near(0.0, 3.28659592758)


def audits_sim(has_period: bool) -> Cells:
    rows = read_reference("audits_sim.csv")
    columns = {name: [row[name] for row in rows] for name in ("branch", "auditor", "period")}
    score = [float(row["score"]) for row in rows]
    return cells(columns["branch"], columns["auditor"], score, columns["period"] if has_period else None)


LME4 = json.loads((REFERENCE / "audits_sim_lme4.json").read_text())
NAMES = {"branch": BRANCH, "auditor": AUDITOR, "bp": PERIOD, "Residual": RESIDUAL}
MODELS = pytest.mark.parametrize("name, has_period", [("two", False), ("three", True)])


@MODELS
def test_audits_sim_is_what_lme4_says(name: str, has_period: bool) -> None:
    found = audits_sim(has_period)
    result = fitted(found, has_period=has_period)
    reml = LME4[name]["reml"]
    assert result.variances == pytest.approx({NAMES[key]: value for key, value in reml["var"].items()}, rel=1e-5)
    assert result.criterion == pytest.approx(reml["REMLcrit"], abs=1e-5)
    assert result.mean == pytest.approx(reml["mu"], rel=1e-6)
    ends = sds(found, result)
    for key, (low, high) in LME4[name]["reml_profile_ci95_sd"].items():
        assert ends[NAMES[key]] == near(low, high)


@MODELS
@pytest.mark.parametrize("term", [BRANCH, AUDITOR])
def test_predictions_of_audits_sim_are_those_of_lme4(name: str, has_period: bool, term: str) -> None:
    system = fitted(audits_sim(has_period), has_period=has_period).system
    assert system is not None
    ours, theirs = predicted(system, term, system.residual), LME4[name]["blup"][term]
    assert ours.effect == pytest.approx(theirs["u"], rel=1e-4, abs=1e-4)
    assert np.sqrt(ours.variance) == pytest.approx(theirs["se_pred_u"], rel=1e-4)
    assert np.sqrt(ours.adjusted_variance) == pytest.approx(theirs["se_pred_mu_plus_u"], rel=1e-4)


@pytest.mark.extra
@pytest.mark.parametrize("name", ["harris_teeter", "starbucks"])
def test_real_inspections_are_what_lme4_says(name: str, extra_cases: Path, extra_reference: Path) -> None:
    expected = json.loads((extra_reference / "wake_lme4.json").read_text())[name]
    with (extra_cases / "wake" / f"{name}.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["standard"].startswith("Sanitation")]
    scores = [float(row["answer"]) for row in rows]
    found = cells([row["branch"] for row in rows], [row["auditor"] for row in rows], scores)
    result = fitted(found)
    theirs = {
        BRANCH: expected["var"]["branch"],
        AUDITOR: expected["var"]["auditor"],
        RESIDUAL: expected["var"]["Residual"],
    }
    assert result.variances == pytest.approx(theirs, rel=1e-5)
    assert result.criterion == pytest.approx(expected["criterion"], abs=1e-5)
    assert result.mean == pytest.approx(expected["mu"], rel=1e-7)

"""What cannot be known is said, not guessed: the edge cases of the analysis of scores."""

from __future__ import annotations

import json

import numpy as np
import pytest

from audit.scoring.analysis import Analysis, AnalysisOptions, Model, analyse, to_document
from tests.scoring.making import chain, crossed, edge, simulated
from tests.scoring.published import DYESTUFF, PENICILLIN


def component(found: Analysis, name: str) -> float | None:
    return found.score.components[name].variance


def why(found: Analysis, name: str) -> str:
    return str(found.score.components[name].why)


def test_all_scores_the_same() -> None:
    found = analyse(chain(*edge("all_same")))
    assert {name: one.variance for name, one in found.score.components.items()} == {
        "branch": 0.0,
        "auditor": 0.0,
        "residual": 0.0,
    }
    assert found.score.reliability.per_visit is None
    assert "no variation at all in these scores" in str(found.score.reliability.why)
    assert [result.group for result in found.branch_results] == ["same"] * 4
    assert all(result.rank_range is None for result in found.branch_results)


def test_one_branch() -> None:
    found = analyse(chain(*edge("one_branch")))
    assert component(found, "branch") is None
    assert "only one branch" in why(found, "branch")
    assert component(found, "auditor") == pytest.approx(23.3720861068, rel=1e-4)
    assert component(found, "residual") == pytest.approx(5.24331736074, rel=1e-4)
    assert found.score.criterion == pytest.approx(78.7776767536, abs=1e-4)
    assert found.score.grand_mean == pytest.approx(75.4645779993, rel=1e-6)
    assert found.branch_results[0].adjusted is None
    assert found.branch_results[0].rank_range is None


def test_one_visit_at_each_branch() -> None:
    found = analyse(chain(*edge("one_visit_per_branch")))
    assert component(found, "branch") is None
    assert component(found, "residual") is None
    assert "cannot be separated" in why(found, "branch")
    assert component(found, "branch+residual") == pytest.approx(20.0146202692, rel=1e-4)
    assert component(found, "auditor") == pytest.approx(34.7856984199, rel=1e-4)
    assert all(result.adjusted is None for result in found.branch_results)
    assert all(result.group == "too_few" for result in found.branch_results)


def test_one_auditor() -> None:
    branch, _, score = crossed(DYESTUFF)
    found = analyse(chain(branch, ["Ann"] * 30, score))
    assert component(found, "auditor") is None
    assert why(found, "auditor") == "Severity cannot be checked: one auditor."
    assert component(found, "branch") == pytest.approx(1764.05, rel=1e-4)
    assert component(found, "residual") == pytest.approx(2451.25, rel=1e-4)
    assert found.auditor_results[0].severity is None


def test_every_branch_has_an_auditor_of_its_own() -> None:
    branch, _, score = crossed(DYESTUFF)
    found = analyse(chain(branch, [f"auditor {b}" for b in branch], score))
    assert component(found, "branch") is None
    assert component(found, "auditor") is None
    assert component(found, "branch+auditor") == pytest.approx(1764.05, rel=1e-4)
    assert component(found, "residual") == pytest.approx(2451.25, rel=1e-4)
    assert "only their sum is known" in why(found, "auditor")
    assert all(result.adjusted is None for result in found.branch_results)


def test_a_graph_in_pieces_is_estimated_with_a_warning_that_names_them() -> None:
    found = analyse(chain(*edge("disconnected")))
    assert (found.score.connected, found.score.pieces) == (False, 2)
    assert component(found, "branch") == pytest.approx(17.6800894755, rel=1e-4)
    assert component(found, "auditor") == pytest.approx(18.4579671793, rel=1e-4)
    assert component(found, "residual") == pytest.approx(34.9478175633, rel=1e-4)
    (warning,) = [str(note) for note in found.notes if "2 groups" in str(note)]
    assert "(1) 1, 10, 2, 3, 4, …; (2) 11, 12, 13, 14, 15, …" in warning


def test_no_residual_at_all() -> None:
    found = analyse(chain(*edge("zero_residual")))
    assert component(found, "residual") == 0.0
    assert component(found, "branch") == pytest.approx(62.5)
    assert component(found, "auditor") == 0.0
    assert [result.adjusted for result in found.branch_results] == pytest.approx([70, 75, 80, 85, 90])
    assert [result.rank_range for result in found.branch_results] == [(5, 5), (4, 4), (3, 3), (2, 2), (1, 1)]


def test_no_residual_with_both_factors() -> None:
    branch, auditor = [b for b in range(4) for _ in range(3)], list(range(3)) * 4
    effects, severity = [-6.0, -1.0, 2.0, 5.0], [-2.0, 0.0, 2.0]
    found = analyse(
        chain(branch, auditor, [70 + effects[b] + severity[a] for b, a in zip(branch, auditor, strict=True)])
    )
    assert component(found, "branch") == pytest.approx(np.var(effects, ddof=1))
    assert component(found, "auditor") == pytest.approx(4.0)
    assert component(found, "residual") == 0.0
    assert [result.severity for result in found.auditor_results] == pytest.approx(severity)


def test_no_residual_within_periods() -> None:
    branch, period = [b for b in range(6) for _ in range(10)], [p for _ in range(6) for p in range(5) for _ in range(2)]
    score = [DYESTUFF[b][p] / 20 for b, p in zip(branch, period, strict=True)]
    options = AnalysisOptions(Model(has_auditor=False, has_period=True))
    found = analyse(chain(branch, [None] * 60, score, period), options)
    assert component(found, "branch") == pytest.approx(1764.05 / 400, rel=1e-5)
    assert component(found, "branch:period") == pytest.approx(2451.25 / 400, rel=1e-5)
    assert component(found, "residual") == 0.0


def test_scores_a_million_higher() -> None:
    branch, auditor, score = crossed(PENICILLIN)
    plain, higher = (analyse(chain(branch, auditor, [y + offset for y in score])) for offset in (0, 1_000_000))
    for name in ("branch", "auditor", "residual"):
        assert component(higher, name) == pytest.approx(component(plain, name), rel=1e-6)


def test_no_visit() -> None:
    found = analyse(chain([], [], []))
    assert (found.visits, found.score.mean, found.score.grand_mean, component(found, "residual")) == (
        0,
        None,
        None,
        None,
    )
    assert why(found, "branch") == "There is no visit with a score."


def test_one_visit() -> None:
    found = analyse(chain(["Leeds"], ["Ann"], [80.0]))
    assert found.score.mean == 80.0
    assert all(one.variance is None for one in found.score.components.values())
    assert why(found, "residual") == "There is only one visit with a score."


@pytest.mark.parametrize(
    "branch, auditor, known",
    [
        (["L", "L"], ["A", "A"], {"residual": 50.0}),
        (["L", "M"], ["A", "B"], {"branch+auditor+residual": 50.0}),
        (["L", "L"], ["A", "B"], {"auditor+residual": 50.0}),
        (["L", "M"], ["A", "A"], {"branch+residual": 50.0}),
    ],
)
def test_two_visits(branch: list[str], auditor: list[str], known: dict[str, float]) -> None:
    found = analyse(chain(branch, auditor, [70.0, 80.0]))
    assert {n: one.variance for n, one in found.score.components.items() if one.variance is not None} == known
    assert all(one.why is not None for one in found.score.components.values() if one.variance is None)


def test_no_auditor_named() -> None:
    branch, _, score = crossed(DYESTUFF)
    found = analyse(chain(branch, [None] * 30, score))
    assert component(found, "branch") == pytest.approx(1764.05, rel=1e-4)
    assert why(found, "auditor") == "Severity cannot be checked: no visit names its auditor."
    assert (found.score.connected, found.score.pieces) == (None, None)


def test_visits_without_an_auditor_are_nobody_in_particular() -> None:
    branch, auditor, score, _ = simulated(10, 4, 80, (4, 4, 9), seed=3)
    named = [None if place % 5 == 0 else who for place, who in enumerate(auditor)]
    own = [f"stranger {place}" if who is None else who for place, who in enumerate(named)]
    some, all_named = analyse(chain(branch, named, score)), analyse(chain(branch, own, score))
    for name in ("branch", "auditor", "residual"):
        assert component(some, name) == pytest.approx(component(all_named, name), rel=1e-4, abs=1e-6)
    assert some.score.criterion == pytest.approx(all_named.score.criterion, abs=1e-5)
    assert any("16 visits name no auditor" in str(note) for note in some.notes)


def test_too_few_visits_to_untangle_anything() -> None:
    """Three visits of two branches and two auditors: whatever the scores, three variances cannot be told."""
    found = analyse(chain(["L", "L", "M"], ["A", "B", "B"], [70.0, 80.0, 90.0]))
    unknown = [one for one in found.score.components.values() if one.variance is None]
    assert unknown
    assert all(one.why is not None for one in unknown)


@pytest.mark.parametrize("name", ["all_same", "one_branch", "one_visit_per_branch", "disconnected", "zero_residual"])
def test_every_answer_is_json_without_nan(name: str) -> None:
    document = to_document(analyse(chain(*edge(name))))
    assert "NaN" not in json.dumps(document)
    assert json.loads(json.dumps(document, allow_nan=False)) == document

"""What was planted can be seen in the raw answers, without any statistics of the product."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from statistics import fmean, pstdev, pvariance
from typing import Any

import pytest

from audit.checklists.model import Item
from audit.scoring.credits import credit_of
from audit.services.demo.effects import solve
from audit.services.demo.forms import expected_score, prepare
from audit.services.demo.measures import draw, kept_share, mean_credit
from audit.services.demo.streams import stream
from tests.services.demo_chains import checklists, planned, scored

SALON = "salon-visit"
# Enough visits that chance cannot hide what was planted.
LARGE = (24, 4800, 3)


def truth(*size: int) -> dict[str, Any]:
    return dict(planned(*size).truth)


def percents(size: tuple[int, int, int]) -> Iterable[tuple[Any, float]]:
    closed = set(truth(*size)["closed_visits"])
    for visit, score in scored(*size):
        if visit.checklist == SALON and visit.id not in closed:
            assert score.percent is not None
            yield visit, float(score.percent)


def within_branch(size: tuple[int, int, int], before: str = "9999") -> dict[str, list[float]]:
    by_branch: dict[str, list[float]] = defaultdict(list)
    for visit, percent in percents(size):
        if visit.visit_date.isoformat() < before:
            by_branch[visit.branch].append(percent)
    return by_branch


def test_branches_score_as_far_from_the_chain_as_planted() -> None:
    (changed,) = (change for change in truth(*LARGE)["changes"] if "branch" in change)
    means = {code: fmean(scores) for code, scores in within_branch(LARGE, changed["from"]).items()}
    new = set(truth(*LARGE)["new_branches"])
    settled = {code: points for code, points in truth(*LARGE)["branches"].items() if code not in new}
    centre = fmean(means[code] - points for code, points in settled.items())
    for code, points in settled.items():
        assert means[code] - centre == pytest.approx(points, abs=4.0), code


def test_weak_branches_are_the_lowest_and_strong_ones_the_highest() -> None:
    told = truth(*LARGE)
    means = {code: fmean(scores) for code, scores in within_branch(LARGE).items()}
    ranked = sorted(means, key=lambda code: means[code])
    assert {one["branch"] for one in told["weak_branches"]} == set(ranked[:3])
    assert {one["branch"] for one in told["strong_branches"]} == set(ranked[-2:])
    assert all(one["points"] < -8 for one in told["weak_branches"])
    assert all(one["points"] > 5 for one in told["strong_branches"])


def test_harsh_auditors_give_less_and_kind_ones_more_at_the_same_branches() -> None:
    told = truth(*LARGE)
    means = {code: fmean(scores) for code, scores in within_branch(LARGE).items()}
    differences: dict[str, list[float]] = defaultdict(list)
    for visit, percent in percents(LARGE):
        differences[visit.auditor].append(percent - means[visit.branch])
    centre = fmean(fmean(values) for values in differences.values())
    assert (len(told["harsh_auditors"]), len(told["kind_auditors"])) == (2, 2)
    for one in told["auditors"]:
        assert fmean(differences[one["key"]]) - centre == pytest.approx(one["points"], abs=2.5), one


def kept_by_branch(size: tuple[int, int, int]) -> dict[str, dict[str, list[bool]]]:
    kept: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for visit, score in scored(*size):
        for standard in score.standards:
            kept[standard.key][visit.branch].append(standard.kept)
    return kept


def between_branch_sd(branches: dict[str, list[bool]]) -> float:
    """The sd of true rates: the variance of observed ones less what chance adds (at least five visits each)."""
    rates = [(fmean(values), len(values)) for values in branches.values() if len(values) >= 5]
    chance = fmean(rate * (1 - rate) / (count - 1) for rate, count in rates)
    return math.sqrt(max(pvariance([rate for rate, _ in rates]) - chance, 0.0))


def test_inconsistent_standards_differ_most_between_branches() -> None:
    told = {one["standard"]: one for one in truth(*LARGE)["inconsistent_standards"]}
    salon = {item.standard for item in checklists()[SALON].items()}
    spreads = {key: between_branch_sd(branches) for key, branches in kept_by_branch(LARGE).items() if key in salon}
    measured = {key for key in spreads if sum(map(len, kept_by_branch(LARGE)[key].values())) > 3000}
    top = sorted(measured, key=lambda key: -spreads[key])[:4]
    assert set(top) == set(told)
    for key, one in told.items():
        assert spreads[key] == pytest.approx(one["between_branch_sd"], abs=0.05), key
        assert fmean(fmean(values) for values in kept_by_branch(LARGE)[key].values()) == pytest.approx(
            one["kept"], abs=0.05
        )


def test_usual_standards_hardly_differ_between_branches() -> None:
    told = truth(*LARGE)
    uneven = {one["standard"] for one in told["inconsistent_standards"]}
    usual = [one["between_branch_sd"] for key, one in told["standards"].items() if key not in uneven]
    assert max(usual) < 0.2 < min(one["between_branch_sd"] for one in told["inconsistent_standards"])


def test_one_branch_falls_back_from_a_month_on() -> None:
    (change,) = (change for change in truth(*LARGE)["changes"] if "branch" in change)
    scores = [(visit.visit_date.isoformat(), percent) for visit, percent in percents(LARGE)
              if visit.branch == change["branch"]]  # fmt: skip
    before = fmean(percent for day, percent in scores if day < change["from"])
    after = fmean(percent for day, percent in scores if day >= change["from"])
    assert after - before == pytest.approx(change["points"], abs=4.0)


def test_one_standard_is_kept_better_from_a_month_on() -> None:
    (change,) = (change for change in truth(*LARGE)["changes"] if "standard" in change)
    kept: dict[bool, list[bool]] = defaultdict(list)
    for visit, score in scored(*LARGE):
        for standard in score.standards:
            if standard.key == change["standard"]:
                kept[visit.visit_date.isoformat() >= change["from"]].append(standard.kept)
    assert fmean(kept[False]) == pytest.approx(change["kept_before"], abs=0.05)
    assert fmean(kept[True]) == pytest.approx(change["kept_after"], abs=0.05)


def test_guests_return_less_where_a_driver_broke() -> None:
    wishes: dict[bool, list[int]] = defaultdict(list)
    for visit, score in scored(*LARGE):
        items = {item.key: item for item in score.items}
        if visit.checklist == SALON and items["result"].state == "counted":
            wishes[bool(items["result"].kept)].append(visit.answers["return"]["value"])  # type: ignore[arg-type]
    assert fmean(wishes[True]) - fmean(wishes[False]) > 2
    assert pstdev(wishes[True]) > 0.5


def test_one_visit_found_a_weak_branch_closed() -> None:
    told = truth()
    (closed,) = told["closed_visits"]
    (found,) = ((visit, score) for visit, score in scored() if visit.id == closed)
    assert found[0].branch in {one["branch"] for one in told["weak_branches"]}
    assert found[1].percent == 0
    assert found[0].pictures == {"open": ("closed-door",)}


ITEMS = [
    item
    for key in ("greet_s", "wait", "welcome", "wash", "distracted", "drink_served", "solved", "questions", "mirror")
    for item in checklists()[SALON].items()
    if item.key == key
]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.key)
@pytest.mark.parametrize("p", [0.3, 0.85])
def test_answers_come_to_the_credit_and_the_kept_share_that_are_promised(item: Item, p: float) -> None:
    rng = stream(1, f"{item.key} {p}")
    credits_ = [credit for credit in (credit_of(item, draw(item, p, rng)) for _ in range(8000)) if credit is not None]
    assert len(credits_) == 8000
    assert fmean(map(float, credits_)) == pytest.approx(mean_credit(item, p), abs=0.02)
    assert fmean(credit >= item.kept_at for credit in credits_) == pytest.approx(kept_share(item, p), abs=0.02)


@pytest.mark.parametrize("points", [-12.0, -3.0, 6.0])
def test_a_shift_moves_the_expected_score_by_the_points_wanted(points: float) -> None:
    form = prepare(checklists()[SALON])
    average = expected_score(form)
    shift = solve(lambda shift: expected_score(form, shift=shift), average + points)
    assert expected_score(form, shift=shift) == pytest.approx(average + points, abs=0.05)

"""What is planted: how far each branch, auditor, standard and month departs from the chain's average.

Effects live on the logit scale, where they cannot push a probability past always or never. Those that
are promised in points of score are solved for: the shift is the one that moves the expected score of a
visit by exactly so many points.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from audit.services.demo.chain import DemoBranch, DemoPerson
from audit.services.demo.forms import Form, expected_score
from audit.services.demo.rates import INCONSISTENT_SD, INCONSISTENT_STANDARDS, USUAL_SD

WEAK_POINTS, STRONG_POINTS, USUAL_BRANCH_SD = -12.0, 7.5, 2.0
CHANGED_BRANCH_POINTS = -13.0
SEVERITIES = (-6.5, 5.0, -4.5, 4.0)  # harsh, kind, harsh, kind
USUAL_SEVERITY_SD = 0.8


@dataclass(frozen=True, slots=True)
class BranchEffect:
    """`points` from the chain's average (`later_points` from `later_from` on), and the shifts that make them."""

    points: float
    shift: float
    deviations: Mapping[str, float]
    later_from: date | None = None
    later_points: float = 0.0
    later_shift: float = 0.0

    def shift_on(self, day: date) -> float:
        return self.later_shift if self.later_from is not None and day >= self.later_from else self.shift


@dataclass(frozen=True, slots=True)
class Effects:
    """All that is planted. `severities` are points of score, `leniency` the same as shifts."""

    branches: Mapping[str, BranchEffect]
    weak: tuple[str, ...]
    strong: tuple[str, ...]
    severities: Mapping[str, float]
    leniency: Mapping[str, float]
    standard_changed_on: date


def plant(
    forms: tuple[Form, ...],
    branches: list[DemoBranch],
    people: list[DemoPerson],
    months: list[date],
    rng: random.Random,
) -> Effects:
    """Choose who is weak, strong, harsh, kind and changing. Points are those of the first form;
    `months` are the first days of the months there are visits in."""
    form, standards = forms[0], dict.fromkeys(standard for form in forms for standard in form.standards)
    weak, strong, changed = _choose(branches, rng)
    average = expected_score(form)
    effects = {}
    for branch in branches:
        deviations = _deviations(standards, rng)
        points = WEAK_POINTS if branch.code in weak else STRONG_POINTS if branch.code in strong else None
        points = rng.gauss(0, USUAL_BRANCH_SD) if points is None else points + rng.uniform(-1, 1)
        effects[branch.code] = _branch_effect(form, average, points, deviations, _later(branch, changed, months))
    severities = _severities(people, rng)
    return Effects(
        branches=effects,
        weak=weak,
        strong=strong,
        severities=severities,
        leniency={
            key: solve(lambda shift: expected_score(form, leniency=shift), average + points)
            for key, points in severities.items()
        },
        standard_changed_on=months[len(months) // 3],
    )


def solve(score_at: Callable[[float], float], wanted: float) -> float:
    """The shift at which a rising score reaches `wanted`, by bisection to a thousandth."""
    low, high = -6.0, 6.0
    while high - low > 0.001:
        middle = (low + high) / 2
        low, high = (middle, high) if score_at(middle) < wanted else (low, middle)
    return (low + high) / 2


def _choose(branches: list[DemoBranch], rng: random.Random) -> tuple[tuple[str, ...], tuple[str, ...], str | None]:
    """Weak, strong and one changing branch, all different and none of them new."""
    codes = [branch.code for branch in branches if branch.opened_on is None]
    rng.shuffle(codes)
    weak = min(max(round(len(codes) / 8), 1), len(codes) // 2)
    strong = min(max(round(len(codes) / 12), 1), len(codes) // 2)
    rest = codes[weak + strong :]
    return tuple(sorted(codes[:weak])), tuple(sorted(codes[weak : weak + strong])), rest[0] if rest else None


def _deviations(standards: Iterable[str], rng: random.Random) -> dict[str, float]:
    return {
        standard: rng.gauss(0, INCONSISTENT_SD if standard in INCONSISTENT_STANDARDS else USUAL_SD)
        for standard in standards
    }


def _later(branch: DemoBranch, changed: str | None, months: list[date]) -> date | None:
    return months[len(months) * 7 // 12] if branch.code == changed else None


def _branch_effect(
    form: Form, average: float, points: float, deviations: dict[str, float], later_from: date | None
) -> BranchEffect:
    def at(shift: float) -> float:
        return expected_score(form, shift=shift, deviations=deviations)

    effect = BranchEffect(points, solve(at, average + points), deviations)
    if later_from is None:
        return effect
    later_points = points + CHANGED_BRANCH_POINTS
    return BranchEffect(points, effect.shift, deviations, later_from, later_points, solve(at, average + later_points))


def _severities(people: list[DemoPerson], rng: random.Random) -> dict[str, float]:
    """Points each auditor gives more (or, below zero, less) than their colleagues; zero on average."""
    keys = [person.key for person in people if person.role == "auditor"]
    # The account that signs in is an ordinary auditor, and so is whoever travels.
    singled_out = rng.sample(keys[1:-1], min(len(SEVERITIES), max(len(keys) - 2, 0)))
    raw = {key: rng.gauss(0, USUAL_SEVERITY_SD) for key in keys}
    raw.update(zip(singled_out, SEVERITIES, strict=False))
    mean = sum(raw.values()) / len(raw)
    return {key: points - mean for key, points in raw.items()}

"""What was planted, in names and numbers, for whoever wants to check what the product makes of it."""

from __future__ import annotations

from statistics import fmean, pstdev
from typing import Any

from audit.services.demo.chain import DemoBranch, DemoPerson
from audit.services.demo.effects import CHANGED_BRANCH_POINTS, Effects
from audit.services.demo.forms import Form, read
from audit.services.demo.measures import logit
from audit.services.demo.rates import (
    CHANGED_STANDARD,
    CHANGED_STANDARD_TO,
    DRIVERS,
    INCONSISTENT_STANDARDS,
)

HARSH_FROM, KIND_FROM = -3.0, 3.0


def tell_truth(
    forms: tuple[Form, ...], branches: list[DemoBranch], people: list[DemoPerson], effects: Effects
) -> dict[str, object]:
    """Points are of score, from the chain's mean; kept rates and their between-branch sd are shares, as an
    average auditor would find them before anything changed."""
    rates = {standard: _rates(form, standard, effects) for form in reversed(forms) for standard in form.standards}
    standards = {
        standard: {"kept": round(fmean(rate), 4), "between_branch_sd": round(pstdev(rate), 4)}
        for standard, rate in rates.items()
    }
    mean = fmean(effect.points for effect in effects.branches.values())
    points = {code: round(effect.points - mean, 2) for code, effect in effects.branches.items()}
    auditors = _auditors(people, effects)
    return {
        "inconsistent_standards": [
            {"standard": key, **standards[key]} for key in INCONSISTENT_STANDARDS if key in standards
        ],
        "weak_branches": [{"branch": code, "points": points[code]} for code in effects.weak],
        "strong_branches": [{"branch": code, "points": points[code]} for code in effects.strong],
        "harsh_auditors": [one for one in auditors if effects.severities[one["key"]] <= HARSH_FROM],
        "kind_auditors": [one for one in auditors if effects.severities[one["key"]] >= KIND_FROM],
        "changes": [_changed_standard(forms, effects), *_changed_branches(effects)],
        "drivers": {forms[0].measured[item].standard: points for item, points in DRIVERS.items()},
        "new_branches": [branch.code for branch in branches if branch.opened_on is not None],
        "branches": points,
        "auditors": auditors,
        "standards": dict(sorted(standards.items())),
    }


def _rates(form: Form, standard: str, effects: Effects) -> list[float]:
    """The true kept rate of a standard at every branch."""
    measured = next(one for one in form.measured.values() if one.standard == standard)
    return [
        read(measured.kept, measured.centre(branch.shift, branch.deviations, 0.0))
        for branch in effects.branches.values()
    ]


def _auditors(people: list[DemoPerson], effects: Effects) -> list[dict[str, Any]]:
    names = {person.key: person for person in people}
    return [
        {"key": key, "nickname": names[key].nickname, "name": names[key].name, "points": round(points, 2)}
        for key, points in effects.severities.items()
    ]


def _changed_standard(forms: tuple[Form, ...], effects: Effects) -> dict[str, object]:
    form = next(form for form in forms if CHANGED_STANDARD in form.standards)
    measured = next(one for one in form.measured.values() if one.standard == CHANGED_STANDARD)
    change = logit(CHANGED_STANDARD_TO) - measured.base
    centres = [measured.centre(branch.shift, branch.deviations, 0.0) for branch in effects.branches.values()]
    return {
        "standard": CHANGED_STANDARD,
        "from": effects.standard_changed_on.isoformat(),
        "kept_before": round(fmean(read(measured.kept, centre) for centre in centres), 4),
        "kept_after": round(fmean(read(measured.kept, centre + change) for centre in centres), 4),
    }


def _changed_branches(effects: Effects) -> list[dict[str, object]]:
    return [
        {"branch": code, "from": effect.later_from.isoformat(), "points": CHANGED_BRANCH_POINTS}
        for code, effect in effects.branches.items()
        if effect.later_from is not None
    ]

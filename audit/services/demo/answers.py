"""The answers of one visit, drawn from what is planted, in the order the form asks them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.checklists.model import Item
from audit.checklists.rules import holds
from audit.scoring.credits import credit_of
from audit.services.demo.comments import comment_on
from audit.services.demo.effects import Effects
from audit.services.demo.forms import Form
from audit.services.demo.measures import chance, draw, logit
from audit.services.demo.rates import (
    CHANGED_STANDARD,
    CHANGED_STANDARD_TO,
    DAY_SD,
    DRIVERS,
    FACTS,
    GATES,
    NOT_APPLICABLE,
    TOGETHER,
)
from audit.services.demo.stories import tell

Answer = dict[str, object]
COMMENT_SHARE = 0.3
STORY_SHARE = 0.85  # of the stories nobody requires
RETURN_BEST, RETURN_SD = 9.4, 0.9


@dataclass(slots=True)
class Occasion:
    """One visit while it is being answered: where, when, by whom, and how the day is going."""

    form: Form
    branch: str
    attributes: Mapping[str, str]
    auditor: str
    day: date
    language: str
    is_open: bool
    mood: float
    answers: dict[str, Answer] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)


def occasion(
    form: Form,
    branch: tuple[str, Mapping[str, str]],
    auditor: tuple[str, str],
    day: date,
    rng: random.Random,
    *,
    is_open: bool = True,
) -> Occasion:
    """A visit about to be answered. `branch` is code and attributes, `auditor` key and language."""
    return Occasion(form, branch[0], branch[1], auditor[0], day, auditor[1], is_open, rng.gauss(0, DAY_SD))


def answer(visit: Occasion, effects: Effects, rng: random.Random) -> dict[str, Answer]:
    """Every visible item answered where the form wants an answer; comments beside what is broken."""
    for section in visit.form.checklist.sections:
        if section.show_when is not None and not holds(section.show_when, visit.answers, visit.attributes):
            continue
        for item in section.items:
            if item.show_when is None or holds(item.show_when, visit.answers, visit.attributes):
                value = _value(visit, item, effects, rng)
                if value is not None:
                    visit.answers[item.key] = _with_comment(visit, item, value, rng)
    return visit.answers


def _value(visit: Occasion, item: Item, effects: Effects, rng: random.Random) -> object:
    """The answer's value, None where nothing is answered."""
    if item.key in GATES:
        return "yes" if visit.is_open else "no"
    if _does_not_apply(visit, item, rng):
        return "na"
    if item.key in FACTS:
        return "yes" if rng.random() < FACTS[item.key] else "no"
    if item.key in visit.form.measured:
        return draw(item, _probability(visit, item, effects), rng)
    return _unmeasured(visit, item, rng)


def _does_not_apply(visit: Occasion, item: Item, rng: random.Random) -> bool:
    if not item.allow_na:
        return False
    if item.key in TOGETHER:
        return visit.answers.get(TOGETHER[item.key], {}).get("value") == "na"
    return rng.random() < NOT_APPLICABLE.get(item.key, 0.0)


def _probability(visit: Occasion, item: Item, effects: Effects) -> float:
    measured, branch = visit.form.measured[item.key], effects.branches[visit.branch]
    centre = measured.centre(branch.shift_on(visit.day), branch.deviations, effects.leniency[visit.auditor])
    if measured.standard == CHANGED_STANDARD and visit.day >= effects.standard_changed_on:
        centre += logit(CHANGED_STANDARD_TO) - measured.base
    return chance(centre + visit.mood)


def _unmeasured(visit: Occasion, item: Item, rng: random.Random) -> object:
    """What is asked without being scored: reasons, days, whether one would return, the story."""
    if item.kind == "choices":
        return [rng.choice(item.options).key]
    if item.kind == "number":
        return rng.randint(1, 3)
    if item.kind == "scale":
        return _would_return(visit, item, rng)
    if item.kind == "text" and (item.required or rng.random() < STORY_SHARE):
        return tell(frozenset(visit.kept), frozenset(visit.broken), visit.language, rng)
    if item.kind == "choice":
        return rng.choice(item.options).key
    return None


def _would_return(visit: Occasion, item: Item, rng: random.Random) -> int:
    lost = sum(points for key, points in DRIVERS.items() if key in visit.broken)
    wanted = round(RETURN_BEST - lost + rng.gauss(0, RETURN_SD))
    assert item.min is not None
    assert item.max is not None
    return min(max(wanted, item.min), item.max)


def _with_comment(visit: Occasion, item: Item, value: object, rng: random.Random) -> Answer:
    if value == "na" or item.standard is None or not item.weight:
        return {"value": value}
    credit = credit_of(item, value)
    if credit is None or credit >= item.kept_at:
        visit.kept.add(item.key)
        return {"value": value}
    visit.broken.add(item.key)
    if item.evidence == "never" and rng.random() >= COMMENT_SHARE:
        return {"value": value}
    return {"value": value, "comment": comment_on(item.key, visit.language, rng)}

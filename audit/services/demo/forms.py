"""A checklist prepared for the planner: each measured item with its rate and its share of the score."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from audit.checklists.model import Checklist, Item, Section
from audit.services.demo.measures import chance, kept_share, logit, mean_credit
from audit.services.demo.rates import BASE, DAY_SD, FACTS, GATES, LEEWAY, OTHERWISE

# A normal day's three Gauss-Hermite nodes: exact for everything smooth enough to matter here.
DAYS = ((-(3**0.5) * DAY_SD, 1 / 6), (0.0, 2 / 3), (3**0.5 * DAY_SD, 1 / 6))
# The tables run over the logit scale from LOWEST on, in steps of STEP.
LOWEST, STEP, ENTRIES = -9.0, 0.1, 181
# How often what depends on another answer is asked at all.
ASKED: Mapping[str, float] = {"wait_told": 0.2, "called_back": 0.05, "hold_asked": 0.3, "hold_s": 0.3}
ASKED_SECTIONS: Mapping[str, float] = {"complaint": 0.25}
NOTHING: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True)
class Measured:
    """An item that is drawn: its average on the logit scale, and its share (0 to 1) of a visit's score.

    `credits` and `kept` are tables over the logit scale, each averaged over good and bad days.
    """

    item: Item
    standard: str
    base: float
    leeway: float
    share: float
    credits: tuple[float, ...]
    kept: tuple[float, ...]

    def centre(self, shift: float, deviations: Mapping[str, float], leniency: float) -> float:
        """Where the item lies on the logit scale, on a normal day."""
        return self.base + shift + deviations.get(self.standard, 0.0) + leniency * self.leeway


@dataclass(frozen=True, slots=True)
class Form:
    """A checklist and what is drawn of it, by item key. `fixed_share` of the score is always earned."""

    checklist: Checklist
    measured: Mapping[str, Measured]
    fixed_share: float

    @property
    def standards(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(measured.standard for measured in self.measured.values()))


def prepare(checklist: Checklist) -> Form:
    """The form of a checklist whose sections have weights."""
    total = sum(_weight(section) for section in checklist.sections)
    measured: dict[str, Measured] = {}
    fixed = 0.0
    for section in checklist.sections:
        possible = sum(_counting(item) for item in section.items if not item.bonus)
        for item in section.items:
            share = _weight(section) / total * _counting(item) / possible if possible else 0.0
            if item.key in GATES:
                fixed += share
            elif item.standard is not None and item.weight > 0 and item.key not in FACTS:
                measured[item.key] = _measured(item, item.standard, share)
    return Form(checklist, measured, fixed)


def expected_score(
    form: Form, *, shift: float = 0.0, deviations: Mapping[str, float] = NOTHING, leniency: float = 0.0
) -> float:
    """The mean score (0 to 100) of visits at a branch shifted by so much, seen by such an auditor."""
    return 100 * (
        form.fixed_share
        + sum(
            measured.share * read(measured.credits, measured.centre(shift, deviations, leniency))
            for measured in form.measured.values()
        )
    )


def read(table: tuple[float, ...], at: float) -> float:
    """A table's value at a place on the logit scale, straight between its entries."""
    place = min(max((at - LOWEST) / STEP, 0.0), len(table) - 1.001)
    index = int(place)
    return table[index] + (place - index) * (table[index + 1] - table[index])


def _measured(item: Item, standard: str, share: float) -> Measured:
    places = [LOWEST + index * STEP for index in range(ENTRIES)]

    def over_days(function: Callable[[Item, float], float]) -> tuple[float, ...]:
        return tuple(sum(weight * function(item, chance(at + day)) for day, weight in DAYS) for at in places)

    return Measured(
        item=item,
        standard=standard,
        base=logit(BASE.get(item.key, OTHERWISE)),
        leeway=LEEWAY[item.kind],
        share=share,
        credits=over_days(mean_credit),
        kept=over_days(kept_share),
    )


def _weight(section: Section) -> float:
    return float(section.weight or 0) * ASKED_SECTIONS.get(section.key, 1.0)


def _counting(item: Item) -> float:
    return float(item.weight) * ASKED.get(item.key, 1.0)

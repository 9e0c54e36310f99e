"""Planned demo chains for tests: planned once for each size and seed, since planning is repeatable."""

from __future__ import annotations

import random
from datetime import date
from functools import cache

from audit.checklists.model import Checklist
from audit.scoring.scores import VisitScore
from audit.scoring.visits import score_visit
from audit.services.demo import CHECKLISTS, DemoChain, DemoVisit, plan_demo
from audit.services.demo.pictures import draw_pictures
from audit.services.library import load_library

TODAY = date(2026, 11, 23)
MADE = ("accepted", "submitted")


@cache
def checklists() -> dict[str, Checklist]:
    library = load_library()
    return {key: library[key] for key in CHECKLISTS}


@cache
def drawn() -> dict[str, bytes]:
    return draw_pictures(random.Random(1))


@cache
def planned(branches: int = 24, visits: int = 600, seed: int = 1) -> DemoChain:
    return plan_demo(checklists(), TODAY, branches=branches, visits=visits, seed=seed)


@cache
def scored(branches: int = 24, visits: int = 600, seed: int = 1) -> tuple[tuple[DemoVisit, VisitScore], ...]:
    """The visits that were made, each with its score."""
    chain = planned(branches, visits, seed)
    attributes = {branch.code: branch.attributes for branch in chain.branches}
    return tuple(
        (visit, score_visit(checklists()[visit.checklist], visit.answers, attributes[visit.branch]))
        for visit in chain.visits
        if visit.status in MADE
    )

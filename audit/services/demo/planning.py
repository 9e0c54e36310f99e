"""Plan the demo chain: from a seed, two sizes and a day to everything there is to fill in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from audit.checklists.model import Checklist
from audit.services.demo.calendars import BY_PHONE, IN_PERSON, months_before, plan_slots
from audit.services.demo.chain import CHAIN_NAME, DemoBranch, DemoChain
from audit.services.demo.due import plan_due
from audit.services.demo.effects import plant
from audit.services.demo.forms import prepare
from audit.services.demo.people import list_people
from audit.services.demo.places import regions_of
from audit.services.demo.streams import stream
from audit.services.demo.streets import list_branches
from audit.services.demo.truths import tell_truth
from audit.services.demo.visits import Plan, visits_ahead, visits_made

CHECKLISTS = (IN_PERSON, BY_PHONE)
NEW_BRANCH_FROM = 12  # a smaller chain has no branch to spare for being new
NEW_SINCE_DAYS = 40


def plan_demo(
    checklists: Mapping[str, Checklist], today: date, *, branches: int = 24, visits: int = 600, seed: int = 1
) -> DemoChain:
    """A chain with `visits` visits in the year before `today`, and some ahead.

    `checklists` holds those named in CHECKLISTS. The same arguments always give the same chain.
    """
    forms = {key: prepare(checklists[key]) for key in CHECKLISTS}
    places = _with_new_branch(list_branches(branches, stream(seed, "branches")), visits, today)
    people = list_people(places, visits)
    effects = plant(tuple(forms.values()), places, people, months_before(today), stream(seed, "effects"))
    plan = Plan(seed, today, forms, effects)
    slots = plan_slots(places, people, visits, today, stream(seed, "slots"))
    planned = (*visits_made(plan, slots), *visits_ahead(plan, plan_due(places, people, today)))
    return DemoChain(
        name=CHAIN_NAME,
        regions=regions_of(places),
        branches=tuple(places),
        people=tuple(people),
        visits=planned,
        truth={
            "seed": seed,
            "today": today.isoformat(),
            "visits": visits,
            **tell_truth(tuple(forms.values()), places, people, effects),
            "closed_visits": [visit.id for visit in planned if visit.answers.get("open", {}).get("value") == "no"],
        },
    )


def _with_new_branch(branches: list[DemoBranch], visits: int, today: date) -> list[DemoBranch]:
    """The last branch of a chain that is large enough has just opened: too few visits to tell anything."""
    if len(branches) < NEW_BRANCH_FROM or visits < 4 * len(branches):
        return branches
    return [*branches[:-1], replace(branches[-1], opened_on=today - timedelta(days=NEW_SINCE_DAYS))]

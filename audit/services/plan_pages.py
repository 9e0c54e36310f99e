"""The page that plans a visit: what can be chosen, and what was typed."""

from __future__ import annotations

from dataclasses import dataclass

from audit.checklists.model import Text
from audit.errors import N_, Problem, Sentence, say
from audit.services.planning import Plan, list_auditors
from audit.store import chains, checklists
from audit.store.sights import Sight

TITLE = say(N_("Plan a visit"))
CHOOSE = say(N_("Choose"))
Choices = tuple[tuple[str, Sentence | str], ...]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The form, its choices as (value, label) pairs, and what was wrong with what was sent."""

    plan: Plan
    branches: Choices
    auditors: Choices
    checklists: Choices
    problems: tuple[Problem, ...] = ()
    title: Sentence = TITLE

    def problem_at(self, place: str) -> Sentence | None:
        """What is wrong with a field, if anything."""
        return next((problem.sentence for problem in self.problems if problem.place == place), None)


async def plan_page(sight: Sight, plan: Plan, language: str, problems: tuple[Problem, ...] = ()) -> PlanPage:
    """The form for the branches a person may see."""
    published = await checklists.list_newest_numbers()
    every = [row for row in await checklists.list_checklists() if row.id in published and row.retired_at is None]
    first: Choices = (("", CHOOSE),)
    return PlanPage(
        plan=plan,
        branches=(*first, *((row.code, row.name) for row in await chains.list_branches(sight) if not row.closed_on)),
        auditors=(*first, *((str(person.id), person.name) for person in await list_auditors())),
        checklists=(*first, *((row.key, Text(tuple(row.name.items())).in_language(language)) for row in every)),
        problems=problems,
    )

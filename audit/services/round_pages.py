"""Rounds on pages: what there is, what the next period would be and why, what became of the earlier ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from audit.checklists.model import Text
from audit.errors import N_, Problem, Sentence, say, say_count
from audit.scoring.proposals import Proposed
from audit.scoring.rounding import whole
from audit.services.proposals import Suggested, next_period, suggest
from audit.services.round_plans import name_of
from audit.services.round_words import LACKING, PERIODS, WHO, WHY, proposal_sentences, round_sentence
from audit.services.rounds import RoundForm
from audit.store import assignments, chains, checklists, rounds
from audit.store.assignments import PlannedRow
from audit.store.rounds import PlanRow, RoundRow
from audit.store.sights import Sight

TITLE = say(N_("Rounds"))
GOING = (N_("{count} round of visits goes on."), N_("{count} rounds of visits go on."))
NONE_GOING = say(N_("No round of visits goes on yet."))
WHOLE_CHAIN = say(N_("The whole chain"))
PLANS_SHOWN = 4
Choices = tuple[tuple[str, Sentence | str], ...]


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round in the list."""

    id: int
    name: str
    detail: Sentence
    region: str
    has_ended: bool
    goes_on: bool
    last_planned: date | None


@dataclass(frozen=True, slots=True)
class RoundsPage:
    """The rounds, and the form for a new one."""

    sentence: Sentence
    rows: tuple[RoundLine, ...]
    form: RoundForm
    checklists: Choices
    periods: Choices
    regions: Choices
    problems: tuple[Problem, ...] = ()
    title: Sentence = TITLE

    def problem_at(self, place: str) -> Sentence | None:
        """What is wrong with a field, if anything."""
        return next((problem.sentence for problem in self.problems if problem.place == place), None)


@dataclass(frozen=True, slots=True)
class SuggestedLine:
    """One visit that would be planned."""

    name: str
    day: date
    branch: str
    auditor: str
    checklist: str
    why: Sentence
    who: Sentence


@dataclass(frozen=True, slots=True)
class PlanView:
    """A period that was planned, and its visits where they are shown."""

    first: date
    visits: int
    left_out: int
    rows: tuple[PlannedRow, ...]
    declined: int


@dataclass(frozen=True, slots=True)
class RoundPage:
    """One round: what it asks for, what comes next, what was planned."""

    id: int
    name: str
    detail: Sentence
    has_ended: bool
    goes_on: bool
    first: date
    last: date
    sentences: tuple[Sentence, ...]
    lines: tuple[SuggestedLine, ...]
    left_out: tuple[tuple[str, Sentence], ...]
    plans: tuple[PlanView, ...]
    title: str


async def rounds_page(sight: Sight, form: RoundForm, language: str, problems: tuple[Problem, ...] = ()) -> RoundsPage:
    """What an owner or manager sees of rounds."""
    rows = await rounds.list_rounds(sight)
    plans = await rounds.list_plans([row.id for row in rows])
    going = sum(row.ended_at is None for row in rows)
    names = await checklist_names(language)
    regions = tuple((region.name, region.name) for region in await chains.list_regions())
    whole: Choices = (("", WHOLE_CHAIN),) if sight.role == "owner" else ()
    return RoundsPage(
        say_count(*GOING, going) if going else NONE_GOING,
        tuple(round_line(row, plans[row.id], names) for row in rows),
        form, tuple(names.items()), tuple(PERIODS.items()), (*whole, *regions), problems,
    )  # fmt: skip


async def checklist_names(language: str) -> dict[str, str]:
    """The checklists visits can be planned with, by key."""
    published = await checklists.list_newest_numbers()
    every = [row for row in await checklists.list_checklists() if row.id in published and row.retired_at is None]
    return {row.key: Text(tuple(row.name.items())).in_language(language) for row in every}


def round_line(row: RoundRow, plans: list[PlanRow], names: dict[str, str]) -> RoundLine:
    """One round of the list."""
    last = plans[0].first_on if plans else None
    region = row.region or ""
    return RoundLine(row.id, row.name, round_sentence(row, names), region, row.ended_at is not None, row.goes_on, last)


async def round_page(sight: Sight, round_id: int, language: str, now: datetime) -> RoundPage:
    """One round, with the proposal for its next period."""
    row = await rounds.get_round(sight, round_id)
    plans = (await rounds.list_plans([round_id]))[round_id]
    names = await checklist_names(language)
    suggested = await suggest(sight, row, next_period(row, plans, now.date()), now.date())
    newest = await assignments.list_of_plan(sight, plans[0].id) if plans else []
    views = tuple(plan_view(plan, newest if place == 0 else []) for place, plan in enumerate(plans[:PLANS_SHOWN]))
    return RoundPage(
        row.id, row.name, round_sentence(row, names), row.ended_at is not None, row.goes_on,
        suggested.period.first, suggested.period.last, proposal_sentences(suggested),
        tuple(suggested_line(suggested, one, names) for one in suggested.proposal.visits),
        tuple((suggested.branches[one.branch].name, LACKING[one.lacking]) for one in suggested.proposal.left_out),
        views, row.name,
    )  # fmt: skip


def suggested_line(suggested: Suggested, one: Proposed, names: dict[str, str]) -> SuggestedLine:
    """One visit of a proposal, in words."""
    width = suggested.half_widths.get(one.branch)
    why = WHY[one.why] if width is None else say(KNOWN, why=WHY[one.why], points=max(1, whole(width)))
    return SuggestedLine(
        name_of(one), one.day, suggested.branches[one.branch].name, suggested.auditors[one.auditor].name,
        names.get(one.checklist, one.checklist), why, WHO[one.who],
    )  # fmt: skip


KNOWN = N_("{why} (known to ± {points} points)")


def plan_view(plan: PlanRow, rows: list[PlannedRow]) -> PlanView:
    """A planned period."""
    declined = sum(row.reply == "declined" for row in rows)
    return PlanView(plan.first_on, plan.visits, plan.left_out, tuple(rows), declined)

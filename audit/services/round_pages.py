"""Rounds on pages: what there is, what the next period would be and why, what became of the earlier ones."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from audit.checklists.model import Text
from audit.errors import N_, Problem, Sentence, say, say_count
from audit.scoring.proposals import Change
from audit.scoring.proposals.values import Lacking
from audit.scoring.rounding import whole
from audit.services.proposal_changes import check_changes
from audit.services.proposals import Suggested, name_of, next_period, suggest
from audit.services.round_plans import UNCHANGED
from audit.services.round_words import BREAKS, LACKING, PERIODS, WHO, WHY, proposal_sentences, round_sentence
from audit.services.rounds import RoundForm
from audit.store import assignments, chains, checklists, opening_days, rounds
from audit.store.assignments import PlannedRow
from audit.store.rounds import PlanRow, RoundRow
from audit.store.sights import Sight

TITLE = say(N_("Rounds"))
GOING = (N_("{count} round of visits goes on."), N_("{count} rounds of visits go on."))
NONE_GOING = say(N_("No round of visits goes on yet."))
WHOLE_CHAIN = say(N_("The whole chain"))
PLANS_SHOWN = 4
MOST_LINES, MOST_CHOICES, MOST_NAMED = 2_000, 20_000, 12
A_MONDAY = date(2024, 1, 1)
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
    days: tuple[tuple[str, date, bool], ...] = ()
    """For owners, who set it: each day of the week, a date that falls on it, and whether visits are planned on it."""
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
    auditor_id: str
    is_planned: bool = True
    is_changed: bool = False
    is_open: bool = True
    broken: tuple[Sentence, ...] = ()
    """Rules that a change goes against. `is_open`: its fields are there to be changed."""


@dataclass(frozen=True, slots=True)
class LeftOutGroup:
    """Branches that a proposal leaves out for the same reason: some by name, `more` beside them."""

    why: Sentence
    branches: tuple[str, ...]
    more: int


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
    more: int
    left_out: tuple[LeftOutGroup, ...]
    plans: tuple[PlanView, ...]
    auditors: Choices
    changed: int
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
        await week() if sight.role == "owner" else (),
    )  # fmt: skip


async def week() -> tuple[tuple[str, date, bool], ...]:
    """The days of the week, Monday first."""
    is_open = await opening_days.get_weekdays()
    return tuple((str(day), A_MONDAY + timedelta(days=day), day in is_open) for day in range(7))


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


async def round_page(
    sight: Sight,
    round_id: int,
    language: str,
    now: datetime,
    changes: Mapping[str, Change] = UNCHANGED,
    skipped: Collection[str] = (),
    opened: Collection[str] = (),
) -> RoundPage:
    """One round, with the proposal for its next period, as somebody changed it before it is planned.

    Where the fields of every visit would make a page too heavy to use, only those `opened` or changed have them.
    """
    row = await rounds.get_round(sight, round_id)
    plans = (await rounds.list_plans([round_id]))[round_id]
    names = await checklist_names(language)
    suggested = await suggest(sight, row, next_period(row, plans, now.date()), now.date())
    check_changes(suggested, changes)
    suggested = suggested.with_changes(changes)
    shown = min(len(suggested.names), MOST_LINES)
    is_light = shown * len(suggested.auditors) <= MOST_CHOICES
    known = set(suggested.names) if is_light else {*opened, *changes}
    lines = tuple(suggested_line(suggested, place, names, skipped, known) for place in range(shown))
    newest = await assignments.list_of_plan(sight, plans[0].id) if plans else []
    views = tuple(plan_view(plan, newest if place == 0 else []) for place, plan in enumerate(plans[:PLANS_SHOWN]))
    return RoundPage(
        row.id, row.name, round_sentence(row, names), row.ended_at is not None, row.goes_on,
        suggested.period.first, suggested.period.last, proposal_sentences(suggested),
        lines, len(suggested.names) - shown, left_out_groups(suggested),
        views, tuple((str(one.id), one.name) for one in suggested.auditors.values()),
        sum(line.is_changed for line in lines), row.name,
    )  # fmt: skip


def left_out_groups(suggested: Suggested) -> tuple[LeftOutGroup, ...]:
    """What is left out, by its reason; a branch is named once."""
    of_reason: dict[Lacking, dict[str, None]] = {}
    for one in suggested.proposal.left_out:
        of_reason.setdefault(one.lacking, {})[suggested.branches[one.branch].name] = None
    return tuple(
        LeftOutGroup(LACKING[lacking], tuple(branches)[:MOST_NAMED], max(0, len(branches) - MOST_NAMED))
        for lacking, branches in of_reason.items()
    )


def suggested_line(
    suggested: Suggested, place: int, names: dict[str, str], skipped: Collection[str], opened: Collection[str]
) -> SuggestedLine:
    """One visit of a proposal, in words."""
    one, name = suggested.proposal.visits[place], suggested.names[place]
    broken = suggested.broken[place] if suggested.broken else ()
    width = suggested.half_widths.get(one.branch)
    why = WHY[one.why] if width is None else say(KNOWN, why=WHY[one.why], points=max(1, whole(width)))
    return SuggestedLine(
        name, one.day, suggested.branches[one.branch].name, suggested.auditors[one.auditor].name,
        names.get(one.checklist, one.checklist), why, WHO[one.who], str(one.auditor), name not in skipped,
        name_of(one) != name, name in opened, tuple(BREAKS[rule] for rule in broken),
    )  # fmt: skip


KNOWN = N_("{why} (known to ± {points} points)")


def plan_view(plan: PlanRow, rows: list[PlannedRow]) -> PlanView:
    """A planned period."""
    declined = sum(row.reply == "declined" for row in rows)
    return PlanView(plan.first_on, plan.visits, plan.left_out, tuple(rows), declined)

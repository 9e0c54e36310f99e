"""Rounds of visits: what is asked of them, and ending them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from audit.errors import N_, BadInput, NotNow, Problem, say
from audit.services.periods import MONTHS
from audit.services.planning import DAY, LONGEST_BRIEFING, NO_DAY, NO_TIME, TIME, TOO_LONG, WRONG_END, is_day
from audit.store import chains, checklists, log, opening_days, rounds
from audit.store.connections import transaction
from audit.store.rounds import NewRound
from audit.store.sights import Sight

LONGEST_NAME = 200
NO_NAME = N_("Give the round a name, of at most 200 characters.")
NO_CHECKLISTS = N_("Choose at least one checklist that is published.")
NO_PERIOD = N_("Choose how often it comes again.")
NO_REGION = N_("Choose a region that is yours to plan for.")
WRONG_NUMBER = N_("Write a whole number from {least} to {most}.")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NO_OPEN_DAY = N_("Choose at least one day of the week.")
ENDED = N_("This round has ended already.")
NUMBERS = {"visits_each": (1, 20), "rest_days": (0, 730), "most_visits": (1, 100_000), "most_each": (1, 1_000)}
OPTIONAL = ("most_visits", "most_each")


@dataclass(frozen=True, slots=True)
class RoundForm:
    """A round as it is typed: every field a text, ticked boxes "1"."""

    name: str = ""
    checklists: tuple[str, ...] = ()
    visits_each: str = "1"
    period: str = "quarter"
    first_on: str = ""
    region: str = ""
    rest_days: str = "60"
    different: str = "1"
    most_visits: str = ""
    most_each: str = ""
    announced: str = ""
    starts: str = "10:00"
    ends: str = "18:00"
    play: str = ""
    buy: str = ""
    never: str = ""
    goes_on: str = "1"


async def add_round(sight: Sight, form: RoundForm, now: datetime) -> int:
    """Keep a round; its id. Raises BadInput naming every field that is wrong. A manager's is for a region."""
    region = await chains.find_region(form.region) if form.region else None
    published = await published_keys()
    problems = [*check_form(form, published)]
    if (form.region and region is None) or (sight.role != "owner" and region is None):
        problems.append(Problem("region", say(NO_REGION)))
    if problems:
        raise BadInput(problems[0].sentence, tuple(problems))
    new = new_round(form, region.id if region else None, sight.person_id)
    async with transaction():
        round_id = await rounds.add_round(new, now)
        await log.add_entry(sight.person_id, "round added", "round", str(round_id), {"name": new.name}, now)
    return round_id


def new_round(form: RoundForm, region_id: int | None, person_id: int) -> NewRound:
    """A round from a form that has been checked."""
    briefing = {key: text for key in ("play", "buy", "never") if (text := getattr(form, key).strip())}
    return NewRound(
        name=form.name.strip(),
        checklists=form.checklists,
        visits_each=int(form.visits_each),
        period=form.period,
        first_on=date.fromisoformat(form.first_on),
        region_id=region_id,
        rest_days=int(form.rest_days),
        has_different_auditors=form.different == "1",
        most_visits=int(form.most_visits) if form.most_visits else None,
        most_each=int(form.most_each) if form.most_each else None,
        is_announced=form.announced == "1",
        starts=form.starts,
        ends=form.ends,
        briefing=briefing,
        goes_on=form.goes_on == "1",
        made_by_id=person_id,
    )


async def published_keys() -> set[str]:
    """The checklists that visits can be planned with."""
    published = await checklists.list_newest_numbers()
    every = await checklists.list_checklists()
    return {row.key for row in every if row.id in published and row.retired_at is None}


def check_form(form: RoundForm, published: set[str]) -> list[Problem]:
    """What is wrong with a round, field by field."""
    checks = [
        (0 < len(form.name.strip()) <= LONGEST_NAME, "name", NO_NAME),
        (bool(form.checklists) and set(form.checklists) <= published, "checklists", NO_CHECKLISTS),
        (form.period in MONTHS, "period", NO_PERIOD),
        (DAY.fullmatch(form.first_on) is not None and is_day(form.first_on), "first_on", NO_DAY),
        (TIME.fullmatch(form.starts) is not None, "starts", NO_TIME),
        (TIME.fullmatch(form.ends) is not None and form.ends > form.starts, "ends", WRONG_END),
        (all(len(text) <= LONGEST_BRIEFING for text in (form.play, form.buy, form.never)), "play", TOO_LONG),
    ]
    problems = [Problem(place, say(text)) for is_good, place, text in checks if not is_good]
    for name, (least, most) in NUMBERS.items():
        text = getattr(form, name)
        is_number = text.isascii() and text.isdigit() and len(text) < 7 and least <= int(text) <= most
        if not is_number and not (name in OPTIONAL and not text):
            problems.append(Problem(name, say(WRONG_NUMBER, least=least, most=most)))
    return problems


async def set_opening_days(sight: Sight, days: Sequence[str], now: datetime) -> None:
    """Set the days of the week that visits are planned on; 0 is Monday. Raises BadInput for none."""
    chosen = [number for number in range(len(WEEKDAYS)) if str(number) in days]
    if not chosen:
        raise BadInput(say(NO_OPEN_DAY), (Problem("day", say(NO_OPEN_DAY)),))
    async with transaction():
        await opening_days.put_weekdays(chosen)
        names = [WEEKDAYS[number] for number in chosen]
        await log.add_entry(sight.person_id, "set_opening_days", "chain", "chain", {"days": names}, now)


async def end_round(sight: Sight, round_id: int, now: datetime) -> None:
    """Plan no more of a round. Visits that are planned stay."""
    async with transaction():
        row = await rounds.get_round(sight, round_id)
        if not await rounds.put_round_ended(round_id, now):
            raise NotNow(say(ENDED))
        await log.add_entry(sight.person_id, "round ended", "round", str(round_id), {"name": row.name}, now)

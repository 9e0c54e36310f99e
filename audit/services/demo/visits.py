"""The visits themselves: those that were made in the year before, and those that lie ahead."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from audit.services.demo.answers import Answer, Occasion, answer, occasion
from audit.services.demo.calendars import BY_PHONE, IN_PERSON, Slot
from audit.services.demo.chain import DemoBranch, DemoVisit
from audit.services.demo.due import RETURNED_REASON, Due
from audit.services.demo.effects import Effects
from audit.services.demo.forms import Form
from audit.services.demo.pictures_shown import choose_pictures, shows_pictures
from audit.services.demo.places import LANGUAGE_OF
from audit.services.demo.streams import stream

CLOSED_FROM_VISITS = 200  # a smaller chain would hear of little else
REVIEWED_AFTER_DAYS, REVIEWED_AT_ONCE_SHARE = 9, 0.4
FOLLOW_UP_DAYS = 3
DURATION_MINUTES = {IN_PERSON: (50, 110), BY_PHONE: (4, 12)}
OPENS, CLOSES = 9, 18
BEGUN_SECTIONS = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """What every visit is made from."""

    seed: int
    today: date
    forms: Mapping[str, Form]
    effects: Effects


def visits_made(plan: Plan, slots: list[Slot]) -> Iterator[DemoVisit]:
    """The visits that were made, one of them before a closed door."""
    rng = stream(plan.seed, "answers")
    closed = _closed(plan, slots)
    shown = 0
    for index, slot in enumerate(slots):
        visit = _occasion(plan, slot, rng, is_open=index != closed)
        answers = answer(visit, plan.effects, rng)
        pictures: dict[str, tuple[str, ...]] = {}
        if slot.checklist == IN_PERSON and (index == closed or shows_pictures(slot.day, plan.today, shown, rng)):
            pictures = choose_pictures(answers.keys(), visit.kept, visit.broken, rng)
            shown += bool(pictures)
        started, submitted = _times(plan, slot, answers, rng)
        yield DemoVisit(
            id=_visit_id(plan.seed, index),
            branch=slot.branch.code,
            auditor=slot.auditor.key,
            checklist=slot.checklist,
            status=_status(plan, slot, rng),
            visit_date=slot.day,
            due_from=_moment(slot.branch, slot.day, OPENS),
            due_to=_moment(slot.branch, slot.day, CLOSES),
            started_at=started,
            submitted_at=submitted,
            answers=answers,
            pictures=pictures,
        )


def visits_ahead(plan: Plan, due: list[Due]) -> Iterator[DemoVisit]:
    """The visits to come, with what has been answered of those that were begun."""
    rng = stream(plan.seed, "ahead")
    for index, one in enumerate(due):
        answers = _answers_ahead(plan, one, rng)
        started = _moment(one.branch, one.day, one.hours[0]) if answers else None
        is_returned = one.status == "returned"
        yield DemoVisit(
            id=_visit_id(plan.seed, -1 - index),
            branch=one.branch.code,
            auditor=one.auditor.key,
            checklist=one.checklist,
            status=one.status,
            visit_date=one.day,
            due_from=_moment(one.branch, one.day, one.hours[0]),
            due_to=_moment(one.branch, plan.today if is_returned else one.day, one.hours[1]),
            started_at=started,
            submitted_at=started + timedelta(hours=1) if started and is_returned else None,
            returned_reason=RETURNED_REASON if is_returned else "",
            briefing=one.briefing,
            answers=answers,
        )


def _closed(plan: Plan, slots: list[Slot]) -> int | None:
    """The visit, if any, that found a weak branch closed: the last one in person there."""
    if len(slots) < CLOSED_FROM_VISITS:
        return None
    weak = plan.effects.weak[0]
    places = [index for index, slot in enumerate(slots) if (slot.branch.code, slot.checklist) == (weak, IN_PERSON)]
    return places[-1] if places else None


def _occasion(plan: Plan, one: Slot | Due, rng: random.Random, *, is_open: bool = True) -> Occasion:
    return occasion(
        plan.forms[one.checklist],
        (one.branch.code, one.branch.attributes),
        (one.auditor.key, LANGUAGE_OF.get(one.auditor.home, "en")),
        one.day,
        rng,
        is_open=is_open,
    )


def _times(plan: Plan, slot: Slot, answers: Mapping[str, Answer], rng: random.Random) -> tuple[datetime, datetime]:
    """When a visit began and when it was sent: days later where somebody waited for the follow-up."""
    started = _moment(slot.branch, slot.day, rng.randint(10, 16), rng.randrange(60))
    submitted = started + timedelta(minutes=rng.randint(*DURATION_MINUTES[slot.checklist]))
    if answers.get("follow_up", {}).get("value", "na") != "na":
        submitted += timedelta(days=FOLLOW_UP_DAYS)
    return started, max(started, min(submitted, _moment(slot.branch, plan.today, 0)))


def _status(plan: Plan, slot: Slot, rng: random.Random) -> str:
    is_old = (plan.today - slot.day).days > REVIEWED_AFTER_DAYS
    return "accepted" if rng.random() < REVIEWED_AT_ONCE_SHARE or is_old else "submitted"


def _answers_ahead(plan: Plan, one: Due, rng: random.Random) -> dict[str, Answer]:
    """Nothing, the first sections, or everything with the flaw the visit was returned for."""
    if one.status == "planned":
        return {}
    visit = _occasion(plan, one, rng)
    answers = answer(visit, plan.effects, rng)
    if one.status == "started":
        begun = {item.key for section in visit.form.checklist.sections[:BEGUN_SECTIONS] for item in section.items}
        return {key: value for key, value in answers.items() if key in begun}
    return answers | {"greet_s": {"value": 0}}


def _moment(branch: DemoBranch, day: date, hour: int, minute: int = 0) -> datetime:
    """A local time at the branch, in UTC."""
    return datetime.combine(day, time(hour, minute), ZoneInfo(branch.time_zone)).astimezone(UTC)


def _visit_id(seed: int, index: int) -> str:
    """The same id for the same visit, and one that looks like those a phone makes."""
    return str(uuid.UUID(int=stream(seed, f"visit {index}").getrandbits(128), version=4))

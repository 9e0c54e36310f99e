"""When a version starts, and retiring: of a version (new visits get another) or of a checklist (there are none)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from audit.errors import N_, BadInput, NotFound, Problem, Sentence, say
from audit.store import checklists, log, version_terms
from audit.store.connections import transaction
from audit.store.version_terms import Term

IN_USE = say(N_("New visits get it."))
WAITING = N_("Visits due from {day} on get it.")
RETIRED = N_("Retired on {day}.")
OVERTAKEN = say(N_("A newer one has taken its place."))
NO_DAY = N_("Write the day as 2026-11-23.")
NO_STEP = N_("This step is not known.")
NO_VERSION = N_("There is no version {number} of the checklist {key}.")
NO_CHECKLIST = N_("There is no checklist {key}.")
STEPS = ("retire_version", "restore_version", "start", "retire", "restore")


@dataclass(frozen=True, slots=True)
class TermLine:
    """One version in the list: what becomes of it, in words."""

    number: int
    published_at: datetime
    starts_on: date | None
    state: Sentence
    is_in_use: bool
    is_retired: bool


async def term_lines(key: str, today: date) -> tuple[TermLine, ...]:
    """Every version, newest first."""
    terms = await version_terms.list_terms(key)
    current = next((one.number for one in terms if one.is_open(today)), 0)
    return tuple(term_line(one, current, today) for one in terms)


def term_line(term: Term, current: int, today: date) -> TermLine:
    """What becomes of one version; `current` is the one that a visit of today gets."""
    state = OVERTAKEN
    if term.retired_at is not None:
        state = say(RETIRED, day=term.retired_at.date())
    elif not term.is_open(today):
        state = say(WAITING, day=term.starts_on)
    elif term.number == current:
        state = IN_USE
    is_in_use, is_retired = term.number == current, term.retired_at is not None
    return TermLine(term.number, term.published_at, term.starts_on, state, is_in_use, is_retired)


def read_day(text: str) -> date | None:
    """A day as a form sends it; None for an empty field. Raises BadInput."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        sentence = say(NO_DAY)
        raise BadInput(sentence, (Problem("starts_on", sentence),)) from None


async def change_terms(key: str, form: Mapping[str, str], now: datetime, person_id: int) -> None:
    """One step (`do`) on a checklist or one of its versions (`number`). Done twice it is done once."""
    do, day = form.get("do", ""), read_day(form.get("starts_on", ""))
    if do not in STEPS:
        raise BadInput(say(NO_STEP))
    number = int(digits) if (digits := form.get("number", "")).isascii() and digits.isdigit() and len(digits) < 9 else 0
    async with transaction():
        if await checklists.find_checklist_to_change(key) is None:
            raise NotFound(say(NO_CHECKLIST, key=key))
        is_version = do in ("retire_version", "restore_version", "start")
        if is_version and await version_terms.version_id(key, number) is None:
            raise NotFound(say(NO_VERSION, number=number, key=key))
        if do == "start":
            await version_terms.put_start(key, number, day)
        elif is_version:
            await version_terms.put_version_retirement(key, number, now if do == "retire_version" else None)
        else:
            await version_terms.put_retirement(key, now if do == "retire" else None)
        detail = {"version": number, "starts_on": day.isoformat() if day else ""} if is_version else {}
        await log.add_entry(person_id, do, "checklist", key, detail, now)

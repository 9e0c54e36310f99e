"""What people do with actions: open one by hand, tick its steps, show proof, finish it, sign it off, open it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from audit.errors import N_, BadInput, NotAllowed, NotNow, Problem, Sentence, say
from audit.services.notices import Told, notify
from audit.services.planning import is_day
from audit.store import action_details, actions, chains, checklists, log, visits
from audit.store.actions import ActionRow, NewAction
from audit.store.connections import transaction
from audit.store.sights import Sight

LONGEST_TITLE, LONGEST_STEP, MOST_STEPS, LONGEST_REASON = 300, 500, 20, 2_000
FARTHEST = timedelta(days=730)
NO_BRANCH = N_("Choose a branch.")
NO_TITLE = N_("Say in a few words what has to be done (300 characters at most), or choose a standard.")
NO_DUE = N_("Write the day as 2026-11-23, from today on.")
NO_OWNER = N_("Choose somebody who sees this branch.")
LONG_STEPS = N_("At most 20 steps, each of 500 characters at most.")
NO_REASON = N_("Say why, in a few words.")
NO_STEP = N_("This action has no such step.")
NOT_OPEN = N_("This action is not open any more.")
NOT_DONE = N_("Only an action that is done can be signed off.")
SAME_PERSON = N_("Somebody else than the one who finished it signs it off.")
IS_YOURS = N_("There is something to do at {branch}.")
IS_OPEN = N_("This action is open already.")


@dataclass(frozen=True, slots=True)
class Draft:
    """An action to be opened by hand, as a form gives it. `standard` is a key; `steps` one a line."""

    branch: str
    title: str = ""
    standard: str = ""
    due: str = ""
    owner: str = ""
    steps: str = ""
    visit: str = ""
    item: str = ""


async def open_action(sight: Sight, draft: Draft, now: datetime) -> int:
    """Open an action by hand; its id. Raises BadInput naming every field that is wrong."""
    async with transaction():
        branch = await chains.find_branch(sight, draft.branch)
        if branch is None:
            raise BadInput(say(NO_BRANCH), (Problem("branch", say(NO_BRANCH)),))
        if draft.visit:
            await visits.get_visit(sight, draft.visit)
        standard_id = (await checklists.list_standard_ids()).get(draft.standard) if draft.standard else None
        owners = {str(person_id) for person_id, _ in await action_details.list_candidates(branch.id)}
        problems = check_draft(draft, standard_id, owners, now.date())
        if problems:
            raise BadInput(problems[0].sentence, tuple(problems))
        new = NewAction(
            branch.id, date.fromisoformat(draft.due), "hand", now, standard_id, draft.visit or None, draft.item[:200],
            draft.title.strip(), int(draft.owner) if draft.owner else None, sight.person_id,
        )  # fmt: skip
        action_id = await actions.add_action(new, lines_of(draft.steps))
        await tell_owner(new.owner_id, action_id, branch.name, now)
        await note(sight, "opened_action", action_id, now, branch=branch.code)
    return action_id


def check_draft(draft: Draft, standard_id: int | None, owners: set[str], today: date) -> list[Problem]:
    """What is wrong with an action, field by field."""
    steps = lines_of(draft.steps)
    checks = [
        (bool(draft.title.strip() or standard_id) and len(draft.title) <= LONGEST_TITLE, "title", NO_TITLE),
        (is_due(draft.due, today), "due", NO_DUE),
        (not draft.owner or draft.owner in owners, "owner", NO_OWNER),
        (len(steps) <= MOST_STEPS and all(len(step) <= LONGEST_STEP for step in steps), "steps", LONG_STEPS),
    ]
    return [Problem(place, say(text)) for is_good, place, text in checks if not is_good]


def is_due(text: str, today: date) -> bool:
    """Whether a text is a day that something can be due on."""
    return is_day(text) and today <= date.fromisoformat(text) <= today + FARTHEST


def lines_of(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


async def give_action(sight: Sight, action_id: int, owner: str, due: str, now: datetime) -> None:
    """Give an open action to somebody, and set its day."""
    async with transaction():
        row = await actions.get_action(sight, action_id)
        owners = {str(person_id) for person_id, _ in await action_details.list_candidates(row.branch_id)}
        is_kept_day = due == row.due_on.isoformat()
        checks = [
            (not owner or owner in owners, "owner", NO_OWNER),
            (is_kept_day or is_due(due, now.date()), "due", NO_DUE),
        ]
        refuse([Problem(place, say(text)) for is_good, place, text in checks if not is_good])
        values = {"owner_id": int(owner) if owner else None, "due_on": date.fromisoformat(due)}
        await move(row, "open", ("open",), NOT_OPEN, **values)
        if values["owner_id"] != row.owner_id:
            await tell_owner(int(owner) if owner else None, action_id, row.branch, now)
        await note(sight, "gave_action", action_id, now, owner=owner, due=due)


async def tick_step(sight: Sight, action_id: int, step_id: int, now: datetime, *, is_done: bool) -> None:
    """Tick a step of an open action off, or take the tick away."""
    async with transaction():
        row = await actions.get_action(sight, action_id)
        if row.status != "open":
            raise NotNow(say(NOT_OPEN))
        if not await action_details.put_step(action_id, step_id, sight.person_id, now if is_done else None):
            raise BadInput(say(NO_STEP))
        await note(sight, "ticked_step" if is_done else "unticked_step", action_id, now, step=step_id)


async def finish_action(sight: Sight, action_id: int, now: datetime) -> None:
    """Say that it is done. Somebody else signs it off."""
    async with transaction():
        row = await actions.get_action(sight, action_id)
        await move(row, "done", ("open",), NOT_OPEN, done_at=now, done_by_id=sight.person_id)
        await note(sight, "finished_action", action_id, now)


async def sign_off(sight: Sight, action_id: int, now: datetime) -> None:
    """Agree that it is done. Raises NotAllowed for whoever finished it."""
    async with transaction():
        row = await actions.get_action(sight, action_id)
        if row.status == "done" and row.done_by_id == sight.person_id:
            raise NotAllowed(say(SAME_PERSON))
        await move(row, "signed", ("done",), NOT_DONE, signed_at=now, signed_by_id=sight.person_id)
        await note(sight, "signed_action", action_id, now)


async def reopen_action(sight: Sight, action_id: int, reason: str, now: datetime) -> None:
    """Open a finished, signed or withdrawn action again, with the reason."""
    said = reason_of(reason)
    async with transaction():
        row = await actions.get_action(sight, action_id)
        nobody: dict[str, datetime | int | None] = dict.fromkeys(("done_at", "done_by_id", "signed_at", "signed_by_id"))
        await move(row, "open", ("done", "signed", "withdrawn"), IS_OPEN, **nobody)
        await note(sight, "reopened_action", action_id, now, reason=said)


async def withdraw_action(sight: Sight, action_id: int, reason: str, now: datetime) -> None:
    """Take an action back that should not have been opened, with the reason."""
    said = reason_of(reason)
    async with transaction():
        row = await actions.get_action(sight, action_id)
        await move(row, "withdrawn", ("open", "done"), NOT_OPEN)
        await note(sight, "withdrew_action", action_id, now, reason=said)


def reason_of(text: str) -> str:
    """A reason somebody gave. Raises BadInput without one."""
    if not 0 < len(text.strip()) <= LONGEST_REASON:
        raise BadInput(say(NO_REASON), (Problem("reason", say(NO_REASON)),))
    return text.strip()


def refuse(problems: Sequence[Problem]) -> None:
    """Raise BadInput where something is wrong."""
    if problems:
        raise BadInput(problems[0].sentence, tuple(problems))


async def move(
    row: ActionRow, status: str, was: tuple[str, ...], otherwise: str, **values: datetime | date | int | None
) -> None:
    """Change the status, or raise NotNow with a sentence."""
    if not await actions.put_action(row.id, status, was, **values):
        sentence: Sentence = say(otherwise)
        raise NotNow(sentence)


async def tell_owner(owner_id: int | None, action_id: int, branch: str, now: datetime) -> None:
    """Tell somebody that an action is theirs now."""
    told = Told("action new", say(IS_YOURS, branch=branch), f"/actions/{action_id}", f"action/{action_id}/{owner_id}")
    await notify([owner_id], told, now)


async def note(sight: Sight, verb: str, action_id: int, now: datetime, **detail: object) -> None:
    """Write down who did what to an action."""
    await log.add_entry(sight.person_id or None, verb, "action", str(action_id), detail, now)

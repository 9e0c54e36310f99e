"""Actions: what branches must do, with who, by when and how far they are."""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from audit.errors import NotFound, say
from audit.store.connections import is_postgres, writer
from audit.store.documents import from_text
from audit.store.raw import Row, Where, as_date, as_moment, fetch, fetch_one, fetch_returned, run
from audit.store.sights import NOT_HERE, Sight

UNFINISHED = ("open", "done")


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action as lists show it. `promise` by language, None without a standard; `failures` counts later visits."""

    id: int
    branch_id: int
    branch_code: str
    branch: str
    time_zone: str
    standard_id: int | None
    standard: str | None
    promise: Mapping[str, str] | None
    visit_id: str | None
    item: str
    title: str
    why: str
    owner_id: int | None
    owner: str | None
    due_on: date
    status: str
    opened_at: datetime
    done_at: datetime | None
    done_by_id: int | None
    done_by: str | None
    signed_at: datetime | None
    signed_by: str | None
    repeat_of_id: int | None
    failures: int
    steps: int
    steps_done: int
    proofs: int


@dataclass(frozen=True, slots=True)
class NewAction:
    """An action to be opened. `opened_by` None: by a rule."""

    branch_id: int
    due_on: date
    why: str
    opened_at: datetime
    standard_id: int | None = None
    visit_id: str | None = None
    item: str = ""
    title: str = ""
    owner_id: int | None = None
    opened_by: int | None = None
    repeat_of_id: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which actions are meant. Empty means all; `before` are those due earlier than a day."""

    statuses: tuple[str, ...] = ()
    branch_id: int | None = None
    owner_id: int | None = None
    before: date | None = None
    from_day: date | None = None
    visit_id: str | None = None


SELECT = (
    "SELECT action.id, branch.id, branch.code, branch.name, branch.time_zone, action.standard_id, standard.key,"
    " standard.promise, action.visit_id, action.item, action.title, action.why, action.owner_id, owner.name,"
    " action.due_on, action.status, action.opened_at, action.done_at, action.done_by_id, doer.name, action.signed_at,"
    " signer.name, action.repeat_of_id,"
    " (SELECT COUNT(*) FROM action_failure AS one WHERE one.action_id = action.id),"
    " (SELECT COUNT(*) FROM action_step AS one WHERE one.action_id = action.id),"
    " (SELECT COUNT(*) FROM action_step AS one WHERE one.action_id = action.id AND one.done_at IS NOT NULL),"
    " (SELECT COUNT(*) FROM action_proof AS one WHERE one.action_id = action.id)"
)
FROM = (
    " FROM action JOIN branch ON branch.id = action.branch_id LEFT JOIN standard ON standard.id = action.standard_id"
    " LEFT JOIN person AS owner ON owner.id = action.owner_id"
    " LEFT JOIN person AS doer ON doer.id = action.done_by_id"
    " LEFT JOIN person AS signer ON signer.id = action.signed_by_id"
)
ORDER = "CASE action.status WHEN 'open' THEN 0 WHEN 'done' THEN 1 ELSE 2 END, action.due_on, action.id"


def where_of(sight: Sight, wanted: Wanted) -> Where:
    """The conditions for the actions of a selection at branches a person may see."""
    where = Where()
    sight.limit(where, "action.branch_id")
    if wanted.statuses:
        where.add_among("action.status", wanted.statuses)
    if wanted.branch_id is not None:
        where.add("action.branch_id = {}", wanted.branch_id)
    if wanted.owner_id is not None:
        where.add("action.owner_id = {}", wanted.owner_id)
    if wanted.visit_id is not None:
        where.add("action.visit_id = {}", wanted.visit_id)
    if wanted.before is not None:
        where.add("action.due_on < {}", wanted.before)
    if wanted.from_day is not None:
        where.add("action.due_on >= {}", wanted.from_day)
    return where


async def list_actions(sight: Sight, wanted: Wanted, limit: int = 100, offset: int = 0) -> list[ActionRow]:
    """Actions at branches a person may see: open ones first, the longest due on top."""
    where = where_of(sight, wanted)
    text = f"{SELECT}{FROM} {where} ORDER BY {ORDER} LIMIT {int(limit)} OFFSET {int(offset)}"
    return [action_row(row) for row in await fetch(writer(), text, where.values)]


async def count_actions(sight: Sight, wanted: Wanted) -> int:
    """How many `list_actions` would list without a limit."""
    where = where_of(sight, wanted)
    row = await fetch_one(writer(), f"SELECT COUNT(*) FROM action {where}", where.values)
    assert row is not None
    return int(row[0])


async def get_action(sight: Sight, action_id: int) -> ActionRow:
    """One action. Raises NotFound, also for one at a branch that is not theirs to see."""
    where = where_of(sight, Wanted())
    where.add("action.id = {}", action_id)
    row = await fetch_one(writer(), f"{SELECT}{FROM} {where}", where.values)
    if row is None:
        raise NotFound(say(NOT_HERE))
    return action_row(row)


def action_row(row: Row) -> ActionRow:
    """An action from the columns of SELECT."""
    values: list[Any] = list(row)
    values[7] = from_text(values[7]) if values[7] else None
    values[14] = as_date(values[14])
    for place in (16, 17, 20):
        values[place] = as_moment(values[place])
    return ActionRow(*values)


async def add_action(new: NewAction, steps: Sequence[str] = ()) -> int:
    """Open an action with its steps; its id."""
    rows = await fetch_returned(
        writer(),
        "INSERT INTO action (branch_id, due_on, why, opened_at, standard_id, visit_id, item, title, owner_id,"
        " opened_by_id, repeat_of_id, status) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open')"
        " RETURNING id",
        [
            new.branch_id, new.due_on, new.why, new.opened_at, new.standard_id, new.visit_id, new.item, new.title,
            new.owner_id, new.opened_by, new.repeat_of_id,
        ],
    )  # fmt: skip
    action_id = int(rows[0]["id"])
    for position, text in enumerate(steps, 1):
        values = [action_id, position, text]
        await run(writer(), "INSERT INTO action_step (action_id, position, text) VALUES ($1, $2, $3)", values)
    return action_id


async def put_action(action_id: int, status: str, was: Sequence[str], **values: datetime | date | int | None) -> bool:
    """Move an action on. False when it was in none of the states it may come from."""
    where = Where(status)
    sets = ", ".join(["status = $1", *(f"{column} = {where.place(value)}" for column, value in values.items())])
    where.add("id = {}", action_id)
    where.add_among("status", was)
    return bool(await run(writer(), f"UPDATE action SET {sets} {where}", where.values))


async def lock_branch(branch_id: int) -> None:
    """Let nobody else open actions at a branch until the transaction ends; on SQLite nobody can anyway."""
    if is_postgres():
        await fetch(writer(), "SELECT id FROM branch WHERE id = $1 FOR UPDATE", [branch_id])


async def list_newest(branch_id: int, standard_ids: Sequence[int]) -> dict[int, tuple[int, str, str | None]]:
    """For each standard its newest action at a branch: (id, status, visit that opened it); withdrawn ones not."""
    where = Where(branch_id)
    where.conditions.append("branch_id = $1 AND status <> 'withdrawn'")
    where.add_among("standard_id", standard_ids)
    text = f"SELECT standard_id, id, status, visit_id FROM action {where} ORDER BY id"
    return {int(row[0]): (int(row[1]), row[2], row[3]) for row in await fetch(writer(), text, where.values)}

"""How much waits for whom: the numbers beside the places in the bar, and who is to be told of overdue actions."""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from audit.store.connections import writer
from audit.store.people import PersonRow
from audit.store.raw import Where, as_date, fetch, fetch_one

MOST = 100
"""Nothing is counted further than this: a number that large says the same, and costs the same at any size."""

THEIRS = (
    "(SELECT branch_id FROM person_branch WHERE person_id = {person}"
    " UNION SELECT branch.id FROM person_region JOIN region AS top ON top.id = person_region.region_id"
    " JOIN region AS own ON own.path LIKE top.path || '%' JOIN branch ON branch.region_id = own.id"
    " WHERE person_region.person_id = {person})"
)
OVERDUE = (
    "SELECT action.id, action.owner_id, branch.name, action.due_on FROM action"
    " JOIN branch ON branch.id = action.branch_id JOIN person ON person.id = action.owner_id"
    " WHERE action.status = 'open' AND action.due_on < $1 AND person.left_at IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM notice WHERE notice.person_id = action.owner_id"
    "  AND notice.key = 'overdue/' || action.id || '/' || CAST(action.due_on AS TEXT))"
    f" ORDER BY action.id LIMIT {10 * MOST}"
)
OVERDUE_BY_READER = (
    "SELECT person.id, COUNT(DISTINCT action.id), MIN(action.due_on) FROM person"
    " JOIN action ON action.status = 'open' AND action.due_on < $1"
    " WHERE person.role IN ('owner', 'manager') AND person.left_at IS NULL AND (person.role = 'owner'"
    f" OR person.sees_chain OR action.branch_id IN {THEIRS.format(person='person.id')})"
    " AND NOT EXISTS (SELECT 1 FROM notice WHERE notice.person_id = person.id AND notice.key = $2)"
    " GROUP BY person.id"
)


@dataclass(frozen=True, slots=True)
class WaitingWork:
    """Visits to review, actions that are overdue, visits that are due or late: at most `MOST` of each."""

    reviews: int = 0
    overdue: int = 0
    due: int = 0


@dataclass(frozen=True, slots=True)
class OverdueAction:
    """An open action whose day has passed, and whose owner was not told yet."""

    id: int
    owner_id: int
    branch: str
    due_on: date


async def count_waiting_work(person: PersonRow, today: date, tonight: datetime) -> WaitingWork:
    """What waits for somebody at a desk, in one query; a franchise's reader is shown overdue actions alone."""
    where = Where()
    limit = ""
    if not (person.sees_chain or person.role == "owner"):
        limit = f" AND branch_id IN {THEIRS.format(person=where.place(person.id))}"
    counts = [f"action WHERE status = 'open' AND due_on < {where.place(today)}{limit}"]
    if person.role != "reader":
        counts.append(f"visit WHERE status = 'submitted'{limit}")
        counts.append(f"visit WHERE status IN ('planned', 'started') AND due_from < {where.place(tonight)}{limit}")
    columns = ", ".join(f"(SELECT COUNT(*) FROM (SELECT 1 FROM {one} LIMIT {MOST}) AS found)" for one in counts)
    row = await fetch_one(writer(), f"SELECT {columns}", where.values)
    overdue, reviews, due = (*map(int, row or ()), 0, 0)[:3]
    return WaitingWork(reviews, overdue, due)


async def list_overdue_untold(today: date) -> list[OverdueAction]:
    """Overdue actions whose owners were not told yet, some at a time."""
    rows = await fetch(writer(), OVERDUE, [today])
    return [
        OverdueAction(int(number), int(owner), branch, due)
        for number, owner, branch, day in rows
        if (due := as_date(day)) is not None
    ]


async def list_overdue_by_reader(today: date, key: str) -> list[tuple[int, int, date]]:
    """Everybody at a desk who has overdue actions in sight and no notice of this key: who, how many, since when."""
    rows = await fetch(writer(), OVERDUE_BY_READER, [today, key])
    return [(int(who), int(count), due) for who, count, day in rows if (due := as_date(day)) is not None]

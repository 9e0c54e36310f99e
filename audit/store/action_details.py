"""What belongs to actions: steps, proof photos, later failures, the rules that open them, and who answers."""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from audit.store.connections import writer
from audit.store.documents import from_text, to_text
from audit.store.raw import Where, as_date, as_moment, fetch, fetch_one, run
from audit.store.results import as_bool
from audit.store.selections import COUNTED


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of an action."""

    id: int
    text: str
    done_at: datetime | None
    done_by: str | None


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule that opens actions. `promise` by language, None where it is for every standard."""

    id: int
    kind: str
    standard_id: int | None
    promise: Mapping[str, str] | None
    days: int
    given_to: str
    steps: Sequence[str]


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A standard that was broken on a visit, and the item that shows it."""

    standard_id: int
    item: str


async def list_steps(action_id: int) -> list[StepRow]:
    """The steps of an action that somebody has already been let see, in order."""
    rows = await fetch(
        writer(),
        "SELECT action_step.id, action_step.text, action_step.done_at, person.name FROM action_step"
        " LEFT JOIN person ON person.id = action_step.done_by_id WHERE action_id = $1 ORDER BY position",
        [action_id],
    )
    return [StepRow(row[0], row[1], as_moment(row[2]), row[3]) for row in rows]


async def put_step(action_id: int, step_id: int, person_id: int | None, done_at: datetime | None) -> bool:
    """Tick a step off, or take the tick away. False when the action has no such step."""
    text = "UPDATE action_step SET done_at = $1, done_by_id = $2 WHERE id = $3 AND action_id = $4"
    return bool(await run(writer(), text, [done_at, person_id if done_at else None, step_id, action_id]))


async def list_proofs(action_id: int) -> list[str]:
    """The hashes of the photos that show what was done."""
    rows = await fetch(
        writer(),
        "SELECT photo.sha256 FROM action_proof JOIN photo ON photo.id = action_proof.photo_id"
        " WHERE action_proof.action_id = $1 ORDER BY action_proof.id",
        [action_id],
    )
    return [row[0] for row in rows]


async def add_proof(action_id: int, photo_id: int, now: datetime) -> None:
    """Say that a photo shows what was done; twice is the same as once."""
    await run(
        writer(),
        "INSERT INTO action_proof (action_id, photo_id, added_at) VALUES ($1, $2, $3)"
        " ON CONFLICT (action_id, photo_id) DO NOTHING",
        [action_id, photo_id, now],
    )


async def list_failures(action_id: int) -> list[tuple[str, date | None]]:
    """(visit, day) of the later visits on which the standard was broken again."""
    rows = await fetch(
        writer(),
        "SELECT visit.id, visit.visit_date FROM action_failure JOIN visit ON visit.id = action_failure.visit_id"
        " WHERE action_failure.action_id = $1 ORDER BY visit.visit_date, visit.id",
        [action_id],
    )
    return [(row[0], as_date(row[1])) for row in rows]


async def put_failure(action_id: int, visit_id: str) -> None:
    """Link a later visit that broke the standard again; twice is the same as once."""
    await run(
        writer(),
        "INSERT INTO action_failure (action_id, visit_id) VALUES ($1, $2) ON CONFLICT (action_id, visit_id) DO NOTHING",
        [action_id, visit_id],
    )


async def list_rules() -> list[RuleRow]:
    """The rules in force, in the order they were made."""
    rows = await fetch(
        writer(),
        "SELECT action_rule.id, kind, standard_id, standard.promise, days, given_to, steps FROM action_rule"
        " LEFT JOIN standard ON standard.id = action_rule.standard_id WHERE action_rule.retired_at IS NULL"
        " ORDER BY action_rule.id",
    )
    return [
        RuleRow(number, kind, standard_id, from_text(promise) if promise else None, days, given_to, from_text(steps))
        for number, kind, standard_id, promise, days, given_to, steps in rows
    ]


async def add_rule(
    kind: str, standard_id: int | None, days: int, given_to: str, steps: Sequence[str], person_id: int | None,
    now: datetime,
) -> None:  # fmt: skip
    """A rule from now on."""
    await run(
        writer(),
        "INSERT INTO action_rule (kind, standard_id, days, given_to, steps, made_at, made_by_id)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
        [kind, standard_id, days, given_to, to_text(list(steps)), now, person_id],
    )


async def retire_rule(rule_id: int, now: datetime) -> bool:
    """End a rule. False when it was not in force."""
    text = "UPDATE action_rule SET retired_at = $1 WHERE id = $2 AND retired_at IS NULL"
    return bool(await run(writer(), text, [now, rule_id]))


async def list_broken(visit_id: str) -> list[BrokenRow]:
    """The standards that were broken on a visit."""
    text = "SELECT standard_id, item FROM standard_result WHERE visit_id = $1 AND NOT is_kept ORDER BY id"
    return [BrokenRow(*row) for row in await fetch(writer(), text, [visit_id])]


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """How a standard fared on one counted visit to a branch."""

    standard_id: int
    visit_id: str
    day: date
    is_kept: bool


MOST_OUTCOMES = 20_000


async def list_outcomes(branch_id: int, standard_ids: Sequence[int]) -> list[OutcomeRow]:
    """How standards fared on the counted visits to a branch, the latest first."""
    where = Where(branch_id)
    where.conditions.append("visit.branch_id = $1 AND one.state = 'counted'")
    where.add_among("visit.status", COUNTED)
    where.add_among("one.standard_id", standard_ids)
    rows = await fetch(
        writer(),
        "SELECT one.standard_id, visit.id, visit.visit_date, one.is_kept FROM visit"
        f" JOIN standard_result AS one ON one.visit_id = visit.id {where}"
        f" ORDER BY visit.visit_date DESC, visit.id DESC LIMIT {MOST_OUTCOMES}",
        where.values,
    )
    return [OutcomeRow(row[0], row[1], day, bool(as_bool(row[3]))) for row in rows if (day := as_date(row[2]))]


BRANCH_READER = (
    "SELECT person.id FROM person JOIN person_branch ON person_branch.person_id = person.id"
    " WHERE person_branch.branch_id = $1 AND person.role = 'reader' AND person.left_at IS NULL"
    " ORDER BY person.id LIMIT 1"
)
NEAREST_MANAGER = (
    "SELECT person.id FROM person JOIN person_region ON person_region.person_id = person.id"
    " JOIN region AS top ON top.id = person_region.region_id JOIN branch ON branch.id = $1"
    " JOIN region AS own ON own.id = branch.region_id AND own.path LIKE top.path || '%'"
    " WHERE person.role = 'manager' AND person.left_at IS NULL ORDER BY LENGTH(top.path) DESC, person.id LIMIT 1"
)


async def find_answerable(branch_id: int, given_to: str) -> int | None:
    """Who answers: the reader a branch was given to (where that is asked), else the manager nearest above it."""
    texts = (BRANCH_READER, NEAREST_MANAGER) if given_to == "branch" else (NEAREST_MANAGER,)
    for text in texts:
        row = await fetch_one(writer(), text, [branch_id])
        if row is not None:
            return int(row[0])
    return None


async def list_candidates(branch_id: int) -> list[tuple[int, str]]:
    """(id, name) of everybody who may own an action at a branch: they see it, and are no auditor."""
    rows = await fetch(
        writer(),
        "SELECT person.id, person.name FROM person WHERE person.left_at IS NULL AND person.email IS NOT NULL"
        " AND person.role <> 'auditor' AND (person.sees_chain OR person.role = 'owner'"
        "  OR EXISTS (SELECT 1 FROM person_branch AS one WHERE one.person_id = person.id AND one.branch_id = $1)"
        "  OR EXISTS (SELECT 1 FROM person_region JOIN region AS top ON top.id = person_region.region_id"
        "   JOIN branch ON branch.id = $1 JOIN region AS own ON own.id = branch.region_id"
        "   WHERE person_region.person_id = person.id AND own.path LIKE top.path || '%'))"
        " ORDER BY person.name, person.id",
        [branch_id],
    )
    return [(int(row[0]), row[1]) for row in rows]

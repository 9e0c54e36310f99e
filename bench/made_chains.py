"""A made-up chain written into an empty database, as the product writes one: visits, results and rollups.

Used by bench/consistency.py. The answers themselves are left out: the pages of a chain never read them, and sixty
million rows would say nothing more. bench/heat_map.py has answers, and counts them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np

from audit.store.connections import transaction, writer
from audit.store.raw import run_many
from audit.store.rollups import SCORES, TOTALS, Table, upsert

FIRST = date(2025, 12, 1)
DAYS = 365
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
OWNER = 1
EACH_SEES = 10
"""So many auditors come to a branch: people visit what lies near them."""
CHUNK = 20_000


@dataclass(frozen=True)
class Size:
    """How large a chain is."""

    visits: int
    branches: int = 1_000
    standards: int = 60
    auditors: int = 300


@dataclass(frozen=True)
class Made:
    """Its visits: `kept` is visits x standards, `percent` x 1,000,000."""

    branch: np.ndarray
    auditor: np.ndarray
    day: np.ndarray
    kept: np.ndarray
    percent: np.ndarray

    @property
    def month(self) -> np.ndarray:
        """202611, by visit."""
        days = [FIRST + timedelta(days=number) for number in range(DAYS)]
        return np.array([day.year * 100 + day.month for day in days])[self.day]


def made_up(size: Size) -> Made:
    """Branches and standards that differ, auditors that are harsh or kind, the same truth at every size."""
    truth, random = np.random.default_rng(1), np.random.default_rng(size.visits)
    rate = truth.beta(9, 2, size.standards) + truth.normal(0, 0.08, (size.branches, size.standards))
    severity = truth.normal(0, 0.05, size.auditors)
    branch = random.integers(0, size.branches, size.visits)
    auditor = (branch * 7 + random.integers(0, EACH_SEES, size.visits) * 31) % size.auditors
    kept = np.empty((size.visits, size.standards), np.uint8)
    for standard in range(size.standards):
        chance = np.clip(rate[branch, standard] + severity[auditor], 0.02, 0.98)
        kept[:, standard] = random.random(size.visits) < chance
    percent = kept.sum(axis=1, dtype=np.int64) * 100_000_000 // size.standards
    return Made(branch, auditor, random.integers(0, DAYS, size.visits), kept, percent)


async def fill(size: Size) -> None:
    """Everything, in one transaction."""
    made = made_up(size)
    async with transaction():
        await add_names(size)
        await add_visits(made)
        for month in (0, *sorted(set(made.month.tolist()))):
            chosen = np.flatnonzero(made.month == month) if month else np.arange(size.visits)
            await add_rows(TOTALS, standard_rows(made, size, chosen, month))
            await add_rows(SCORES, score_rows(made, size, chosen, month))
        await writer().execute_query(
            "INSERT INTO chain (id, name, language, is_demo, worth_acting_points, few_visits, rollup_version, colour)"
            " VALUES (1, 'Bench', 'en', 0, 2, 3, 1, '#0e5a5a')"
        )
    await writer().execute_query("ANALYZE")


async def add_names(size: Size) -> None:
    """Branches, the owner and the auditors, standards, a checklist with one version."""
    await run_many(
        writer(),
        "INSERT INTO branch (id, code, name, city, country, address, time_zone, ownership, attributes)"
        " VALUES ($1, $2, $3, '', '', '', 'UTC', 'own', '{}')",
        [(number, f"B{number:04}", f"Branch {number:04}") for number in range(1, size.branches + 1)],
    )
    people = [
        (OWNER, "Owner", "owner"),
        *((OWNER + n, f"Auditor {n:03}", "auditor") for n in range(1, size.auditors + 1)),
    ]
    await run_many(
        writer(),
        "INSERT INTO person (id, name, nickname, role, language, sees_chain, created_at)"
        " VALUES ($1, $2, $2, $3, '', $4, $5)",
        [(number, name, role, role == "owner", NOW) for number, name, role in people],
    )
    await run_many(
        writer(),
        'INSERT INTO standard (id, key, promise, touchpoint, "values", source, sop, position)'
        " VALUES ($1, $2, $3, 'greeting', '[]', '', '{}', $1)",
        [(n, f"s{n}", f'{{"en": "Promise {n} is kept at every branch"}}') for n in range(1, size.standards + 1)],
    )
    await writer().execute_query(
        "INSERT INTO checklist (id, key, name, channel) VALUES (1, 'c', '{\"en\": \"Visit\"}', 'in_person')"
    )
    await run_many(
        writer(),
        "INSERT INTO checklist_version (id, checklist_id, number, content_hash, document, standard_ids,"
        " published_at) VALUES (1, 1, 1, 'h', '{}', '{}', $1)",
        [(NOW,)],
    )


async def add_visits(made: Made) -> None:
    """A row and a frozen result for each visit."""
    visit = (
        "INSERT INTO visit (id, branch_id, auditor_id, version_id, status, origin, visit_date, briefing,"
        " returned_reason, answers, attributes, marks)"
        " VALUES ($1, $2, $3, 1, 'accepted', 'imported', $4, '{}', '', '{}', '{}', '{}')"
    )
    result = (
        "INSERT INTO result (visit_id, revision, is_current, version_hash, document, percent_micro, failed, verdict,"
        " made_at, reason) VALUES ($1, 1, 1, 'h', '{}', $2, 0, '', $3, '')"
    )
    for start in range(0, len(made.branch), CHUNK):
        rows = range(start, min(start + CHUNK, len(made.branch)))
        await run_many(
            writer(),
            visit,
            [
                (
                    f"v{n}",
                    int(made.branch[n]) + 1,
                    int(made.auditor[n]) + OWNER + 1,
                    FIRST + timedelta(days=int(made.day[n])),
                )
                for n in rows
            ],
        )
        await run_many(writer(), result, [(f"v{n}", int(made.percent[n]), NOW) for n in rows])


def standard_rows(made: Made, size: Size, chosen: np.ndarray, month: int) -> np.ndarray:
    """The rows of `standard_total` in a month (0: of all): every standard counted on every visit."""
    branch = made.branch[chosen]
    counted = np.bincount(branch, minlength=size.branches)
    rows = []
    for standard in range(size.standards):
        kept = np.bincount(branch, made.kept[chosen, standard], minlength=size.branches).astype(np.int64)
        zeros, seen = np.zeros(size.branches, np.int64), counted > 0
        key = (zeros + 1, zeros + month, np.arange(1, size.branches + 1), zeros + standard + 1)
        rows.append(np.stack([*key, counted, kept, kept * 1_000_000, zeros, zeros, zeros], axis=1)[seen])
    return np.concatenate(rows)


def score_rows(made: Made, size: Size, chosen: np.ndarray, month: int) -> np.ndarray:
    """The rows of `score_rollup` in a month (0: of all)."""
    cell, place = np.unique(made.branch[chosen] * size.auditors + made.auditor[chosen], return_inverse=True)
    branch, auditor = np.divmod(cell, size.auditors)
    percent = made.percent[chosen]
    square = percent.astype(object) ** 2

    def summed(values: np.ndarray) -> np.ndarray:
        found = np.zeros(len(cell), np.int64)
        np.add.at(found, place, values.astype(np.int64))
        return found

    visits, zeros = summed(np.ones(len(chosen), np.int64)), np.zeros(len(cell), np.int64)
    key = (zeros + 1, zeros + month, branch + 1, auditor + OWNER + 1)
    sums = (visits, visits, summed(percent), summed(square >> 32), summed(square & ((1 << 32) - 1)), zeros)
    return np.stack([*key, *sums], axis=1)


async def add_rows(table: Table, rows: np.ndarray) -> None:
    """Write rows of a rollup as the product does."""
    for start in range(0, len(rows), CHUNK):
        await run_many(writer(), upsert(table), rows[start : start + CHUNK].tolist())

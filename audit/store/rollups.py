"""Sums over counted visits, kept up to date with every visit that comes to count or ceases to.

Written in the same transaction as the visit. `audit rebuild` computes them anew from the visits
(`audit.store.recounts`), which changes nothing.
"""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from audit.store.connections import writer
from audit.store.models.rollups import ALL_MONTHS, NO_AUDITOR
from audit.store.raw import run_many

LOW_BITS = 32


class StandardFact(NamedTuple):
    """How one standard fared on one visit. `is_exceeded` None: it cannot be exceeded."""

    standard_id: int
    state: str
    credit_micro: int | None
    is_kept: bool | None
    is_exceeded: bool | None


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """What one counted visit adds to the sums. `month` is 202611; percents and credits are x 1,000,000."""

    checklist_id: int
    branch_id: int
    auditor_id: int | None
    month: int
    percent_micro: int | None
    failed: bool
    standards: Sequence[StandardFact]


Key = tuple[int, ...]
Sums = list[int]


@dataclass(frozen=True, slots=True)
class Table:
    """A rollup: its key, in the order of its index, its sums, and which of them say that a row is empty."""

    name: str
    key: tuple[str, ...]
    sums: tuple[str, ...]
    counts: tuple[str, ...]


STANDARD_SUMS = ("counted", "kept", "credit_micro", "exceeded", "expectations", "not_applicable")
SCORES = Table(
    "score_rollup",
    ("checklist_id", "month", "branch_id", "auditor_id"),
    ("visits", "scored", "percent_micro", "square_high", "square_low", "failed"),
    ("visits",),
)
TOTALS = Table(
    "standard_total",
    ("checklist_id", "month", "branch_id", "standard_id"),
    STANDARD_SUMS,
    ("counted", "not_applicable"),
)
STANDARDS = Table(
    "standard_rollup",
    ("checklist_id", "standard_id", "month", "branch_id", "auditor_id"),
    STANDARD_SUMS,
    ("counted", "not_applicable"),
)
TABLES = (SCORES, TOTALS, STANDARDS)
Rollups = dict[Table, dict[Key, Sums]]


async def add_facts(visits: Iterable[VisitFacts]) -> None:
    """Add visits that now count."""
    for table, sums in sums_of(visits).items():
        await run_many(writer(), upsert(table), rows_of(sums))


async def remove_facts(visits: Iterable[VisitFacts]) -> None:
    """Take visits out that no longer count. A row that comes to nothing goes."""
    for table, sums in sums_of(visits).items():
        negative = {key: [-one for one in values] for key, values in sums.items()}
        await run_many(writer(), upsert(table), rows_of(negative))
        await run_many(writer(), delete_empty(table), sorted(sums))


def sums_of(visits: Iterable[VisitFacts]) -> Rollups:
    """What visits add to each rollup."""
    scores: dict[Key, Sums] = {}
    totals: dict[Key, Sums] = {}
    standards: dict[Key, Sums] = {}
    for visit in visits:
        auditor = NO_AUDITOR if visit.auditor_id is None else visit.auditor_id
        sums = score_sums(visit.percent_micro, visit.failed)
        for month in (visit.month, ALL_MONTHS):
            add_to(scores, (visit.checklist_id, month, visit.branch_id, auditor), sums)
        for fact in visit.standards:
            more = standard_sums(fact)
            if more is not None:
                for month in (visit.month, ALL_MONTHS):
                    add_to(totals, (visit.checklist_id, month, visit.branch_id, fact.standard_id), more)
                add_to(standards, (visit.checklist_id, fact.standard_id, visit.month, visit.branch_id, auditor), more)
    return {SCORES: scores, TOTALS: totals, STANDARDS: standards}


def score_sums(percent_micro: int | None, failed: bool) -> Sums:
    """One visit's part in SCORE_SUMS. The square is cut in two: whole, a sum of them would not fit."""
    square = 0 if percent_micro is None else percent_micro * percent_micro
    low = square & ((1 << LOW_BITS) - 1)
    return [1, int(percent_micro is not None), percent_micro or 0, square >> LOW_BITS, low, int(failed)]


def standard_sums(fact: StandardFact) -> Sums | None:
    """One standard's part in STANDARD_SUMS, None where it neither counted nor was not applicable."""
    if fact.state == "not_applicable":
        return [0, 0, 0, 0, 0, 1]
    if fact.state != "counted":
        return None
    could = fact.is_exceeded is not None
    return [1, int(bool(fact.is_kept)), fact.credit_micro or 0, int(bool(fact.is_exceeded)), int(could), 0]


def add_to(sums: dict[Key, Sums], key: Key, more: Sums) -> None:
    """Add sums under a key."""
    have = sums.get(key)
    sums[key] = list(more) if have is None else [a + b for a, b in zip(have, more, strict=True)]


def rows_of(sums: dict[Key, Sums]) -> list[Key]:
    """Rows to upsert, always in one order, so that two transactions cannot wait for each other."""
    return [(*key, *sums[key]) for key in sorted(sums)]


@lru_cache
def upsert(table: Table) -> str:
    """Add to a row's sums, or begin the row."""
    names = (*table.key, *table.sums)
    places = ", ".join(f"${number}" for number in range(1, len(names) + 1))
    sums = ", ".join(f"{column} = {table.name}.{column} + excluded.{column}" for column in table.sums)
    conflict = f"ON CONFLICT ({', '.join(table.key)}) DO UPDATE SET {sums}"
    return f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({places}) {conflict}"


def delete_empty(table: Table) -> str:
    """Delete a row whose sums have come to nothing."""
    same = [f"{column} = ${number}" for number, column in enumerate(table.key, 1)]
    return f"DELETE FROM {table.name} WHERE {' AND '.join([*same, *(f'{column} = 0' for column in table.counts)])}"

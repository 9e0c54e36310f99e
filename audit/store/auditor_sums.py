"""Reading the sums cut another way: by auditor, by channel, and the credits behind scores."""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from audit.store.connections import writer
from audit.store.models.rollups import NO_AUDITOR
from audit.store.raw import Row, fetch
from audit.store.selections import Selection
from audit.store.sights import Sight
from audit.store.spans import span_of
from audit.store.sums import FROM_COUNTED, STANDARD_COLUMNS, counted_where, monthly, rollup_where, whole


@dataclass(frozen=True, slots=True)
class AuditorSums:
    """One standard as one auditor found it at one branch."""

    branch_id: int
    auditor_id: int | None
    counted: int
    kept: int
    not_applicable: int


async def list_auditor_sums(sight: Sight, selection: Selection, standard_id: int) -> list[AuditorSums]:
    """One standard as each auditor found it at each branch, in the whole months of a selection."""
    span = span_of(selection.since, selection.until)
    where = rollup_where(sight, selection, monthly(span))
    where.add("standard_id = {}", standard_id)
    columns = ", ".join(map(whole, STANDARD_COLUMNS[:3]))
    text = f"SELECT branch_id, auditor_id, {columns} FROM standard_rollup {where} GROUP BY branch_id, auditor_id"
    return [
        AuditorSums(branch_id, None if auditor_id == NO_AUDITOR else auditor_id, *sums)
        for branch_id, auditor_id, *sums in await fetch(writer(), text, where.values)
    ]


async def list_channel_sums(sight: Sight, selection: Selection, standard_id: int) -> dict[str, tuple[int, int]]:
    """One standard by channel, in the whole months of a selection: how often it counted and was kept."""
    where = rollup_where(sight, selection, span_of(selection.since, selection.until))
    where.add("standard_id = {}", standard_id)
    text = (
        f"SELECT checklist.channel, {whole('counted')}, {whole('kept')} FROM standard_total"
        f" JOIN checklist ON checklist.id = standard_total.checklist_id {where} GROUP BY checklist.channel"
    )
    return {channel: (counted, kept) for channel, counted, kept in await fetch(writer(), text, where.values) if counted}


@dataclass(frozen=True, slots=True)
class CreditSums:
    """One standard as one auditor found it at one branch: the sum of credits x 1,000,000 on so many visits."""

    branch_id: int
    auditor_id: int | None
    standard_id: int
    counted: int
    credit_micro: int


async def list_credit_sums(sight: Sight, selection: Selection) -> list[CreditSums]:
    """The credits of every branch, auditor and standard that met in the counted visits of a selection."""
    span = span_of(selection.since, selection.until)
    where = rollup_where(sight, selection, monthly(span))
    text = (
        f"SELECT branch_id, auditor_id, standard_id, {whole('counted')}, {whole('credit_micro')} FROM standard_rollup"
        f" {where} GROUP BY branch_id, auditor_id, standard_id"
    )
    rows = list(await fetch(writer(), text, where.values))
    for run in span.days:
        rows += await live_credits(sight, selection, run)
    return [
        CreditSums(branch, None if auditor == NO_AUDITOR else auditor, standard, counted, credit)
        for branch, auditor, standard, counted, credit in rows
        if counted
    ]


async def live_credits(sight: Sight, selection: Selection, run: tuple[date, date]) -> Sequence[Row]:
    """The same columns, counted from the visits of some days."""
    where = counted_where(sight, replace(selection, since=run[0], until=run[1]))
    where.add("one.state = {}", "counted")
    return await fetch(
        writer(),
        f"SELECT visit.branch_id, COALESCE(visit.auditor_id, {NO_AUDITOR}), one.standard_id, COUNT(*),"
        f" {whole('one.credit_micro')} {FROM_COUNTED} JOIN standard_result AS one ON one.visit_id = visit.id {where}"
        " GROUP BY visit.branch_id, visit.auditor_id, one.standard_id",
        where.values,
    )

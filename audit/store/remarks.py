"""What reviewers said about items of visits, and the remarks they keep for reuse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from audit.store.connections import writer
from audit.store.raw import as_moment, fetch, run, run_many


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """One remark on one item, about a revision of the visit's result. `by` is None for nobody in particular."""

    revision: int
    item: str
    text: str
    made_at: datetime
    by: str | None


@dataclass(frozen=True, slots=True)
class SavedRemarkRow:
    """A remark offered where reviewers write one."""

    id: int
    text: str


async def list_remarks(visit_id: str) -> list[RemarkRow]:
    """The remarks on a visit that somebody has already been let see, oldest first."""
    rows = await fetch(
        writer(),
        "SELECT remark.revision, remark.item, remark.text, remark.made_at, person.name FROM remark"
        " LEFT JOIN person ON person.id = remark.made_by_id WHERE remark.visit_id = $1 ORDER BY remark.id",
        [visit_id],
    )
    return [remark_row(*row) for row in rows]


def remark_row(revision: int, item: str, text: str, made_at: datetime | str, by: str | None) -> RemarkRow:
    """A remark from the columns of a raw query."""
    moment = as_moment(made_at)
    assert moment is not None
    return RemarkRow(revision, item, text, moment, by)


async def add_remarks(
    visit_id: str, revision: int, remarks: Mapping[str, str], person_id: int | None, now: datetime
) -> None:
    """Write down what is said about items of a visit."""
    await run_many(
        writer(),
        "INSERT INTO remark (visit_id, revision, item, text, made_at, made_by_id) VALUES ($1, $2, $3, $4, $5, $6)",
        [(visit_id, revision, item, text, now, person_id) for item, text in remarks.items()],
    )


async def list_saved_remarks() -> list[SavedRemarkRow]:
    """The remarks on offer, by their words."""
    rows = await fetch(writer(), "SELECT id, text FROM saved_remark WHERE retired_at IS NULL ORDER BY text, id")
    return [SavedRemarkRow(*row) for row in rows]


async def add_saved_remark(text: str, person_id: int | None, now: datetime) -> None:
    """Offer a remark from now on."""
    await run(
        writer(), "INSERT INTO saved_remark (text, made_at, made_by_id) VALUES ($1, $2, $3)", [text, now, person_id]
    )


async def retire_saved_remark(remark_id: int, now: datetime) -> bool:
    """Offer a remark no more. False when it was not on offer."""
    text = "UPDATE saved_remark SET retired_at = $1 WHERE id = $2 AND retired_at IS NULL"
    return bool(await run(writer(), text, [now, remark_id]))

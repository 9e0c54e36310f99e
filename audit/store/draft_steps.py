"""The steps that were made on drafts: what each changed, so that it can be taken back and done again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from audit.store.connections import writer
from audit.store.models import DraftStep
from audit.store.raw import fetch_one, run

MOST_KEPT = 200  # for each draft


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step; `patch` is what it changed."""

    id: int
    patch: Mapping[str, list[Any]]


async def add_step(checklist_id: int, person_id: int, patch: Mapping[str, list[Any]], now: datetime) -> None:
    """Keep a step. What this person had taken back can no longer be done again; the oldest steps go."""
    await DraftStep.filter(checklist_id=checklist_id, person_id=person_id, is_undone=True).delete()
    await DraftStep.create(checklist_id=checklist_id, person_id=person_id, at=now, patch=dict(patch))
    oldest = await fetch_one(
        writer(),
        f"SELECT id FROM draft_step WHERE checklist_id = $1 ORDER BY id DESC LIMIT 1 OFFSET {MOST_KEPT}",  # noqa: S608
        [checklist_id],
    )
    if oldest is not None:
        await run(writer(), "DELETE FROM draft_step WHERE checklist_id = $1 AND id <= $2", [checklist_id, oldest[0]])


async def find_step(checklist_id: int, person_id: int, *, is_undone: bool) -> StepRow | None:
    """The step of a person to take back next, or of those taken back the one to do again next."""
    rows = DraftStep.filter(checklist_id=checklist_id, person_id=person_id, is_undone=is_undone)
    row = await rows.order_by("id" if is_undone else "-id").first().values_list("id", "patch")
    return StepRow(*row) if row else None


async def put_step(step_id: int, *, is_undone: bool) -> None:
    """A step was taken back, or done again."""
    await DraftStep.filter(id=step_id).update(is_undone=is_undone)


async def remove_steps(checklist_id: int) -> None:
    """Forget every step on a draft: it was published."""
    await DraftStep.filter(checklist_id=checklist_id).delete()

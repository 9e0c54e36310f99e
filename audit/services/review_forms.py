"""What a reviewer writes on a visit that waits for a decision: remarks on items, a reason, and those on offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from audit.errors import N_, BadInput, Problem, Sentence, say
from audit.services.reviews import LONGEST_REMARK, TOO_LONG
from audit.store import log, remarks
from audit.store.connections import transaction
from audit.store.sights import Sight

EMPTY = N_("Write the remark you want to keep.")
UNKNOWN = N_("This remark is not on offer any more.")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form that came back held: remarks by item, the reason, and what is wrong."""

    remarks: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    problem: Sentence | None = None
    voice_problem: Sentence | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """The remarks on offer, and what was typed before."""

    saved: tuple[str, ...]
    typed: Mapping[str, str]
    reason: str


async def review_form(typed: Typed | None) -> ReviewForm:
    """The form of a visit under review."""
    said = typed or Typed()
    return ReviewForm(tuple(row.text for row in await remarks.list_saved_remarks()), said.remarks, said.reason)


async def remarks_by_item(visit_id: str) -> dict[str, list[str]]:
    """What was said about each item of a visit, whenever it went back."""
    said: dict[str, list[str]] = {}
    for row in await remarks.list_remarks(visit_id):
        said.setdefault(row.item, []).append(row.text)
    return said


async def keep_remark(sight: Sight, text: str, now: datetime) -> None:
    """Offer a remark to every reviewer. Raises BadInput for one that cannot be used."""
    said = text.strip()
    if not 0 < len(said) <= LONGEST_REMARK:
        wrong = say(TOO_LONG) if said else say(EMPTY)
        raise BadInput(wrong, (Problem("text", wrong),))
    async with transaction():
        if said not in [row.text for row in await remarks.list_saved_remarks()]:
            await remarks.add_saved_remark(said, sight.person_id, now)
            await log.add_entry(sight.person_id, "saved_remark", "remark", said, {}, now)


async def drop_remark(sight: Sight, remark_id: int, now: datetime) -> None:
    """Offer a remark no more. Raises BadInput when it was not on offer."""
    async with transaction():
        if not await remarks.retire_saved_remark(remark_id, now):
            raise BadInput(say(UNKNOWN))
        await log.add_entry(sight.person_id, "dropped_remark", "remark", str(remark_id), {}, now)

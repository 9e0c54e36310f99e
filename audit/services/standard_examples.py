"""Where a standard was broken: the latest visits, in the auditors' words, with their photos."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from audit.errors import N_, say
from audit.services.compare_pages.parts import PhotoLink
from audit.services.compare_pages.standards import BrokenExample
from audit.services.comparisons import Comparison
from audit.services.heat_maps import promise_of
from audit.store import photos, results, visit_details
from audit.store.selections import Selection
from audit.store.sights import Sight

SHOWN = 8
READ = 400
PHOTO_OF = N_("Photo of: {promise}")


async def broken_examples(
    sight: Sight, selection: Selection, comparison: Comparison, branch: str, language: str
) -> tuple[tuple[BrokenExample, ...], int]:
    """The latest examples and how many there are among the last `READ` visits; five queries, whatever their number."""
    branch_ids = {row.code: row.id for row in comparison.branches.values()}
    chosen = replace(selection, branch_id=branch_ids.get(branch, 0)) if branch else selection
    rows = [row for row in await results.list_standard_results(sight, chosen, READ) if row.is_kept is False]
    shown = rows[:SHOWN]
    answers = await visit_details.list_answers([row.visit_id for row in shown])
    places = await visit_details.list_branch_ids([row.visit_id for row in shown])
    pictures: dict[tuple[str, str], list[photos.PhotoRow]] = defaultdict(list)
    for photo in await photos.list_photos([row.visit_id for row in shown]) if shown else []:
        if not photo.refusal:
            pictures[photo.visit_id, photo.item].append(photo)
    promise = promise_of(comparison.standards[selection.standard_id or 0], language)
    return tuple(
        BrokenExample(
            href=f"/visits/{row.visit_id}",
            branch=comparison.branches[places[row.visit_id]].name,
            on=row.visit_date,
            comment=comment_of(answers.get(row.visit_id, {}), row.item),
            photos=tuple(photo_link(photo, promise) for photo in pictures[row.visit_id, row.item]),
        )
        for row in shown
        if row.visit_date is not None
    ), len(rows)


def comment_of(answers: Mapping[str, Any], item: str) -> str:
    """What the auditor wrote beside an answer."""
    answer = answers.get(item)
    return str(answer.get("comment", "")) if isinstance(answer, Mapping) else ""


def photo_link(photo: photos.PhotoRow, promise: str) -> PhotoLink:
    """A photo with the promise it shows as its text."""
    return PhotoLink(
        f"/photos/{photo.sha256}/thumbnail", say(PHOTO_OF, promise=promise), "", f"/visits/{photo.visit_id}"
    )

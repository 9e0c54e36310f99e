"""The revisions of a visit: what was changed, by whom and why, and how the visit read before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from audit.checklists.corrected import corrected
from audit.checklists.model import Checklist
from audit.errors import N_, NotFound, Sentence, say
from audit.services.versions import pinned_checklist
from audit.services.visit_answers import SectionView, answer_words, section_views
from audit.services.visit_photos import photos_by_item
from audit.store import corrections, visits
from audit.store.corrections import Answers, CorrectionRow, RevisionRow
from audit.store.selections import COUNTED
from audit.store.sights import NOT_HERE, Sight

TITLE = N_("{branch}, as it stood at first")
LATER = N_("{branch}, revision {number}")


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One answer before and after, in words."""

    text: str
    before: tuple[Sentence | str, ...]
    after: tuple[Sentence | str, ...]


@dataclass(frozen=True, slots=True)
class RevisionView:
    """A correction: who made it, when and why, what it changed, and the score before and after it."""

    number: int
    made_at: datetime
    by: str | None
    reason: str
    percent_before: float | None
    percent: float | None
    changes: tuple[ChangeView, ...]
    before_href: str


@dataclass(frozen=True, slots=True)
class RevisionPage:
    """A visit as it stood at an earlier revision."""

    visit_id: str
    title: Sentence
    number: int
    made_at: datetime
    visit_date: date | None
    percent: float | None
    verdict: str
    sections: tuple[SectionView, ...]
    time_zone: str


async def revisions_of(visit_id: str, checklist: Checklist, language: str) -> tuple[RevisionView, ...]:
    """The corrections of a visit that somebody has already been let see, the latest first."""
    made = await corrections.list_corrections(visit_id)
    if not made:
        return ()
    scores = {row.revision: row for row in await corrections.list_revisions(visit_id)}
    views = [revision_view(visit_id, row, scores, checklist, language) for row in made]
    return tuple(reversed(views))


def revision_view(
    visit_id: str, row: CorrectionRow, scores: Mapping[int, RevisionRow], checklist: Checklist, language: str
) -> RevisionView:
    """One correction in the reader's language."""
    items = {item.key: item for item in checklist.items()}
    changes = tuple(
        ChangeView(
            items[key].text.in_language(language, checklist.language),
            answer_words(items[key], checklist, before, "", language),
            answer_words(items[key], checklist, after, "", language),
        )
        for key, (before, after) in row.changes.items()
        if key in items
    )
    return RevisionView(
        number=row.revision,
        made_at=row.made_at,
        by=row.by,
        reason=row.reason,
        percent_before=percent_of(scores.get(row.revision - 1)),
        percent=percent_of(scores.get(row.revision)),
        changes=changes,
        before_href=f"/visits/{visit_id}/revisions/{row.revision - 1}",
    )


def percent_of(row: RevisionRow | None) -> float | None:
    """A revision's score in points."""
    return None if row is None or row.percent_micro is None else row.percent_micro / 1_000_000


async def revision_page(sight: Sight, visit_id: str, number: int, language: str) -> RevisionPage:
    """A visit as it stood. Raises NotFound for a visit that is not theirs and for a revision there never was."""
    visit = await visits.get_visit(sight, visit_id)
    rows = await corrections.list_revisions(visit_id)
    row = next((one for one in rows if one.revision == number), None)
    if row is None or (sight.role == "reader" and visit.status not in COUNTED):
        raise NotFound(say(NOT_HERE))
    checklist = await pinned_checklist(visit.version_id)
    answers = await answers_at(visit_id, rows, number)
    title = say(TITLE, branch=visit.branch) if number == 1 else say(LATER, branch=visit.branch, number=number)
    return RevisionPage(
        visit_id=visit.id,
        title=title,
        number=number,
        made_at=row.made_at,
        visit_date=visit.visit_date,
        percent=percent_of(row),
        verdict=row.verdict,
        sections=section_views(checklist, answers, row.document, await photos_by_item(visit_id), language),
        time_zone=visit.time_zone,
    )


async def answers_at(visit_id: str, rows: Sequence[RevisionRow], number: int) -> Answers:
    """The answers behind a revision: its correction's, what the next one started from, or what was sent then."""
    made = {row.revision: row for row in await corrections.list_corrections(visit_id)}
    if number in made:
        return corrected(made[number].answers_before, made[number].changes)
    if number + 1 in made:
        return made[number + 1].answers_before
    if rows[-1].revision != number:
        sent = await corrections.list_accepted_answers(visit_id)
        place = [row.revision for row in rows if row.revision not in made].index(number)
        return sent[place] if place < len(sent) else {}
    answers: Mapping[str, Any] = (await visits.get_documents(visit_id)).answers
    return answers

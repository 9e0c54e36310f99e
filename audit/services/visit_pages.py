"""What a visit's page shows at the desk: its facts, its score, and each answer beside its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote

from audit.checklists.model import Checklist
from audit.errors import N_, NotFound, Sentence, say
from audit.services.action_lists import ActionLine, visit_actions
from audit.services.asked import AskedView, asked_view
from audit.services.begun_phones import BegunView, begun_of
from audit.services.corrections import CORRECTED
from audit.services.integrity import NoteView, notes_of
from audit.services.planning import OPEN, list_auditors
from audit.services.resendings import Resent, resent_of
from audit.services.review_forms import ReviewForm, Typed, remarks_by_item, review_form
from audit.services.revisions import RevisionView, revisions_of
from audit.services.versions import pinned_checklist
from audit.services.visit_answers import SectionView, section_views
from audit.services.visit_photos import photos_by_item
from audit.services.voice_views import Voice, voice_of
from audit.store import results, visits
from audit.store.copies import list_waiting_ids
from audit.store.joint_visits import find_pair
from audit.store.review_queues import find_next_waiting
from audit.store.selections import BESIDE, COUNTED
from audit.store.sights import NOT_HERE, Sight
from audit.store.visits import VisitDocuments

STATUSES = {
    "planned": say(N_("To do")),
    "started": say(N_("Started")),
    "submitted": say(N_("To review")),
    "accepted": say(N_("Accepted")),
    "returned": say(N_("Returned")),
    "rejected": say(N_("Rejected")),
    "cancelled": say(N_("Cancelled")),
    "beside": say(N_("Compared only")),
}
DESK_ROLES = ("owner", "manager")
TITLE = N_("{checklist}, as it was found")
AHEAD = N_("{checklist}, not handed in yet")
NO_AUDITOR = say(N_("Nobody named"))


@dataclass(frozen=True, slots=True)
class VisitPage:
    """One visit at the desk. Franchise readers see the auditor's nickname."""

    id: str
    title: Sentence
    branch_code: str
    branch_name: str
    checklist: str
    checklist_version: int
    auditor: Sentence | str
    visit_date: date | None
    status: str
    status_label: Sentence
    percent: float | None
    verdict: str
    is_failed: bool
    delight: tuple[int, int]
    sections: tuple[SectionView, ...]
    returned_reason: str
    may_review: bool
    """Whether it waits to be accepted or rejected; the other side of a joint visit only goes back."""
    auditors: tuple[tuple[str, str], ...] = ()
    """Whom an open visit can be given to, as (id, name); empty when it cannot."""
    problem: Sentence | None = None
    time_zone: str = "UTC"
    may_correct: bool = False
    revisions: tuple[RevisionView, ...] = ()
    """What reviewers put right, the latest first."""
    resent: Resent | None = None
    """What its auditor changed after it went back, while it waits for a decision."""
    actions: tuple[ActionLine, ...] = ()
    act_href: str = ""
    """Where an action is opened for an item of this visit; empty where nobody may."""
    joint_href: str = ""
    """Where both sides of a joint visit stand beside each other."""
    may_join: bool = False
    next_href: str = ""
    """The visit that waits longest beside this one."""
    voice: Voice | None = None
    """What the branch says about the visit."""
    notes: tuple[NoteView, ...] = ()
    """Reasons for the reviewer to look again."""
    review: ReviewForm | None = None
    """What a reviewer writes while the visit waits for a decision or may go back."""
    asked: AskedView | None = None
    """How an open visit was asked for, and what its auditor said."""
    copies: tuple[str, ...] = ()
    """The copies of this visit that wait for a word."""
    begun: tuple[BegunView, ...] = ()
    """Phones that sent acts of this visit and never finished it."""


def delight_of(score: Mapping[str, Any] | None) -> tuple[int, int]:
    """How many items were exceeded, of how many that could be."""
    delight = score["delight"] if score else {"exceeded": 0, "of": 0}
    return int(delight["exceeded"]), int(delight["of"])


async def others_of(row: visits.VisitRow) -> tuple[tuple[str, str], ...]:
    """The auditors a visit could be given to instead."""
    return tuple((str(person.id), person.name) for person in await list_auditors() if person.id != row.auditor_id)


async def visit_page(sight: Sight, visit_id: str, language: str, typed: Typed | None = None) -> VisitPage:
    """One visit at the desk. Raises NotFound when it is not the person's to see.

    `typed` is what a form that came back held. As many queries whatever the number of items.
    """
    row, now = await visits.get_visit(sight, visit_id), datetime.now(UTC)
    if sight.role == "reader" and row.status not in COUNTED:
        raise NotFound(say(NOT_HERE))
    documents = await visits.get_documents(visit_id)
    checklist = await pinned_checklist(row.version_id)
    result = await results.find_result(visit_id)
    if result is None:
        page = visit_facts(row, documents, checklist, None, language)
    else:
        shown, is_desk = await photos_by_item(visit_id), sight.role in DESK_ROLES
        remarks = await remarks_by_item(visit_id) if is_desk else {}
        page = replace(
            visit_facts(row, documents, checklist, result.document, language),
            sections=section_views(checklist, documents.answers, result.document, shown, language, remarks),
            revisions=await revisions_of(visit_id, checklist, language),
            resent=await resent_of(visit_id, result.revision, checklist, language)
            if is_desk and row.status == "submitted"
            else None,
            actions=await visit_actions(sight, visit_id, now.date(), language),
            notes=await notes_to_review(sight, row, checklist, documents, result.document, language),
            voice=await heard(sight, row, checklist, documents, now, language, typed),
        )
    return await for_the_desk(sight, page, row, typed) if sight.role in DESK_ROLES else page


async def notes_to_review(
    sight: Sight, row: visits.VisitRow, checklist: Checklist, documents: VisitDocuments, score: Mapping[str, Any],
    language: str,
) -> tuple[NoteView, ...]:  # fmt: skip
    """Reasons to look again, for those who decide on a visit that waits."""
    if row.status != "submitted" or sight.role not in DESK_ROLES:
        return ()
    return await notes_of(row, checklist, documents.answers, score, language)


async def heard(
    sight: Sight, row: visits.VisitRow, checklist: Checklist, documents: VisitDocuments, now: datetime, language: str,
    typed: Typed | None,
) -> Voice:  # fmt: skip
    """The branch's voice, with what could not be taken of it."""
    voice = await voice_of(sight, row, checklist, documents.answers, now, language)
    return replace(voice, problem=typed.voice_problem, typed=typed.comment) if typed else voice


async def for_the_desk(sight: Sight, page: VisitPage, row: visits.VisitRow, typed: Typed | None) -> VisitPage:
    """The same page for those who plan and review."""
    is_waiting, pair = row.status == "submitted", await find_pair(row.id)
    waiting = await find_next_waiting(sight, row.id)
    return replace(
        page,
        may_review=is_waiting,
        may_correct=row.status in CORRECTED,
        act_href=f"/actions/new?branch={quote(row.branch_code)}&visit={quote(row.id)}" if row.status in COUNTED else "",
        auditors=await others_of(row) if row.status in OPEN else (),
        asked=await asked_view(row) if row.status in OPEN else None,
        review=await review_form(typed) if is_waiting or row.status == BESIDE else None,
        problem=typed.problem if typed else None,
        joint_href=f"/visits/{quote(row.id)}/joint" if pair else "",
        may_join=row.status == "planned" and pair is None,
        next_href=f"/visits/{quote(waiting)}" if waiting else "",
        copies=tuple(await list_waiting_ids(row.id)),
        begun=await begun_of(row.id),
    )


def visit_facts(
    row: visits.VisitRow,
    documents: VisitDocuments,
    checklist: Checklist,
    score: Mapping[str, Any] | None,
    language: str,
) -> VisitPage:
    """What anybody who may see a visit sees of it first."""
    name = checklist.name.in_language(language, checklist.language)
    return VisitPage(
        id=row.id,
        title=say(TITLE if score else AHEAD, checklist=name),
        branch_code=row.branch_code,
        branch_name=row.branch,
        checklist=name,
        checklist_version=row.version,
        auditor=row.auditor or NO_AUDITOR,
        visit_date=row.visit_date or (row.due_from.date() if row.due_from else None),
        status=row.status,
        status_label=STATUSES[row.status],
        percent=None if row.percent_micro is None else row.percent_micro / 1_000_000,
        verdict=row.verdict,
        is_failed=row.failed,
        delight=delight_of(score),
        sections=(),
        returned_reason=documents.returned_reason,
        may_review=False,
        time_zone=row.time_zone,
    )

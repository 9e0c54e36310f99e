"""The page an auditor fills a visit in with: the visit as planned, its pinned checklist, their language."""

from __future__ import annotations

from markupsafe import Markup

from audit.services.fill_forms import fill_form
from audit.services.fill_pages import FillPage, PlannedVisit, fill_page
from audit.services.versions import hashed_checklist
from audit.store import chains, checklists, remarks, visits
from audit.store.people import PersonRow
from audit.store.sights import Sight


async def fill_page_of(sight: Sight, person: PersonRow, visit_id: str, language: str) -> tuple[FillPage, Markup]:
    """The page of one of the auditor's own visits, and its form. Raises NotFound for anybody else's."""
    visit = await visits.get_visit(sight, visit_id)
    documents = await visits.get_documents(visit_id)
    branch = await chains.get_branch_by_id(visit.branch_id)
    is_back = visit.status == "returned"
    planned = PlannedVisit(
        id=visit.id,
        user=str(person.id),
        user_name=person.name,
        branch_name=branch.name,
        branch_address=", ".join(part for part in (branch.address, branch.city) if part),
        zone=branch.time_zone,
        due_from=visit.due_from,
        due_to=visit.due_to,
        version=visit.version,
        attributes=branch.attributes,
        returned_reason=documents.returned_reason if is_back else "",
        remarks=await newest_remarks(visit_id) if is_back else {},
        briefing={key: told(text, language) for key, text in documents.briefing.items()},
    )
    content_hash = await checklists.get_content_hash(visit.version_id)
    checklist = await hashed_checklist(visit.version_id, content_hash)
    form = fill_form(checklist, content_hash, language, planned.remarks)
    return fill_page(checklist, planned, language, form.sections), form.html


async def newest_remarks(visit_id: str) -> dict[str, list[str]]:
    """What was said about each item when the visit came back the last time."""
    rows = await remarks.list_remarks(visit_id)
    said: dict[str, list[str]] = {}
    for row in rows:
        if row.revision == rows[-1].revision:
            said.setdefault(row.item, []).append(row.text)
    return said


def told(text: object, language: str) -> str:
    """A part of a briefing: plain words, or words by language."""
    if isinstance(text, dict):
        return str(text.get(language) or text.get("en") or next(iter(text.values()), ""))
    return str(text)

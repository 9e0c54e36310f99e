"""What a shared report's page offers beside the report: its branch's actions and appeals as they stand today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from audit.checklists.model import Checklist
from audit.errors import NotFound, Sentence
from audit.services.action_lists import ActionLine, action_line
from audit.services.link_answers import sight_of_link, visits_of_link
from audit.services.versions import pinned_checklist
from audit.services.visit_answers import JUDGED, mark_of
from audit.services.voice_views import LABELS, TONES
from audit.store import actions, results, voices
from audit.store.actions import UNFINISHED, Wanted
from audit.store.shared_reports import ShareRow
from audit.store.voices import AcceptedRow, AppealRow

MOST_ACTIONS = 50


@dataclass(frozen=True, slots=True)
class LinkItem:
    """An item that can be appealed; `value` names it and its visit in a form."""

    value: str
    text: str
    is_broken: bool


@dataclass(frozen=True, slots=True)
class LinkVisit:
    """A visit whose time to appeal has not passed."""

    visit_date: date | None
    checklist: str
    items: tuple[LinkItem, ...]


@dataclass(frozen=True, slots=True)
class LinkAppeal:
    """An appeal, and what became of it."""

    item: str
    visit_date: date | None
    by: str
    reason: str
    label: Sentence
    tone: str
    decision: str


@dataclass(frozen=True, slots=True)
class LinkBranch:
    """The branch of a report as it stands today, to whoever has the link."""

    actions: tuple[ActionLine, ...]
    visits: tuple[LinkVisit, ...]
    appeals: tuple[LinkAppeal, ...]

    @property
    def has_open(self) -> bool:
        """Whether an action can be said to be done."""
        return any(one.status == "open" for one in self.actions)


async def link_branch(row: ShareRow, now: datetime) -> LinkBranch | None:
    """What can be done over a link; None for a report that is not about one branch."""
    try:
        sight = await sight_of_link(row)
    except NotFound:
        return None
    [branch_id] = sight.branch_ids or (0,)
    found = await actions.list_actions(sight, Wanted(UNFINISHED, branch_id), MOST_ACTIONS)
    rested = {visit.id: visit for visit in await visits_of_link(row, sight)}
    checklists = {one: await pinned_checklist(one) for one in {visit.version_id for visit in rested.values()}}
    appeals = [one for one in await voices.list_branch_appeals(sight, branch_id) if one.visit_id in rested]
    latest = now - timedelta(days=await voices.get_appeal_days())
    timely = [visit for visit in rested.values() if visit.accepted_at > latest and row.made_by_id is not None]
    documents = await results.list_documents([visit.id for visit in timely]) if timely else {}
    appealed = {(one.visit_id, one.item) for one in appeals}
    views = [
        link_visit(one, checklists[one.version_id], documents.get(one.id, {}), appealed, row.language) for one in timely
    ]
    return LinkBranch(
        tuple(action_line(one, now.date(), row.language) for one in found),
        tuple(one for one in views if one.items),
        tuple(
            link_appeal(one, rested[one.visit_id], checklists[rested[one.visit_id].version_id], row.language)
            for one in appeals
        ),
    )


def link_visit(
    visit: AcceptedRow, checklist: Checklist, document: Mapping[str, Any], appealed: set[tuple[str, str]], language: str
) -> LinkVisit:
    """A visit with its judged items that nobody has appealed, the broken ones first."""
    judged = {part["key"]: part for part in document.get("items", ()) if part.get("state") in JUDGED}
    items = [
        LinkItem(
            f"{visit.id}/{item.key}",
            item.text.in_language(language, checklist.language),
            mark_of(judged[item.key]) == "broken",
        )
        for item in checklist.items()
        if item.key in judged and (visit.id, item.key) not in appealed
    ]
    name = checklist.name.in_language(language, checklist.language)
    return LinkVisit(visit.visit_date, name, tuple(sorted(items, key=lambda one: not one.is_broken)))


def link_appeal(row: AppealRow, visit: AcceptedRow, checklist: Checklist, language: str) -> LinkAppeal:
    """One appeal in the report's language."""
    item = next((one for one in checklist.items() if one.key == row.item), None)
    text = item.text.in_language(language, checklist.language) if item else row.item
    return LinkAppeal(text, visit.visit_date, row.by, row.reason, LABELS[row.status], TONES[row.status], row.decision)

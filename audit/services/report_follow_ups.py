"""What a branch is doing about its results, and what became of what it objected to: both belong into its report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from audit.errors import N_, Sentence, say
from audit.services.action_lists import STATES
from audit.services.branch_parts import promise_text
from audit.services.branch_reports import AppealLine, FollowUp, TaskLine
from audit.services.versions import pinned_checklist
from audit.services.voice_views import LABELS
from audit.store import actions, visits, voices
from audit.store.actions import UNFINISHED, ActionRow, Wanted
from audit.store.chains import BranchRow
from audit.store.sights import WHOLE_CHAIN
from audit.store.voices import AppealRow

MOST_ACTIONS, MOST_APPEALS = 12, 8
NOBODY = say(N_("No owner named yet"))
LATE = say(N_("Overdue"))


@dataclass(frozen=True, slots=True)
class Seen:
    """For whom a branch is looked at: in which language, on which day."""

    language: str
    today: date


async def follow_up_of(branch: BranchRow, seen: Seen) -> FollowUp:
    """The unfinished actions of a branch, the longest due first, and its latest appeals."""
    rows = await actions.list_actions(WHOLE_CHAIN, Wanted(UNFINISHED, branch.id), MOST_ACTIONS)
    appeals = await voices.list_branch_appeals(WHOLE_CHAIN, branch.id, MOST_APPEALS)
    return FollowUp(
        tuple(task_line(row, seen) for row in rows),
        tuple([await appeal_line(row, seen.language) for row in appeals]),
    )


def task_line(row: ActionRow, seen: Seen) -> TaskLine:
    """One action."""
    promise = str(promise_text(row.promise, seen.language)) if row.promise else ""
    is_late = row.status == "open" and row.due_on < seen.today
    return TaskLine(
        row.title or promise, promise, row.owner or NOBODY, row.due_on, LATE if is_late else STATES[row.status], is_late
    )


async def appeal_line(row: AppealRow, language: str) -> AppealLine:
    """One appeal: against what, why, and what was decided."""
    visit = await visits.get_visit(WHOLE_CHAIN, row.visit_id)
    checklist = await pinned_checklist(visit.version_id)
    item = next((one for one in checklist.items() if one.key == row.item), None)
    text: Sentence | str = item.text.in_language(language, checklist.language) if item else row.item
    return AppealLine(text, visit.visit_date or row.made_at.date(), row.reason, LABELS[row.status], row.decision)

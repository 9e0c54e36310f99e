"""Taking back one's own last step on a draft, and doing it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from audit.checklists.drafting.undoing import apply, subject_of_patch
from audit.errors import N_, NotFound, NotNow, Sentence, say
from audit.services.draft_readings import text_in
from audit.services.drafts import Draft, draft_of
from audit.store import checklists, draft_steps, log
from audit.store.connections import transaction
from audit.store.draft_steps import StepRow

NOTHING_TO_UNDO = N_("There is nothing of yours to undo here.")
NOTHING_TO_REDO = N_("There is nothing of yours to do again here.")
IN_THE_WAY = N_("Somebody else has changed this since. Nothing was overwritten.")
TOLD = {
    ("item", "added"): N_("adding “{what}”"),
    ("item", "removed"): N_("removing “{what}”"),
    ("item", "changed"): N_("the change of “{what}”"),
    ("section", "added"): N_("adding the section “{what}”"),
    ("section", "removed"): N_("removing the section “{what}”"),
    ("section", "changed"): N_("the change of the section “{what}”"),
    ("standard", "added"): N_("adding “{what}”"),
    ("standard", "removed"): N_("removing “{what}”"),
    ("standard", "changed"): N_("the change of “{what}”"),
    ("order", "changed"): N_("the move"),
    ("field", "changed"): N_("the change of name, channel or verdicts"),
}


@dataclass(frozen=True, slots=True)
class Undoing:
    """What this person can take back and do again, in words; None where there is nothing."""

    undo: Sentence | None = None
    redo: Sentence | None = None


NOTHING = Undoing()


async def undoing(draft: Draft, person_id: int, language: str) -> Undoing:
    """What stands on the two buttons."""
    checklist_id = await checklists.find_checklist_id(draft.key)
    if checklist_id is None:
        return NOTHING
    back = await draft_steps.find_step(checklist_id, person_id, is_undone=False)
    again = await draft_steps.find_step(checklist_id, person_id, is_undone=True)
    return Undoing(told(back, draft, language), told(again, draft, language))


def told(step: StepRow | None, draft: Draft, language: str) -> Sentence | None:
    """A step in words."""
    if step is None:
        return None
    kind, fate, part = subject_of_patch(step.patch)
    said = next((part[name] for name in ("text", "title", "promise") if part.get(name)), "") if part else ""
    return say(TOLD[kind, fate], what=text_in(said, draft.document, language))


async def undo_step(key: str, now: datetime, person_id: int, *, back: bool) -> tuple[Draft, Draft]:
    """Take one's last step back (or do it again): the draft as it was, and as it is.

    Raises NotNow where there is none, or where somebody else has changed the same since.
    """
    async with transaction():
        row = await checklists.find_checklist_to_change(key)
        before = await draft_of(row, key)
        if row is None:
            raise NotFound(say(NOTHING_TO_UNDO))
        step = await draft_steps.find_step(row.id, person_id, is_undone=not back)
        if step is None:
            raise NotNow(say(NOTHING_TO_UNDO if back else NOTHING_TO_REDO))
        changed = apply(before.document, step.patch, back=back)
        if changed is None:
            raise NotNow(say(IN_THE_WAY))
        version = await checklists.find_version(key)
        is_started = version is None or changed != version.document
        await checklists.put_draft(row.id, changed if is_started else None)
        await draft_steps.put_step(step.id, is_undone=back)
        await log.add_entry(person_id, "undid_step" if back else "redid_step", "checklist", key, {}, now)
        return before, Draft(key, changed, before.number, is_started)

"""A checklist from elsewhere becomes a draft. A draft that says something else is never overwritten unasked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from audit.checklists.drafting.undoing import patch_between
from audit.errors import N_, NotNow, say
from audit.services.drafts import draft_of
from audit.store import checklists, draft_steps, log
from audit.store.connections import transaction

ANY = "any"
IN_THE_WAY = N_(
    "The checklist {key} has a draft that says something else. Nothing was written: publish it or throw it away first,"
    " or say that it may be replaced."
)
MOVED_ON = N_("The draft of {key} was changed while you looked at the file. Nothing was overwritten.")


async def import_draft(
    document: Mapping[str, Any], now: datetime, person_id: int | None, replaces: str = "", file: str = ""
) -> None:
    """Make a document the draft of its key. Raises NotNow where another draft is in the way.

    `replaces` is the revision of the draft that may be replaced, or ANY. Whoever replaces one can undo that in the
    builder; without a person, what it said is kept in the log.
    """
    key, wanted = str(document["key"]), dict(document)
    detail: dict[str, object] = {"file": file} if file else {}
    async with transaction():
        row = await checklists.find_checklist_to_change(key)
        if row is None:
            await checklists.put_checklist(key, named(wanted), str(wanted.get("channel", "in_person")), wanted)
        else:
            before = await draft_of(row, key)
            if before.document == wanted:
                return
            if before.is_started and replaces not in (ANY, before.revision):
                raise NotNow(say(MOVED_ON if replaces else IN_THE_WAY, key=key))
            await checklists.put_draft(row.id, wanted)
            if person_id is not None:
                await draft_steps.add_step(row.id, person_id, patch_between(before.document, wanted), now)
            elif before.is_started:
                detail["draft"] = before.document
        await log.add_entry(person_id, "saved_draft", "checklist", key, detail, now)


def named(document: Mapping[str, Any]) -> dict[str, str]:
    """A checklist's name by language."""
    name = document["name"]
    return dict(name) if isinstance(name, Mapping) else {str(document["language"]): str(name)}

"""The draft of a checklist: started from the newest version, changed step by step, published when it can be.

Two people may edit at once. A form carries the revision of the one part it shows; when somebody else has
changed that part meanwhile nothing is written, and both versions are shown. Other parts do not mind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from audit.checklists.drafting.documents import (
    Document,
    find_item,
    free_key,
    new_document,
    put_item,
    put_standard,
    revision_of,
)
from audit.checklists.drafting.undoing import patch_between
from audit.checklists.parsing import parse_checklist
from audit.checklists.parsing.fields import KEY
from audit.errors import N_, BadInput, NotFound, NotNow, Problem, say
from audit.services.publishing import publish_inside
from audit.store import checklists, draft_steps, log
from audit.store.checklists import VersionRow
from audit.store.connections import transaction
from audit.store.version_terms import put_start

NO_CHECKLIST = N_("There is no checklist {key}.")
OVERTAKEN = N_("Somebody else changed this while you were at it. Nothing was overwritten.")
KEY_TAKEN = N_("There is a checklist {key} already.")
NOT_A_KEY = N_("A key has letters, digits and . _ - and begins with a letter or digit.")
NAME_MISSING = N_("The name is empty.")
SAME_AGAIN = N_("This is what version {number} says already: there is nothing to publish.")


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being worked on. `number` is the newest version, 0 before the first; `is_started`: it was changed."""

    key: str
    document: Document
    number: int
    is_started: bool

    @property
    def revision(self) -> str:
        return revision_of(self.document)


class Overtaken(NotNow):
    """Somebody else was faster: `theirs` is what there is now, `mine` what was to be written."""

    def __init__(self, theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> None:
        super().__init__(say(OVERTAKEN))
        self.theirs, self.mine = theirs, mine


async def get_draft(key: str) -> Draft:
    """The draft of a checklist, or its newest version where nobody has begun one. Raises NotFound."""
    return await draft_of(await checklists.find_checklist(key), key)


async def draft_of(row: checklists.ChecklistRow | None, key: str) -> Draft:
    """The draft in a row, else the newest version. Raises NotFound."""
    if row is not None and row.draft is not None:
        return Draft(key, dict(row.draft), await checklists.find_newest_number(row.id), True)
    version = await checklists.find_version(key)
    if row is None or version is None:
        raise NotFound(say(NO_CHECKLIST, key=key))
    return Draft(key, dict(version.document), version.number, False)


async def create_draft(key: str, name: str, language: str, now: datetime, person_id: int) -> str:
    """Begin a checklist that did not exist; its key. Raises BadInput for a key or name that cannot be."""
    key, name = key.strip(), name.strip()
    problems = []
    if not KEY.fullmatch(key):
        problems.append(Problem("key", say(NOT_A_KEY)))
    if not name or len(name) > 200:
        problems.append(Problem("name", say(NAME_MISSING)))
    if problems:
        raise BadInput(problems[0].sentence, tuple(problems))
    async with transaction():
        if await checklists.find_checklist_to_change(key) is not None:
            sentence = say(KEY_TAKEN, key=key)
            raise BadInput(sentence, (Problem("key", sentence),))
        document = new_document(key, name, language)
        await checklists.put_checklist(key, {language: name}, "in_person", document)
        await log.add_entry(person_id, "began_draft", "checklist", key, {}, now)
    return key


async def change_draft(
    key: str, change: Callable[[Document], Document], now: datetime, person_id: int, what: str
) -> tuple[Draft, Draft]:
    """Change the draft as it is now, whoever changed it last: as it was, and as it is. A change of nothing is none.

    `what` goes into the log.
    """
    async with transaction():
        row = await checklists.find_checklist_to_change(key)
        draft = await draft_of(row, key)
        changed = change(draft.document)
        if row is None or changed == draft.document:
            return draft, draft
        await checklists.put_draft(row.id, changed)
        await draft_steps.add_step(row.id, person_id, patch_between(draft.document, changed), now)
        await log.add_entry(person_id, "changed_draft", "checklist", key, {"what": what}, now)
        return draft, Draft(key, changed, draft.number, True)


def replacing_item(
    key: str, revision: str, item: Mapping[str, Any], promise: str = ""
) -> Callable[[Document], Document]:
    """A change of one item that was read at `revision`. Sent twice it is done once. Raises Overtaken.

    With a `promise`, the item measures a new standard of that promise.
    """
    standard = free_key(promise, ())
    mine = {**item, "standard": standard} if promise else item

    def change(document: Document) -> Document:
        section, place = find_item(document, key)
        check_revision(section["items"][place], revision, mine)
        changed = put_item(document, key, mine)
        if promise:
            changed = put_standard(changed, {"key": standard, "promise": {document["language"]: promise}})
        return changed

    return change


def check_revision(now: Mapping[str, Any], revision: str, mine: Mapping[str, Any]) -> None:
    """Raise Overtaken unless the part is still as it was read, or already as it is to be."""
    if revision_of(now) != revision and dict(now) != dict(mine):
        raise Overtaken(now, mine)


async def discard_draft(key: str, now: datetime, person_id: int) -> None:
    """Go back to the newest version. Raises NotFound where there is none to go back to."""
    async with transaction():
        row = await checklists.find_checklist_to_change(key)
        version = await checklists.get_version(key)
        if row is not None and row.draft is not None:
            await checklists.put_draft(row.id, None)
            await draft_steps.add_step(row.id, person_id, patch_between(dict(row.draft), dict(version.document)), now)
            await log.add_entry(person_id, "discarded_draft", "checklist", key, {"draft": row.draft}, now)


async def publish_draft(
    key: str, revision: str, now: datetime, person_id: int, starts_on: date | None = None
) -> VersionRow:
    """Freeze the draft that was looked at as the next version; visits due before `starts_on` get the one before it.

    Raises BadInput with every problem, Overtaken when it is another draft by now, NotNow when nothing changed.
    """
    async with transaction():
        draft = await draft_of(await checklists.find_checklist_to_change(key), key)
        if draft.revision != revision:
            raise Overtaken(draft.document, draft.document)
        checklist = parse_checklist(draft.document)
        published = await publish_inside(checklist, now, person_id)
        if not published.is_new:
            raise NotNow(say(SAME_AGAIN, number=published.version.number))
        await checklists.put_checklist(key, dict(checklist.name), checklist.channel, None)
        if starts_on is not None:
            await put_start(key, published.version.number, starts_on)
        await draft_steps.remove_steps(published.version.checklist_id)
        return published.version

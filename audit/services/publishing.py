"""A checklist becomes a frozen version, and its standards become the chain's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from audit.checklists.documents import content_hash, to_document
from audit.checklists.model import Checklist
from audit.checklists.parsing import parse_checklist
from audit.errors import N_, BadInput, Problem, say
from audit.store import chains, checklists, log
from audit.store.checklists import NewStandard, VersionRow
from audit.store.connections import transaction

LONGEST_KEY = 200
LONGEST_TOUCHPOINT = 100
TOO_LONG = N_("The key of a standard has at most {most} characters.")
TOUCHPOINT_TOO_LONG = N_("A touchpoint has at most {most} characters.")


@dataclass(frozen=True, slots=True)
class Published:
    """The version a checklist has. `is_new` is False when the same content had been published before."""

    version: VersionRow
    is_new: bool


async def publish(checklist: Checklist, now: datetime, person_id: int | None = None) -> Published:
    """Freeze a checklist as the next version of its key. The same content again gives the version it has."""
    async with transaction():
        published = await publish_inside(checklist, now, person_id)
        await chains.grow_rollup_version()  # what standards promise may have changed: comparisons are computed anew
        return published


async def publish_inside(
    checklist: Checklist, now: datetime, person_id: int | None = None, *, keeps_standards: bool = False
) -> Published:
    """The same inside a transaction that is open. `keeps_standards`: what is known of a standard stays as it is."""
    check_lengths(checklist)
    hashed = content_hash(checklist)
    known = {version.content_hash: version for version in await checklists.list_versions(checklist.key)}
    if hashed in known:
        return Published(known[hashed], is_new=False)
    await put_said(checklist, keeps_standards=keeps_standards)
    ids = await checklists.list_standard_ids()
    row = await checklists.find_checklist(checklist.key)
    draft = row.draft if row is not None else None
    checklist_id = await checklists.put_checklist(checklist.key, dict(checklist.name), checklist.channel, draft)
    number = await checklists.put_version(
        checklist_id, hashed, to_document(checklist), {one.key: ids[one.key] for one in checklist.standards}, now
    )
    await log.add_entry(person_id, "published", "checklist", checklist.key, {"version": number}, now)
    return Published(await checklists.get_version(checklist.key, number), is_new=True)


async def put_said(checklist: Checklist, *, keeps_standards: bool) -> None:
    """What is known of the standards says what the checklist says of them.

    What it says as its version before did stays as the standard's own page has it: it may have been rewritten there.
    """
    ids, newest = await checklists.list_standard_ids(), await checklists.find_version(checklist.key)
    before = {one.key: one for one in standards_of(parse_checklist(newest.document))} if newest else {}
    said = standards_of(checklist)
    same = {one.key: one.position for one in said if one.key in ids and is_same(before.get(one.key), one)}
    kept = ids if keeps_standards else same
    await checklists.put_standards([one for one in said if one.key not in kept])
    if not keeps_standards:
        await checklists.put_positions(same)


def is_same(before: NewStandard | None, after: NewStandard) -> bool:
    """Whether a checklist says of a standard what it said before, wherever it stands now."""
    return before is not None and replace(before, position=after.position) == after


async def find_document(key: str, number: int | None = None) -> Mapping[str, Any]:
    """The document of a version, by default the newest; of the draft where nothing was published. Raises NotFound."""
    version = await checklists.find_version(key, number)
    row = await checklists.find_checklist(key) if version is None and number is None else None
    if row is not None and row.draft is not None:
        return row.draft
    return (version or await checklists.get_version(key, number)).document


def check_lengths(checklist: Checklist) -> None:
    """Refuse what a standard says of itself where it does not fit its column, each with its place."""
    problems = []
    for place, standard in enumerate(checklist.standards):
        if len(standard.key) > LONGEST_KEY:
            problems.append(Problem(f"standards[{place}].key", say(TOO_LONG, most=LONGEST_KEY)))
        if len(standard.touchpoint) > LONGEST_TOUCHPOINT:
            sentence = say(TOUCHPOINT_TOO_LONG, most=LONGEST_TOUCHPOINT)
            problems.append(Problem(f"standards[{place}].touchpoint", sentence))
    if problems:
        raise BadInput(problems[0].sentence, tuple(problems))


def standards_of(checklist: Checklist) -> list[NewStandard]:
    """What a checklist says of its standards, in the order of the guest's journey."""
    return [
        NewStandard(one.key, dict(one.promise), one.touchpoint, one.values, one.source, dict(one.sop or {}), position)
        for position, one in enumerate(checklist.standards)
    ]

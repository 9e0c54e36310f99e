"""Checklist versions as values: parsed once, kept by their id, since a version never changes."""

from __future__ import annotations

from collections import OrderedDict

from audit.checklists.model import Checklist
from audit.checklists.parsing import parse_checklist
from audit.store import checklists

REMEMBERED = 64
remembered: OrderedDict[str, Checklist] = OrderedDict()


async def pinned_checklist(version_id: int) -> Checklist:
    """The checklist of a version. Remembered by content, so databases of tests do not get in each other's way."""
    version = await checklists.get_version_by_id(version_id)
    return find_remembered(version.content_hash) or remember(version.content_hash, parse_checklist(version.document))


async def hashed_checklist(version_id: int, content_hash: str) -> Checklist:
    """The same where the hash is known: the document is read only when it is not remembered."""
    return find_remembered(content_hash) or await pinned_checklist(version_id)


def find_remembered(content_hash: str) -> Checklist | None:
    """A checklist parsed before."""
    known = remembered.get(content_hash)
    if known is not None:
        remembered.move_to_end(content_hash)
    return known


def remember(content_hash: str, checklist: Checklist) -> Checklist:
    """Keep a parsed checklist, and forget the one not used for longest."""
    remembered[content_hash] = checklist
    while len(remembered) > REMEMBERED:
        remembered.popitem(last=False)
    return checklist

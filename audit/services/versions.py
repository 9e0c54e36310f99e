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
    known = remembered.get(version.content_hash)
    if known is None:
        known = remembered[version.content_hash] = parse_checklist(version.document)
        while len(remembered) > REMEMBERED:
            remembered.popitem(last=False)
    remembered.move_to_end(version.content_hash)
    return known

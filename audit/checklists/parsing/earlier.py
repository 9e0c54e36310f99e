"""What was read before without a problem, so that an edit of one item does not read the other 799 again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from audit.checklists.model import Item, Standard

Part = TypeVar("Part", Item, Standard)
Known = dict[str, tuple[object, Part]]


@dataclass(slots=True)
class Earlier:
    """Items and standards by their keys, each with what was written. For one checklist in one language.

    An item with a condition is not kept: what it may say depends on the items before it.
    """

    items: Known[Item] = field(default_factory=dict)
    standards: Known[Standard] = field(default_factory=dict)


def find_same(known: Known[Part], written: object) -> Part | None:
    """The part that was read from exactly this, None where something else or nothing was written before."""
    key = written.get("key") if isinstance(written, dict) else None
    found = known.get(key) if isinstance(key, str) else None
    return found[1] if found is not None and found[0] == written else None

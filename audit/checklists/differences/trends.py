"""What another version does to the trend of each standard.

A kept rate before and after says something only where the same observations keep the standard. Where the
kind of answer, or from which answer on the standard counts as kept, becomes another, the trend breaks there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from audit.checklists.model import SCORED_KINDS, Checklist, Item
from audit.errors import N_, Sentence, say

CONTINUES, BREAKS, BEGINS, ENDS = "continues", "breaks", "begins", "ends"
OTHER_KIND = say(N_("another kind of answer measures it"))
OTHER_LINE = say(N_("it is kept from another answer on"))
IN_PLACE_OF = N_("in the place of “{promise}”")
OTHER_ITEMS = say(N_("another number of items measures it"))


@dataclass(frozen=True, slots=True)
class Fate:
    """One standard: its trend `continues`, `breaks` (and why), `begins` or `ends`."""

    standard: str
    promise: str
    fate: str
    why: Sentence | None = None


def fates(
    before: Checklist, after: Checklist, language: str, successors: Mapping[str, str] | None = None
) -> tuple[Fate, ...]:
    """Of every standard that either version measures: the new version's order, then what ends.

    `successors`: which standard took the place of which. A trend that changes hands goes on, also through standards
    that neither version measures, or breaks where the new one is measured differently.
    """
    old, new = _measures(before), _measures(after)
    taken = _taken(old, new, successors or {})
    keys = [*new, *(key for key in old if key not in new and key not in taken.values())]
    promises = promises_of(before, language) | promises_of(after, language)
    return tuple(
        _fate(key, old.get(taken.get(key, key), []), new.get(key, []), promises.get(key, key),
              promises.get(taken[key], taken[key]) if key in taken else "")
        for key in keys
    )  # fmt: skip


def _taken(old: Collection[str], new: Collection[str], successors: Mapping[str, str]) -> dict[str, str]:
    """By each standard that only the new version measures, the one whose trend it takes over, however many between."""
    taken: dict[str, str] = {}
    for key in old:
        later, seen = key, {key}
        while key not in new and later in successors and successors[later] not in seen:
            later = successors[later]
            seen.add(later)
            if later in new:
                break
        if later in new and later not in old:
            taken.setdefault(later, key)
    return taken


def promises_of(checklist: Checklist, language: str) -> dict[str, str]:
    """Every standard's words by its key."""
    return {one.key: one.promise.in_language(language, checklist.language) for one in checklist.standards}


def _measures(checklist: Checklist) -> dict[str, list[Item]]:
    measures: dict[str, list[Item]] = defaultdict(list)
    for item in checklist.items():
        if item.standard is not None and item.kind in SCORED_KINDS:
            measures[item.standard].append(item)
    return measures


def _fate(key: str, old: list[Item], new: list[Item], promise: str, earlier: str = "") -> Fate:
    if not old:
        return Fate(key, promise, BEGINS)
    if not new:
        return Fate(key, promise, ENDS)
    why = _break(old, new)
    if why is None and earlier:
        return Fate(key, promise, CONTINUES, say(IN_PLACE_OF, promise=earlier))
    return Fate(key, promise, BREAKS if why else CONTINUES, why)


def _break(old: list[Item], new: list[Item]) -> Sentence | None:
    """Why the rates before and after cannot be set side by side; None where they can."""
    if len(old) != len(new):
        return OTHER_ITEMS
    if sorted(item.kind for item in old) != sorted(item.kind for item in new):
        return OTHER_KIND
    lines = ([_kept_line(item) for item in items] for items in (old, new))
    return None if sorted(next(lines)) == sorted(next(lines)) else OTHER_LINE


def _kept_line(item: Item) -> str:
    """Everything that decides which answers keep the standard, as one text that can be compared."""
    points = [(option.key, option.points) for option in item.options]
    steps = [(step.start, step.credit) for step in item.steps]
    ends = (item.min, item.max, item.reverse, item.pass_answer)
    return repr((item.kind, item.kept_at, item.target, item.limit, steps, points, item.full, ends))

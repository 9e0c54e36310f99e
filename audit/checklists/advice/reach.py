"""Which items no answers and no branch can ever bring up.

Tried, not proven by logic: the few answers that make a difference to the rules involved are combined, and
`visible_items`, the same that decides on a visit, says what is shown. Where that would take more than
`MOST_TRIES` combinations nothing is claimed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import chain, combinations, pairwise, product

from audit.checklists.model import (
    AllOf,
    AnyOf,
    BranchIs,
    Checklist,
    Item,
    ItemAtLeast,
    ItemAtMost,
    ItemIn,
    ItemIs,
    Not,
    Rule,
    Section,
)
from audit.checklists.rules import visible_items

MOST_TRIES = 5000
MOST_OPTIONS = 5
SOMETHING_ELSE = "\0"  # no word that anybody can type


@dataclass(slots=True)
class Asked:
    """What rules look at: the values asked of each item, and of each attribute of the branch."""

    items: dict[str, set[str | Fraction]] = field(default_factory=dict)
    attributes: dict[str, set[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Owner:
    """An item with its section, and its place on the form."""

    place: int
    section: Section
    item: Item


Owners = Mapping[str, Owner]


def never_shown(checklist: Checklist) -> frozenset[str]:
    """The keys of items with a condition, their own or their section's, that nothing can make hold."""
    pairs = ((section, item) for section in checklist.sections for item in section.items)
    owners = {item.key: Owner(place, section, item) for place, (section, item) in enumerate(pairs)}
    conditional = (key for key, owner in owners.items() if owner.section.show_when or owner.item.show_when)
    return frozenset(key for key in conditional if _is_never(key, owners, checklist))


def _is_never(key: str, owners: Owners, checklist: Checklist) -> bool:
    asked = _collect(key, owners)
    small = _only(checklist, {key, *asked.items}, owners)
    answers = [_answers(owners[item].item, values) for item, values in asked.items.items()]
    attributes = [(*sorted(values), SOMETHING_ELSE) for values in asked.attributes.values()]
    if math.prod(len(one) for one in (*answers, *attributes)) > MOST_TRIES:
        return False
    for given, at in product(product(*answers), product(*attributes)):
        branch = dict(zip(asked.attributes, at, strict=True))
        if key in visible_items(small, dict(zip(asked.items, given, strict=True)), branch):
            return False
    return True


def _collect(key: str, owners: Owners) -> Asked:
    """What decides whether an item is shown: its rules, and those of every item they look at."""
    asked = Asked()
    waiting, known = [key], {key}
    while waiting:
        owner = owners[waiting.pop()]
        for leaf in (*_leaves(owner.section.show_when), *_leaves(owner.item.show_when)):
            if isinstance(leaf, BranchIs):
                asked.attributes.setdefault(leaf.attribute, set()).add(leaf.value)
                continue
            asked.items.setdefault(leaf.item, set()).update(_values(leaf))
            if leaf.item not in known:
                known.add(leaf.item)
                waiting.append(leaf.item)
    return asked


def _leaves(rule: Rule | None) -> Iterator[ItemIs | ItemIn | ItemAtLeast | ItemAtMost | BranchIs]:
    match rule:
        case None:
            return
        case AllOf(rules) | AnyOf(rules):
            yield from chain.from_iterable(_leaves(inner) for inner in rules)
        case Not(inner):
            yield from _leaves(inner)
        case _:
            yield rule


def _values(leaf: ItemIs | ItemIn | ItemAtLeast | ItemAtMost) -> tuple[str | Fraction, ...]:
    match leaf:
        case ItemIs(_, value):
            return (value,)
        case ItemIn(_, values):
            return values
        case ItemAtLeast(_, number) | ItemAtMost(_, number):
            return (number,)


def _only(checklist: Checklist, keys: set[str], owners: Owners) -> Checklist:
    """The checklist with these items only, found without walking through all the others."""
    sections: dict[str, Section] = {}
    for key in sorted(keys, key=lambda one: owners[one].place):
        section, item = owners[key].section, owners[key].item
        known = sections.get(section.key, replace(section, items=()))
        sections[section.key] = replace(known, items=(*known.items, item))
    return replace(checklist, sections=tuple(sections.values()))


def _answers(item: Item, asked: set[str | Fraction]) -> list[object]:
    """The answers to an item that can make a difference, None for no answer among them."""
    words = sorted(value for value in asked if isinstance(value, str))
    match item.kind:
        case "scale" | "time" | "number":
            return [None, *_numbers(item, sorted(value for value in asked if isinstance(value, Fraction)))]
        case "choices":
            few = words[:MOST_OPTIONS]
            sets = chain.from_iterable(combinations(few, size) for size in range(1, len(few) + 1))
            return [None, [SOMETHING_ELSE], *(list(one) for one in sets)]
        case _:
            return [None, *words, SOMETHING_ELSE]


def _numbers(item: Item, asked: list[Fraction]) -> Iterator[Fraction]:
    """Every number asked for, one in each gap between them and one beyond each end, as far as the kind can have it."""
    if not asked:
        return
    gaps = [(low + high) / 2 for low, high in pairwise(asked)]
    tried = {*asked, *gaps, asked[0] - 1, asked[-1] + 1}
    if item.kind == "scale":
        whole = {Fraction(rounded) for number in tried for rounded in (math.floor(number), math.ceil(number))}
        ends = {Fraction(item.min or 0), Fraction(item.max or 0)}
        tried = {number for number in whole | ends if (item.min or 0) <= number <= (item.max or 0)}
    yield from (number for number in sorted(tried) if item.kind != "time" or number >= 0)

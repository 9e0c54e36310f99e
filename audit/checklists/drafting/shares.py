"""What each item of a draft really counts for, in shares of the whole score (docs/scoring.md, "Sums").

As if every item were answered; bonus items are no part of what is possible.
"""

from __future__ import annotations

from fractions import Fraction

from audit.checklists.advice import counts
from audit.checklists.model import Checklist, Item, Section


def section_shares(checklist: Checklist) -> dict[str, Fraction]:
    """The share of each section that can have a score, by its key."""
    possible = {section.key: possible_of(section) for section in checklist.sections}
    is_weighted = any(section.weight is not None for section in checklist.sections)
    weights = {
        section.key: (section.weight or Fraction(0)) if is_weighted else possible[section.key]
        for section in checklist.sections
        if possible[section.key]
    }
    whole = sum(weights.values(), Fraction(0))
    return {key: weight / whole for key, weight in weights.items()} if whole else {}


def item_shares(checklist: Checklist) -> dict[str, Fraction]:
    """The share of the total that each counting item stands for, by its key."""
    shares = section_shares(checklist)
    return {
        item.key: of_weight * item.weight
        for section in checklist.sections
        if section.key in shares
        for of_weight in (shares[section.key] / possible_of(section),)
        for item in section.items
        if is_possible(item)
    }


def possible_of(section: Section) -> Fraction:
    return sum((item.weight for item in section.items if is_possible(item)), Fraction(0))


def is_possible(item: Item) -> bool:
    """Whether the item adds to what can be earned."""
    return counts(item) and not item.bonus

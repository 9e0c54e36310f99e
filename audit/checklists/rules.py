"""When an item is shown: the same rules the phone evaluates without a connection.

A rule over a hidden, unanswered or n/a item is false, and its `not` therefore true (docs/scoring.md,
"Rules"). The vectors in tests/vectors/rules.json run here and in the browser.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from audit.checklists.answers import is_nothing, value_of
from audit.checklists.model import (
    NOT_APPLICABLE,
    AllOf,
    AnyOf,
    BranchIs,
    Checklist,
    ItemAtLeast,
    ItemAtMost,
    ItemIn,
    ItemIs,
    Not,
    Rule,
)
from audit.checklists.numbers import exact


def visible_items(checklist: Checklist, answers: Mapping[str, object], attributes: Mapping[str, str]) -> frozenset[str]:
    """The keys of the items that are shown. Answers left behind in hidden items are not looked at.

    `attributes` are the branch's. Items are decided in their order, so a rule over an item that turned
    out hidden finds nothing, and hiding runs down a chain.
    """
    seen: dict[str, object] = {}
    visible: set[str] = set()
    for section in checklist.sections:
        if section.show_when is not None and not holds(section.show_when, seen, attributes):
            continue
        for item in section.items:
            if item.show_when is None or holds(item.show_when, seen, attributes):
                visible.add(item.key)
                seen[item.key] = answers.get(item.key)
    return frozenset(visible)


def holds(rule: Rule, answers: Mapping[str, object], attributes: Mapping[str, str]) -> bool:
    """Whether a rule holds; `answers` are those of the visible items that stand earlier."""
    match rule:
        case ItemIs(item, value):
            return _is_any(_value(answers, item), (value,))
        case ItemIn(item, values):
            return _is_any(_value(answers, item), values)
        case ItemAtLeast(item, bound):
            number = exact(_value(answers, item))
            return number is not None and number >= bound
        case ItemAtMost(item, bound):
            number = exact(_value(answers, item))
            return number is not None and number <= bound
        case BranchIs(attribute, value):
            return attributes.get(attribute) == value
        case AllOf(rules):
            return all(holds(inner, answers, attributes) for inner in rules)
        case AnyOf(rules):
            return any(holds(inner, answers, attributes) for inner in rules)
        case Not(inner):
            return not holds(inner, answers, attributes)


def _value(answers: Mapping[str, object], item: str) -> object:
    """The answer's value, None where there is nothing or the item does not apply."""
    value = value_of(answers.get(item))
    return None if is_nothing(value) or value == NOT_APPLICABLE else value


def _is_any(value: object, wanted: tuple[str | Fraction, ...]) -> bool:
    chosen = value if isinstance(value, list | tuple) else (value,)
    return any(_same(one, other) for one in chosen for other in wanted)


def _same(value: object, wanted: str | Fraction) -> bool:
    return value == wanted if isinstance(wanted, str) else exact(value) == wanted

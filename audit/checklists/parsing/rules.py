"""Rules as they are written, checked against the items that stand earlier."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from audit.checklists.model import (
    NOT_APPLICABLE,
    AllOf,
    AnyOf,
    BranchIs,
    Item,
    ItemAtLeast,
    ItemAtMost,
    ItemIn,
    ItemIs,
    Not,
    Rule,
)
from audit.checklists.numbers import LARGEST
from audit.checklists.parsing.fields import Fields, Problems
from audit.errors import N_

DEEPEST = 20
NUMBER_KINDS = ("scale", "time", "number")
WORDS_OF_KIND = {"yes_no": ("yes", "no"), "expectation": ("below", "meets", "exceeds")}


@dataclass(slots=True)
class Scope:
    """What a rule may look at: the items read so far; `all_keys` tells a look ahead from a mistyped key."""

    all_keys: frozenset[str]
    problems: Problems
    earlier: dict[str, Item] = field(default_factory=dict)


def read_show_when(fields: Fields, scope: Scope) -> Rule | None:
    """The `show_when` rule of an item or a section, None where it has none."""
    rule = fields.document.get("show_when")
    return None if rule is None else read_rule(rule, fields.at("show_when"), scope)


def read_rule(document: object, place: str, scope: Scope, depth: int = 0) -> Rule | None:
    """The rule at `place`, or None after noting what is wrong with it."""
    if depth > DEEPEST:
        scope.problems.note(place, N_("Rules are nested more than {deepest} deep."), deepest=DEEPEST)
        return None
    fields = Fields(document, place, scope.problems)
    names = frozenset(str(name) for name in fields.document)
    if names == {"branch", "is"}:
        return _read_branch(fields)
    if names in QUESTIONS:
        return QUESTIONS[names](fields, scope)
    if len(names) == 1 and names <= {"all", "any", "not"}:
        return _read_joined(next(iter(names)), fields, scope, depth)
    if isinstance(document, dict):
        scope.problems.note(
            place, N_("A rule is item with is, in, at_least or at_most; branch with is; all; any; or not.")
        )
    return None


def _read_branch(fields: Fields) -> Rule:
    attribute = fields.word("branch") if fields.required("branch") else ""
    value = fields.word("is") if fields.required("is") else ""
    return BranchIs(attribute, value)


def _read_joined(name: str, fields: Fields, scope: Scope, depth: int) -> Rule | None:
    if name == "not":
        inner = read_rule(fields.document["not"], fields.at("not"), scope, depth + 1)
        return None if inner is None else Not(inner)
    entries = list(fields.entries(name))
    if not entries:
        fields.note(name, N_("At least one rule is needed here."))
    rules = [read_rule(entry, place, scope, depth + 1) for place, entry in entries]
    known = tuple(rule for rule in rules if rule is not None)
    return AllOf(known) if name == "all" else AnyOf(known)


def _read_is(fields: Fields, scope: Scope) -> Rule | None:
    item = _earlier_item(fields, scope)
    value = _value(fields.document["is"], fields.at("is"), item, scope.problems)
    return None if item is None or value is None else ItemIs(item.key, value)


def _read_in(fields: Fields, scope: Scope) -> Rule | None:
    item = _earlier_item(fields, scope)
    values = [_value(entry, place, item, scope.problems) for place, entry in fields.entries("in")]
    if not values:
        fields.note("in", N_("At least one value is needed here."))
    known = tuple(value for value in values if value is not None)
    return None if item is None or not known else ItemIn(item.key, known)


def _read_at_least(fields: Fields, scope: Scope) -> Rule | None:
    item, number = _bound(fields, "at_least", scope)
    return None if item is None or number is None else ItemAtLeast(item.key, number)


def _read_at_most(fields: Fields, scope: Scope) -> Rule | None:
    item, number = _bound(fields, "at_most", scope)
    return None if item is None or number is None else ItemAtMost(item.key, number)


def _bound(fields: Fields, name: str, scope: Scope) -> tuple[Item | None, Fraction | None]:
    item = _earlier_item(fields, scope)
    if item is not None and item.kind and item.kind not in NUMBER_KINDS:
        note = N_("{item} is answered with {kind}, not with a number.")
        fields.note(name, note, item=item.key, kind=item.kind)
    number = fields.number(name, -LARGEST, LARGEST) if fields.required(name) else None
    return item, number


def _earlier_item(fields: Fields, scope: Scope) -> Item | None:
    key = fields.word("item") if fields.required("item") else ""
    if not key or key in scope.earlier:
        return scope.earlier.get(key)
    if key in scope.all_keys:
        fields.note("item", N_("A rule may only look at items that stand earlier; {item} does not."), item=key)
    else:
        fields.note("item", N_("There is no item {item}."), item=key)
    return None


def _value(value: object, place: str, item: Item | None, problems: Problems) -> str | Fraction | None:
    """A value the item can have been answered with, or None after noting that it cannot."""
    if item is None or not item.kind:
        return None
    entry = Fields({"value": value}, "", Problems())
    if item.kind in NUMBER_KINDS:
        number = entry.number("value", -LARGEST, LARGEST)
        if number is None or (item.kind == "scale" and number.denominator != 1):
            problems.note(place, N_("{item} is answered with a number."), item=item.key)
            return None
        return number
    word = entry.word("value")
    words = WORDS_OF_KIND.get(item.kind) or tuple(option.key for option in item.options)
    if item.kind in ("photo", "signature", "note"):
        problems.note(place, N_("{item} has no answer that a rule could compare."), item=item.key)
    elif word == NOT_APPLICABLE:
        problems.note(place, N_("A rule over an item that does not apply never holds, so na cannot be asked."))
    elif not word or (item.kind != "text" and words and word not in words):
        problems.note(place, N_("{value} is not an answer to {item}."), value=word or "?", item=item.key)
    else:
        return word
    return None


QUESTIONS: Mapping[frozenset[str], Callable[[Fields, Scope], Rule | None]] = {
    frozenset({"item", "is"}): _read_is,
    frozenset({"item", "in"}): _read_in,
    frozenset({"item", "at_least"}): _read_at_least,
    frozenset({"item", "at_most"}): _read_at_most,
}

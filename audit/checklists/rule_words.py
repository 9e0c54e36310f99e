"""A condition in words, for people: “A drink was offered” is no."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

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
)
from audit.checklists.numbers import json_number
from audit.errors import N_, Sentence, say

IS = N_("“{item}” is {value}")
AT_LEAST = N_("“{item}” is at least {value}")
AT_MOST = N_("“{item}” is at most {value}")
BRANCH = N_("{attribute} of the branch is {value}")
AND = N_("{one} and {other}")
OR = N_("{one} or {other}")
NOT = N_("not ({rule})")
WORDS = {
    "yes": say(N_("yes")),
    "no": say(N_("no")),
    "below": say(N_("below")),
    "meets": say(N_("as promised")),
    "exceeds": say(N_("better")),
}


def rule_words(rule: Rule, checklist: Checklist, language: str) -> Sentence:
    """A rule of a checklist as a sentence, with the items' own texts in `language`."""
    return _words(rule, {item.key: item for item in checklist.items()}, (language, checklist.language))


def _words(rule: Rule, items: Mapping[str, Item], languages: tuple[str, str]) -> Sentence:
    match rule:
        case ItemIs(key, value):
            return say(IS, item=_text(key, items, languages), value=answer_words(items.get(key), value, languages))
        case ItemIn(key, values):
            return _joined(OR, [_words(ItemIs(key, value), items, languages) for value in values])
        case ItemAtLeast(key, number):
            return say(AT_LEAST, item=_text(key, items, languages), value=json_number(number))
        case ItemAtMost(key, number):
            return say(AT_MOST, item=_text(key, items, languages), value=json_number(number))
        case BranchIs(attribute, value):
            return say(BRANCH, attribute=attribute, value=value)
        case AllOf(rules):
            return _joined(AND, [_bracketed(inner, items, languages) for inner in rules])
        case AnyOf(rules):
            return _joined(OR, [_bracketed(inner, items, languages) for inner in rules])
        case Not(inner):
            return say(NOT, rule=_words(inner, items, languages))


def _bracketed(rule: Rule, items: Mapping[str, Item], languages: tuple[str, str]) -> Sentence:
    """A part that is itself an `and` or an `or` stands in brackets, so that nobody has to know which binds closer."""
    words = _words(rule, items, languages)
    return say("({rule})", rule=words) if words.text in (AND, OR) else words


def answer_words(item: Item | None, value: str | Fraction, languages: tuple[str, str]) -> object:
    """An answer as it reads on the form."""
    if isinstance(value, Fraction):
        return json_number(value)
    if item is not None and item.kind in ("yes_no", "expectation"):
        return WORDS.get(value, value)
    texts = {option.key: option.text.in_language(*languages) for option in (item.options if item else ())}
    return texts.get(value, value)


def _text(key: str, items: Mapping[str, Item], languages: tuple[str, str]) -> str:
    item = items.get(key)
    return item.text.in_language(*languages) if item else key


def _joined(text: str, parts: list[Sentence]) -> Sentence:
    """Folded in halves, so that a hundred parts nest seven deep; `all` and `any` of one rule are that rule."""
    if len(parts) == 1:
        return parts[0]
    middle = len(parts) // 2
    return say(text, one=_joined(text, parts[:middle]), other=_joined(text, parts[middle:]))

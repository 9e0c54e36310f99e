"""One question compared with one value, as a rule; and rules joined."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from audit.errors import N_, Sentence, say

Rule = dict[str, object]
FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}


class CannotSay(Exception):
    """Why an expression has no rule that means the same."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        super().__init__(str(sentence))


@dataclass(frozen=True, slots=True)
class Question:
    """What an expression can ask about: the item's key and kind, and the answer each option's name stands for.

    `is_whole`: only whole numbers are answers. `has_na`: one of the form's options became our n/a.
    """

    key: str
    kind: str
    answers: Mapping[str, str] = field(default_factory=dict)
    is_whole: bool = False
    has_na: bool = False


def joined(name: str, rules: list[Rule | bool]) -> Rule | bool:
    """`all` or `any` of rules, with what is always true or never true taken out."""
    decisive = name == "any"
    if decisive in rules:
        return decisive
    left = [rule for rule in rules if not isinstance(rule, bool)]
    if not left:
        return not decisive
    return left[0] if len(left) == 1 else {name: left}


def negated(rule: Rule | bool) -> Rule | bool:
    """The opposite of a rule."""
    return not rule if isinstance(rule, bool) else {"not": rule}


def is_selected(question: Question, text: str) -> Rule:
    """One option among those chosen."""
    if question.kind not in ("choice", "choices", "yes_no"):
        raise CannotSay(say(N_("{item} has no options to select."), item=question.key))
    return {"item": question.key, "is": _answer(question, text)}


def compared(question: Question, sign: str, text: str) -> Rule:
    """One question compared with one value."""
    if question.kind not in ("yes_no", "choice", "choices", "text", "scale", "number"):
        raise CannotSay(say(N_("{item} has no answer here that a rule could compare."), item=question.key))
    if question.kind in ("scale", "number"):
        return _compared_number(question, sign, text)
    if sign not in ("=", "!="):
        raise CannotSay(say(N_("{item} is not answered with a number."), item=question.key))
    if text == "":
        rule = _is_answered(question)
        return rule if sign == "!=" else {"not": rule}
    if question.kind == "choices":
        raise CannotSay(say(N_("The whole answer to {item} cannot be compared, only one option."), item=question.key))
    rule = {"item": question.key, "is": text if question.kind == "text" else _answer(question, text)}
    return rule if sign == "=" else {"not": rule}


def _compared_number(question: Question, sign: str, text: str) -> Rule:
    if not re.fullmatch(r"-?\d{1,12}(\.\d{1,9})?", text):
        raise CannotSay(say(N_("{item} is answered with a number."), item=question.key))
    number = Decimal(text)
    value = int(number) if number == number.to_integral_value() else float(number)
    at_least: Rule = {"item": question.key, "at_least": value}
    at_most: Rule = {"item": question.key, "at_most": value}
    equal: Rule = {"item": question.key, "is": value}
    if question.kind == "scale" and not isinstance(value, int) and sign in ("=", "!="):
        raise CannotSay(say(N_("{item} is answered with a whole number."), item=question.key))
    match sign:
        case "=":
            return equal
        case "!=":
            return {"not": equal}
        case ">=":
            return at_least
        case "<=":
            return at_most
        case ">" if question.is_whole and isinstance(value, int):
            return {"item": question.key, "at_least": value + 1}
        case "<" if question.is_whole and isinstance(value, int):
            return {"item": question.key, "at_most": value - 1}
        case ">":
            return {"all": [at_least, {"not": equal}]}
        case _:
            return {"all": [at_most, {"not": equal}]}


def _is_answered(question: Question) -> Rule:
    if question.kind not in ("choice", "choices", "yes_no") or question.has_na:
        raise CannotSay(say(N_("Our rules cannot ask whether {item} was answered."), item=question.key))
    return {"item": question.key, "in": list(dict.fromkeys(question.answers.values()))}


def _answer(question: Question, name: str) -> str:
    if name not in question.answers:
        raise CannotSay(say(N_("{value} is not an option of {item}."), value=name, item=question.key))
    return question.answers[name]

"""Rules as people write conditions in a spreadsheet, and back.

`drink = "no"`, `seat IN ("sofa", "chair")`, `wait >= 60`, `wait <= 90`, `BRANCH(drive_thru) = "yes"`,
`AND(…, …)`, `OR(…, …)`, `NOT(…)`.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from fractions import Fraction

from audit.checklists.model import AllOf, AnyOf, BranchIs, ItemAtLeast, ItemAtMost, ItemIn, ItemIs, Not, Rule
from audit.checklists.numbers import json_number

TOKEN = re.compile(
    r"""\s*(?: (?P<text>"(?:[^"]|"")*")
             | (?P<sign><=|>=|=|\(|\)|,)
             | (?P<word>[^\s"=<>(),]+) )""",
    re.VERBOSE,
)
NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d{1,3})?")
JOINED = {"AND": "all", "OR": "any"}
DEEPEST = 25


class Unreadable(ValueError):
    """A condition that cannot be read; `part` is where reading stopped, empty at the end."""

    def __init__(self, part: str) -> None:
        self.part = part
        super().__init__(part)


def rule_text(rule: Rule) -> str:
    """A rule as a condition."""
    match rule:
        case ItemIs(item, value):
            return f"{item} = {_written(value)}"
        case ItemIn(item, values):
            return f"{item} IN ({', '.join(_written(value) for value in values)})"
        case ItemAtLeast(item, number):
            return f"{item} >= {_written(number)}"
        case ItemAtMost(item, number):
            return f"{item} <= {_written(number)}"
        case BranchIs(attribute, value):
            return f"BRANCH({_written(attribute)}) = {_written(value)}"
        case AllOf(rules):
            return f"AND({', '.join(rule_text(inner) for inner in rules)})"
        case AnyOf(rules):
            return f"OR({', '.join(rule_text(inner) for inner in rules)})"
        case Not(inner):
            return f"NOT({rule_text(inner)})"


def _written(value: str | Fraction) -> str:
    if isinstance(value, Fraction):
        return json.dumps(json_number(value))
    return '"' + value.replace('"', '""') + '"'


def read_rule_text(text: str) -> dict[str, object]:
    """The rule of a document that a condition means. Raises `Unreadable`."""
    reader = _Reader(text)
    rule = reader.rule(0)
    reader.end()
    return rule


class _Reader:
    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(text.rstrip()):
            match = TOKEN.match(text, at)
            if match is None or match.lastgroup is None:
                raise Unreadable(text[at : at + 20])
            self.tokens.append((match.lastgroup, match[match.lastgroup]))
            at = match.end()
        self.at = 0

    def end(self) -> None:
        if self.at < len(self.tokens):
            raise self._stopped()

    def rule(self, depth: int) -> dict[str, object]:
        kind, word = self._next()
        if depth > DEEPEST or kind != "word":
            raise self._stopped(back=1)
        if self._peek() == ("sign", "(") and word.upper() in ("AND", "OR", "NOT", "BRANCH"):
            return self._call(word.upper(), depth)
        kind, sign = self._next()
        if sign in (">=", "<="):
            return {"item": word, "at_least" if sign == ">=" else "at_most": self._value()}
        if sign == "=":
            return {"item": word, "is": self._value()}
        if kind == "word" and sign.upper() == "IN":
            return {"item": word, "in": self._values()}
        raise self._stopped(back=1)

    def _call(self, name: str, depth: int) -> dict[str, object]:
        self._need("(")
        if name == "BRANCH":
            attribute = self._value()
            self._need(")")
            self._need("=")
            return {"branch": attribute, "is": self._value()}
        rules = [self.rule(depth + 1)]
        while name in JOINED and self._peek() == ("sign", ","):
            self.at += 1
            rules.append(self.rule(depth + 1))
        self._need(")")
        return {JOINED[name]: rules} if name in JOINED else {"not": rules[0]}

    def _values(self) -> list[object]:
        self._need("(")
        values = [self._value()]
        while self._peek() == ("sign", ","):
            self.at += 1
            values.append(self._value())
        self._need(")")
        return values

    def _value(self) -> object:
        """A text in quotes, a number, or a bare word: people forget quotes."""
        kind, text = self._next()
        if kind == "text":
            return text[1:-1].replace('""', '"')
        if kind == "word":
            return Decimal(text) if NUMBER.fullmatch(text) else text
        raise self._stopped(back=1)

    def _need(self, sign: str) -> None:
        if self._next() != ("sign", sign):
            raise self._stopped(back=1)

    def _next(self) -> tuple[str, str]:
        token = self._peek()
        self.at += 1
        return token

    def _peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def _stopped(self, back: int = 0) -> Unreadable:
        return Unreadable(" ".join(text for _, text in self.tokens[self.at - back :][:4]))

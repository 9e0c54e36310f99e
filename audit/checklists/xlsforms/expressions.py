"""`relevant` expressions to rules, where our rules can say the same.

XPath and our rules agree on what matters: a comparison with a question that was not answered is false,
and its `not` and `!=` are true. What would mean something else is refused (`CannotSay`), never bent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from audit.checklists.xlsforms.comparisons import (
    FLIPPED,
    CannotSay,
    Question,
    Rule,
    compared,
    is_selected,
    joined,
    negated,
)
from audit.errors import N_, say

TOKEN = re.compile(
    r"""\s*(?: \$\{\s*(?P<question>[^}]*?)\s*\}
             | (?P<text>'[^']*'|"[^"]*")
             | (?P<number>-?\d+(?:\.\d+)?)
             | (?P<sign><=|>=|!=|[=<>(),])
             | (?P<word>[A-Za-z_][\w-]*) )""",
    re.VERBOSE,
)
DEEPEST = 15


@dataclass(frozen=True, slots=True)
class Literal:
    text: str


def rule_of(expression: str, questions: Mapping[str, Question]) -> Rule | bool:
    """The rule that means what the expression means; True or False where it does not depend on anything.

    `questions`: those asked earlier, by their name in the form. Raises `CannotSay`.
    """
    reader = _Reader(_tokens(expression), questions)
    rule = reader.alternatives()
    reader.end()
    return rule


def _tokens(expression: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    at = 0
    while at < len(expression.rstrip()):
        match = TOKEN.match(expression, at)
        if match is None or match.lastgroup is None:
            raise CannotSay(say(N_("{part} is nothing our rules can say."), part=expression[at : at + 20].strip()))
        tokens.append((match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return tokens


class _Reader:
    """Recursive descent: alternatives (or) of conjunctions (and) of comparisons, not(), selected(), brackets."""

    def __init__(self, tokens: list[tuple[str, str]], questions: Mapping[str, Question]) -> None:
        self.tokens = tokens
        self.questions = questions
        self.at = 0
        self.depth = 0

    def end(self) -> None:
        if self.at < len(self.tokens):
            raise self._unexpected()

    def alternatives(self) -> Rule | bool:
        self.depth += 1
        if self.depth > DEEPEST:
            raise CannotSay(say(N_("The expression is nested too deeply.")))
        rules = [self._conjunction()]
        while self._take("word", "or"):
            rules.append(self._conjunction())
        self.depth -= 1
        return joined("any", rules)

    def _conjunction(self) -> Rule | bool:
        rules = [self._condition()]
        while self._take("word", "and"):
            rules.append(self._condition())
        return joined("all", rules)

    def _condition(self) -> Rule | bool:
        if self._take("sign", "("):
            rule = self.alternatives()
            self._need(")")
            return rule
        kind, text = self._peek()
        if kind == "word":
            self.at += 1
            return self._call(text)
        return self._comparison()

    def _call(self, name: str) -> Rule | bool:
        """`not(...)`, `selected(${x}, 'y')`, `true()`, `false()`; TRUE and FALSE as spreadsheets write them."""
        is_constant = name.lower() in ("true", "false")
        if not self._take("sign", "("):
            if is_constant:
                return name.lower() == "true"
            raise CannotSay(say(N_("{part} is nothing our rules can say."), part=name))
        if is_constant:
            rule: Rule | bool = name == "true"
        elif name == "not":
            rule = negated(self.alternatives())
        elif name == "selected":
            question = self._question()
            self._need(",")
            rule = is_selected(question, self._literal().text)
        else:
            raise CannotSay(say(N_("Our rules have nothing like {name}()."), name=name))
        self._need(")")
        return rule

    def _comparison(self) -> Rule:
        left = self._operand()
        kind, sign = self._peek()
        if kind != "sign" or sign not in FLIPPED:
            raise self._unexpected()
        self.at += 1
        right = self._operand()
        if isinstance(left, Question) and isinstance(right, Literal):
            return compared(left, sign, right.text)
        if isinstance(left, Literal) and isinstance(right, Question):
            return compared(right, FLIPPED[sign], left.text)
        raise CannotSay(say(N_("Our rules compare one question with one fixed value.")))

    def _operand(self) -> Question | Literal:
        return self._question() if self._peek()[0] == "question" else self._literal()

    def _question(self) -> Question:
        kind, name = self._peek()
        if kind != "question":
            raise self._unexpected()
        self.at += 1
        if name not in self.questions:
            raise CannotSay(say(N_("{name} is not an earlier question that was taken."), name=name))
        return self.questions[name]

    def _literal(self) -> Literal:
        kind, text = self._peek()
        if kind not in ("text", "number"):
            raise self._unexpected()
        self.at += 1
        return Literal(text[1:-1] if kind == "text" else text)

    def _take(self, kind: str, text: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at] == (kind, text):
            self.at += 1
            return True
        return False

    def _need(self, sign: str) -> None:
        if not self._take("sign", sign):
            raise self._unexpected()

    def _peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def _unexpected(self) -> CannotSay:
        text = self._peek()[1]
        if not text:
            return CannotSay(say(N_("The expression breaks off.")))
        return CannotSay(say(N_("{part} is nothing our rules can say."), part=text))

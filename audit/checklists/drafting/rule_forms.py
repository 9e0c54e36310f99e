"""Conditions by choosing: rows of "this item is this answer", all or any of them.

A condition that rows cannot show (nested, or over the branch) is kept as it is until somebody takes it away.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from audit.checklists.drafting.readings import Reading
from audit.errors import N_

NUMBER_KINDS = ("scale", "time", "number")
NUMBER_MISSING = N_("Give the number to compare with.")
NOT_A_CONDITION = N_("Choose a condition from the list.")
FINITE = {"yes_no": ("yes", "no"), "expectation": ("below", "meets", "exceeds")}
SIMPLE = ({"item", "is"}, {"item", "at_least"}, {"item", "at_most"})


def read_rule_rows(reading: Reading, before: Any) -> Any:
    """The rule the rows of a form make, None for no condition."""
    form = reading.form
    if "rule_clear" in form or "rule_join" not in form:
        return None if "rule_clear" in form else before
    rows = [row for place in range(rule_rows_in(form)) if (row := _read_row(reading, place)) is not None]
    if len(rows) < 2:
        return rows[0] if rows else None
    return {"any" if form["rule_join"] == "any" else "all": rows}


def rule_rows_in(form: Mapping[str, str]) -> int:
    """How many rows of conditions a form has."""
    return sum(name.startswith("rule.") and name.endswith(".is") for name in form)


def _read_row(reading: Reading, place: int) -> Any:
    chosen = reading.form.get(f"rule.{place}.is", "")
    if not chosen:
        return None
    parts = chosen.split("|", 2)
    if len(parts) != 3 or parts[1] not in ("is", "is_not", "at_least", "at_most"):
        reading.note(f"rule.{place}.is", NOT_A_CONDITION)
        return None
    item, verb, answer = parts
    if verb in ("is", "is_not"):
        rule = {"item": item, "is": answer}
        return {"not": rule} if verb == "is_not" else rule
    number = reading.number(f"rule.{place}.number")
    if number is None:
        reading.note(f"rule.{place}.number", NUMBER_MISSING)
        return None
    return {"item": item, verb: number}


def rule_rows(rule: Any) -> tuple[str, list[tuple[str, str]]] | None:
    """How a rule stands in rows: `all` or `any`, and (choice, number) each; None where rows cannot show it."""
    if rule is None:
        return "all", []
    joined = next((name for name in ("all", "any") if set(rule) == {name}), "")
    parts = rule[joined] if joined else [rule]
    rows = [_row(part) for part in parts]
    return (joined or "all", [row for row in rows if row]) if all(rows) else None


def _row(rule: Any) -> tuple[str, str] | None:
    names = set(rule)
    if names == {"not"} and set(rule["not"]) == {"item", "is"} and isinstance(rule["not"]["is"], str):
        return f"{rule['not']['item']}|is_not|{rule['not']['is']}", ""
    if names == {"item", "is"} and isinstance(rule["is"], str):
        return f"{rule['item']}|is|{rule['is']}", ""
    for verb in ("at_least", "at_most"):
        if names == {"item", verb}:
            return f"{rule['item']}|{verb}|", json.dumps(rule[verb])
    return None


def conditions_of(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What can be asked of an item: the verb and the answer ("" where it is a number). Nothing of texts and photos."""
    if item["kind"] in NUMBER_KINDS:
        yield from ((verb, "") for verb in ("at_least", "at_most"))
        return
    answers = FINITE.get(item["kind"]) or tuple(option["key"] for option in item.get("options", ()))
    yield from ((verb, answer) for answer in answers for verb in ("is", "is_not"))


def first_condition(item: Mapping[str, Any] | None) -> tuple[str, str, str] | None:
    """A condition to begin with: verb, answer and number, such as can hold. None where nothing can be asked."""
    found = next(conditions_of(item), None) if item is not None else None
    if item is None or found is None:
        return None
    number = next((item[name] for name in ("limit", "target", "max") if item.get(name) is not None), 1)
    return *found, "" if found[1] else json.dumps(number)

"""Answers with some of them put right: what a reviewer's correction makes of a document. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from audit.checklists.answers import is_nothing, value_of

Answers = Mapping[str, Any]
Changes = Mapping[str, tuple[Any, Any]]


def changes_of(answers: Answers, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What differs: item -> (value before, value after), None where there was or is none."""
    changes: dict[str, tuple[Any, Any]] = {}
    for item, value in values.items():
        before = value_of(answers.get(item))
        after = None if is_nothing(value) else value
        if (None if is_nothing(before) else before) != after:
            changes[item] = (None if is_nothing(before) else before, after)
    return changes


def corrected(answers: Answers, changes: Changes) -> dict[str, dict[str, Any]]:
    """The answers after the changes, items in order of their keys. Comments and photos stay as they were made."""
    made = {
        item: dict(answer) if isinstance(answer, Mapping) else {"value": answer} for item, answer in answers.items()
    }
    for item, (_, after) in changes.items():
        answer = made.setdefault(item, {})
        answer.pop("value", None)
        if after is not None:
            made[item] = {"value": after, **answer}
        elif not answer:
            del made[item]
    return {item: made[item] for item in sorted(made)}

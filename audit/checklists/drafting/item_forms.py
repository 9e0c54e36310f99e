"""An item's form to an item of a document, and back to what the form shows.

Field names: `text.en`, `option.0.points`, `step.1.from`, `rule.0.is`. What cannot be read as what it should be
is a problem at the field; whether the item makes sense is the parser's to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from audit.checklists.drafting.documents import free_key
from audit.checklists.drafting.readings import Reading, rows_of
from audit.checklists.drafting.rule_forms import read_rule_rows
from audit.checklists.model import CRITICALITIES, EVIDENCE, KINDS, SCORED_KINDS
from audit.checklists.parsing.items import FIELDS_OF_KIND
from audit.errors import N_, Problem

NO_WORDS = N_("The question is empty.")
NUMBERS = ("target", "limit", "full")


def read_item_form(form: Mapping[str, str], before: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The item a form describes, and what cannot be read. `before` is the item as it was."""
    reading = Reading(form)
    kind = reading.one_of("kind", KINDS, str(before["kind"]))
    item: dict[str, Any] = {"key": before["key"], "kind": kind, "text": reading.texts("text")}
    if not item["text"]:
        reading.note("text", NO_WORDS)
    settings: dict[str, Any] = {
        "help": reading.texts("help") or None,
        "standard": form.get("standard") or None,
        "weight": reading.number("weight"),
        "kept_at": reading.number("kept_at"),
        "critical": reading.one_of("critical", CRITICALITIES, "none"),
        "evidence": reading.one_of("evidence", EVIDENCE, "never"),
        "allow_na": "allow_na" in form,
        "bonus": "bonus" in form,
        "show_when": read_rule_rows(reading, before.get("show_when")),
    }
    defaults = {"critical": "none", "evidence": "never", "allow_na": False, "bonus": False, "weight": 1}
    item |= {name: value for name, value in settings.items() if value is not None and value != defaults.get(name)}
    if ("required" in form) != (kind in SCORED_KINDS):
        item["required"] = "required" in form
    return item | _of_kind(reading, kind), tuple(reading.problems)


def _of_kind(reading: Reading, kind: str) -> dict[str, Any]:
    """The fields of the kind. Where the form was made for another kind, a first proposal."""
    if reading.form.get("form_kind", kind) != kind:
        return proposal(kind)
    names = FIELDS_OF_KIND.get(kind, ())
    values: dict[str, Any] = {name: reading.number(name) for name in NUMBERS if name in names}
    if kind == "scale":
        values |= {name: reading.number(name, is_whole=True) for name in ("min", "max")}
        values["reverse"] = True if "reverse" in reading.form else None
    if kind == "yes_no":
        values["pass"] = "no" if reading.one_of("pass", ("yes", "no"), "yes") == "no" else None
    if "options" in names:
        values["options"] = list(_options(reading))
    if "steps" in names:
        values["steps"] = list(_steps(reading)) or None
    return {name: value for name, value in values.items() if value is not None}


def proposal(kind: str) -> dict[str, Any]:
    """What a new item of a kind starts with, so that it can be asked at once."""
    first: dict[str, dict[str, Any]] = {
        "scale": {"min": 1, "max": 5},
        "time": {"target": 60, "limit": 120},
        "choice": {"options": []},
        "choices": {"options": []},
    }
    return first.get(kind, {})


def _options(reading: Reading) -> Iterator[dict[str, Any]]:
    """Rows with words or points; a new one gets a key that no other row has."""
    rows = rows_of(reading.form, "option")
    keys = {row: reading.form.get(f"option.{row}.key", "").strip() for row in rows}
    for row in rows:
        texts, points = reading.texts(f"option.{row}.text"), reading.number(f"option.{row}.points")
        if texts or points is not None:
            keys[row] = keys[row] or free_key(f"option-{row + 1}", keys.values())
            yield {"key": keys[row], "text": texts, "points": points or 0}


def _steps(reading: Reading) -> Iterator[dict[str, Any]]:
    for row in rows_of(reading.form, "step"):
        start, credit = reading.number(f"step.{row}.from"), reading.number(f"step.{row}.credit")
        if start is not None or credit is not None:
            yield {"from": start, "credit": credit}

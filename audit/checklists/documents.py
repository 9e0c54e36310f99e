"""A checklist back to its document, and the hash that names a version.

`parse_checklist(to_document(checklist)) == checklist` for every checklist that was parsed. What has its
default value is left out, so two documents that mean the same give the same hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from fractions import Fraction

from audit.checklists.model import (
    SCORED_KINDS,
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
    Section,
    Standard,
    Step,
    Text,
)
from audit.checklists.numbers import json_number
from audit.checklists.parsing.items import kept_at_of


def content_hash(checklist: Checklist) -> str:
    """SHA-256 (hex) of the canonical JSON: neither key order nor the spelling of a number changes it."""
    canonical = json.dumps(to_document(checklist), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def to_document(checklist: Checklist) -> dict[str, object]:
    """The document of a checklist: plain dicts, lists, texts and numbers, ready for `json.dumps`."""
    language = checklist.language
    return {
        "key": checklist.key,
        "name": _text(checklist.name, language),
        "language": language,
        "channel": checklist.channel,
        "mode": checklist.mode,
        "bonus_cap": "none" if checklist.bonus_cap is None else checklist.bonus_cap,
        "bands": [{"from": json_number(band.start), "name": _text(band.name, language)} for band in checklist.bands],
        "standards": [_standard(standard, language) for standard in checklist.standards],
        "sections": [_section(section, language) for section in checklist.sections],
    }


def _text(text: Text, language: str) -> object:
    return text[language] if tuple(text) == (language,) else dict(text)


def _standard(standard: Standard, language: str) -> dict[str, object]:
    document: dict[str, object] = {"key": standard.key, "promise": _text(standard.promise, language)}
    if standard.touchpoint:
        document["touchpoint"] = standard.touchpoint
    if standard.values:
        document["values"] = list(standard.values)
    if standard.source:
        document["source"] = standard.source
    if standard.sop is not None:
        document["sop"] = _text(standard.sop, language)
    return document


def _section(section: Section, language: str) -> dict[str, object]:
    document: dict[str, object] = {"key": section.key, "title": _text(section.title, language)}
    if section.weight is not None:
        document["weight"] = json_number(section.weight)
    if section.show_when is not None:
        document["show_when"] = rule_document(section.show_when)
    return document | {"items": [_item(item, language) for item in section.items]}


def _item(item: Item, language: str) -> dict[str, object]:
    document: dict[str, object] = {"key": item.key, "kind": item.kind, "text": _text(item.text, language)}
    if item.help is not None:
        document["help"] = _text(item.help, language)
    settings: Mapping[str, tuple[object, object]] = {
        "standard": (item.standard, None),
        "weight": (json_number(item.weight), 1),
        "required": (item.required, item.kind in SCORED_KINDS),
        "allow_na": (item.allow_na, False),
        "critical": (item.critical, "none"),
        "bonus": (item.bonus, False),
        "kept_at": (json_number(item.kept_at), json_number(kept_at_of(item.kind))),
        "evidence": (item.evidence, "never"),
    }
    document |= {name: value for name, (value, default) in settings.items() if value != default}
    if item.show_when is not None:
        document["show_when"] = rule_document(item.show_when)
    return document | _of_kind(item, language)


def _of_kind(item: Item, language: str) -> dict[str, object]:
    """The fields of the item's kind, those with their default left out."""
    fields: Mapping[str, object] = {
        "pass": None if item.pass_answer == "yes" else item.pass_answer,
        "options": [
            {"key": option.key, "text": _text(option.text, language), "points": json_number(option.points)}
            for option in item.options
        ],
        "full": _number(item.full),
        "target": _number(item.target),
        "limit": _number(item.limit),
        "steps": [_step(step) for step in item.steps],
        "min": item.min,
        "max": item.max,
        "reverse": item.reverse or None,
    }
    return {name: value for name, value in fields.items() if value is not None and value != []}


def _number(number: Fraction | None) -> int | float | None:
    return None if number is None else json_number(number)


def _step(step: Step) -> dict[str, object]:
    return {"from": json_number(step.start), "credit": json_number(step.credit)}


def rule_document(rule: Rule) -> dict[str, object]:
    """A rule as it is written in a document."""
    match rule:
        case ItemIs(item, value):
            return {"item": item, "is": _answer(value)}
        case ItemIn(item, values):
            return {"item": item, "in": [_answer(value) for value in values]}
        case ItemAtLeast(item, number):
            return {"item": item, "at_least": json_number(number)}
        case ItemAtMost(item, number):
            return {"item": item, "at_most": json_number(number)}
        case BranchIs(attribute, value):
            return {"branch": attribute, "is": value}
        case AllOf(rules):
            return {"all": [rule_document(inner) for inner in rules]}
        case AnyOf(rules):
            return {"any": [rule_document(inner) for inner in rules]}
        case Not(inner):
            return {"not": rule_document(inner)}


def _answer(value: str | Fraction) -> object:
    return value if isinstance(value, str) else json_number(value)

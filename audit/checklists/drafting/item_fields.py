"""An item of a document as the fields of its form: what `read_item_form` reads back to the same item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from audit.checklists.drafting.rule_forms import rule_rows
from audit.checklists.model import SCORED_KINDS

PLAIN = ("standard", "weight", "kept_at", "critical", "evidence", "pass", "min", "max", "target", "limit", "full")
SPARE_ROWS = 2


def item_fields(item: Mapping[str, Any], language: str) -> dict[str, str]:
    """Every field by its name in the form, with what is filled in; boxes that are not ticked are absent."""
    fields = {"kind": str(item["kind"]), "form_kind": str(item["kind"])}
    fields |= dict(text_fields("text", item["text"], language))
    fields |= dict(text_fields("help", item.get("help"), language))
    fields |= {name: written(item[name]) for name in PLAIN if item.get(name) is not None}
    fields |= {name: "yes" for name in ("allow_na", "bonus", "reverse") if item.get(name)}
    if item.get("required", item["kind"] in SCORED_KINDS):
        fields["required"] = "yes"
    fields |= dict(_row_fields(item, language))
    return fields | dict(rule_fields(item.get("show_when")))


def text_fields(name: str, text: Any, language: str) -> Iterator[tuple[str, str]]:
    """A text's words by language; a bare one is in `language`."""
    words = text if isinstance(text, Mapping) else {language: text}
    yield from ((f"{name}.{code}", str(said)) for code, said in words.items() if said)


def _row_fields(item: Mapping[str, Any], language: str) -> Iterator[tuple[str, str]]:
    for row, option in enumerate(item.get("options", ())):
        yield f"option.{row}.key", str(option["key"])
        yield f"option.{row}.points", written(option.get("points", 0))
        yield from text_fields(f"option.{row}.text", option["text"], language)
    for row, step in enumerate(item.get("steps", ())):
        yield f"step.{row}.from", written(step["from"])
        yield f"step.{row}.credit", written(step["credit"])


def rule_fields(rule: Any) -> Iterator[tuple[str, str]]:
    """Nothing where rows cannot show the rule: then the form offers to keep it or take it away."""
    shown = rule_rows(rule)
    if shown is None:
        return
    yield "rule_join", shown[0]
    for place, (choice, number) in enumerate(shown[1]):
        yield f"rule.{place}.is", choice
        yield f"rule.{place}.number", number


def written(value: Any) -> str:
    """A number as people type it; None, an unfinished step, as nothing."""
    return "" if value is None else str(value)

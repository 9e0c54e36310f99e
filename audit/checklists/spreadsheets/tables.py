"""The tables of a checklist workbook: which sheets, which columns, and what kind of cell each holds."""

from __future__ import annotations

from collections.abc import Mapping

Cell = str | int | float | bool | None
Sheets = Mapping[str, list[list[Cell]]]

# A column is a text in every language, a word, a number, a yes or no, a list of words, or a condition.
TABLES: Mapping[str, Mapping[str, str]] = {
    "checklist": {
        "key": "word", "name": "text", "language": "word", "channel": "word", "mode": "word", "bonus_cap": "cap",
    },
    "bands": {"from": "number", "name": "text"},
    "standards": {
        "key": "word", "promise": "text", "touchpoint": "word", "values": "words", "source": "word", "sop": "text",
    },
    "sections": {"key": "word", "title": "text", "weight": "number", "show_when": "rule"},
    "items": {
        "section": "word", "key": "word", "kind": "word", "text": "text", "help": "text", "standard": "word",
        "weight": "number", "required": "flag", "allow_na": "flag", "critical": "word", "bonus": "flag",
        "kept_at": "number", "evidence": "word", "show_when": "rule", "pass": "word", "min": "number",
        "max": "number", "reverse": "flag", "full": "number", "target": "number", "limit": "number",
    },
    "options": {"item": "word", "key": "word", "text": "text", "points": "number"},
    "steps": {"item": "word", "from": "number", "credit": "number"},
}  # fmt: skip


def header_of(column: str, language: str, own: str) -> str:
    """The header of a text in a language: `text` in the checklist's own, `text (nl)` in another."""
    return column if language == own else f"{column} ({language})"

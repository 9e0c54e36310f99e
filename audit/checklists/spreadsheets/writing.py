"""A checklist to sheets: rows of cells, the first row the headers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from audit.checklists.documents import to_document
from audit.checklists.languages import languages_of
from audit.checklists.model import Checklist, Rule
from audit.checklists.spreadsheets.rule_texts import rule_text
from audit.checklists.spreadsheets.tables import TABLES, Cell, Sheets, header_of

Entry = Mapping[str, object]


def to_sheets(checklist: Checklist) -> Sheets:
    """Every sheet of a checklist's workbook. Columns that nothing uses in any row are left out."""
    document = to_document(checklist)
    rules = _rules(checklist)
    entries = _entries(document)
    languages = languages_of(checklist)
    return {table: _sheet(table, entries[table], languages, rules) for table in TABLES}


def _rules(checklist: Checklist) -> Mapping[str, Rule]:
    """Every rule by the document's place of its owner: `section key` or `section key/item key`."""
    found: dict[str, Rule] = {}
    for section in checklist.sections:
        if section.show_when is not None:
            found[section.key] = section.show_when
        for item in section.items:
            if item.show_when is not None:
                found[f"{section.key}/{item.key}"] = item.show_when
    return found


def _entries(document: Entry) -> dict[str, list[Entry]]:
    """The rows of each table; what stands inside an item names it."""
    sections = _list(document, "sections")
    items: list[Entry] = [
        {**item, "section": section["key"]} for section in sections for item in _list(section, "items")
    ]
    return {
        "checklist": [document],
        "bands": _list(document, "bands"),
        "standards": _list(document, "standards"),
        "sections": sections,
        "items": items,
        "options": [{**option, "item": item["key"]} for item in items for option in _list(item, "options")],
        "steps": [{**step, "item": item["key"]} for item in items for step in _list(item, "steps")],
    }


def _list(entry: Entry, name: str) -> list[Entry]:
    found = entry.get(name, [])
    assert isinstance(found, list)
    return found


def _sheet(table: str, entries: list[Entry], languages: tuple[str, ...], rules: Mapping[str, Rule]) -> list[list[Cell]]:
    rows = [_row(table, entry, languages[0], rules) for entry in entries]
    headers = [header for header in _headers(table, languages) if any(header in row for row in rows)]
    return [list(headers), *([row.get(header) for header in headers] for row in rows)]


def _headers(table: str, languages: tuple[str, ...]) -> Iterable[str]:
    for column, kind in TABLES[table].items():
        if kind == "text":
            yield from (header_of(column, language, languages[0]) for language in languages)
        else:
            yield column


def _row(table: str, entry: Entry, own: str, rules: Mapping[str, Rule]) -> dict[str, Cell]:
    row: dict[str, Cell] = {}
    for column, kind in TABLES[table].items():
        value = entry.get(column)
        if value is None:
            continue
        if kind == "rule":
            owner = str(entry["key"]) if table == "sections" else f"{entry['section']}/{entry['key']}"
            row[column] = rule_text(rules[owner])
        elif isinstance(value, dict):
            row |= {header_of(column, language, own): str(words) for language, words in value.items()}
        elif isinstance(value, list):
            row[column] = _words([str(one) for one in value])
        elif isinstance(value, str | int | float):
            row[column] = value
    return row


def _words(words: list[str]) -> str:
    """`kind; attentive`, or JSON where a word itself holds what would be taken for a boundary."""
    is_plain = all(word == word.strip() and ";" not in word and not word.startswith("[") for word in words)
    return "; ".join(words) if is_plain else json.dumps(words, ensure_ascii=False)

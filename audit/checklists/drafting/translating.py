"""The texts of a draft that a language lacks, by names that stay, and filling them in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from audit.checklists.drafting.documents import Document

Visit = Callable[[str, Mapping[str, Any], str], Mapping[str, Any]]


def each_text(document: Document, visit: Visit) -> Document:
    """The document with every text given to `visit(name, holder, field)`, which answers with the holder to keep.

    A name is what kind of text it is and the key it belongs to: `item drink`, `help drink`, `option drink tea`.
    """
    whole = visit("name", document, "name")
    bands = [visit(f"band {band['from']}", band, "name") for band in document["bands"]]
    made = {**whole, "bands": bands, "sections": [_section(section, visit) for section in document["sections"]]}
    if "standards" in document:
        made["standards"] = [_standard(standard, visit) for standard in document["standards"]]
    return made


def _section(section: Document, visit: Visit) -> Mapping[str, Any]:
    titled = visit(f"section {section['key']}", section, "title")
    return {**titled, "items": [_item(item, visit) for item in section["items"]]}


def _item(item: Document, visit: Visit) -> Mapping[str, Any]:
    key = item["key"]
    made = visit(f"help {key}", visit(f"item {key}", item, "text"), "help")
    if "options" not in item:
        return made
    options = [visit(f"option {key} {option['key']}", option, "text") for option in item["options"]]
    return {**made, "options": options}


def _standard(standard: Document, visit: Visit) -> Mapping[str, Any]:
    key = standard["key"]
    return visit(f"sop {key}", visit(f"standard {key}", standard, "promise"), "sop")


def missing_texts(document: Document, language: str) -> list[tuple[str, str]]:
    """What is not there in a language: the name of each text, and its words in the draft's own."""
    own, found = document["language"], []

    def look(name: str, holder: Mapping[str, Any], field: str) -> Mapping[str, Any]:
        words = by_language(holder.get(field), own)
        if words and not words.get(language):
            found.append((name, words.get(own) or next(iter(words.values()))))
        return holder

    each_text(document, look)
    return found


def translated(document: Document, words: Mapping[str, str], language: str) -> Document:
    """The draft with words filled in by name; what has words in that language by now keeps them."""
    own = document["language"]

    def fill(name: str, holder: Mapping[str, Any], field: str) -> Mapping[str, Any]:
        there = by_language(holder.get(field), own)
        if not words.get(name) or not there or there.get(language):
            return holder
        return {**holder, field: {**there, language: words[name]}}

    return each_text(document, fill)


def by_language(value: Any, own: str) -> dict[str, str]:
    """A text of a document by language; a bare one is in the draft's own."""
    if isinstance(value, Mapping):
        return {str(code): str(words) for code, words in value.items()}
    return {own: str(value)} if value else {}

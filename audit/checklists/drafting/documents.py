"""Steps that change a draft. Each takes a document and gives a new one; the old one stays as it was.

What does not change is shared between the two, so a step costs the same in a draft of 800 items as in one of 40.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from audit.errors import N_, NotFound, NotNow, say

Document = dict[str, Any]

NO_SECTION = N_("There is no section {key} in this draft.")
NO_ITEM = N_("There is no item {key} in this draft.")
LAST_SECTION = N_("A checklist keeps at least one section.")
LONGEST_SLUG = 40


def revision_of(document: Mapping[str, Any]) -> str:
    """A short name for exactly this content: a form that was made from another one is told."""
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def new_document(key: str, name: str, language: str) -> Document:
    """An empty checklist with one section, and verdicts to change."""
    return {
        "key": key,
        "name": {language: name},
        "language": language,
        "bands": [{"from": 0, "name": {language: "–"}}],
        "standards": [],
        "sections": [{"key": "section-1", "title": {language: name}, "items": []}],
    }


def keys_of(document: Document) -> list[str]:
    """Every item's key, in the order of the form."""
    return [item["key"] for section in document["sections"] for item in section["items"]]


def find_section(document: Document, key: str) -> Document:
    """The section of this key. Raises NotFound."""
    for section in document["sections"]:
        if section["key"] == key:
            return dict_of(section)
    raise NotFound(say(NO_SECTION, key=key))


def find_item(document: Document, key: str) -> tuple[Document, int]:
    """The section of an item, and the item's place in it. Raises NotFound."""
    for section in document["sections"]:
        for place, item in enumerate(section["items"]):
            if item["key"] == key:
                return section, place
    raise NotFound(say(NO_ITEM, key=key))


def dict_of(value: Any) -> Document:
    assert isinstance(value, dict)
    return value


def add_section(document: Document, title: str) -> Document:
    """A new section at the end; it weighs 1 where the others have a weight."""
    keys = [section["key"] for section in document["sections"]]
    section: Document = {"key": free_key(title, keys), "title": {document["language"]: title}, "items": []}
    if any(other.get("weight") is not None for other in document["sections"]):
        section["weight"] = 1
    return {**document, "sections": [*document["sections"], section]}


def put_section(document: Document, key: str, fields: Mapping[str, Any]) -> Document:
    """Other fields for a section; None takes a field away."""
    merged = {**find_section(document, key), **fields}
    return with_sections(document, {key: {name: value for name, value in merged.items() if value is not None}})


def with_sections(document: Document, others: Mapping[str, Document]) -> Document:
    """Other sections in the place of those with these keys."""
    return {**document, "sections": [others.get(section["key"], section) for section in document["sections"]]}


def remove_section(document: Document, key: str) -> Document:
    """Without a section and its items. Raises NotNow for the last one."""
    find_section(document, key)
    if len(document["sections"]) == 1:
        raise NotNow(say(LAST_SECTION))
    return {**document, "sections": [section for section in document["sections"] if section["key"] != key]}


def move_section(document: Document, key: str, by: int) -> Document:
    """One place up (-1) or down (1); at the ends it stays."""
    find_section(document, key)
    keys = [section["key"] for section in document["sections"]]
    return {**document, "sections": shifted(document["sections"], keys.index(key), by)}


def add_item(document: Document, section_key: str, item: Mapping[str, Any]) -> Document:
    """A new item at the end of a section; `item` without a key gets one from its text."""
    words = str(next(iter(dict(item["text"]).values()), ""))
    key = item.get("key") or free_key(words, keys_of(document))
    section = find_section(document, section_key)
    return with_items(document, section, [*section["items"], {"key": key, **item}])


def with_items(document: Document, section: Document, items: list[Document]) -> Document:
    """Other items for one section."""
    return with_sections(document, {section["key"]: {**section, "items": items}})


def put_item(document: Document, key: str, item: Mapping[str, Any]) -> Document:
    """Another item in the place of the one with this key. The key stays: answers and rules know it."""
    section, place = find_item(document, key)
    items = section["items"]
    return with_items(document, section, [*items[:place], {**item, "key": key}, *items[place + 1 :]])


def remove_item(document: Document, key: str) -> Document:
    """Without an item. Rules that look at it become problems, which say so."""
    section, place = find_item(document, key)
    return with_items(document, section, section["items"][:place] + section["items"][place + 1 :])


def move_item(document: Document, key: str, by: int) -> Document:
    """One place up (-1) or down (1); from the end of a section into the next."""
    section, place = find_item(document, key)
    items = section["items"]
    if 0 <= place + by < len(items):
        return with_items(document, section, shifted(items, place, by))
    keys = [one["key"] for one in document["sections"]]
    other = keys.index(section["key"]) + by
    if not 0 <= other < len(keys):
        return document
    target = document["sections"][other]
    there = [*target["items"], items[place]] if by < 0 else [items[place], *target["items"]]
    removed = {**section, "items": items[:place] + items[place + 1 :]}
    return with_sections(document, {section["key"]: removed, target["key"]: {**target, "items": there}})


def place_item(document: Document, key: str, section_key: str, before: str) -> Document:
    """In a section, in front of another item of it; at its end where that one is not, or is the item itself."""
    home, place = find_item(document, key)
    target = find_section(document, section_key)
    if before == key:
        return document
    item = home["items"][place]
    others = [one for one in target["items"] if one["key"] != key]
    at = next((number for number, one in enumerate(others) if one["key"] == before), len(others))
    there = {**target, "items": [*others[:at], item, *others[at:]]}
    left = {**home, "items": home["items"][:place] + home["items"][place + 1 :]}
    return with_sections(document, {home["key"]: left, target["key"]: there})


def put_standard(document: Document, standard: Mapping[str, Any]) -> Document:
    """A standard that the draft did not have; one it has stays as it is."""
    known = document.get("standards", [])
    if any(other["key"] == standard["key"] for other in known):
        return document
    return {**document, "standards": [*known, dict(standard)]}


def shifted(entries: list[Any], place: int, by: int) -> list[Any]:
    """One entry moved inside a list, as far as there is room."""
    others = entries[:place] + entries[place + 1 :]
    at = max(0, min(place + by, len(others)))
    return [*others[:at], entries[place], *others[at:]]


def free_key(words: str, taken: Iterable[str]) -> str:
    """A key made of words, with a number where it is taken."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-") or "item"
    known = set(taken)
    if slug not in known:
        return slug
    return next(f"{slug}-{n}" for n in range(2, len(known) + 3) if f"{slug}-{n}" not in known)

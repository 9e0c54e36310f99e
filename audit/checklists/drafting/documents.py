"""Steps that change a draft. Each takes a document and gives a new one; the old one stays as it was."""

from __future__ import annotations

import copy
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
    """The section of this key, to be changed in place. Raises NotFound."""
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
    changed = copy.deepcopy(document)
    keys = [section["key"] for section in changed["sections"]]
    section: Document = {"key": free_key(title, keys), "title": {changed["language"]: title}, "items": []}
    if any(other.get("weight") is not None for other in changed["sections"]):
        section["weight"] = 1
    changed["sections"].append(section)
    return changed


def put_section(document: Document, key: str, fields: Mapping[str, Any]) -> Document:
    """Other fields for a section; None takes a field away."""
    changed = copy.deepcopy(document)
    section = find_section(changed, key)
    section.update(fields)
    for name in [name for name, value in section.items() if value is None]:
        del section[name]
    return changed


def remove_section(document: Document, key: str) -> Document:
    """Without a section and its items. Raises NotNow for the last one."""
    changed = copy.deepcopy(document)
    find_section(changed, key)
    if len(changed["sections"]) == 1:
        raise NotNow(say(LAST_SECTION))
    changed["sections"] = [section for section in changed["sections"] if section["key"] != key]
    return changed


def move_section(document: Document, key: str, by: int) -> Document:
    """One place up (-1) or down (1); at the ends it stays."""
    changed = copy.deepcopy(document)
    find_section(changed, key)
    keys = [section["key"] for section in changed["sections"]]
    shift(changed["sections"], keys.index(key), by)
    return changed


def add_item(document: Document, section_key: str, item: Mapping[str, Any]) -> Document:
    """A new item at the end of a section; `item` without a key gets one from its text."""
    changed = copy.deepcopy(document)
    words = str(next(iter(dict(item["text"]).values()), ""))
    key = item.get("key") or free_key(words, keys_of(changed))
    find_section(changed, section_key)["items"].append({"key": key, **copy.deepcopy(dict(item))})
    return changed


def put_item(document: Document, key: str, item: Mapping[str, Any]) -> Document:
    """Another item in the place of the one with this key. The key stays: answers and rules know it."""
    changed = copy.deepcopy(document)
    section, place = find_item(changed, key)
    section["items"][place] = {**copy.deepcopy(dict(item)), "key": key}
    return changed


def remove_item(document: Document, key: str) -> Document:
    """Without an item. Rules that look at it become problems, which say so."""
    changed = copy.deepcopy(document)
    section, place = find_item(changed, key)
    del section["items"][place]
    return changed


def move_item(document: Document, key: str, by: int) -> Document:
    """One place up (-1) or down (1); from the end of a section into the next."""
    changed = copy.deepcopy(document)
    section, place = find_item(changed, key)
    if 0 <= place + by < len(section["items"]):
        shift(section["items"], place, by)
        return changed
    other = changed["sections"].index(section) + by
    if 0 <= other < len(changed["sections"]):
        target = changed["sections"][other]["items"]
        target.insert(len(target) if by < 0 else 0, section["items"].pop(place))
    return changed


def put_standard(document: Document, standard: Mapping[str, Any]) -> Document:
    """A standard that the draft did not have; one it has stays as it is."""
    changed = copy.deepcopy(document)
    if all(other["key"] != standard["key"] for other in changed.setdefault("standards", [])):
        changed["standards"].append(copy.deepcopy(dict(standard)))
    return changed


def shift(entries: list[Any], place: int, by: int) -> None:
    """Move one entry inside a list, as far as there is room."""
    entries.insert(max(0, min(place + by, len(entries) - 1)), entries.pop(place))


def free_key(words: str, taken: Iterable[str]) -> str:
    """A key made of words, with a number where it is taken."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-") or "item"
    known = set(taken)
    if slug not in known:
        return slug
    return next(f"{slug}-{n}" for n in range(2, len(known) + 3) if f"{slug}-{n}" not in known)

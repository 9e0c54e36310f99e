"""What a step changed of a draft, small enough to keep, and exact enough to be taken back.

A draft is laid out flat: each item, section and standard under its key, and the order of each list as its keys.
A patch holds what differs, before and after. It is taken back only while everything it changed is still as it
left it: what somebody else has changed since is never overwritten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from audit.checklists.drafting.documents import Document

Patch = dict[str, list[Any]]  # by name: before and after, None where it was not there
SEPARATE = ("standards", "sections")


def patch_between(before: Document, after: Document) -> Patch:
    """What differs between two states of a draft."""
    old, new = dict(flat(before)), dict(flat(after))
    names = dict.fromkeys((*old, *new))
    return {name: [old.get(name), new.get(name)] for name in names if old.get(name) != new.get(name)}


def apply(document: Document, patch: Mapping[str, list[Any]], *, back: bool) -> Document | None:
    """The document with a patch taken back, or done again. None where another change stands in the way."""
    entries = dict(flat(document))
    for name, (before, after) in patch.items():
        now, then = (after, before) if back else (before, after)
        if entries.get(name) != now:
            return None
        entries.pop(name, None)
        if then is not None:
            entries[name] = then
    return whole(entries)


def flat(document: Document) -> Iterator[tuple[str, Any]]:
    """Every part of a draft by its name."""
    yield "fields", list(document)
    yield from ((f"field {name}", value) for name, value in document.items() if name not in SEPARATE)
    yield "standards", [standard["key"] for standard in document.get("standards", ())]
    yield from ((f"standard {standard['key']}", standard) for standard in document.get("standards", ()))
    yield "sections", [section["key"] for section in document["sections"]]
    for section in document["sections"]:
        yield f"section {section['key']}", {name: value for name, value in section.items() if name != "items"}
        yield f"items {section['key']}", [item["key"] for item in section["items"]]
        yield from ((f"item {item['key']}", item) for item in section["items"])


def whole(entries: Mapping[str, Any]) -> Document:
    """The draft that these parts make: `whole(dict(flat(document))) == document`."""
    made: Document = {}
    for name in entries["fields"]:
        if name == "standards":
            made[name] = [entries[f"standard {key}"] for key in entries["standards"]]
        elif name == "sections":
            made[name] = [section_of(key, entries) for key in entries["sections"]]
        else:
            made[name] = entries[f"field {name}"]
    return made


def section_of(key: str, entries: Mapping[str, Any]) -> Document:
    """One section with its items."""
    items = [entries[f"item {item}"] for item in entries[f"items {key}"]]
    return {**entries[f"section {key}"], "items": items}


def subject_of_patch(patch: Mapping[str, list[Any]]) -> tuple[str, str, Any]:
    """What a step was about, the most particular part first: `item`, its fate, and what it says.

    The fate is `added`, `removed` or `changed`.
    """
    for kind in ("item", "section", "standard"):
        for name, (before, after) in patch.items():
            if name.startswith(f"{kind} "):
                fate = "added" if before is None else "removed" if after is None else "changed"
                return kind, fate, after if before is None or after is not None else before
    return "order" if any(name.startswith(("items ", "sections")) for name in patch) else "field", "changed", None

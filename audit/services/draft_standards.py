"""What the standards' own records say about a draft: retired ones it still measures, and other words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from audit.checklists.drafting.documents import Document
from audit.services.draft_readings import text_in, words_in
from audit.services.drafts import Draft
from audit.services.lineages import promise_in
from audit.services.standard_words import words_of
from audit.store import standard_records
from audit.store.standard_records import StandardRecord


@dataclass(frozen=True, slots=True)
class RetiredLine:
    """A retired standard that a draft still measures, the items that do, and its successor by key and promise."""

    key: str
    promise: str
    items: tuple[tuple[str, str], ...]
    successor: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class StandardNotes:
    """`differing`: standards whose record says something else than the draft, by key and promise."""

    retired: tuple[RetiredLine, ...] = ()
    differing: tuple[tuple[str, str], ...] = ()


NO_NOTES = StandardNotes()


async def standard_notes(draft: Draft, language: str) -> StandardNotes:
    """In one query, whatever the size of the draft."""
    records = {one.key: one for one in await standard_records.list_records()}
    by_id = {one.id: one for one in records.values()}
    used: dict[str, list[tuple[str, str]]] = {}
    for section in draft.document["sections"]:
        for item in section["items"]:
            if item.get("standard"):
                text = text_in(item["text"], draft.document, language) or item["key"]
                used.setdefault(item["standard"], []).append((item["key"], text))
    return StandardNotes(
        retired=tuple(
            RetiredLine(key, promise_in(records[key], language), tuple(items), successor(records[key], by_id, language))
            for key, items in used.items()
            if key in records and records[key].retired_at is not None
        ),
        differing=tuple(
            (one["key"], promise_in(records[one["key"]], language))
            for one in draft.document.get("standards", ())
            if one["key"] in records and said_in(one, draft.document["language"]) != words_of(records[one["key"]])
        ),
    )


@dataclass(frozen=True, slots=True)
class StandardNote:
    """The standard an item measures."""

    key: str
    promise: str
    is_retired: bool
    successor: tuple[str, str] | None


async def standard_note(key: str | None, language: str) -> StandardNote | None:
    """The record of an item's standard; None where it measures none, or one that was never published."""
    record = await standard_records.find_record(key) if key else None
    if record is None:
        return None
    after = await standard_records.find_record_by_id(record.successor_id) if record.successor_id else None
    line = (after.key, promise_in(after, language)) if after else None
    return StandardNote(record.key, promise_in(record, language), record.retired_at is not None, line)


def successor(record: StandardRecord, by_id: Mapping[int, StandardRecord], language: str) -> tuple[str, str] | None:
    """Which one took its place."""
    after = by_id.get(record.successor_id or 0)
    return (after.key, promise_in(after, language)) if after else None


def said_in(standard: Mapping[str, Any], own: str) -> dict[str, Any]:
    """What a draft says of a standard, to be compared with its record."""
    return {
        "promise": dict(words_in(standard["promise"], own)),
        "sop": dict(words_in(standard.get("sop"), own)),
        "touchpoint": standard.get("touchpoint", ""),
        "values": list(standard.get("values", ())),
        "source": standard.get("source", ""),
    }


async def list_words() -> dict[str, dict[str, Any]]:
    """What every record says, by the standard's key."""
    return {one.key: words_of(one) for one in await standard_records.list_records()}


def taking_words(document: Document, known: Mapping[str, Mapping[str, Any]]) -> Document:
    """The draft with the words of the records in the place of its own."""
    own = document["language"]

    def taken(one: dict[str, Any]) -> dict[str, Any]:
        words = known.get(one["key"])
        if words is None or said_in(one, own) == words:
            return one
        return {"key": one["key"], **{name: value for name, value in words.items() if value}}

    return {**document, "standards": [taken(one) for one in document.get("standards", ())]}

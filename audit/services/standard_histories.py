"""What became of one standard: told from the versions that hold it and from what people did to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from audit.checklists.differences.settings import standard_changes
from audit.checklists.model import Standard, Text
from audit.errors import N_, Sentence, say
from audit.services.draft_readings import words_in
from audit.store.log import Entry
from audit.store.people import PersonRow
from audit.store.standard_records import MeasuringVersion

FIRST_SEEN = N_("Version {number} of {checklist} begins to measure it.")
CHANGED = N_("Version {number} of {checklist}:")
TOLD = {
    "retired": N_("{person} retired it."),
    "replaced": N_("{person} retired it; “{what}” takes its place."),
    "brought_back": N_("{person} brought it back."),
    "gave_owner": N_("{person} gave it to {what}."),
    "rewrote": N_("{person} rewrote it."),
}
NOBODY = say(N_("nobody"))
SOMEBODY = say(N_("Somebody"))


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """What happened at one moment."""

    at: datetime
    sentences: tuple[Sentence, ...]
    href: str = ""


@dataclass(frozen=True, slots=True)
class UseLine:
    """A checklist whose newest version measures it, and the questions that do."""

    name: str
    key: str
    number: int
    questions: tuple[str, ...]


def use_lines(key: str, versions: Sequence[MeasuringVersion], language: str) -> tuple[UseLine, ...]:
    """Where it is used: the newest version of each checklist that holds it, with what is asked."""
    newest = {one.checklist: one for one in versions}
    lines = (
        UseLine(name_of(one, language), one.checklist, one.number, tuple(questions(one.document, key, language)))
        for one in newest.values()
    )
    return tuple(sorted(lines, key=lambda line: line.name))


def questions(document: Mapping[str, Any], key: str, language: str) -> Iterator[str]:
    """The questions of a version that measure a standard."""
    for section in document["sections"]:
        for item in section["items"]:
            if item.get("standard") == key:
                yield words_in(item["text"], document["language"]).in_language(language, document["language"])


def history_lines(
    key: str,
    versions: Sequence[MeasuringVersion],
    entries: Sequence[Entry],
    everybody: Sequence[PersonRow],
    language: str,
) -> tuple[HistoryLine, ...]:
    """Everything, the latest first. The log keeps no names: they are those of now."""
    people = {one.id: one.name for one in everybody}
    done = [told(entry, people, language) for entry in entries if entry.verb in TOLD]
    lines = [*published(key, versions, language), *done]
    return tuple(sorted(lines, key=lambda line: line.at, reverse=True))


def published(key: str, versions: Sequence[MeasuringVersion], language: str) -> Iterator[HistoryLine]:
    """The versions that began to measure it or said something else of it."""
    known: Standard | None = None
    begun: set[str] = set()
    for version in versions:
        standard, own = standard_in(version.document, key), str(version.document["language"])
        changes = tuple(standard_changes(known, standard, language, own)) if known else ()
        said = {"number": version.number, "checklist": name_of(version, language)}
        href = f"/checklists/{version.checklist}?version={version.number}"
        if version.checklist not in begun:
            yield HistoryLine(version.published_at, (say(FIRST_SEEN, **said), *changes), href)
        elif changes:
            yield HistoryLine(version.published_at, (say(CHANGED, **said), *changes), href)
        begun.add(version.checklist)
        known = standard


def standard_in(document: Mapping[str, Any], key: str) -> Standard:
    """A standard as a version puts it."""
    found = next(one for one in document["standards"] if one["key"] == key)
    return standard_said(key, found, str(document["language"]))


def standard_said(key: str, found: Mapping[str, Any], own: str) -> Standard:
    """What is written of a standard, read without asking whether it is sound."""
    sop = words_in(found.get("sop"), own)
    return Standard(
        key=key,
        promise=words_in(found["promise"], own),
        touchpoint=found.get("touchpoint", ""),
        values=tuple(found.get("values", ())),
        source=found.get("source", ""),
        sop=sop or None,
    )


def name_of(version: MeasuringVersion, language: str) -> str:
    """A checklist's name in the reader's language."""
    return Text(tuple(version.name.items())).in_language(language, "en")


def told(entry: Entry, people: Mapping[int, str], language: str) -> HistoryLine:
    """What somebody did to it, in words."""
    what: object = people.get(entry.detail.get("to") or 0, NOBODY)
    if entry.verb == "replaced":
        what = Text(tuple(entry.detail["successor"].items())).in_language(language, "en")
    said = say(TOLD[entry.verb], person=entry.person or SOMEBODY, what=what)
    return HistoryLine(entry.at, (said, *rewritten(entry, language)))


def rewritten(entry: Entry, language: str) -> Iterator[Sentence]:
    """What became other words."""
    if entry.verb == "rewrote":
        before, after = (standard_said("", entry.detail[name], "en") for name in ("before", "after"))
        yield from standard_changes(before, after, language, "en")

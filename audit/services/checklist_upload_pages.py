"""The page on which a checklist file is looked at before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from audit.checklists.differences import differences
from audit.checklists.findings import Finding
from audit.checklists.languages import languages_of
from audit.checklists.parsing import parse_checklist
from audit.errors import N_, Sentence, say
from audit.services.checklist_changes import summary
from audit.services.checklist_readings import FileReading, unpack_finding
from audit.services.draft_readings import subject_of
from audit.services.drafts import Draft, draft_of
from audit.services.lineages import successors
from audit.services.versions import pinned_checklist
from audit.store import checklists
from audit.store.checklist_uploads import UploadRow
from audit.words import LANGUAGES

CHOOSE = say(N_("A checklist from a file"))
USABLE = N_("{file} can become a draft.")
UNUSABLE = N_("{file} cannot become a checklist.")
NEW = N_("There is no checklist with the key {key} yet: it becomes a new one.")
ON_VERSION = N_("It becomes the draft of “{name}”, of which version {number} is the newest.")
SAME_AS_VERSION = N_("This is what version {number} of “{name}” says already: there is nothing to do.")
SAME_AS_DRAFT = N_("This is what the draft of “{name}” says already: there is nothing to do.")
REPLACES = N_("“{name}” has a draft that says something else. It is not overwritten unless you say so.")
HEADINGS = {
    "problems": (N_("Problems"), True),
    "changed": (N_("Changed"), True),
    "left_out": (N_("Left out"), True),
    "advice": (N_("Advice"), True),
    "taken": (N_("Taken"), False),
}
MOST_SHOWN = 500
ROW = N_("{sheet}, row {row}")
MORE = N_("And {count} more: “audit checklist check” prints all of them.")


@dataclass(frozen=True, slots=True)
class FindingList:
    """One list of the report. `lines`: where, and what there is to say about it."""

    name: str
    title: Sentence
    count: int
    is_open: bool
    lines: tuple[tuple[Sentence | str, Sentence], ...]
    more: Sentence | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What making it a draft would do. `seen` is the draft that it would replace."""

    sentence: Sentence
    changes: tuple[Sentence, ...] = ()
    can_be_made: bool = True
    seen: str = ""
    key: str = ""
    has_draft: bool = False


@dataclass(frozen=True, slots=True)
class UploadPage:
    """The report on a file; `id` is None for one that cannot become a checklist, `title` asks for one without any."""

    title: Sentence
    id: int | None = None
    facts: tuple[tuple[Sentence, str], ...] = ()
    standing: Standing | None = None
    lists: tuple[FindingList, ...] = ()
    notice: Sentence | None = None


def refused_page(name: str, reading: FileReading) -> UploadPage:
    """The report on a file that cannot become a checklist."""
    return UploadPage(say(UNUSABLE, file=name), lists=tuple(finding_lists(reading.findings, None, "")))


def choose_page(notice: Sentence | None = None) -> UploadPage:
    """No file yet, or one that was not even looked at."""
    return UploadPage(CHOOSE, notice=notice)


async def upload_page(upload: UploadRow, language: str, notice: Sentence | None = None) -> UploadPage:
    """The report on a file that can become a draft, and what that would do."""
    checklist = parse_checklist(upload.document)
    names = (LANGUAGES.get(code, code) for code in languages_of(checklist))
    return UploadPage(
        title=say(USABLE, file=upload.name),
        id=upload.id,
        facts=(
            (say(N_("Name")), checklist.name.in_language(language, checklist.language)),
            (say(N_("Key")), checklist.key),
            (say(N_("Sections")), str(len(checklist.sections))),
            (say(N_("Items")), str(sum(1 for _ in checklist.items()))),
            (say(N_("Languages")), ", ".join(names)),
        ),
        standing=await standing_of(upload, language),
        lists=tuple(finding_lists(upload.findings, dict(upload.document), language)),
        notice=notice,
    )


async def standing_of(upload: UploadRow, language: str) -> Standing:
    """What is there of this checklist already."""
    key = str(upload.document["key"])
    row = await checklists.find_checklist(key)
    if row is None:
        return Standing(say(NEW, key=key), key=key)
    draft = await draft_of(row, key)
    name = parse_name(row.name, language)
    if draft.document == dict(upload.document):
        text = SAME_AS_DRAFT if draft.is_started else SAME_AS_VERSION
        return Standing(say(text, name=name, number=draft.number), (), can_be_made=False, key=key, has_draft=True)
    changes = await changes_since(draft, upload, language)
    if draft.is_started:
        return Standing(say(REPLACES, name=name), changes, seen=draft.revision, key=key, has_draft=True)
    return Standing(say(ON_VERSION, name=name, number=draft.number), changes, key=key)


def parse_name(name: Any, language: str) -> str:
    """A checklist's name in the reader's language."""
    return str(name.get(language) or next(iter(name.values()), ""))


async def changes_since(draft: Draft, upload: UploadRow, language: str) -> tuple[Sentence, ...]:
    """How the file differs from the newest version, in a sentence or two."""
    newest = await checklists.find_version(draft.key)
    if newest is None:
        return ()
    before, after = await pinned_checklist(newest.id), parse_checklist(upload.document)
    return summary(differences(before, after, language, await successors()))


def finding_lists(
    findings: Mapping[str, list[Any]], document: dict[str, Any] | None, language: str
) -> Iterator[FindingList]:
    """The lists that have anything in them."""
    for name, (title, is_open) in HEADINGS.items():
        packed = findings.get(name, [])
        if packed:
            shown = [unpack_finding(one) for one in packed[:MOST_SHOWN]]
            lines = tuple((where(one, document, language), one.sentence) for one in shown)
            left = len(packed) - MOST_SHOWN
            more = say(MORE, count=left) if left > 0 else None
            yield FindingList(name, say(title), len(packed), is_open, lines, more)


def where(finding: Finding, document: dict[str, Any] | None, language: str) -> Sentence | str:
    """A sheet and row, else the words of what it is about, else the place in the file."""
    if finding.sheet is not None:
        return say(ROW, sheet=finding.sheet, row=finding.row)
    place = finding.place or ""
    subject = subject_of(document, place, language)[0] if document and place else ""
    return subject or place

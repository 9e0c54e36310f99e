"""A draft read as a checklist: what is in the way of publishing, advice, and what everything counts for.

An edit changes one item of perhaps 800, so what was read of the rest is remembered by its content.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any
from urllib.parse import quote

from audit.checklists.advice import advise
from audit.checklists.drafting.documents import Document
from audit.checklists.drafting.shares import item_shares, section_shares
from audit.checklists.model import Checklist, Text
from audit.checklists.parsing import parse_checklist
from audit.checklists.parsing.earlier import Earlier
from audit.errors import BadInput, Problem, Sentence

REMEMBERED = 4  # drafts; each of 800 items holds about 4 MB
STEP = re.compile(r"(sections|items|standards|options)\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Remark:
    """A problem (it stands in the way) or a piece of advice, beside what it is about."""

    sentence: Sentence
    is_problem: bool
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """`checklist` is None where there are problems. `placed`: remarks by the item, else the section, they are about."""

    document: Document
    checklist: Checklist | None
    problems: tuple[Problem, ...]
    remarks: tuple[tuple[str, Remark], ...]
    placed: Mapping[str, tuple[Remark, ...]]
    section_shares: Mapping[str, Fraction]
    item_shares: Mapping[str, Fraction]


@dataclass(slots=True)
class Memory:
    """The parts read of a draft, and the last readings of it as a whole: before a step and after it."""

    earlier: Earlier = field(default_factory=Earlier)
    readings: tuple[Reading, ...] = ()


memories: OrderedDict[tuple[str, str], Memory] = OrderedDict()


def read_draft(document: Document) -> Reading:
    """The draft as a checklist with its remarks and shares."""
    memory = memory_of(document)
    known = next((one for one in memory.readings if one.document == document), None)
    if known is None:
        known = reading_of(document, memory.earlier)
        memory.readings = (known, *memory.readings[:1])
    return known


def memory_of(document: Document) -> Memory:
    """What is remembered of the drafts of this key and language; the one not used for longest is forgotten."""
    name = (str(document["key"]), str(document["language"]))
    memory = memories.setdefault(name, Memory())
    memories.move_to_end(name)
    while len(memories) > REMEMBERED:
        memories.popitem(last=False)
    return memory


def reading_of(document: Document, earlier: Earlier) -> Reading:
    """The same without looking whether it was read before."""
    checklist: Checklist | None = None
    problems: tuple[Problem, ...] = ()
    try:
        checklist = parse_checklist(document, earlier)
    except BadInput as error:
        problems = error.problems
    remarks = tuple(remarks_on(checklist, problems))
    shares = (section_shares(checklist), item_shares(checklist)) if checklist else ({}, {})
    return Reading(document, checklist, problems, remarks, by_place(remarks), *shares)


def remarks_on(checklist: Checklist | None, problems: Sequence[Problem]) -> list[tuple[str, Remark]]:
    """Problems where there are any, else advice: both with their places."""
    if checklist is None:
        return [(problem.place, Remark(problem.sentence, is_problem=True)) for problem in problems]
    return [(one.place, Remark(one.sentence, is_problem=False)) for one in advise(checklist)]


def by_place(remarks: Sequence[tuple[str, Remark]]) -> dict[str, tuple[Remark, ...]]:
    """Remarks by the item, else the section, they are about."""
    found: dict[str, tuple[Remark, ...]] = {}
    for place, remark in remarks:
        section, dot, rest = place.partition(".")
        owner = f"{section}.{rest.partition('.')[0]}" if dot and rest.startswith("items[") else section
        found[owner] = (*found.get(owner, ()), remark)
    return found


def subject_of(document: Document, place: str, language: str) -> tuple[str, str]:
    """What a place of the document is called, and its address below that of the draft."""
    at: Any = document
    text, href = "", ""
    for name, index in STEP.findall(place):
        entries = at.get(name)
        if not isinstance(entries, list) or int(index) >= len(entries):
            break
        at = entries[int(index)]
        said = next((at[field] for field in ("text", "title", "promise") if at.get(field)), at.get("key", ""))
        text = words_in(said, document["language"]).in_language(language, document["language"])
        if name in ("sections", "items"):
            href = f"#section-{at['key']}" if name == "sections" else f"/items/{quote(at['key'])}"
    return text, href


def words_in(value: Any, language: str) -> Text:
    """A text of a document, whether it stands there bare or by language."""
    if isinstance(value, Mapping):
        return Text(tuple((str(code), str(words)) for code, words in value.items()))
    return Text(((language, str(value)),) if value else ())


def text_in(value: Any, document: Document, language: str) -> str:
    """A text of the document in the reader's language, else in the document's own."""
    if isinstance(value, Mapping) and value.get(language):
        return str(value[language])
    return words_in(value, document["language"]).in_language(language, document["language"])

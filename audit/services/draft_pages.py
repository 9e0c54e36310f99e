"""What the pages of a draft show: all of it, one item, and what publishing would do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from audit.checklists.advice import advise
from audit.checklists.drafting.documents import Document, revision_of
from audit.checklists.drafting.shares import item_shares, section_shares
from audit.checklists.labels import KINDS
from audit.checklists.model import Checklist
from audit.checklists.parsing import parse_checklist
from audit.errors import N_, BadInput, Problem, Sentence, say, say_count
from audit.services.drafts import Draft, words_in
from audit.services.standard_library import library_standards

TITLE = N_("Draft of {name}")
STARTED = N_("Changed since version {number}.")
NOT_STARTED = N_("As version {number}. What you change is kept as a draft.")
NEVER_PUBLISHED = say(N_("Never published."))
PROBLEMS = (
    N_("{count} problem stands in the way of publishing."),
    N_("{count} problems stand in the way of publishing."),
)
STEP = re.compile(r"(sections|items|standards|options)\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Remark:
    """A problem (it stands in the way) or a piece of advice, beside what it is about."""

    sentence: Sentence
    is_problem: bool
    subject: str = ""


@dataclass(frozen=True, slots=True)
class DraftItem:
    """One line of the draft."""

    key: str
    text: str
    kind: Sentence
    share: float | None
    is_conditional: bool
    is_critical: bool
    is_bonus: bool
    revision: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class DraftSection:
    """One section of the draft; `weight` as it is typed, empty for none."""

    key: str
    title: str
    titles: tuple[tuple[str, str], ...]
    weight: object
    share: float | None
    items: tuple[DraftItem, ...]
    revision: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class DraftPage:
    """The whole draft. `typed` and `problems` are of the form that was just refused."""

    title: Sentence
    name: str
    key: str
    state: Sentence
    number: int
    is_started: bool
    blocking: Sentence | None
    sections: tuple[DraftSection, ...]
    remarks: tuple[Remark, ...]
    kinds: tuple[tuple[str, Sentence], ...]
    library: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...] = ()
    typed: Mapping[str, str] | None = None

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """The sections to choose from."""
        return tuple((section.key, section.title) for section in self.sections)


def read_draft(document: Document) -> tuple[Checklist | None, tuple[Problem, ...]]:
    """The draft as a checklist, or what is in the way."""
    try:
        return parse_checklist(document), ()
    except BadInput as error:
        return None, error.problems


def draft_page(
    draft: Draft, language: str, problems: tuple[Problem, ...] = (), typed: Mapping[str, str] | None = None
) -> DraftPage:
    """The draft with weights in shares, problems and advice beside what they are about."""
    checklist, blocking = read_draft(draft.document)
    remarks = remarks_on(checklist, blocking)
    name = words_in(draft.document["name"], draft.document["language"]).in_language(language)
    return DraftPage(
        title=say(TITLE, name=name),
        name=name,
        key=draft.key,
        state=state_of(draft),
        number=draft.number,
        is_started=draft.is_started,
        blocking=say_count(*PROBLEMS, len(blocking)) if blocking else None,
        sections=tuple(draft_sections(draft.document, checklist, remarks, language)),
        remarks=tuple(
            replace(one, subject=subject_of(draft.document, place, language)[0])
            for place, one in remarks
            if not place.startswith("sections[")
        ),
        kinds=tuple(KINDS.items()),
        library=tuple((one.key, one.promise.in_language(language, "en")) for one in library_standards()),
        problems=problems,
        typed=typed,
    )


def state_of(draft: Draft) -> Sentence:
    """Whether it was published, and changed since."""
    if not draft.number:
        return NEVER_PUBLISHED
    return say(STARTED if draft.is_started else NOT_STARTED, number=draft.number)


def remarks_on(checklist: Checklist | None, blocking: Sequence[Problem]) -> list[tuple[str, Remark]]:
    """Problems where there are any, else advice: both with their places."""
    if checklist is None:
        return [(problem.place, Remark(problem.sentence, is_problem=True)) for problem in blocking]
    return [(one.place, Remark(one.sentence, is_problem=False)) for one in advise(checklist)]


def draft_sections(
    document: Document, checklist: Checklist | None, remarks: Sequence[tuple[str, Remark]], language: str
) -> Iterable[DraftSection]:
    """Every section with its items."""
    shares = section_shares(checklist) if checklist else {}
    of_items = item_shares(checklist) if checklist else {}
    placed = by_place(remarks)
    for index, section in enumerate(document["sections"]):
        place = f"sections[{index}]"
        titles = words_in(section["title"], document["language"])
        share = shares.get(section["key"])
        items = tuple(
            draft_item(item, placed.get(f"{place}.items[{inner}]", ()), of_items.get(item["key"]), document, language)
            for inner, item in enumerate(section["items"])
        )
        yield DraftSection(
            section["key"],
            titles.in_language(language, document["language"]),
            tuple((code, titles.get(code, "")) for code in dict.fromkeys((document["language"], *titles))),
            section.get("weight", ""),
            float(share) if share is not None else None,
            items,
            revision_of({**section, "items": []}),
            placed.get(place, ()),
        )


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


def by_place(remarks: Sequence[tuple[str, Remark]]) -> dict[str, tuple[Remark, ...]]:
    """Remarks by the item, else the section, they are about."""
    found: dict[str, tuple[Remark, ...]] = {}
    for place, remark in remarks:
        section, dot, rest = place.partition(".")
        owner = f"{section}.{rest.partition('.')[0]}" if dot and rest.startswith("items[") else section
        found[owner] = (*found.get(owner, ()), remark)
    return found


def draft_item(
    item: Mapping[str, Any], remarks: tuple[Remark, ...], share: Any, document: Document, language: str
) -> DraftItem:
    """One item; its share is of the whole score."""
    return DraftItem(
        key=item["key"],
        text=words_in(item["text"], document["language"]).in_language(language, document["language"]) or item["key"],
        kind=KINDS.get(item["kind"], say(item["kind"])),
        share=None if share is None else float(share),
        is_conditional="show_when" in item,
        is_critical=item.get("critical", "none") != "none",
        is_bonus=bool(item.get("bonus")),
        revision=revision_of(item),
        remarks=remarks,
    )

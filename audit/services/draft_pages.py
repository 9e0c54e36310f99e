"""What the page of a draft shows: its state, and its sections with their items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from audit.checklists.drafting.documents import revision_of
from audit.checklists.labels import KINDS
from audit.errors import N_, Problem, Sentence, say, say_count
from audit.services.draft_experience import Experience
from audit.services.draft_readings import Reading, Remark, read_draft, subject_of, text_in, words_in
from audit.services.draft_standards import NO_NOTES, StandardNotes
from audit.services.draft_undoing import Undoing
from audit.services.drafts import Draft
from audit.services.standard_library import library_standards

TITLE = N_("Draft of {name}")
STARTED = N_("Changed since version {number}.")
NOT_STARTED = N_("As version {number}. What you change is kept as a draft.")
NEVER_PUBLISHED = say(N_("Never published."))
PROBLEMS = (
    N_("{count} problem stands in the way of publishing."),
    N_("{count} problems stand in the way of publishing."),
)
SHOWN_SHARES = 1000  # a share is shown in per cent with one decimal


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
    is_conditional: bool


@dataclass(frozen=True, slots=True)
class DraftState:
    """What stands above the sections. `remarks`: on the draft as a whole and on its standards."""

    key: str
    state: Sentence
    number: int
    is_started: bool
    blocking: Sentence | None
    revision: str
    takes: Sentence | None
    remarks: tuple[Remark, ...]
    undoing: Undoing


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the draft itself: what its reader can take back, and what past visits teach about it."""

    undoing: Undoing
    experience: Experience
    standards: StandardNotes = NO_NOTES


@dataclass(frozen=True, slots=True)
class DraftPage:
    """The whole draft. `typed` and `problems` are of the form that was just refused."""

    title: Sentence
    name: str
    key: str
    now: DraftState
    sections: tuple[DraftSection, ...]
    library: tuple[tuple[str, str], ...]
    standards: StandardNotes
    problems: tuple[Problem, ...] = ()
    typed: Mapping[str, str] | None = None
    kinds: tuple[tuple[str, Sentence], ...] = tuple(KINDS.items())

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """The sections to choose from."""
        return tuple((section.key, section.title) for section in self.sections)


@dataclass(frozen=True, slots=True)
class ChangedPage:
    """What a step has changed of the page: its state and these sections."""

    key: str
    now: DraftState
    sections: tuple[DraftSection, ...]
    problems: tuple[Problem, ...] = ()
    typed: Mapping[str, str] | None = None
    kinds: tuple[tuple[str, Sentence], ...] = tuple(KINDS.items())


def draft_page(
    draft: Draft,
    beside: Beside,
    language: str,
    problems: tuple[Problem, ...] = (),
    typed: Mapping[str, str] | None = None,
) -> DraftPage:
    """The draft with weights in shares, problems and advice beside what they are about."""
    reading = read_draft(draft.document)
    name = words_in(draft.document["name"], draft.document["language"]).in_language(language)
    return DraftPage(
        title=say(TITLE, name=name),
        name=name,
        key=draft.key,
        now=draft_state(draft, reading, beside, language),
        sections=tuple(draft_sections(reading, language, range(len(draft.document["sections"])))),
        library=tuple((one.key, one.promise.in_language(language, "en")) for one in library_standards()),
        standards=beside.standards,
        problems=problems,
        typed=typed,
    )


def keeps_sections(before: Draft, after: Draft) -> bool:
    """Whether the sections are still the same ones in the same order: then only those that changed are sent."""
    return [one["key"] for one in before.document["sections"]] == [one["key"] for one in after.document["sections"]]


def changed_page(before: Draft, after: Draft, beside: Beside, language: str, typed: Mapping[str, str]) -> ChangedPage:
    """What is not shown any more as it was before a step that kept the sections."""
    old, new = read_draft(before.document), read_draft(after.document)
    places = [place for place in range(len(new.document["sections"])) if shown(old, place) != shown(new, place)]
    sections = tuple(draft_sections(new, language, places))
    return ChangedPage(after.key, draft_state(after, new, beside, language), sections, typed=typed)


def shown(reading: Reading, place: int) -> tuple[object, ...]:
    """Everything that decides what a section looks like."""
    section, at = reading.document["sections"][place], f"sections[{place}]"
    shares = [rounded(reading.item_shares.get(item["key"])) for item in section["items"]]
    remarks = [reading.placed.get(f"{at}.items[{inner}]", ()) for inner in range(len(section["items"]))]
    return section, rounded(reading.section_shares.get(section["key"])), shares, reading.placed.get(at, ()), remarks


def rounded(share: Fraction | None) -> float | None:
    """A share as exactly as it is shown, half up: what is shown the same need not be sent again."""
    return None if share is None else (2 * share.numerator * SHOWN_SHARES // share.denominator + 1) // 2 / SHOWN_SHARES


def draft_state(draft: Draft, reading: Reading, beside: Beside, language: str) -> DraftState:
    """Whether it was published, changed since, and what is in the way."""
    blocking, experience = len(reading.problems), beside.experience
    of_past_visits = (*([experience.too_many] if experience.too_many else []), *experience.differing.values())
    of_the_whole = (
        replace(one, subject=subject_of(draft.document, place, language)[0])
        for place, one in reading.remarks
        if not place.startswith("sections[")
    )
    said = say(STARTED if draft.is_started else NOT_STARTED, number=draft.number) if draft.number else NEVER_PUBLISHED
    return DraftState(
        key=draft.key,
        state=said,
        number=draft.number,
        is_started=draft.is_started,
        blocking=say_count(*PROBLEMS, blocking) if blocking else None,
        revision=draft.revision,
        takes=experience.takes,
        remarks=(*of_past_visits, *of_the_whole),
        undoing=beside.undoing,
    )


def draft_sections(reading: Reading, language: str, places: Iterable[int]) -> Iterable[DraftSection]:
    """The sections at these places, with their items."""
    document, own = reading.document, reading.document["language"]
    for place in places:
        section, at = document["sections"][place], f"sections[{place}]"
        titles = words_in(section["title"], own)
        yield DraftSection(
            key=section["key"],
            title=titles.in_language(language, own),
            titles=tuple((code, titles.get(code, "")) for code in dict.fromkeys((own, *titles))),
            weight=section.get("weight", ""),
            share=rounded(reading.section_shares.get(section["key"])),
            items=tuple(
                draft_item(item, reading.placed.get(f"{at}.items[{inner}]", ()), reading, language)
                for inner, item in enumerate(section["items"])
            ),
            revision=revision_of({**section, "items": []}),
            remarks=reading.placed.get(at, ()),
            is_conditional="show_when" in section,
        )


def draft_item(item: Mapping[str, Any], remarks: tuple[Remark, ...], reading: Reading, language: str) -> DraftItem:
    """One item; its share is of the whole score."""
    return DraftItem(
        key=item["key"],
        text=text_in(item["text"], reading.document, language) or item["key"],
        kind=KINDS.get(item["kind"], say(item["kind"])),
        share=rounded(reading.item_shares.get(item["key"])),
        is_conditional="show_when" in item,
        is_critical=item.get("critical", "none") != "none",
        is_bonus=bool(item.get("bonus")),
        revision=revision_of(item),
        remarks=remarks,
    )

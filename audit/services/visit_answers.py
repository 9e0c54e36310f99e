"""A visit's answers in words: each item with what was answered, how it counted, and its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from audit.checklists.model import NOT_APPLICABLE, Checklist, Item, Section
from audit.errors import N_, Sentence, say

STATES = {
    "not_applicable": say(N_("Not applicable")),
    "hidden": say(N_("Not asked")),
    "unanswered": say(N_("Not answered")),
}
WORDS = {
    "yes": say(N_("Yes")),
    "no": say(N_("No")),
    "below": say(N_("Below what is promised")),
    "meets": say(N_("As promised")),
    "exceeds": say(N_("Better than promised")),
}
JUDGED = ("counted", "not_applicable")
"""The states of an item that somebody decided on: a branch may appeal them."""
SECONDS = N_("{seconds} seconds")
OUT_OF = N_("{value} on a scale from {low} to {high}")


@dataclass(frozen=True, slots=True)
class PhotoView:
    """One photo, by its hash: only who may see the visit can fetch it."""

    sha256: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item as answered. `mark` is kept, broken, exceeded or empty."""

    key: str
    text: str
    sop: str
    answer: tuple[Sentence | str, ...]
    mark: str
    credit_percent: float | None
    is_critical: bool
    comment: str
    photos: tuple[PhotoView, ...]
    standard: str = ""
    is_judged: bool = False
    remarks: tuple[str, ...] = ()
    """What reviewers said about it when the visit went back."""


@dataclass(frozen=True, slots=True)
class SectionView:
    """One section; `percent` is None where nothing counted."""

    title: str
    percent: float | None
    items: tuple[ItemView, ...]


def section_views(
    checklist: Checklist,
    answers: Mapping[str, Mapping[str, Any]],
    score: Mapping[str, Any] | None,
    photos: Mapping[str, Sequence[PhotoView]],
    language: str,
    remarks: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> tuple[SectionView, ...]:
    """Every section and item in its order, with what was answered and how it counted.

    `score` is the frozen result's document (None before submission); `photos` and `remarks` go by item key.
    """
    percents = {part["key"]: part["percent"] for part in (score or {}).get("sections", [])}
    results = {part["key"]: part for part in (score or {}).get("items", [])}
    return tuple(
        with_remarks(
            section_view(section, checklist, answers, percents.get(section.key), results, photos, language), remarks
        )
        for section in checklist.sections
    )


def with_remarks(section: SectionView, remarks: Mapping[str, Sequence[str]]) -> SectionView:
    """The same section with what reviewers said about its items."""
    if not remarks:
        return section
    items = tuple(replace(item, remarks=tuple(remarks.get(item.key, ()))) for item in section.items)
    return replace(section, items=items)


def section_view(
    section: Section,
    checklist: Checklist,
    answers: Mapping[str, Mapping[str, Any]],
    percent: str | None,
    results: Mapping[str, Mapping[str, Any]],
    photos: Mapping[str, Sequence[PhotoView]],
    language: str,
) -> SectionView:
    """One section's items that were asked; hidden ones are left out."""
    items = tuple(
        item_view(item, checklist, answers.get(item.key, {}), results.get(item.key, {}), photos, language)
        for item in section.items
        if item.kind != "note" and results.get(item.key, {}).get("state") != "hidden"
    )
    title = section.title.in_language(language, checklist.language)
    return SectionView(title, None if percent is None else float(percent), items)


def item_view(
    item: Item,
    checklist: Checklist,
    answer: Mapping[str, Any],
    result: Mapping[str, Any],
    photos: Mapping[str, Sequence[PhotoView]],
    language: str,
) -> ItemView:
    """One item in the reader's language."""
    credit = result.get("credit")
    return ItemView(
        key=item.key,
        text=item.text.in_language(language, checklist.language),
        sop=sop_of(item, checklist, language),
        answer=answer_words(item, checklist, answer.get("value"), result.get("state", ""), language)
        if answer.get("value") or not photos.get(item.key)
        else (),
        mark=mark_of(result) if item.standard or item.weight else "",
        credit_percent=None if credit is None else 100 * float(credit),
        is_critical=item.critical != "none",
        comment=str(answer.get("comment", "")),
        photos=tuple(photos.get(item.key, ())),
        standard=item.standard or "",
        is_judged=result.get("state") in JUDGED,
    )


def sop_of(item: Item, checklist: Checklist, language: str) -> str:
    """How it should be: the standard's own procedure."""
    sop = next((one.sop for one in checklist.standards if one.key == item.standard), None)
    return sop.in_language(language, checklist.language) if sop else ""


def mark_of(result: Mapping[str, Any]) -> str:
    """How an item is marked: exceeded and broken speak, so does kept; what did not count has no mark."""
    if result.get("state") != "counted":
        return ""
    return "exceeded" if result.get("exceeded") else "kept" if result.get("kept") else "broken"


def answer_words(
    item: Item, checklist: Checklist, value: object, state: str, language: str
) -> tuple[Sentence | str, ...]:
    """What was answered, in words; several for an item with several choices."""
    if value == NOT_APPLICABLE and item.allow_na:
        return (STATES["not_applicable"],)
    if value in (None, "", []):
        return (STATES["hidden" if state == "hidden" else "unanswered"],)
    options = {option.key: option.text.in_language(language, checklist.language) for option in item.options}
    chosen = value if isinstance(value, list) else [value]
    return tuple(one_answer(item, part, options) for part in chosen)


def one_answer(item: Item, value: object, options: Mapping[str, str]) -> Sentence | str:
    """One value of an answer in words."""
    if item.kind == "time":
        seconds = Fraction(str(value))
        return say(SECONDS, seconds=int(seconds) if seconds.denominator == 1 else seconds)
    if item.kind == "scale":
        return say(OUT_OF, value=value, low=item.min, high=item.max)
    if isinstance(value, str) and item.kind in ("yes_no", "expectation"):
        return WORDS.get(value, value)
    return options.get(str(value), str(value))

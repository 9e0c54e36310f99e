"""What changed between two versions of a checklist, in words, and what it does to the trends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from audit.checklists.differences.items import item_changes
from audit.checklists.differences.settings import section_changes, setting_changes, standard_changes
from audit.checklists.differences.trends import Fate, fates
from audit.checklists.model import Checklist, Item, Section
from audit.errors import N_, Sentence, say

ADDED = say(N_("New"))
REMOVED = say(N_("Removed"))
MOVED = say(N_("Moved"))
CHANGED = say(N_("Changed"))
OTHER_SECTION = N_("It moves from “{before}” to “{after}”.")
OTHER_PLACE = say(N_("It stands elsewhere in its section."))
SECTION_MOVED = say(N_("It stands elsewhere on the form."))


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was: an item, a section or a standard, by its key and its words."""

    key: str
    text: str
    what: Sentence
    lines: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    """From one version to another. `fates`: of every standard that either measures."""

    settings: tuple[Sentence, ...]
    sections: tuple[Change, ...]
    items: tuple[Change, ...]
    standards: tuple[Change, ...]
    fates: tuple[Fate, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.settings or self.sections or self.items or self.standards)


def differences(
    before: Checklist, after: Checklist, language: str, successors: Mapping[str, str] | None = None
) -> Differences:
    """What is new, gone, moved and changed. Sections, items and standards are the same ones by their keys."""
    return Differences(
        settings=tuple(setting_changes(before, after, language)),
        sections=tuple(_sections(before, after, language)),
        items=tuple(_items(before, after, language)),
        standards=tuple(_standards(before, after, language)),
        fates=fates(before, after, language, successors),
    )


def _sections(before: Checklist, after: Checklist, language: str) -> Iterator[Change]:
    old = {section.key: section for section in before.sections}
    new = {section.key: section for section in after.sections}
    moved = out_of_order(list(old), list(new))
    for key, section in new.items():
        title = section.title.in_language(language, after.language)
        if key not in old:
            yield Change(key, title, ADDED)
            continue
        lines = [SECTION_MOVED] if key in moved else []
        lines += section_changes(old[key], section, before, after, language)
        if lines:
            yield Change(key, title, MOVED if lines == [SECTION_MOVED] else CHANGED, tuple(lines))
    for key, section in old.items():
        if key not in new:
            yield Change(key, section.title.in_language(language, before.language), REMOVED)


def _items(before: Checklist, after: Checklist, language: str) -> Iterator[Change]:
    old, new = _with_sections(before), _with_sections(after)
    moved = _moved_inside(before, after)
    for key, (section, item) in new.items():
        text = item.text.in_language(language, after.language)
        if key not in old:
            yield Change(key, text, ADDED)
            continue
        moves = list(_moves(old[key][0], section, key in moved, before, after, language))
        lines = (*moves, *item_changes(old[key][1], item, before, after, language))
        if lines:
            yield Change(key, text, MOVED if len(lines) == len(moves) else CHANGED, lines)
    for key, (_, item) in old.items():
        if key not in new:
            yield Change(key, item.text.in_language(language, before.language), REMOVED)


def _with_sections(checklist: Checklist) -> dict[str, tuple[Section, Item]]:
    return {item.key: (section, item) for section in checklist.sections for item in section.items}


def _moves(
    old: Section, new: Section, is_moved: bool, before: Checklist, after: Checklist, language: str
) -> Iterator[Sentence]:
    if old.key != new.key:
        titles = old.title.in_language(language, before.language), new.title.in_language(language, after.language)
        yield say(OTHER_SECTION, before=titles[0], after=titles[1])
    elif is_moved:
        yield OTHER_PLACE


def _moved_inside(before: Checklist, after: Checklist) -> set[str]:
    """The items that stand in another order among those their section keeps."""
    old = {section.key: [item.key for item in section.items] for section in before.sections}
    moved: set[str] = set()
    for section in after.sections:
        moved |= out_of_order(old.get(section.key, []), [item.key for item in section.items])
    return moved


def out_of_order(old: list[str], new: list[str]) -> set[str]:
    """The keys in both that are not part of the longest run both have in the same order."""
    kept_old = [key for key in old if key in set(new)]
    kept_new = [key for key in new if key in set(old)]
    blocks = SequenceMatcher(None, kept_old, kept_new, autojunk=False).get_matching_blocks()
    stayed = {kept_old[place] for block in blocks for place in range(block.a, block.a + block.size)}
    return set(kept_new) - stayed


def _standards(before: Checklist, after: Checklist, language: str) -> Iterator[Change]:
    old = {standard.key: standard for standard in before.standards}
    for standard in after.standards:
        text = standard.promise.in_language(language, after.language)
        if standard.key in old:
            lines = tuple(standard_changes(old[standard.key], standard, language, after.language))
            if lines:
                yield Change(standard.key, text, CHANGED, lines)

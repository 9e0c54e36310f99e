"""What changed about a checklist as a whole, a section, and a standard."""

from __future__ import annotations

from collections.abc import Iterator

from audit.checklists.differences.sayings import from_to, number_words, rule_change, text_change
from audit.checklists.labels import CHANNELS, MODES
from audit.checklists.model import Checklist, Section, Standard
from audit.errors import N_, Sentence, say

BANDS = N_("The bands go from {before} to {after}.")
BONUS_CAPPED = say(N_("A bonus can now lead to 100 % at most."))
BONUS_FREE = say(N_("A bonus can now lead above 100 %."))
CHANNEL = N_("The channel goes from {before} to {after}.")
MODE = N_("Visits go from {before} to {after}.")
NAME = N_("The name goes from “{before}” to “{after}”.")
TITLE = N_("The title goes from “{before}” to “{after}”.")
WEIGHT = N_("The weight goes from {before} to {after}.")
PROMISE = N_("The promise goes from “{before}” to “{after}”.")
SOP = say(N_("The instructions are put differently."))
TOUCHPOINT = N_("The touchpoint goes from {before} to {after}.")
TAGS = say(N_("Values or source are others."))


def setting_changes(before: Checklist, after: Checklist, language: str) -> Iterator[Sentence]:
    """Name, channel, mode, bonus and bands."""
    yield from text_change(NAME, before.name, after.name, language, after.language)
    yield from from_to(CHANNEL, CHANNELS[before.channel], CHANNELS[after.channel])
    yield from from_to(MODE, MODES[before.mode], MODES[after.mode])
    if before.bonus_cap != after.bonus_cap:
        yield BONUS_FREE if after.bonus_cap is None else BONUS_CAPPED
    yield from from_to(BANDS, _bands(before, language), _bands(after, language))


def _bands(checklist: Checklist, language: str) -> str:
    named = (
        (band.name.in_language(language, checklist.language), number_words(band.start)) for band in checklist.bands
    )
    return ", ".join(f"{name} {start}" for name, start in named)


def section_changes(
    old: Section, new: Section, before: Checklist, after: Checklist, language: str
) -> Iterator[Sentence]:
    """Title, weight and condition of a section that stays."""
    yield from text_change(TITLE, old.title, new.title, language, after.language)
    yield from from_to(WEIGHT, number_words(old.weight), number_words(new.weight))
    yield from rule_change(old.show_when, new.show_when, before, after, language)


def standard_changes(old: Standard, new: Standard, language: str, fallback: str) -> Iterator[Sentence]:
    """What a standard says of itself. Its trend goes on: the key is the same."""
    yield from text_change(PROMISE, old.promise, new.promise, language, fallback)
    if dict(old.sop or {}) != dict(new.sop or {}):
        yield SOP
    yield from from_to(TOUCHPOINT, old.touchpoint or "–", new.touchpoint or "–")
    if (old.values, old.source) != (new.values, new.source):
        yield TAGS

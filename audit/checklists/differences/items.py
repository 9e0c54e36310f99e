"""What changed about one item."""

from __future__ import annotations

from collections.abc import Iterator

from audit.checklists.differences.sayings import TRANSLATION, from_to, number_words, rule_change, text_change
from audit.checklists.labels import CRITICAL, EVIDENCE, KINDS
from audit.checklists.model import Checklist, Item
from audit.errors import N_, Sentence, say

KIND = N_("It is answered with {after}; before, with {before}.")
TEXT = N_("The question goes from “{before}” to “{after}”.")
HELP = say(N_("The help is put differently."))
STANDARD = N_("It measures {after}; before, {before}.")
WEIGHT = N_("The weight goes from {before} to {after}.")
KEPT_AT = N_("The standard is kept from a credit of {after} on; before, {before}.")
TARGET = N_("The target goes from {before} to {after} seconds.")
LIMIT = N_("The limit goes from {before} to {after} seconds.")
ENDS = N_("The scale goes from {before} to {after}.")
TURNED = say(N_("The scale is turned around."))
PASSES = N_("The answer that keeps it goes from {before} to {after}.")
STEPS = N_("The steps go from {before} to {after}.")
OPTION_ADDED = N_("New answer: “{option}”.")
OPTION_REMOVED = N_("Answer taken away: “{option}”.")
OPTION_POINTS = N_("“{option}” goes from {before} to {after} points.")
FULL = N_("Full credit goes from {before} to {after} points.")
NOW_REQUIRED, NOW_OPTIONAL = say(N_("It must now be answered.")), say(N_("It may now be left open."))
NOW_NA, NO_NA = say(N_("Not applicable can now be chosen.")), say(N_("Not applicable can no longer be chosen."))
NOW_BONUS, NO_BONUS = say(N_("It is now a bonus.")), say(N_("It is no longer a bonus."))
NOT_CRITICAL = say(N_("It is no longer critical."))
NOW_CRITICAL = N_("It is now critical. {consequence}")
EVIDENCE_CHANGED = N_("A photo or comment is asked {after}; before, {before}.")


def item_changes(old: Item, new: Item, before: Checklist, after: Checklist, language: str) -> Iterator[Sentence]:
    """Everything that differs, what matters for the score first."""
    yield from from_to(KIND, KINDS[old.kind], KINDS[new.kind])
    yield from from_to(STANDARD, old.standard or "–", new.standard or "–")
    yield from from_to(WEIGHT, number_words(old.weight), number_words(new.weight))
    if old.kind == new.kind:
        yield from measure_changes(old, new, language, after.language)
    yield from switch_changes(old, new)
    yield from rule_change(old.show_when, new.show_when, before, after, language)
    yield from text_change(TEXT, old.text, new.text, language, after.language)
    if dict(old.help or {}) != dict(new.help or {}):
        yield HELP


def measure_changes(old: Item, new: Item, language: str, fallback: str) -> Iterator[Sentence]:
    """How an answer of the same kind becomes credit."""
    yield from from_to(KEPT_AT, number_words(old.kept_at), number_words(new.kept_at))
    yield from from_to(TARGET, number_words(old.target), number_words(new.target))
    yield from from_to(LIMIT, number_words(old.limit), number_words(new.limit))
    yield from from_to(ENDS, f"{old.min}–{old.max}", f"{new.min}–{new.max}")
    if old.reverse != new.reverse:
        yield TURNED
    yield from from_to(PASSES, old.pass_answer, new.pass_answer)
    yield from from_to(STEPS, _steps(old), _steps(new))
    yield from from_to(FULL, number_words(old.full), number_words(new.full))
    yield from _option_changes(old, new, language, fallback)


def _steps(item: Item) -> str:
    return ", ".join(f"{number_words(step.start)}: {number_words(step.credit)}" for step in item.steps) or "–"


def _option_changes(old: Item, new: Item, language: str, fallback: str) -> Iterator[Sentence]:
    known = {option.key: option for option in old.options}
    for option in new.options:
        words = option.text.in_language(language, fallback)
        earlier = known.pop(option.key, None)
        if earlier is None:
            yield say(OPTION_ADDED, option=words)
            continue
        if earlier.points != option.points:
            points = number_words(earlier.points), number_words(option.points)
            yield say(OPTION_POINTS, option=words, before=points[0], after=points[1])
        if dict(earlier.text) != dict(option.text):
            was = earlier.text.in_language(language, fallback)
            yield say(TEXT, before=was, after=words) if was != words else TRANSLATION
    yield from (say(OPTION_REMOVED, option=gone.text.in_language(language, fallback)) for gone in known.values())


def switch_changes(old: Item, new: Item) -> Iterator[Sentence]:
    """Required, n/a, bonus, critical, evidence."""
    if old.required != new.required:
        yield NOW_REQUIRED if new.required else NOW_OPTIONAL
    if old.allow_na != new.allow_na:
        yield NOW_NA if new.allow_na else NO_NA
    if old.bonus != new.bonus:
        yield NOW_BONUS if new.bonus else NO_BONUS
    if old.critical != new.critical:
        consequence = CRITICAL.get(new.critical)
        yield say(NOW_CRITICAL, consequence=consequence) if consequence else NOT_CRITICAL
    yield from from_to(EVIDENCE_CHANGED, EVIDENCE[old.evidence], EVIDENCE[new.evidence])

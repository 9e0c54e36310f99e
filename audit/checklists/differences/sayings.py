"""From this to that, said once for texts, numbers and conditions."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from audit.checklists.model import Checklist, Rule, Text
from audit.checklists.numbers import json_number
from audit.checklists.rule_words import rule_words
from audit.errors import N_, Sentence, say

TRANSLATION = say(N_("The wording in another language changed."))
RULE_ADDED = N_("It is now shown only when {rule}.")
RULE_REMOVED = say(N_("It is now always shown."))
RULE_CHANGED = N_("It is shown when {after}; before, when {before}.")


def from_to(text: str, before: object, after: object) -> Iterator[Sentence]:
    """One sentence with `{before}` and `{after}` where they are not the same."""
    if before != after:
        yield say(text, before=before, after=after)


def text_change(text: str, before: Text, after: Text, language: str, fallback: str) -> Iterator[Sentence]:
    """The same for texts, in the reader's language; that another language changed is said without quoting it."""
    if dict(before) == dict(after):
        return
    old, new = before.in_language(language, fallback), after.in_language(language, fallback)
    yield say(text, before=old, after=new) if old != new else TRANSLATION


def rule_change(
    old: Rule | None, new: Rule | None, before: Checklist, after: Checklist, language: str
) -> Iterator[Sentence]:
    """A condition that came, went or became another."""
    if old == new:
        return
    if new is None:
        yield RULE_REMOVED
    elif old is None:
        yield say(RULE_ADDED, rule=rule_words(new, after, language))
    else:
        words = rule_words(old, before, language), rule_words(new, after, language)
        yield say(RULE_CHANGED, before=words[0], after=words[1])


def number_words(number: Fraction | int | None) -> str:
    """A number as it stands in the file, a dash for none."""
    return "–" if number is None else str(json_number(Fraction(number)))

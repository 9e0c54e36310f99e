"""What an auditor's own words tell: words used before, and words that do not go with the answer beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from audit.errors import N_, say
from audit.scoring.integrity.notes import IntegrityNote
from audit.scoring.rounding import whole

SHORTEST = 25
"""Shorter comments ("closed", "all fine") are the same for good reasons."""
MINUTES = re.compile(r"\b(\d{1,3})\s*(?:min|mins|minutes?|minuten|menit|minute|minut)\b", re.IGNORECASE)
TWICE = 2.0
# Words that praise or complain whatever stands around them, in the four languages.
PRAISE = frozenset(
    {
        "excellent",
        "perfect",
        "wonderful",
        "friendly",
        "spotless",
        "uitstekend",
        "heerlijk",
        "vriendelijk",
        "brandschoon",
        "sempurna",
        "ramah",
        "bersih",
        "luar-biasa",
        "excelent",
        "minunat",
        "prietenos",
        "impecabil",
    }
)
COMPLAINT = frozenset(
    {
        "rude",
        "dirty",
        "filthy",
        "unfriendly",
        "ignored",
        "broken",
        "onbeleefd",
        "vies",
        "smerig",
        "onvriendelijk",
        "genegeerd",
        "kapot",
        "kasar",
        "kotor",
        "jorok",
        "rusak",
        "diabaikan",
        "nepoliticos",
        "murdar",
        "ignorat",
        "stricat",
    }
)
USED_BEFORE = N_("The same words stood in an earlier visit.")
PRAISED = N_("The comment praises, and the answer says broken.")
COMPLAINED = N_("The comment complains, and the answer says kept.")
MINUTES_DIFFER = N_("The comment speaks of {minutes} minutes, the answer of {seconds} seconds.")


def plain(text: str) -> str:
    """A text without case, spaces and punctuation."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def repeated_texts(comments: Mapping[str, str], earlier: Sequence[str]) -> list[IntegrityNote]:
    """Comments (by item) whose words the auditor wrote before, punctuation and case aside."""
    known = {plain(text) for text in earlier if len(text) >= SHORTEST}
    items = tuple(item for item, text in comments.items() if len(text) >= SHORTEST and plain(text) in known)
    return [IntegrityNote("same_words", say(USED_BEFORE), items)] if items else []


def contradiction_notes(
    comments: Mapping[str, str], kept: Mapping[str, bool], seconds: Mapping[str, float]
) -> list[IntegrityNote]:
    """Comments that praise what is broken, complain of what is kept, or tell another time than was measured."""
    notes: list[IntegrityNote] = []
    said = {item: set(plain(text).split()) for item, text in comments.items()}
    praised = tuple(
        item for item, words in said.items() if kept.get(item) is False and one_sided(words, PRAISE, COMPLAINT)
    )
    complained = tuple(item for item, words in said.items() if kept.get(item) and one_sided(words, COMPLAINT, PRAISE))
    if praised:
        notes.append(IntegrityNote("praise", say(PRAISED), praised))
    if complained:
        notes.append(IntegrityNote("complaint", say(COMPLAINED), complained))
    for item, measured in seconds.items():
        told = MINUTES.search(comments.get(item, ""))
        if told and not is_near(60.0 * int(told[1]), measured):
            sentence = say(MINUTES_DIFFER, minutes=int(told[1]), seconds=whole(measured))
            notes.append(IntegrityNote("other_time", sentence, (item,)))
    return notes


def one_sided(words: set[str], some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether there are words of one side and none of the other."""
    return bool(words & some) and not words & others


def is_near(told: float, measured: float) -> bool:
    """Whether two times agree as people tell time: within a minute, or less than twice apart."""
    return abs(told - measured) <= 60 or max(told, measured) < TWICE * min(told, measured)

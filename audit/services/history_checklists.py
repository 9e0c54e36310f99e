"""The checklist that a file of past visits stands for: one item for each of its standards.

Where a standard was only ever kept or not, its item is a yes/no question; else it is a scale on which every
credit of the file is a whole number, so that the stored score is the file's own to the last digit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from audit.checklists.documents import to_document
from audit.checklists.model import Band, Checklist, Item, Section, Standard, Text
from audit.checklists.parsing import parse_checklist
from audit.errors import N_, BadInput, Problem, say
from audit.scoring.histories import History
from audit.scoring.histories.answers import COUNTED

LANGUAGE = "en"
SECTION = "history"
FINEST = 1_000_000
LONGEST_STANDARD = 200
BANDS = ((0, "Poor"), (60, "Fair"), (80, "Good"), (95, "Excellent"))
TOO_LONG = N_('The standard "{name}" has more than {most} characters.')
MANY_LINES = N_('The standard "{name}" has more than one line.')


@dataclass(frozen=True, slots=True)
class ItemReading:
    """How a standard's credits become answers: `steps` 0 for yes and no, else the top of the scale."""

    key: str
    steps: int

    def value(self, credit: float) -> object:
        """The answer that has this credit."""
        if self.steps == 0:
            return "yes" if credit == 1 else "no"
        return round(credit * self.steps)


def history_checklist(history: History, key: str, kept_at: Fraction) -> tuple[Checklist, Mapping[str, ItemReading]]:
    """The checklist for a file's standards, and how each standard's credits are answered on it.

    Raises BadInput for standards whose names cannot be keys.
    """
    check_names(history.standards)
    found = credits_of(history)
    readings = {
        name: ItemReading(f"s{place:03}", steps_for(found.get(name, frozenset())))
        for place, name in enumerate(history.standards, 1)
    }
    items = tuple(item_of(name, reading, kept_at) for name, reading in readings.items())
    checklist = Checklist(
        key=key,
        name=text(key),
        language=LANGUAGE,
        bands=tuple(Band(Fraction(start), text(name)) for start, name in BANDS),
        sections=(Section(SECTION, text("History"), items),),
        standards=tuple(Standard(name, text(name)) for name in history.standards),
    )
    # Stored versions are parsed when they are used: what the parser would refuse must not be stored.
    return parse_checklist(to_document(checklist)), readings


def check_names(standards: Sequence[str]) -> None:
    """Refuse names that cannot be the key of a standard."""
    long = [say(TOO_LONG, name=name, most=LONGEST_STANDARD) for name in standards if len(name) > LONGEST_STANDARD]
    broken = [say(MANY_LINES, name=name) for name in standards if len(name.splitlines()) > 1 or "\0" in name]
    if problems := [*long, *broken]:
        raise BadInput(problems[0], tuple(Problem("", one) for one in problems[1:]))


def credits_of(history: History) -> dict[str, set[float]]:
    """Every credit that each standard has in the file."""
    found: dict[str, set[float]] = {}
    pairs = np.unique(np.stack([history.row_standard, history.row_reading], axis=1), axis=0)
    for standard, reading in pairs.tolist():
        if int(history.reading_state[reading]) == COUNTED:
            found.setdefault(history.standards[standard], set()).add(float(history.reading_credit[reading]))
    return found


def steps_for(found: AbstractSet[float]) -> int:
    """0 where there is only kept and broken, else the least number of steps on which each credit falls."""
    if found <= {0.0, 1.0}:
        return 0
    whole = lcm(*(Fraction(credit).limit_denominator(FINEST).denominator for credit in found))
    return min(whole, FINEST)


def item_of(standard: str, reading: ItemReading, kept_at: Fraction) -> Item:
    """The item that measures a standard."""
    common = {"standard": standard, "required": False, "allow_na": True, "kept_at": kept_at}
    if reading.steps == 0:
        return Item(reading.key, "yes_no", text(standard), **common)  # type: ignore[arg-type]
    return Item(reading.key, "scale", text(standard), min=0, max=reading.steps, **common)  # type: ignore[arg-type]


def text(words: str) -> Text:
    """A text in the language of histories."""
    return Text(((LANGUAGE, words),))

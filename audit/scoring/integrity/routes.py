"""The way between an auditor's visits: was there time for it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.errors import N_, say
from audit.scoring.integrity.notes import IntegrityNote
from audit.scoring.integrity.traces import metres_between
from audit.scoring.rounding import whole

FASTEST_KMH = 150.0
"""From door to door no car is quicker; who flies between two branches in a day can say so."""
NEAR_METRES = 5_000.0
"""Nearer than this, where a phone's place and a branch's are known no better, nothing is said."""

ROUTE = N_("Between leaving one branch and arriving at the other lie {km} km and {minutes} minutes.")


@dataclass(frozen=True, slots=True)
class Stay:
    """When an auditor arrived at a branch and left it, in seconds since 1970, and where it is (degrees)."""

    visit: str
    arrived: float
    left: float
    place: tuple[float, float]


def route_notes(own: Stay, others: Sequence[Stay]) -> list[tuple[IntegrityNote, str]]:
    """Visits of the same auditor that lie too far away for the time between, each with the other visit's id."""
    notes = []
    for other in others:
        first, second = sorted((own, other), key=lambda stay: stay.arrived)
        metres, seconds = metres_between(first.place, second.place), second.arrived - first.left
        if metres >= NEAR_METRES and seconds * FASTEST_KMH < 3.6 * metres:
            said = say(ROUTE, km=whole(metres / 1000), minutes=max(0, whole(seconds / 60)))
            notes.append((IntegrityNote("route", said), other.visit))
    return notes

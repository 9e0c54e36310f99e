"""What an auditor's latest visits tell together: n/a more often than others, answers heaped just inside a limit."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from audit.errors import N_, say
from audit.scoring.distributions import binomial_up_to
from audit.scoring.integrity.notes import IntegrityNote
from audit.scoring.rounding import whole

FEWEST_ANSWERS = 20
NA_SIGMAS = 3.0
NA_DIFFERENCE = 0.10
HEAP_PROBABILITY = 0.001
DRIFT = N_("This auditor answers n/a {own} times in 100, all auditors of this checklist {all} times.")
HEAP_TIMES = N_("Of this auditor's {count} times near a target, {inside} lie just inside it.")
HEAP_SCORES = N_("Of this auditor's {count} scores near the limit of a band, {inside} lie just above it.")


def na_note(own: tuple[int, int], everybody: tuple[int, int]) -> list[IntegrityNote]:
    """n/a far more often than others, of (n/a, all answers): a test of two shares, and a difference that matters."""
    others = (everybody[0] - own[0], everybody[1] - own[1])
    if own[1] < FEWEST_ANSWERS or others[1] < FEWEST_ANSWERS:
        return []
    mine, theirs = own[0] / own[1], others[0] / others[1]
    pooled = everybody[0] / everybody[1]
    error = sqrt(pooled * (1 - pooled) * (1 / own[1] + 1 / others[1]))
    if error == 0 or mine - theirs < NA_DIFFERENCE or (mine - theirs) / error < NA_SIGMAS:
        return []
    return [IntegrityNote("na_drift", say(DRIFT, own=whole(100 * mine), all=whole(100 * pooled)))]


def heaping_note(distances: Sequence[float], window: float, *, are_scores: bool = False) -> list[IntegrityNote]:
    """Of what lies near a limit, far more lies just inside than just outside.

    `distances` are measured inwards: 0 and above is inside. Were nothing heaped, inside and outside would be
    about as likely so near the limit; the chance of so many inside is binomial.
    """
    near = [one for one in distances if -window <= one <= window]
    inside = sum(one >= 0 for one in near)
    if len(near) < FEWEST_ANSWERS or binomial_up_to(len(near) - inside, len(near), 0.5) > HEAP_PROBABILITY:
        return []
    return [IntegrityNote("heaping", say(HEAP_SCORES if are_scores else HEAP_TIMES, count=len(near), inside=inside))]

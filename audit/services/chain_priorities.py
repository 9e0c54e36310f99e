"""Three things a chain does well and three to put right: what its first page says beside the one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from audit.errors import N_, Sentence, say
from audit.scoring.rounding import per_hundred
from audit.services.branch_reports import DAYS_TO_FIX, MOST, Fix, Strength
from audit.services.compare_pages.parts import StandardLine

BY_DOOR = 2
"""Of the three, so many depend on the branch where any do: the third is what the chain keeps least."""
UNEVEN = N_("Kept on {kept} of 100 visits, probably {low} to {high}; on {gap} of 100 the branch makes the difference.")
EVEN = N_("Kept on {kept} of 100 visits, probably {low} to {high}, at all branches alike as far as can be told.")


def chain_strengths(lines: Sequence[StandardLine]) -> tuple[Strength, ...]:
    """What is surely kept most, and where no branch stands out."""
    known = [one for one in lines if one.interval is not None and not is_uneven(one)]
    best = sorted(known, key=lambda one: (-(one.interval or (0.0, 0.0))[0], one.promise))
    return tuple(Strength(one.promise, reading_of(one)) for one in best[:MOST])


def chain_fixes(lines: Sequence[StandardLine], owner: str, issued: date) -> tuple[Fix, ...]:
    """What depends most on the branch, then what is surely kept least; what is always kept needs no putting right."""
    broken = [one for one in lines if one.interval is not None and one.kept is not None and one.kept < 1]
    uneven = [one for one in broken if is_uneven(one)][:BY_DOOR]
    least = sorted(broken, key=lambda one: ((one.interval or (0.0, 1.0))[1], one.promise))
    chosen = [*uneven, *(one for one in least if one not in uneven)][:MOST]
    due = issued + timedelta(days=DAYS_TO_FIX)
    return tuple(Fix(one.promise, reading_of(one), owner, due) for one in chosen)


def is_uneven(line: StandardLine) -> bool:
    """Whether the branch makes a difference that chance does not explain."""
    return line.gap_interval is not None and line.gap_interval[0] > 0


def reading_of(line: StandardLine) -> Sentence:
    """How often it is kept, and whether the branch matters."""
    low, high = line.interval or (0.0, 1.0)
    text = UNEVEN if is_uneven(line) else EVEN
    shares = {"kept": line.kept or 0.0, "low": low, "high": high, "gap": line.gap or 0.0}
    return say(text, **{name: per_hundred(share) for name, share in shares.items()})

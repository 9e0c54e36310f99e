"""What auditors found at the same branches, one beside all others: who keeps to another measure?

What leaves a score as “not applicable” is as much a judgement as what stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from audit.errors import N_, Sentence, say
from audit.scoring.changes import discoveries
from audit.scoring.differences import Stratum, mantel_haenszel_p_value
from audit.scoring.rounding import per_hundred
from audit.services.difference_sources import shares_of
from audit.services.variance_shares import differences_in, of_not_applicable
from audit.store.auditor_sums import AuditorSums

ALIKE = N_("“Not applicable” was answered on {so} of {seen} visits, and by no auditor clearly more or less often.")
APART = N_(
    "“Not applicable” was answered on {so} of {seen} visits, but not alike: by {names} clearly more or less often than"
    " by others at the same branches. Agree on what it means."
)

SHARE = N_(
    "Of the differences in its use, {auditor} in 100 are who did the visit, probably {low} to {high}; {branch} in 100"
    " are the branch."
)

Counts = Callable[[AuditorSums], tuple[int, int]]
"""Of the visits of one auditor to one branch: on how many something was so, and on how many it could have been."""


def kept_of(cell: AuditorSums) -> tuple[int, int]:
    """How often it was kept, of the visits on which it counted."""
    return cell.kept, cell.counted


def na_of(cell: AuditorSums) -> tuple[int, int]:
    """How often it was “not applicable”, of the visits on which it was asked."""
    return cell.not_applicable, cell.counted + cell.not_applicable


def strata_of(found: Sequence[AuditorSums], counts: Counts = kept_of) -> dict[int | None, list[Stratum]]:
    """For each auditor the branches they saw: the counts by them, and by all others there."""
    so: dict[int, int] = defaultdict(int)
    seen: dict[int, int] = defaultdict(int)
    for cell in found:
        mine, of = counts(cell)
        so[cell.branch_id] += mine
        seen[cell.branch_id] += of
    strata: dict[int | None, list[Stratum]] = defaultdict(list)
    for cell in found:
        mine, of = counts(cell)
        if of:
            strata[cell.auditor_id].append((mine, of, so[cell.branch_id] - mine, seen[cell.branch_id] - of))
    return strata


def use_of_na(found: Sequence[AuditorSums], names: Mapping[int, str], few_visits: int) -> Sentence | None:
    """How often it was answered, and by whom differently; None where it never was.

    Each auditor with at least `few_visits` is tested against all others at the same branches (Mantel and Haenszel), all
    of them at once (Benjamini and Hochberg).
    """
    so, seen = (sum(na_of(cell)[place] for cell in found) for place in (0, 1))
    if not so:
        return None
    apart = standing_out(found, na_of, few_visits)
    if not apart:
        return say(ALIKE, so=so, seen=seen)
    return say(APART, so=so, seen=seen, names=", ".join(sorted(names[key] for key in apart)))


async def share_of_na(found: Sequence[AuditorSums]) -> Sentence | None:
    """How much of the differences in its use is the auditor; None where that cannot be told."""
    shares = shares_of((await differences_in(of_not_applicable(found))).score.components) or {}
    auditor, interval = shares.get("auditor", (0.0, None))
    if interval is None:
        return None
    low, high = map(per_hundred, interval)
    return say(SHARE, auditor=per_hundred(auditor), low=low, high=high, branch=per_hundred(shares["branch"][0]))


def standing_out(found: Sequence[AuditorSums], counts: Counts, few_visits: int) -> list[int]:
    """The auditors whose counts differ from all others' at the same branches, the clearest first.

    Whoever is clearest is put aside before the rest is looked at again: beside one who stands out, everybody would.
    """
    rest, apart = list(found), list[int]()
    while True:
        strata = strata_of(rest, counts)
        tested = [key for key, cells in strata.items() if key is not None and visits_in(cells) >= few_visits]
        chances = [mantel_haenszel_p_value(strata[key]) for key in tested]
        real = discoveries(chances)
        if not real:
            return apart
        clearest = min(chances[place] for place in real)
        apart += [tested[place] for place in real if chances[place] == clearest]
        rest = [cell for cell in rest if cell.auditor_id not in apart]


def visits_in(cells: Sequence[Stratum]) -> int:
    """On how many visits an auditor saw it."""
    return sum(cell[1] for cell in cells)

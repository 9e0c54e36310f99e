"""Each standard: how often it is kept, how alike the experience is, and where it is broken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from audit.errors import N_, Sentence, say
from audit.scoring.analysis.results import FlaggedBranch, SameExperience, StandardResult
from audit.scoring.experiences import Pairs, beliefs, pair_intervals, pairs_of, probabilities_below
from audit.scoring.flags import flag_by_probability
from audit.scoring.intervals import Interval, wilson
from audit.scoring.sums import ChainSums, Floats, Ints, cells_of, count_up

PAIR_NUMBERS = ("different_branches", "same_branch", "gap", "both_kept")
WORTH_SHARE = 0.10
"""A branch is flagged for keeping a standard at least 10 times less in 100 than the chain."""
FEWEST_VISITS = 2
REMEMBERED = 256

NEVER_COUNTED = say(N_("This standard counted on no visit."))
ONE_BRANCH = say(N_("This standard counted at one branch only, so branches cannot be compared on it."))
NO_SECOND_VISIT = say(
    N_("No branch has two visits that count for this standard, so visits to one branch cannot be compared.")
)


@dataclass(frozen=True, slots=True, eq=False)
class _Believed:
    """The intervals of a standard's pair numbers, and each branch's probability of keeping it clearly less."""

    intervals: Mapping[str, Interval]
    below: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Tally:
    """One standard's counting and kept visits at the branches (positions) where it counted, and what they say."""

    branch: Ints
    counting: Ints
    kept: Ints
    believed: _Believed


def standard_results(sums: ChainSums) -> tuple[StandardResult, ...]:
    """The standards with the largest gap first: this is where the chain is inconsistent."""
    tallies = _tallies(sums)
    flagged = _flagged(sums, tallies)
    found = [_result(name, tallies[place], flagged[place]) for place, name in enumerate(sums.standards)]
    return tuple(sorted(found, key=_order))


def _order(result: StandardResult) -> tuple[bool, float, str]:
    gap = result.same_experience.gap
    return gap is None, -(gap or 0.0), result.standard


def _tallies(sums: ChainSums) -> list[_Tally]:
    kept = sums.kept
    cells, cell = cells_of((kept.standard, kept.branch), (max(1, len(sums.branches)),))
    counting, hits = (count_up(cell, x, len(cells[0])) for x in (kept.counting, kept.kept))
    found = []
    for standard in range(len(sums.standards)):
        mine = (cells[0] == standard) & (counting > 0)
        n, y = counting[mine], hits[mine]
        found.append(_Tally(cells[1][mine], n, y, _believed(n.tobytes(), y.tobytes())))
    return found


@lru_cache(maxsize=REMEMBERED)
def _believed(counting: bytes, kept: bytes) -> _Believed:
    """Remembered by the counts: a new visit changes those of the standards on its checklist, and not the others'."""
    n, y = np.frombuffer(counting, np.int64), np.frombuffer(kept, np.int64)
    if not len(n):
        return _Believed({}, np.zeros(0))
    found = beliefs(n, y)
    return _Believed(pair_intervals(found), probabilities_below(found, WORTH_SHARE) if len(n) > 1 else np.zeros(1))


def _flagged(sums: ChainSums, tallies: Sequence[_Tally]) -> list[tuple[FlaggedBranch, ...]]:
    """Branches that keep a standard clearly less than the chain does, over all standards at once."""
    judged: list[Ints] = []
    chances = [np.zeros(0)]
    for tally in tallies:
        is_judged = tally.counting >= FEWEST_VISITS
        if len(tally.branch) < 2 or not is_judged.any():
            judged.append(np.zeros(0, np.int64))
            continue
        judged.append(np.flatnonzero(is_judged))
        chances.append(tally.believed.below[is_judged])
    flags = flag_by_probability(np.concatenate(chances))
    parts = np.split(flags, np.cumsum([len(places) for places in judged])[:-1]) if judged else []
    return [
        tuple(_flagged_branch(sums, tally, place) for place in places[part].tolist())
        for tally, places, part in zip(tallies, judged, parts, strict=True)
    ]


def _flagged_branch(sums: ChainSums, tally: _Tally, place: int) -> FlaggedBranch:
    branch = int(tally.branch[place])
    name, code = sums.branch_names[branch], sums.branches[branch]
    return FlaggedBranch(code, name, int(tally.kept[place]), int(tally.counting[place]))


def _result(name: str, tally: _Tally, flagged: tuple[FlaggedBranch, ...]) -> StandardResult:
    visits, hits = int(tally.counting.sum()), int(tally.kept.sum())
    pairs = pairs_of(tally.counting, tally.kept)
    return StandardResult(
        standard=name,
        visits=visits,
        kept=hits / visits if visits else None,
        interval=wilson(hits, visits),
        same_experience=_same_experience(pairs, tally.believed),
        branch_variance=None if pairs.gap is None else max(0.0, pairs.gap / 2),
        flagged=flagged,
    )


def _same_experience(pairs: Pairs, believed: _Believed) -> SameExperience:
    points: Mapping[str, float | None] = {
        "different_branches": pairs.different_branches,
        "same_branch": pairs.same_branch,
        "gap": pairs.gap,
        "both_kept": pairs.both_kept,
    }
    intervals = {name: believed.intervals.get(name) if points[name] is not None else None for name in PAIR_NUMBERS}
    return SameExperience(**points, intervals=intervals, why=_why(pairs))


def _why(pairs: Pairs) -> Sentence | None:
    if pairs.mean is None:
        return NEVER_COUNTED
    if pairs.different_branches is None:
        return ONE_BRANCH
    return NO_SECOND_VISIT if pairs.same_branch is None else None

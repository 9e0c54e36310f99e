"""Then and now: is it a change, or the usual up and down?

Only like is compared with like: the same branches, the same standards, and items as hard as the others'.
Sources: R. Newcombe (1998), Statistics in Medicine 17:873-890 (difference of two shares); the rest is
least squares with the visit-to-visit variance taken as known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import ndtr

from audit.errors import N_, Sentence, say
from audit.scoring.distributions import Z95
from audit.scoring.flags import FALSE_ALARMS, benjamini_hochberg
from audit.scoring.intervals import Interval, wilson
from audit.scoring.sums import Floats, Ints, add_up

SIGNAL, NOISE = "signal", "noise"
NOTHING_COMMON = say(N_("Nothing was measured in both periods, so there is nothing to compare."))
FEWEST_VISITS = 6


@dataclass(frozen=True, slots=True)
class Change:
    """After less before, with its 95 % interval. `verdict` is `signal` where the interval leaves out 0.

    `compared` is how many branches or standards were in both; without any, `why` says so.
    """

    difference: float | None
    interval: Interval | None
    verdict: str | None
    compared: int
    why: Sentence | None


def _change(difference: float, error: float, compared: int) -> Change:
    low, high = difference - Z95 * error, difference + Z95 * error
    return Change(difference, (low, high), SIGNAL if low > 0 or high < 0 else NOISE, compared, None)


def change_of_scores(before: tuple[Ints, Floats], after: tuple[Ints, Floats], visit_variance: float) -> Change:
    """The change of the mean score (points), over branches visited in both periods.

    Each period: visits and sum of scores by branch, in the same order. A branch weighs n1 n2 / (n1 + n2),
    so that a changed mix of branches is no change of scores. `visit_variance` is that of a visit around its
    branch: the residual, and the auditors' where scores are not corrected for severity.
    """
    (n1, total1), (n2, total2) = before, after
    both = (n1 > 0) & (n2 > 0)
    if not both.any():
        return Change(None, None, None, 0, NOTHING_COMMON)
    weight = n1[both] * n2[both] / (n1[both] + n2[both])
    moved = total2[both] / n2[both] - total1[both] / n1[both]
    difference = float((weight * moved).sum() / weight.sum())
    return _change(difference, sqrt(visit_variance / float(weight.sum())), int(both.sum()))


def change_of_share(before: tuple[int, int], after: tuple[int, int]) -> Change:
    """The change of a kept rate; each period is (kept, counting). Newcombe's interval from two Wilson ones."""
    first, second = wilson(*before), wilson(*after)
    if first is None or second is None:
        return Change(None, None, None, 0, NOTHING_COMMON)
    p1, p2 = before[0] / before[1], after[0] / after[1]
    low = p2 - p1 - sqrt((p2 - second[0]) ** 2 + (first[1] - p1) ** 2)
    high = p2 - p1 + sqrt((second[1] - p2) ** 2 + (p1 - first[0]) ** 2)
    return Change(p2 - p1, (low, high), SIGNAL if low > 0 or high < 0 else NOISE, 1, None)


def change_on_common_standards(before: Mapping[str, tuple[int, int]], after: Mapping[str, tuple[int, int]]) -> Change:
    """The change of the mean kept rate over the standards of both periods: a trend across checklist versions.

    Each period: standard -> (kept, counting). Variances from (kept + 1)/(counting + 2), so that "all kept"
    is not taken for certain.
    """
    common = [key for key in before if key in after and before[key][1] and after[key][1]]
    if not common:
        return Change(None, None, None, 0, NOTHING_COMMON)
    moved = [after[key][0] / after[key][1] - before[key][0] / before[key][1] for key in common]
    variance = sum(_variance(*period[key]) for key in common for period in (before, after))
    return _change(sum(moved) / len(common), sqrt(variance) / len(common), len(common))


def _variance(kept: int, counting: int) -> float:
    share = (kept + 1) / (counting + 2)
    return share * (1 - share) / counting


def like_for_like(visit: Ints, standard: Ints, credit: Floats, weight: Floats) -> Floats:
    """Each visit's score less what its own standards would give on average, plus the mean: points 0-100.

    y - E + mean, E = 100 sum w m / sum w over the visit's counting standards, m a standard's mean credit
    in the chain. A visit that met the hard standards only is not called bad for it. One element a counting
    answer; the result is by visit (0 where a visit number has no answer).
    """
    visits, standards = int(visit.max(initial=-1)) + 1, int(standard.max(initial=-1)) + 1
    means = add_up(standard, credit, standards) / np.maximum(np.bincount(standard, minlength=standards), 1)
    total = add_up(visit, weight, visits)
    seen = total > 0
    found = np.zeros(visits)
    scores, expected = (100 * add_up(visit, weight * x, visits)[seen] / total[seen] for x in (credit, means[standard]))
    found[seen] = scores - expected + scores.mean() if seen.any() else 0.0
    return found


@dataclass(frozen=True, slots=True)
class Slope:
    """A branch's drift in points a year, its p-value, and whether it stands out of all branches tested."""

    branch: int
    points_per_year: float
    p: float
    is_flagged: bool


def slopes(branch: Ints, years: Floats, score: Floats, visit_variance: float) -> tuple[Slope, ...]:
    """Which branches drift: a line through each branch's (severity-corrected) scores, flagged with an FDR.

    `years` is the time of each visit. Branches with fewer than 6 visits, or all on one day, are left out.
    """
    found: list[tuple[int, float, float]] = []
    for place in np.unique(branch).tolist():
        mine = branch == place
        off = years[mine] - years[mine].mean()
        spread = float(off @ off)
        if mine.sum() < FEWEST_VISITS or spread <= 0 or visit_variance <= 0:
            continue
        slope = float(off @ score[mine]) / spread
        found.append((place, slope, 2 * float(ndtr(-abs(slope) / sqrt(visit_variance / spread)))))
    adjusted = benjamini_hochberg([p for _, _, p in found])
    return tuple(
        Slope(place, slope, p, q <= FALSE_ALARMS) for (place, slope, p), q in zip(found, adjusted, strict=True)
    )


def corrected(scores: Sequence[float], severities: Sequence[float]) -> list[float]:
    """Scores as an auditor of average severity would have given them: score - severity."""
    return [score - severity for score, severity in zip(scores, severities, strict=True)]

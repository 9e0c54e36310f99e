"""Audit beside survey, branch by branch, from the analysis of each.

Sources: C. Spearman (1904), American Journal of Psychology 15:72-101 (what error takes from a correlation);
F. Lord (1963) in C. Harris, Problems in Measuring Change (reliability of a difference).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt

import numpy as np

from audit.errors import N_, Sentence, say, say_count
from audit.scoring.analysis.people import FEWEST_VISITS
from audit.scoring.analysis.results import Analysis, BranchResult
from audit.scoring.branches import interval_95
from audit.scoring.distributions import Z95, normal_below
from audit.scoring.flags import FALSE_ALARMS, benjamini_hochberg
from audit.scoring.intervals import Interval
from audit.scoring.sums import Floats
from audit.scoring.surveys.results import BesideSurvey, BranchBeside, Together

FEWEST_BRANCHES = 10
DRAWS = 2_000
CERTAIN = 1e-9

NOBODY_ANSWERED = say(N_("No guest gave a score."))
ONE_GUEST_EACH = say(N_("No branch has more than one guest, so how branches differ cannot be told."))
NO_NAME_IN_BOTH = say(
    N_("None of the survey's branches is among those visited: they have to be written alike in both files.")
)
NO_GUEST = say(N_("None of this branch's guests gave a score."))
ONE_GUEST = say(N_("A single guest is too few to say anything about this branch."))
NO_VISIT = say(N_("Nobody has visited this branch."))
OF_VISITS, OF_GUESTS = N_("Of the visits: {why}"), N_("Of the guests: {why}")
ALIKE = say(N_("There is no sign of differences between branches."))
ENTIRELY = say(N_("The two scores go together entirely, so nothing can be said about their difference."))
FLAT = say(N_("Among the branches with both, one of the two scores does not vary."))


def beside_survey(audit: Analysis, survey: Analysis, random: np.random.Generator) -> BesideSurvey:
    """The two analyses together; branches are matched by their code. `random` draws for the correlation's interval."""
    why = _unknown(audit, OF_VISITS) or _too_few_guests(survey) or _unknown(survey, OF_GUESTS)
    seen = {one.branch: one for one in audit.branch_results}
    heard = {one.branch: one for one in survey.branch_results}
    names = sorted({*seen, *heard})
    if why is None and not seen.keys() & heard.keys():
        why = NO_NAME_IN_BOTH
    both = [name for name in names if _is_known(seen.get(name)) and _is_known(heard.get(name))]
    branches = [_branch(name, seen.get(name), heard.get(name), why) for name in names]
    if why is None:
        branches = _with_gaps(branches, both, audit, survey)
    pairs = np.array([[seen[name].difference, heard[name].difference] for name in both], dtype=np.float64)
    return BesideSurvey(
        guests=survey.visits,
        mean=survey.score.mean,
        in_both=len(both),
        together=_together(pairs.reshape(-1, 2), audit, survey, why, random),
        branches=tuple(branches),
        why=why,
    )


def _unknown(analysis: Analysis, text: str) -> Sentence | None:
    """Why nothing can be said about one side's differences between branches."""
    why = analysis.score.reliability.why
    if why is None and not analysis.score.components["branch"].variance:
        why = ALIKE
    return None if why is None else say(text, why=why)


def _too_few_guests(survey: Analysis) -> Sentence | None:
    most = max((one.visits for one in survey.branch_results), default=0)
    return None if most >= FEWEST_VISITS else ONE_GUEST_EACH if most else NOBODY_ANSWERED


def _is_known(result: BranchResult | None) -> bool:
    return result is not None and result.difference is not None


def _branch(name: str, seen: BranchResult | None, heard: BranchResult | None, why: Sentence | None) -> BranchBeside:
    """Both scores of one branch, still without their gap."""
    if seen is None or heard is None:
        why = NO_VISIT if seen is None else NO_GUEST
    elif heard.visits < FEWEST_VISITS:
        why = ONE_GUEST if heard.visits else NO_GUEST
    elif seen.why is not None or heard.why is not None:
        why = say(OF_VISITS, why=seen.why) if seen.why is not None else say(OF_GUESTS, why=heard.why)
    return BranchBeside(
        branch=name,
        visits=seen.visits if seen is not None else 0,
        guests=heard.visits if heard is not None else 0,
        audit=seen.adjusted if seen is not None else None,
        audit_interval=seen.interval if seen is not None else None,
        survey=heard.adjusted if heard is not None else None,
        survey_interval=heard.interval if heard is not None else None,
        gap=None,
        interval=None,
        p_value=None,
        is_flagged=False,
        why=why,
    )


def _with_gaps(
    branches: Sequence[BranchBeside], both: Sequence[str], audit: Analysis, survey: Analysis
) -> list[BranchBeside]:
    """The gap of each branch that has both, flagged where about one in ten of the flags is a false alarm."""
    seen, heard = _standard_scores(audit), _standard_scores(survey)
    found: dict[str, tuple[float, float]] = {}
    for name in both:
        (mine, my_error), (theirs, their_error) = seen[name], heard[name]
        found[name] = mine - theirs, sqrt(my_error**2 + their_error**2)
    p_values = [_p_value(gap, error) for gap, error in found.values()]
    adjusted = dict(zip(found, benjamini_hochberg(p_values), strict=True))
    plain = dict(zip(found, p_values, strict=True))
    return [
        replace(
            one,
            gap=found[one.branch][0],
            interval=interval_95(*found[one.branch]),
            p_value=plain[one.branch],
            is_flagged=adjusted[one.branch] <= FALSE_ALARMS,
        )
        if one.branch in found
        else one
        for one in branches
    ]


def _standard_scores(analysis: Analysis) -> dict[str, tuple[float, float]]:
    """Each branch's distance from its chain and that distance's error, in standard deviations between branches."""
    spread = sqrt(analysis.score.components["branch"].variance or 1.0)
    return {
        one.branch: (one.difference / spread, (one.difference_interval[1] - one.difference) / Z95 / spread)
        for one in analysis.branch_results
        if one.difference is not None and one.difference_interval is not None
    }


def _p_value(gap: float, error: float) -> float:
    """Two-sided. Where both scores are known exactly, any gap is a real one."""
    if error < CERTAIN:
        return 1.0 if abs(gap) < CERTAIN else 0.0
    return 2 * normal_below(-abs(gap) / error)


def _together(
    pairs: Floats, audit: Analysis, survey: Analysis, why: Sentence | None, random: np.random.Generator
) -> Together:
    mine, theirs = audit.score.reliability.at_present, survey.score.reliability.at_present
    if why is None:
        why = _why_no_correlation(pairs)
    if why is not None or mine is None or theirs is None:
        return Together(None, None, None, False, mine, theirs, None, why)
    observed = float(np.corrcoef(pairs[:, 0], pairs[:, 1])[0, 1])
    corrected, difference = observed / sqrt(mine * theirs), reliability_of_difference(mine, theirs, observed)
    return Together(
        observed=observed,
        corrected=min(1.0, max(-1.0, corrected)),
        interval=_interval(pairs, (mine, theirs), (audit, survey), random),
        is_above_one=abs(corrected) > 1.0,
        audit=mine,
        survey=theirs,
        difference=difference,
        why=ENTIRELY if difference is None else None,
    )


def _why_no_correlation(pairs: Floats) -> Sentence | None:
    if len(pairs) < FEWEST_BRANCHES:
        return say_count(
            N_("{count} branch has both visits and guests enough; {needed} are needed to say how far the two agree."),
            N_(
                "{count} branches have both visits and guests enough; {needed} are needed to say how far the two agree."
            ),
            len(pairs),
            needed=FEWEST_BRANCHES,
        )
    return FLAT if (np.ptp(pairs, axis=0) < CERTAIN).any() else None


def reliability_of_difference(first: float, second: float, correlation: float) -> float | None:
    """(r_aa + r_ss - 2 r_as) / (2 - 2 r_as), from 0 to 1: None where the two go together entirely."""
    if correlation > 1 - CERTAIN:
        return None
    return min(1.0, max(0.0, (first + second - 2 * correlation) / (2 - 2 * correlation)))


def _interval(
    pairs: Floats, reliabilities: tuple[float, float], sides: tuple[Analysis, Analysis], random: np.random.Generator
) -> Interval:
    """Branches drawn with replacement, each draw with reliabilities that these visits leave possible."""
    size = len(pairs)
    times = random.multinomial(size, np.full(size, 1 / size), DRAWS) / size
    (mine, theirs), squares = (times @ pairs).T, (times @ pairs**2).T
    spread = np.sqrt(np.maximum((squares[0] - mine**2) * (squares[1] - theirs**2), 0.0))
    together = times @ pairs.prod(axis=1) - mine * theirs
    observed = np.divide(together, spread, out=np.zeros(DRAWS), where=spread > CERTAIN)
    product = np.ones(DRAWS)
    for reliability, side in zip(reliabilities, sides, strict=True):
        product *= _drawn_reliability(reliability, side, random)
    corrected = observed / np.sqrt(np.maximum(product, CERTAIN))
    low, high = np.quantile(np.clip(corrected, -1.0, 1.0), [0.025, 0.975])
    return float(low), float(high)


def _drawn_reliability(reliability: float, side: Analysis, random: np.random.Generator) -> Floats:
    """1 - (1 - reliability) (B - 1) / chi2: what is not reliable is error over the spread seen of B branches."""
    freedom = max(1, sum(one.visits > 0 for one in side.branch_results) - 1)
    return np.maximum(1 - (1 - reliability) * freedom / random.chisquare(freedom, DRAWS), 0.0)

"""Audit beside survey, as the JSON of docs/formats.md, "Analysis"."""

from __future__ import annotations

from collections.abc import Callable

from audit.errors import Sentence
from audit.scoring.intervals import Interval
from audit.scoring.surveys.results import BesideSurvey, BranchBeside

Say = Callable[[Sentence], str]


def survey_document(found: BesideSurvey, say: Say = str) -> dict[str, object]:
    """Plain values for `json.dumps`; `say` puts the sentences into a language."""
    together = found.together
    why = _why(together.why, say)
    return {
        "guests": found.guests,
        "mean": found.mean,
        "in_both": found.in_both,
        "correlation": {
            "observed": together.observed,
            "corrected": together.corrected,
            "interval": _pair(together.interval),
            "above_one": together.is_above_one,
            "why": why,
        },
        "reliability": {
            "audit": together.audit,
            "survey": together.survey,
            "difference": together.difference,
            "why": why,
        },
        "branch_results": [_branch(one, say) for one in found.branches],
        "why": _why(found.why, say),
    }


def _branch(one: BranchBeside, say: Say) -> dict[str, object]:
    return {
        "branch": one.branch,
        "visits": one.visits,
        "guests": one.guests,
        "audit": one.audit,
        "audit_interval": _pair(one.audit_interval),
        "survey": one.survey,
        "survey_interval": _pair(one.survey_interval),
        "gap": one.gap,
        "interval": _pair(one.interval),
        "p_value": one.p_value,
        "flagged": one.is_flagged,
        "why": _why(one.why, say),
    }


def _pair(pair: Interval | None) -> list[float] | None:
    return None if pair is None else list(pair)


def _why(why: Sentence | None, say: Say) -> str | None:
    return None if why is None else say(why)

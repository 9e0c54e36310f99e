"""Audit beside survey, as the JSON of docs/formats.md, "Analysis"."""

from __future__ import annotations

from audit.scoring.plain_values import Say, pair, said
from audit.scoring.surveys.results import BesideSurvey, BranchBeside


def survey_document(found: BesideSurvey, say: Say = str) -> dict[str, object]:
    """Plain values for `json.dumps`; `say` puts the sentences into a language."""
    together = found.together
    why = said(together.why, say)
    return {
        "guests": found.guests,
        "mean": found.mean,
        "in_both": found.in_both,
        "correlation": {
            "observed": together.observed,
            "corrected": together.corrected,
            "interval": pair(together.interval),
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
        "why": said(found.why, say),
    }


def _branch(one: BranchBeside, say: Say) -> dict[str, object]:
    return {
        "branch": one.branch,
        "visits": one.visits,
        "guests": one.guests,
        "audit": one.audit,
        "audit_interval": pair(one.audit_interval),
        "survey": one.survey,
        "survey_interval": pair(one.survey_interval),
        "gap": one.gap,
        "interval": pair(one.interval),
        "p_value": one.p_value,
        "flagged": one.is_flagged,
        "why": said(one.why, say),
    }

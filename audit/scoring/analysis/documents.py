"""An analysis as the JSON of docs/formats.md, "Analysis"."""

from __future__ import annotations

from audit.scoring.analysis.results import (
    Analysis,
    AuditorResult,
    BranchResult,
    Component,
    Plan,
    SameExperience,
    ScoreResult,
    StandardResult,
)
from audit.scoring.plain_values import Say, pair, said


def to_document(analysis: Analysis, say: Say = str) -> dict[str, object]:
    """Plain values for `json.dumps`; `say` puts the sentences into a language."""
    return {
        "visits": analysis.visits,
        "branches": analysis.branches,
        "auditors": analysis.auditors,
        "from": analysis.first.isoformat() if analysis.first else None,
        "to": analysis.last.isoformat() if analysis.last else None,
        "score": _score(analysis.score, say),
        "branch_results": [_branch(result, say) for result in analysis.branch_results],
        "auditor_results": [_auditor(result, say) for result in analysis.auditor_results],
        "standards": [_standard(result, say) for result in analysis.standards],
        "plan": _plan(analysis.plan, say),
        "notes": [say(note) for note in analysis.notes],
    }


def _score(score: ScoreResult, say: Say) -> dict[str, object]:
    reliability = score.reliability
    return {
        "mean": score.mean,
        "components": {name: _component(component, say) for name, component in score.components.items()},
        "grand_mean": score.grand_mean,
        "criterion": score.criterion,
        "connected": score.connected,
        "pieces": score.pieces,
        "reliability": {
            "per_visit": reliability.per_visit,
            "at_present": reliability.at_present,
            "why": said(reliability.why, say),
        },
        "worth_points": score.worth_points,
        "why": said(score.why, say),
    }


def _component(component: Component, say: Say) -> dict[str, object]:
    return {
        "variance": component.variance,
        "interval": pair(component.interval),
        "why": said(component.why, say),
    }


def _branch(result: BranchResult, say: Say) -> dict[str, object]:
    return {
        "branch": result.branch,
        "name": result.name,
        "visits": result.visits,
        "mean": result.mean,
        "adjusted": result.adjusted,
        "interval": pair(result.interval),
        "rank_range": pair(result.rank_range),
        "group": result.group,
        "p_below": result.p_below,
        "p_above": result.p_above,
        "difference": result.difference,
        "difference_interval": pair(result.difference_interval),
        "why": said(result.why, say),
    }


def _auditor(result: AuditorResult, say: Say) -> dict[str, object]:
    return {
        "auditor": result.auditor,
        "visits": result.visits,
        "severity": result.severity,
        "interval": pair(result.interval),
        "why": said(result.why, say),
    }


def _standard(result: StandardResult, say: Say) -> dict[str, object]:
    return {
        "standard": result.standard,
        "visits": result.visits,
        "kept": result.kept,
        "interval": pair(result.interval),
        "same_experience": _same_experience(result.same_experience, say),
        "branch_variance": result.branch_variance,
        "flagged_branches": list(result.flagged_branches),
        "why": said(result.same_experience.why, say),
    }


def _same_experience(pairs: SameExperience, say: Say) -> dict[str, object]:
    return {
        "different_branches": pairs.different_branches,
        "same_branch": pairs.same_branch,
        "gap": pairs.gap,
        "both_kept": pairs.both_kept,
        "intervals": {name: pair(interval) for name, interval in pairs.intervals.items()},
        "why": said(pairs.why, say),
    }


def _plan(plan: Plan, say: Say) -> dict[str, object]:
    return {
        "target": plan.target,
        "visits_per_branch": plan.visits_per_branch,
        "visits_interval": None if plan.visits_interval is None else list(plan.visits_interval),
        "table": [
            {
                "visits": row.visits,
                "auditors": row.auditors,
                "half_width": row.half_width,
                "reliability": row.reliability,
            }
            for row in plan.table
        ],
        "why": said(plan.why, say),
    }

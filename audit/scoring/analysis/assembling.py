"""The parts of the analysis, put together."""

from __future__ import annotations

from audit.errors import N_, say
from audit.scoring.analysis.options import AnalysisOptions
from audit.scoring.analysis.results import (
    Analysis,
    AuditorResult,
    BranchResult,
    Component,
    Plan,
    Reliability,
    SameExperience,
    ScoreResult,
    StandardResult,
)
from audit.scoring.intervals import wilson
from audit.scoring.sums import ChainSums, add_up, count_up

LATER = say(N_("This is not estimated yet."))


def analyse(sums: ChainSums, options: AnalysisOptions | None = None) -> Analysis:
    """The whole analysis of a chain's sums; the same for the same sums, whatever their order."""
    chosen = options or AnalysisOptions()
    return Analysis(
        visits=sums.visits,
        branches=len(sums.branches),
        auditors=len(sums.auditors),
        first=sums.first,
        last=sums.last,
        score=_score(sums),
        branch_results=_branches(sums),
        auditor_results=_auditors(sums),
        standards=_standards(sums),
        plan=Plan(chosen.target, None, (), LATER),
        notes=(),
    )


def _score(sums: ChainSums) -> ScoreResult:
    cells = sums.scores
    visits = int(cells.visits.sum())
    mean = cells.origin + float(cells.total.sum()) / visits if visits else None
    names = ("branch", "auditor", "residual")
    return ScoreResult(
        mean=mean,
        components={name: Component(None, None, LATER) for name in names},
        grand_mean=None,
        criterion=None,
        connected=None,
        pieces=None,
        reliability=Reliability(None, None, LATER),
    )


def _branches(sums: ChainSums) -> tuple[BranchResult, ...]:
    visits = count_up(sums.scores.branch, sums.scores.visits, len(sums.branches))
    total = add_up(sums.scores.branch, sums.scores.total, len(sums.branches))
    means = [sums.scores.origin + float(s) / int(n) if n else None for s, n in zip(total, visits, strict=True)]
    return tuple(
        BranchResult(
            branch=sums.branches[place],
            name=sums.branch_names[place],
            visits=int(visits[place]),
            mean=means[place],
            adjusted=None,
            interval=None,
            rank_range=None,
            group="too_few",
            p_below=None,
            why=LATER,
        )
        for place in sorted(range(len(sums.branches)), key=lambda place: sums.branches[place])
    )


def _auditors(sums: ChainSums) -> tuple[AuditorResult, ...]:
    visits = count_up(sums.scores.auditor + 1, sums.scores.visits, len(sums.auditors) + 1)[1:]
    named = sorted(zip(sums.auditors, visits.tolist(), strict=True))
    return tuple(AuditorResult(name, count, None, None, LATER) for name, count in named)


def _standards(sums: ChainSums) -> tuple[StandardResult, ...]:
    counting = count_up(sums.kept.standard, sums.kept.counting, len(sums.standards))
    kept = count_up(sums.kept.standard, sums.kept.kept, len(sums.standards))
    names = ("different_branches", "same_branch", "gap", "both_kept")
    return tuple(
        StandardResult(
            standard=name,
            visits=n,
            kept=y / n if n else None,
            interval=wilson(y, n),
            same_experience=SameExperience(None, None, None, None, dict.fromkeys(names), LATER),
            branch_variance=None,
            flagged_branches=(),
        )
        for name, n, y in sorted(zip(sums.standards, counting.tolist(), kept.tolist(), strict=True))
    )

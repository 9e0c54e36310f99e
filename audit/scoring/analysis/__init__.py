"""Where is the chain inconsistent? The whole analysis: sums in, a frozen answer out.

`audit analyse` feeds it from a file, `audit compare` and the manager's pages from the rollups.
"""

from audit.scoring.analysis.documents import to_document
from audit.scoring.analysis.options import AnalysisOptions, Model, read_model
from audit.scoring.analysis.results import (
    Analysis,
    AuditorResult,
    BranchResult,
    Component,
    FlaggedBranch,
    Plan,
    PlanRow,
    Reliability,
    SameExperience,
    ScoreResult,
    StandardResult,
)
from audit.scoring.analysis.telling import Paragraph, tell
from audit.scoring.sums import ChainSums

__all__ = [
    "Analysis",
    "AnalysisOptions",
    "AuditorResult",
    "BranchResult",
    "Component",
    "FlaggedBranch",
    "Model",
    "Paragraph",
    "Plan",
    "PlanRow",
    "Reliability",
    "SameExperience",
    "ScoreResult",
    "StandardResult",
    "analyse",
    "read_model",
    "tell",
    "to_document",
]


def analyse(sums: ChainSums, options: AnalysisOptions | None = None) -> Analysis:
    """The whole analysis of a chain's sums; the same for the same sums, whatever their order.

    The fits are imported when the first is wanted: whoever only shows results never pays for scipy.
    """
    from audit.scoring.analysis.assembling import assemble

    return assemble(sums, options or AnalysisOptions())

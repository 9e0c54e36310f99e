"""An analysis in sentences that a manager can read aloud.

Every number comes with its range and its count; what is unknown is said, not left out. Ranges are
numbers, not words (van der Bles et al. 2020, PNAS 117:7672: they cost little or no trust).
"""

from __future__ import annotations

from audit.scoring.analysis.results import Analysis
from audit.scoring.analysis.telling.people import tell_auditors, tell_branches
from audit.scoring.analysis.telling.scores import tell_chain, tell_plan, tell_sources
from audit.scoring.analysis.telling.standards import tell_standards
from audit.scoring.analysis.telling.wording import Paragraph, tell_notes

__all__ = ["Paragraph", "tell"]


def tell(analysis: Analysis) -> tuple[Paragraph, ...]:
    """The paragraphs, in the order a reader needs them; one without lines is left out."""
    paragraphs = (
        tell_chain(analysis),
        tell_standards(analysis),
        tell_sources(analysis),
        tell_branches(analysis),
        tell_auditors(analysis),
        tell_plan(analysis),
        tell_notes(analysis),
    )
    return tuple(paragraph for paragraph in paragraphs if paragraph.lines)

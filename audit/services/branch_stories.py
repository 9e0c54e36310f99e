"""A branch visit by visit: has it changed, or is this its usual up and down?

Each score is corrected for how severe its auditor is, as far as that could be estimated, so that a
harsh auditor does not look like a bad month.
"""

from __future__ import annotations

from collections.abc import Mapping

from audit.errors import N_, say, say_count
from audit.reports.charts import ChartPoint, ControlChart
from audit.scoring.control_charts import (
    ABOVE_LIMIT,
    BELOW_LIMIT,
    FALLING,
    RISING,
    SHIFT_ABOVE,
    SHIFT_BELOW,
    TWO_OF_THREE_ABOVE,
    TWO_OF_THREE_BELOW,
    xmr,
)
from audit.services.compare_pages.branches import BranchStory
from audit.services.comparisons import Comparison
from audit.store import visit_scores
from audit.store.selections import Selection
from audit.store.sights import Sight
from audit.store.visit_scores import VisitScoreRow

TREND_VISITS = 60
NOTHING_TO_DRAW = say(N_("No visit here has a score yet."))
USUAL = say(N_("Nothing unusual: this is the branch's ordinary up and down."))
UNUSUAL = (
    N_("{count} visit stands out from the branch's ordinary up and down."),
    N_("{count} visits stand out from the branch's ordinary up and down."),
)
TRIAL = say(N_("Fewer than twelve visits: the limits are a first guess and will still move."))
SIGNALS = {
    ABOVE_LIMIT: say(N_("above what is usual here")),
    BELOW_LIMIT: say(N_("below what is usual here")),
    RISING: say(N_("seven visits in a row, each better than the one before")),
    FALLING: say(N_("seven visits in a row, each worse than the one before")),
    TWO_OF_THREE_ABOVE: say(N_("two of three visits near the upper limit")),
    TWO_OF_THREE_BELOW: say(N_("two of three visits near the lower limit")),
    SHIFT_ABOVE: say(N_("seven visits in a row above the mean")),
    SHIFT_BELOW: say(N_("seven visits in a row below the mean")),
}


async def story_of(sight: Sight, selection: Selection, comparison: Comparison) -> BranchStory:
    """The latest `TREND_VISITS` visits with their limits and signals, or why there are none."""
    scored = [row for row in await visit_scores.list_scores(sight, selection) if row.percent_micro is not None]
    rows = scored[-TREND_VISITS:]
    if not rows:
        return BranchStory(None, why=NOTHING_TO_DRAW)
    severities = severities_of(comparison)
    chart = xmr([corrected(row, severities) for row in rows])
    limits = (max(0.0, chart.lower), min(100.0, chart.upper)) if chart.lower is not None and chart.upper else None
    points = tuple(
        ChartPoint(row.visit_date, value, SIGNALS[signal] if signal else None, f"/visits/{row.visit_id}")
        for row, value, signal in zip(rows, chart.values, chart.signals, strict=True)
    )
    unusual = sum(1 for signal in chart.signals if signal)
    reading = None if limits is None else say_count(*UNUSUAL, unusual) if unusual else USUAL
    drawn = ControlChart(points, chart.mean if limits else None, limits)
    return BranchStory(drawn, reading, TRIAL if chart.is_trial and limits else None, chart.why)


def severities_of(comparison: Comparison) -> Mapping[int, float]:
    """Each auditor's severity in points, by id; those it could not be estimated for are left out."""
    by_name = {one.auditor: one.severity for one in comparison.analysis.auditor_results if one.severity is not None}
    return {key: by_name[name] for key, name in comparison.auditors.items() if name in by_name}


def corrected(row: VisitScoreRow, severities: Mapping[int, float]) -> float:
    """A visit's score as an auditor of middling severity would have given it, within 0 and 100."""
    score = (row.percent_micro or 0) / 1_000_000
    return min(100.0, max(0.0, score - severities.get(row.auditor_id or 0, 0.0)))

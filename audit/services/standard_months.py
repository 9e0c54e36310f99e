"""A standard month by month: is it moving, or is this its usual up and down?"""

from __future__ import annotations

from audit.errors import N_, say, say_count
from audit.reports.charts import MonthShare, ShareTrend
from audit.scoring.control_charts import p_chart
from audit.services.compare_pages.standards import Months
from audit.store.month_sums import MonthSums, list_month_sums
from audit.store.selections import Selection
from audit.store.sights import Sight

FEWEST_MONTHS = 4
TOO_FEW_MONTHS = say(N_("Fewer than four months with visits are too few to see a trend."))
USUAL = say(N_("No month stands out: all of it is the usual up and down."))
UNUSUAL = (
    N_("{count} month stands out from the usual up and down."),
    N_("{count} months stand out from the usual up and down."),
)


async def months_of(sight: Sight, selection: Selection) -> Months:
    """The months of a selection's standard with Laney's limits: they allow for months differing more than chance."""
    return months_chart(await list_month_sums(sight, selection, selection.standard_id or 0))


def months_chart(found: list[MonthSums]) -> Months:
    """The chart of some months, or why there is none."""
    made = p_chart([one.kept for one in found], [one.counted for one in found], is_laney=True)
    if made is None or len(found) < FEWEST_MONTHS:
        return Months(None, why=TOO_FEW_MONTHS)
    points = tuple(
        MonthShare(one.month, share, one.counted, (low, high))
        for one, share, low, high in zip(found, made.shares, made.lower, made.upper, strict=True)
    )
    unusual = sum(1 for point in points if point.is_signal)
    return Months(ShareTrend(points, made.mean), say_count(*UNUSUAL, unusual) if unusual else USUAL)

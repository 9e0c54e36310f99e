"""A standard month by month: is it moving, or is this its usual up and down?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from audit.errors import N_, say, say_count
from audit.reports.charts import MonthShare, ShareTrend
from audit.scoring.control_charts import p_chart
from audit.services.compare_pages.standards import Months
from audit.services.lineages import hand_overs, list_line
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


async def months_of(sight: Sight, selection: Selection, language: str) -> Months:
    """The months of a selection's standard with Laney's limits: they allow for months differing more than chance.

    Where it took the place of another standard, that one's months come before its own, and the plot says where.
    """
    standard_id = selection.standard_id or 0
    line = await list_line(standard_id)
    found = await list_month_sums(sight, selection, standard_id, *(one.id for one in line))
    over = hand_overs(line, language)
    months = months_chart(found, tuple(day.replace(day=1) for day, _ in over))
    return replace(months, hand_overs=tuple(sentence for _, sentence in over))


def months_chart(found: list[MonthSums], changed_in: tuple[date, ...] = ()) -> Months:
    """The chart of some months, or why there is none. `changed_in`: months in which the trend changed hands."""
    made = p_chart([one.kept for one in found], [one.counted for one in found], is_laney=True)
    if made is None or len(found) < FEWEST_MONTHS:
        return Months(None, why=TOO_FEW_MONTHS)
    points = tuple(
        MonthShare(one.month, share, one.counted, (low, high))
        for one, share, low, high in zip(found, made.shares, made.lower, made.upper, strict=True)
    )
    unusual = sum(1 for point in points if point.is_signal)
    return Months(ShareTrend(points, made.mean, changed_in), say_count(*UNUSUAL, unusual) if unusual else USUAL)

"""Where the differences between scores come from: the branch, who did the visit, or one visit to the next."""

from __future__ import annotations

from collections.abc import Mapping

from audit.errors import N_, say
from audit.reports.charts import Share, ShareBar
from audit.scoring.analysis import Analysis, Component
from audit.scoring.intervals import Interval
from audit.services.compare_pages.overviews import Sources

PARTS = {
    "branch": say(N_("the branch")),
    "auditor": say(N_("who did the visit")),
    "residual": say(N_("from one visit to the next")),
}
NO_SPREAD = say(N_("There is no variation at all in these scores."))
MORE_AUDITORS = say(N_("Another auditor tells more than the same one again: send different people next."))
PLAN = "#plan"
SECTIONS = {"branch": "#branches", "auditor": "#severity", "residual": "/visits?state=counted"}


def sources_of(analysis: Analysis) -> Sources:
    """The bar of where differences come from, or why it cannot be cut."""
    components = analysis.score.components
    why = next((part.why for part in components.values() if part.variance is None and part.why), None)
    known = {name: part for name, part in components.items() if part.variance is not None}
    total = sum(variance_of(part) for part in known.values())
    if why is not None and "branch" not in known:
        return Sources(None, why)
    if not total:
        return Sources(None, why or NO_SPREAD)
    parts = tuple(
        Share(PARTS[name], variance_of(part) / total, share_interval(name, known), href=SECTIONS[name])
        for name, part in known.items()
        if name in PARTS
    )
    is_auditor_large = "auditor" in known and variance_of(known["auditor"]) > 0.1 * total
    return Sources(ShareBar(parts), why, MORE_AUDITORS if is_auditor_large else None, PLAN)


def share_interval(name: str, known: Mapping[str, Component]) -> Interval | None:
    """The ends of a part's share: of its variance's interval, with the other parts as they were estimated."""
    interval = known[name].interval
    others = sum(variance_of(part) for other, part in known.items() if other != name)
    if interval is None or not others:
        return None
    low, high = interval
    return low / (low + others), high / (high + others)


def variance_of(part: Component) -> float:
    """A component's variance where there is one."""
    return part.variance or 0.0

"""Where the differences between scores come from: the branch, who did the visit, or one visit to the next."""

from __future__ import annotations

from collections.abc import Mapping

from audit.errors import N_, say
from audit.reports.charts import Share, ShareBar
from audit.scoring.analysis import Analysis, Component
from audit.scoring.intervals import Interval
from audit.services.compare_pages.overviews import Sources

BRANCH, AUDITOR, VISIT = say(N_("the branch")), say(N_("who did the visit")), say(N_("from one visit to the next"))
PARTS = {"branch": BRANCH, "auditor": AUDITOR, "residual": VISIT}
NO_SPREAD = say(N_("There is no variation at all in these scores."))
MORE_AUDITORS = say(N_("Another auditor tells more than the same one again: send different people next."))
PLAN = "#plan"
LARGE = 0.1
SECTIONS = {"branch": "#branches", "auditor": "#severity", "residual": "/visits?state=counted"}


def sources_of(analysis: Analysis) -> Sources:
    """The bar of where differences come from, or why it cannot be cut."""
    components = analysis.score.components
    why = next((part.why for part in components.values() if part.variance is None and part.why), None)
    shares = shares_of(components)
    if shares is None:
        return Sources(None, why or NO_SPREAD)
    bar = ShareBar(tuple(Share(PARTS[name], *shares[name], href=SECTIONS[name]) for name in shares))
    is_auditor_large = "auditor" in shares and shares["auditor"][0] > LARGE
    return Sources(bar, why, MORE_AUDITORS if is_auditor_large else None, PLAN)


def shares_of(components: Mapping[str, Component]) -> dict[str, tuple[float, Interval | None]] | None:
    """Each part's share of all variance, with its interval; None where branches cannot be told from the rest, or
    nothing varies."""
    known = {name: part for name, part in components.items() if part.variance is not None and name in PARTS}
    total = sum(variance_of(part) for part in known.values())
    if "branch" not in known or not total:
        return None
    return {name: (variance_of(part) / total, share_interval(name, known)) for name, part in known.items()}


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

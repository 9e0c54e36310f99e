"""How many more visits, and how severe each auditor is: tables under the comparison."""

from __future__ import annotations

from collections.abc import Mapping

from audit.errors import N_, Sentence, say, say_count
from audit.scoring.analysis import AuditorResult, PlanRow
from audit.services.compare_pages.overviews import AuditorLine, Plan, PlanCell, Severity
from audit.services.compare_pages.parts import Verdict
from audit.services.comparisons import Comparison
from audit.services.filters import Filters
from audit.services.open_branches import open_branches
from audit.services.visit_traces import visits_behind

PLANNED = (
    N_("With {count} visit to each branch, differences between branches would be reliable enough to act on."),
    N_("With {count} visits to each branch, each by somebody else, differences would be reliable enough to act on."),
)
NO_PLAN = say(N_("How many visits would settle it cannot be said yet."))
HARSHER = Verdict(say(N_("harsher than others")), "broken")
KINDER = Verdict(say(N_("kinder than others")), "kept")
LIKE_OTHERS = Verdict(say(N_("cannot be told apart")), "unknown")
NO_SEVERITY = say(N_("Severity cannot be checked: fewer than two auditors have been at the same branches."))


OPEN_SHOWN = 6
MOST_AUDITORS = 15


def plan_of(comparison: Comparison, filters: Filters) -> Plan:
    """The table of visits by auditors, with the half-width of a branch's score in points, and where to go first."""
    plan = comparison.analysis.plan
    visits = tuple(sorted({row.visits for row in plan.table}))
    auditors = tuple(sorted({row.auditors for row in plan.table}))
    rows = {(row.visits, row.auditors): row for row in plan.table}
    cells = tuple(tuple(plan_cell(rows.get((count, people)), plan.target) for people in auditors) for count in visits)
    still_open = open_branches(comparison.analysis, filters)
    return Plan(
        plan_sentence(plan.visits_per_branch),
        visits,
        auditors,
        cells,
        plan.why,
        still_open[:OPEN_SHOWN],
        len(still_open),
    )


def plan_cell(row: PlanRow | None, target: float) -> PlanCell | None:
    """One cell of the table; marked where differences between branches become reliable enough."""
    if row is None or row.half_width is None:
        return None
    return PlanCell(row.half_width, row.reliability is not None and row.reliability >= target)


def plan_sentence(visits: int | None) -> Sentence:
    """What the table comes to."""
    return NO_PLAN if visits is None else say_count(*PLANNED, visits)


def severity_of(comparison: Comparison, filters: Filters) -> Severity:
    """Each auditor beside the others on the same branches, the harshest first."""
    analysis, ids = comparison.analysis, ids_of(comparison)
    known = [one for one in analysis.auditor_results if one.severity is not None and one.interval is not None]
    why = next((one.why for one in analysis.auditor_results if one.why), NO_SEVERITY)
    harshest_first = sorted(known, key=lambda one: (one.severity or 0.0, one.auditor))
    lines = [auditor_line(one, ids, filters) for one in harshest_first]
    shown = [line for line in lines if len(lines) <= MOST_AUDITORS or line.verdict is not LIKE_OTHERS]
    return Severity(tuple(shown), None if lines else why, len(lines) - len(shown))


def ids_of(comparison: Comparison) -> dict[str, int]:
    """The id of each auditor by name; of those who share a name, none."""
    names = list(comparison.auditors.values())
    return {name: key for key, name in comparison.auditors.items() if names.count(name) == 1}


def auditor_line(one: AuditorResult, ids: Mapping[str, int], filters: Filters) -> AuditorLine:
    """One auditor, with the way to their visits; only an interval clear of zero is called harsh or kind."""
    low, high = one.interval or (0.0, 0.0)
    verdict = HARSHER if high < 0 else KINDER if low > 0 else LIKE_OTHERS
    href = visits_behind(filters, auditor=str(ids[one.auditor])) if one.auditor in ids else None
    return AuditorLine(one.auditor, one.visits, one.severity or 0.0, (low, high), verdict, href)

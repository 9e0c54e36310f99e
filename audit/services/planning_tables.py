"""How many more visits, and how severe each auditor is: tables under the comparison."""

from __future__ import annotations

from audit.errors import N_, Sentence, say, say_count
from audit.scoring.analysis import Analysis, AuditorResult, PlanRow
from audit.services.compare_pages.overviews import AuditorLine, Plan, PlanCell, Severity
from audit.services.compare_pages.parts import Verdict

PLANNED = (
    N_("With {count} visit to each branch, differences between branches would be reliable enough to act on."),
    N_("With {count} visits to each branch, each by somebody else, differences would be reliable enough to act on."),
)
NO_PLAN = say(N_("How many visits would settle it cannot be said yet."))
HARSHER = say(N_("harsher than the others on the same branches"))
KINDER = say(N_("kinder than the others on the same branches"))
LIKE_OTHERS = say(N_("cannot be told apart from the others"))
NO_SEVERITY = say(N_("Severity cannot be checked: fewer than two auditors have been at the same branches."))


def plan_of(analysis: Analysis) -> Plan:
    """The table of visits by auditors, with the half-width of a branch's score in points."""
    plan = analysis.plan
    visits = tuple(sorted({row.visits for row in plan.table}))
    auditors = tuple(sorted({row.auditors for row in plan.table}))
    rows = {(row.visits, row.auditors): row for row in plan.table}
    cells = tuple(tuple(plan_cell(rows.get((count, people)), plan.target) for people in auditors) for count in visits)
    return Plan(plan_sentence(plan.visits_per_branch), visits, auditors, cells, plan.why)


def plan_cell(row: PlanRow | None, target: float) -> PlanCell | None:
    """One cell of the table; marked where differences between branches become reliable enough."""
    if row is None or row.half_width is None:
        return None
    return PlanCell(row.half_width, row.reliability is not None and row.reliability >= target)


def plan_sentence(visits: int | None) -> Sentence:
    """What the table comes to."""
    return NO_PLAN if visits is None else say_count(*PLANNED, visits)


def severity_of(analysis: Analysis) -> Severity:
    """Each auditor beside the others on the same branches, the harshest first."""
    known = [one for one in analysis.auditor_results if one.severity is not None and one.interval is not None]
    why = next((one.why for one in analysis.auditor_results if one.why), NO_SEVERITY)
    lines = tuple(auditor_line(one) for one in sorted(known, key=lambda one: (one.severity or 0.0, one.auditor)))
    return Severity(lines, None if lines else why)


def auditor_line(one: AuditorResult) -> AuditorLine:
    """One auditor; only an interval clear of zero is called harsh or kind."""
    low, high = one.interval or (0.0, 0.0)
    verdict = Verdict(HARSHER, "broken") if high < 0 else Verdict(KINDER, "kept") if low > 0 else Verdict(LIKE_OTHERS)
    return AuditorLine(one.auditor, one.visits, one.severity or 0.0, (low, high), verdict)

"""The first page of a report: what goes well, what to put right, and how sure that is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from audit.scoring.intervals import wilson
from audit.services.branch_report_making import fixes_of, strengths_of
from audit.services.branch_verdicts import SHORT, STANDARD_BELOW
from audit.services.chain_priorities import chain_fixes, chain_strengths
from audit.services.compare_pages.branches import BranchStandard
from audit.services.compare_pages.parts import StandardLine, Verdict
from tests.reports.chain import standard_line, strip

ISSUED, DUE = date(2026, 11, 23), date(2026, 12, 23)


def seen(promise: str, kept: int, visits: int, verdict: Verdict = SHORT["same"]) -> BranchStandard:
    """A standard at a branch, the chain keeping it on 80 of 100."""
    share = kept / visits
    return BranchStandard(
        promise, "", "", visits, share, wilson(kept, visits), 0.8, strip("x", 0.8, 3), verdict, visits < 3
    )


def line(promise: str, kept: float, gap: tuple[float, float] | None) -> StandardLine:
    """A standard over the chain."""
    return replace(
        standard_line(0, 3), promise=promise, kept=kept, interval=(kept - 0.02, kept + 0.02), gap_interval=gap
    )


def test_what_is_clearly_below_comes_first_and_what_may_be_chance_says_so() -> None:
    fixes = fixes_of([seen("seen twice worse", 1, 3), seen("clear", 9, 20, STANDARD_BELOW)], "Ana", ISSUED)
    assert [fix.promise for fix in fixes] == ["clear", "seen twice worse"]
    assert "That may be chance." not in str(fixes[0].reading) and "That may be chance." in str(fixes[1].reading)
    assert {(fix.owner, fix.due) for fix in fixes} == {("Ana", DUE)}


def test_a_few_visits_with_bad_luck_do_not_push_aside_what_many_visits_show() -> None:
    fixes = fixes_of([seen("few", 1, 4), seen("many", 15, 30)], "", ISSUED)
    assert [fix.promise for fix in fixes] == ["many", "few"]


def test_too_few_visits_still_show_what_was_seen_broken() -> None:
    [fix] = fixes_of([seen("broken", 0, 2), seen("kept", 2, 2)], "", ISSUED)
    assert (fix.promise, str(fix.reading)) == (
        "broken",
        "Kept on 0 of 2 visits so far: too few to tell, but worth a look.",
    )
    assert strengths_of([seen("kept", 2, 2)]) == ()


def test_a_chain_puts_right_what_depends_on_the_branch_and_what_is_kept_least() -> None:
    lines = [
        line("uneven", 0.7, (0.1, 0.3)),
        line("less uneven", 0.9, (0.02, 0.1)),
        line("third uneven", 0.8, (0.01, 0.1)),
        line("least", 0.4, (-0.1, 0.1)),
    ]
    fixes = chain_fixes(lines, "Ana", ISSUED)
    assert [fix.promise for fix in fixes] == ["uneven", "less uneven", "least"]
    assert "the branch makes the difference" in str(fixes[0].reading)
    assert "at all branches alike" in str(fixes[2].reading)
    assert {(fix.owner, fix.due) for fix in fixes} == {("Ana", DUE)}


def test_a_chain_s_strength_is_kept_often_and_by_all() -> None:
    lines = [line("often", 0.98, (-0.1, 0.1)), line("uneven", 0.99, (0.1, 0.2)), line("always", 0.97, None)]
    assert [one.promise for one in chain_strengths(lines)] == ["often", "always"]

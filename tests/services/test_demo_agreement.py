"""What the product reports of the demo agrees with what was planted in it."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest

from audit.blobs import open_blobs
from audit.services.comparisons import Comparison, compare, remembered
from audit.services.demo.filling import fill_with
from audit.services.filters import Filters
from audit.services.library import load_library
from audit.store.sights import WHOLE_CHAIN
from tests.services.demo_chains import TODAY, drawn, planned, scored

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


compared: dict[str, Comparison] = {}


@pytest.fixture
async def full(store: str, engine: str, tmp_path: Path) -> Comparison:
    """The comparison of the demo as everybody first sees it, computed once for each engine."""
    if engine not in compared:
        await fill_with(planned(), load_library(), drawn(), open_blobs(str(tmp_path / "photos")), NOW)
        remembered.clear()
        compared[engine] = await compare(WHOLE_CHAIN, Filters(), TODAY)
    return compared[engine]


def planted(kind: str) -> set[str]:
    """The branches, standards or auditors of one kind in the truth."""
    names = {"weak_branches": "branch", "strong_branches": "branch", "inconsistent_standards": "standard"}
    told: Any = planned().truth[kind]
    return {one[names.get(kind, "name")] for one in told}


async def test_counts_and_kept_rates_are_those_counted_by_hand(full: Comparison) -> None:
    by_hand: dict[str, list[bool]] = defaultdict(list)
    for _, score in scored():
        for standard in score.standards:
            by_hand[standard.key].append(standard.kept)
    assert (full.analysis.visits, full.analysis.branches) == (600, 24)
    reported = {one.standard: (one.visits, one.kept) for one in full.analysis.standards if one.visits}
    assert reported == {key: (len(kept), pytest.approx(fmean(kept))) for key, kept in by_hand.items()}


async def test_weak_and_strong_branches_are_told_from_the_rest(full: Comparison) -> None:
    groups: dict[str, set[str]] = defaultdict(set)
    for one in full.analysis.branch_results:
        groups[one.group].add(one.branch)
    assert planted("weak_branches") <= groups["below"]
    assert planted("strong_branches") <= groups["above"]
    assert len(groups["same"]) >= 12


async def test_the_intervals_of_branches_hold_what_was_planted(full: Comparison) -> None:
    truth: Any = planned().truth
    changed = {change["branch"] for change in truth["changes"] if "branch" in change}
    results = [one for one in full.analysis.branch_results if one.branch not in changed and one.interval]
    centre = full.analysis.score.grand_mean
    assert centre is not None
    held = [low <= centre + truth["branches"][one.branch] <= high for one in results for low, high in [one.interval]]
    assert len(held) == 23
    assert sum(held) >= 21


async def test_harsh_and_kind_auditors_are_found_with_their_points(full: Comparison) -> None:
    truth: Any = planned().truth
    points = {one["name"]: one["points"] for one in truth["auditors"]}
    found = {one.auditor: one for one in full.analysis.auditor_results}
    assert planted("harsh_auditors") == {name for name in points if points[name] < -3}
    for name in planted("harsh_auditors") | planted("kind_auditors"):
        severity = found[name].severity
        assert severity is not None
        assert severity * points[name] > 0, name
    held = [low <= points[name] <= high for name, one in found.items() if one.interval for low, high in [one.interval]]
    assert (len(held), sum(held) >= 9) == (10, True)


async def test_inconsistent_standards_have_the_widest_gap_between_branches(full: Comparison) -> None:
    often = [one for one in full.analysis.standards if one.visits >= 300]
    by_gap = sorted(often, key=lambda one: -(one.same_experience.gap or 0))
    assert {one.standard for one in by_gap[:4]} == planted("inconsistent_standards")
    for one in by_gap[:4]:
        interval = one.same_experience.intervals["gap"]
        assert interval is not None
        assert interval[0] > 0.05


async def test_a_new_branch_is_not_judged(full: Comparison) -> None:
    truth: Any = planned().truth
    (new,) = (one for one in full.analysis.branch_results if one.branch in truth["new_branches"])
    assert new.visits == 2
    assert new.group not in ("above", "below")

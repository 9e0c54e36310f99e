"""Like for like: a branch that met only the hard standards is not called worse for it."""

from __future__ import annotations

from audit.services.like_for_like import expected_scores, like_for_like, moved
from audit.store.auditor_sums import CreditSums
from audit.store.sums import ScoreSums

EASY, HARD = 1, 2


def scores(branch: int, auditor: int | None, *percents: int) -> ScoreSums:
    micro = [percent * 1_000_000 for percent in percents]
    count = len(micro)
    return ScoreSums(branch, auditor, count, count, sum(micro), sum(one * one for one in micro), 0)


def credit(branch: int, standard: int, counted: int, kept: int) -> CreditSums:
    return CreditSums(branch, None, standard, counted, kept * 1_000_000)


def test_two_branches_that_keep_each_standard_equally_well_end_up_equal() -> None:
    seen = [credit(1, EASY, 10, 10), credit(1, HARD, 10, 5), credit(2, HARD, 10, 5)]
    before = [scores(1, None, *[75] * 10), scores(2, None, *[50] * 10)]

    after = like_for_like(before, seen)

    assert after[0].percent_micro == after[1].percent_micro


def test_the_mean_of_all_visits_stays_where_it_was() -> None:
    seen = [credit(1, EASY, 8, 8), credit(1, HARD, 4, 1), credit(2, HARD, 6, 3)]
    before = [scores(1, None, 80, 90, 100), scores(2, None, 50, 40)]

    after = like_for_like(before, seen)

    assert abs(sum(row.percent_micro for row in after) - sum(row.percent_micro for row in before)) <= 5


def test_a_cell_moves_without_changing_its_spread() -> None:
    row = scores(1, 7, 60, 70, 95)

    lower = moved(row, 10_000_000)

    assert lower == scores(1, 7, 50, 60, 85)


def test_the_expected_score_is_the_chain_on_what_was_seen() -> None:
    seen = [credit(1, EASY, 1, 1), credit(1, HARD, 1, 0), credit(2, HARD, 3, 2)]

    assert expected_scores(seen)[1, None] == 100_000_000 * (1.0 + 0.5) / 2


def test_without_any_standard_nothing_moves() -> None:
    before = [scores(1, None, 80)]

    assert like_for_like(before, []) == before

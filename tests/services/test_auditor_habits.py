"""What is called “not applicable” is compared at the same branches, as what is called kept is."""

from __future__ import annotations

from audit.services.auditor_habits import na_of, strata_of, use_of_na
from audit.store.auditor_sums import AuditorSums
from audit.words import translator

NAMES = {1: "Ann", 2: "Bob", 3: "Cas"}


def said(*found: AuditorSums) -> str | None:
    sentence = use_of_na(found, NAMES, few_visits=8)
    return sentence and translator("en").say(sentence)


def at(branch: int, auditor: int | None, not_applicable: int, of: int = 20) -> AuditorSums:
    return AuditorSums(branch, auditor, of - not_applicable, of - not_applicable, not_applicable)


def test_each_auditor_stands_beside_the_others_at_the_same_branches() -> None:
    strata = strata_of([at(1, 1, 5), at(1, 2, 1), at(2, 2, 3), at(2, None, 0, of=4)], na_of)
    assert strata == {1: [(5, 20, 1, 20)], 2: [(1, 20, 5, 20), (3, 20, 0, 4)], None: [(0, 4, 3, 20)]}


def test_a_standard_that_always_applied_needs_no_word() -> None:
    assert said(at(1, 1, 0), at(1, 2, 0)) is None
    assert said() is None


def test_auditors_who_answer_it_alike_are_said_to() -> None:
    assert said(at(1, 1, 3), at(1, 2, 4), at(2, 1, 5), at(2, 3, 5)) == (
        "“Not applicable” was answered on 17 of 80 visits, and by no auditor clearly more or less often."
    )


def test_one_who_answers_it_far_more_often_is_named_and_the_others_are_not() -> None:
    found = [at(branch, auditor, 15 if auditor == 1 else 1) for branch in (1, 2) for auditor in (1, 2, 3)]
    assert str(said(*found)).partition("alike: ")[2].startswith("by Ann clearly more or less often")


def test_of_two_who_differ_nobody_can_say_which_one_is_apart() -> None:
    assert "by Ann, Bob clearly" in str(said(at(1, 1, 15), at(1, 2, 1)))


def test_a_branch_where_it_seldom_applies_makes_nobody_stand_out() -> None:
    assert "by no auditor" in str(said(at(1, 1, 15), at(1, 2, 15), at(2, 2, 1), at(2, 3, 1)))


def test_an_auditor_with_few_visits_is_not_judged() -> None:
    assert "by no auditor" in str(said(at(1, 1, 7, of=7), at(1, 2, 0, of=7)))

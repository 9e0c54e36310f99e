"""What auditors saw beside what guests said."""

from __future__ import annotations

import re
from math import sqrt

import numpy as np
import pytest

from audit.errors import BadInput
from audit.scoring.analysis import Analysis, AnalysisOptions, analyse, read_model
from audit.scoring.flags import benjamini_hochberg
from audit.scoring.histories import read_scale
from audit.scoring.surveys import (
    BesideSurvey,
    SurveyOptions,
    beside_survey,
    read_survey,
    survey_document,
    survey_sums_from,
    tell_survey,
)
from audit.scoring.surveys.comparing import reliability_of_difference
from audit.words import translator
from tests.scoring.making import chain
from tests.scoring.test_reasons import without_a_reason

BRANCH_ALONE = AnalysisOptions(read_model("score~branch"))


def read(text: str, scale: str = "0:10", **columns: str):
    return read_survey(text, SurveyOptions(read_scale(scale), **columns))


def guests(true, each: int = 20, noise: float = 1.5, seed: int = 1) -> Analysis:
    """A survey on a scale of 0 to 10 at branches B00, B01 and so on."""
    random = np.random.default_rng(seed)
    rows = [
        f"B{place:02},{min(10, max(0, level + random.normal(0, noise))):.2f}\n"
        for place, level in enumerate(true)
        for _ in range(each)
    ]
    return analyse(survey_sums_from(read("branch,score\n" + "".join(rows))), BRANCH_ALONE)


def visits(true, each: int = 6, noise: float = 8.0, seed: int = 2) -> Analysis:
    random = np.random.default_rng(seed)
    places = [place for place in range(len(true)) for _ in range(each)]
    scores = [true[place] + random.normal(0, noise) for place in places]
    return analyse(chain([f"B{place:02}" for place in places], [None] * len(places), scores), BRANCH_ALONE)


def beside(audit: Analysis, survey: Analysis) -> BesideSurvey:
    return beside_survey(audit, survey, np.random.default_rng(5))


def levels(branches: int = 24, seed: int = 3) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 1, branches)


def alike() -> Analysis:
    """Two guests at each branch, who differ; the branches do not."""
    rows = [f"B{place:02},{score}\n" for place in range(24) for score in (4, 6)]
    return analyse(survey_sums_from(read("branch,score\n" + "".join(rows))), BRANCH_ALONE)


TRUE = levels()


def test_a_survey_is_read_guest_by_guest() -> None:
    found = read("guest;branch;score\n1;Leeds;8\n2;York;\n3;Leeds; n/a \n4;York;5.5\n")
    assert found.branches == ("Leeds", "York")
    assert found.branch.tolist() == [0, 1]
    assert found.score.tolist() == pytest.approx([80.0, 55.0])
    assert found.silent == 2


def test_the_scale_may_run_the_other_way_and_the_columns_have_other_names() -> None:
    found = read("Filiaal,Cijfer\nDelft,1\nGouda,4\n", "5:1", branch="Filiaal", score="Cijfer")
    assert found.score.tolist() == [100.0, 25.0]


@pytest.mark.parametrize(
    "text, sentences",
    [
        (
            "branch,score\nLeeds,8\n\nYork,eleven\n,7\nLeeds,11\n",
            [
                'line 4: "eleven" is not a number on the scale from 0 to 10.',
                "line 5: the branch is missing.",
                'line 6: "11" is outside the scale from 0 to 10.',
            ],
        ),
        ("branch,score\nLeeds,yes\n", ['line 2: "yes" is not a number on the scale from 0 to 10.']),
        ("branch,score\nLeeds,8,9\n", ["line 2: has 3 fields where the header has 2."]),
        ("branch,mark\nLeeds,8\n", ['The file has no column "score". Its columns are: branch, mark.']),
        ("", ["The file has no header row."]),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_nothing_is_read(text, sentences) -> None:
    with pytest.raises(BadInput) as refusal:
        read(text)
    for sentence in sentences:
        assert sentence in str(refusal.value)


def test_a_survey_is_summed_as_visits_are() -> None:
    sums = survey_sums_from(read("branch,score\nLeeds,8\nYork,5\nLeeds,6\nHull,\n"))
    assert (sums.visits, sums.branches) == (3, ("Leeds", "York", "Hull"))
    found = analyse(sums, BRANCH_ALONE)
    assert {one.branch: (one.visits, one.mean) for one in found.branch_results} == {
        "Hull": (0, None),
        "Leeds": (2, pytest.approx(70.0)),
        "York": (1, pytest.approx(50.0)),
    }


def test_two_that_agree() -> None:
    found = beside(visits(70 + 8 * TRUE), guests(5 + TRUE))
    assert (found.in_both, found.guests) == (24, 480)
    assert found.why is None
    assert 0.6 < found.together.observed < found.together.corrected <= 1
    low, high = found.together.interval
    assert 0.5 < low < found.together.corrected <= high <= 1
    assert not any(one.is_flagged for one in found.branches)


def test_the_correlation_is_that_of_the_estimates_corrected_for_both_reliabilities() -> None:
    audit, survey = visits(70 + 5 * TRUE), guests(5 + levels(seed=8) + TRUE)
    together = beside(audit, survey).together
    mine, theirs = ([one.adjusted for one in side.branch_results] for side in (audit, survey))
    assert together.observed == pytest.approx(np.corrcoef(mine, theirs)[0, 1])
    assert (together.audit, together.survey) == (
        audit.score.reliability.at_present,
        survey.score.reliability.at_present,
    )
    assert together.corrected == pytest.approx(together.observed / sqrt(together.audit * together.survey))
    assert together.is_above_one is False


def test_a_correlation_above_one_is_told_as_one_and_says_so() -> None:
    true = levels(seed=21)
    found = [beside(visits(70 + 3 * true, seed=seed), guests(5 + true)).together for seed in range(12)]
    above = [one for one in found if one.is_above_one]
    assert above
    assert {one.corrected for one in above} == {1.0}
    assert all(one.observed / sqrt(one.audit * one.survey) > 1 for one in above)
    assert all(one.interval[1] == 1.0 for one in above)


def test_the_gap_of_a_branch_that_guests_like_less_than_auditors() -> None:
    liked = 5 + TRUE
    liked[7] -= 3.5
    audit, survey = visits(70 + 8 * TRUE, each=10), guests(liked, each=60)
    found = beside(audit, survey)
    assert [one.branch for one in found.branches if one.is_flagged] == ["B07"]
    seven = found.branches[7]
    (mine, theirs) = (side.branch_results[7] for side in (audit, survey))
    spreads = [sqrt(side.score.components["branch"].variance) for side in (audit, survey)]
    assert seven.gap == pytest.approx(mine.difference / spreads[0] - theirs.difference / spreads[1])
    errors = [
        (one.difference_interval[1] - one.difference) / 1.959964 / spread
        for one, spread in zip((mine, theirs), spreads, strict=True)
    ]
    assert seven.interval[1] - seven.gap == pytest.approx(1.959964 * sqrt(errors[0] ** 2 + errors[1] ** 2), rel=1e-5)
    assert (seven.audit, seven.survey) == (mine.adjusted, theirs.adjusted)
    adjusted = benjamini_hochberg([one.p_value for one in found.branches])
    assert [one.is_flagged for one in found.branches] == [p <= 0.10 for p in adjusted]


def test_what_one_branch_alone_would_be_flagged_for_is_not_enough_among_many() -> None:
    found = beside(visits(70 + 8 * TRUE, each=12), guests(5 + levels(seed=13), each=30)).branches
    doubtful = [one for one in found if one.p_value <= 0.10 and not one.is_flagged]
    assert doubtful
    adjusted = benjamini_hochberg([one.p_value for one in found])
    assert [one.is_flagged for one in found] == [p <= 0.10 for p in adjusted]


def test_scores_that_go_against_each_other_are_not_told_below_minus_one() -> None:
    true = levels(seed=21)
    found = [beside(visits(70 + 3 * true, seed=seed), guests(5 - true)).together for seed in range(12)]
    beyond = [one for one in found if one.is_above_one]
    assert beyond
    assert {one.corrected for one in beyond} == {-1.0}


def test_branches_in_both_that_do_not_differ_in_one_of_the_two() -> None:
    level = [70.0] * 12 + [50.0, 60.0, 80.0, 90.0]
    rows = [(f"B{place:02}", mean + off) for place, mean in enumerate(level) for off in (-4.0, 0.0, 4.0)]
    audit = analyse(chain([name for name, _ in rows], [None] * 48, [score for _, score in rows]), BRANCH_ALONE)
    found = beside(audit, guests(5 + TRUE[:12]))
    assert str(found.together.why) == "Among the branches with both, one of the two scores does not vary."
    assert (found.together.observed, found.together.interval) == (None, None)


def test_neither_names_order_nor_the_survey_s_scale_matter() -> None:
    audit = visits(70 + 8 * TRUE)
    rows = [f"B{place % 24:02},{round(50 + 10 * TRUE[place % 24] + 7 * (place % 5))}\n" for place in range(240)]
    one = analyse(survey_sums_from(read("branch,score\n" + "".join(rows), "0:200")), BRANCH_ALONE)
    other = analyse(survey_sums_from(read("branch,score\n" + "".join(reversed(rows)), "-100:300")), BRANCH_ALONE)
    first, second = beside(audit, one), beside(audit, other)
    assert second.together.interval == pytest.approx(first.together.interval, abs=1e-4)
    assert [two.gap for two in second.branches] == pytest.approx([two.gap for two in first.branches], abs=1e-4)


def test_the_same_draws_give_the_same_interval() -> None:
    audit, survey = visits(70 + 8 * TRUE), guests(5 + TRUE)
    assert beside(audit, survey) == beside(audit, survey)


@pytest.mark.parametrize(
    "first, second, correlation, expected",
    [(0.8, 0.9, 0.5, 0.7), (0.5, 0.5, 0.0, 0.5), (0.4, 0.4, 0.6, 0.0), (1.0, 1.0, 0.3, 1.0), (0.9, 0.9, 1.0, None)],
)
def test_reliability_of_a_difference(first, second, correlation, expected) -> None:
    """(.8 + .9 - 2 x .5) / (2 - 2 x .5) = .7; it is never below nothing."""
    found = reliability_of_difference(first, second, correlation)
    assert found == (expected if expected is None else pytest.approx(expected))


def test_branches_that_only_one_of_the_two_knows_are_listed_with_the_reason() -> None:
    rows = [f"B{place:02},{4 + TRUE[place] + n / 4:.2f}\n" for place in range(1, 24) for n in range(8)]
    survey = analyse(survey_sums_from(read("branch,score\nX,3\nX,4\nB00,\n" + "".join(rows))), BRANCH_ALONE)
    found = {one.branch: one for one in beside(visits(70 + 8 * TRUE), survey).branches}
    assert len(found) == 25
    assert (found["X"].audit, found["X"].visits, found["X"].guests) == (None, 0, 2)
    assert str(found["X"].why) == "Nobody has visited this branch."
    assert (found["B00"].survey, found["B00"].gap) == (None, None)
    assert str(found["B00"].why) == "None of this branch's guests gave a score."
    assert found["B00"].audit is not None
    assert found["B01"].why is None


def test_a_branch_with_one_guest_has_no_gap() -> None:
    rows = [f"B{place:02},{4 + TRUE[place] + n / 4:.2f}\n" for place in range(1, 24) for n in range(8)]
    survey = analyse(survey_sums_from(read("branch,score\nB00,3\n" + "".join(rows))), BRANCH_ALONE)
    first = beside(visits(70 + 8 * TRUE), survey).branches[0]
    assert first.gap is None
    assert str(first.why) == "A single guest is too few to say anything about this branch."


def test_too_few_branches_for_a_correlation() -> None:
    found = beside(visits(70 + 8 * TRUE[:9]), guests(5 + TRUE[:9]))
    assert (found.together.observed, found.together.corrected, found.together.interval) == (None, None, None)
    assert str(found.together.why).startswith("9 branches have both visits and guests enough; 10 are needed")
    assert found.branches[0].gap is not None


@pytest.mark.parametrize(
    "survey, sentence",
    [
        (lambda: guests([5.0] * 24, noise=0.0), "Of the guests: There is no variation at all in these scores."),
        (lambda: guests(5 + TRUE, each=0), "No guest gave a score."),
        (lambda: guests(5 + TRUE, each=1), "No branch has more than one guest, so how branches differ cannot be told."),
        (alike, "Of the guests: There is no sign of differences between branches."),
    ],
)
def test_what_cannot_be_told_is_null_with_a_sentence(survey, sentence) -> None:
    found = beside(visits(70 + 8 * TRUE), survey())
    assert str(found.why).startswith(sentence)
    assert found.together.why == found.why
    assert (found.together.observed, found.together.interval, found.together.difference) == (None, None, None)
    assert {one.gap for one in found.branches} == {None}
    assert all(one.why is not None for one in found.branches)


def test_scores_that_are_known_exactly_have_exact_gaps() -> None:
    audit, survey = visits(70 + np.arange(12.0), noise=0.0), guests(np.arange(12.0) / 2, noise=0.0)
    found = beside(audit, survey)
    assert found.together.corrected == pytest.approx(1.0)
    assert [one.gap for one in found.branches] == pytest.approx([0.0] * 12, abs=1e-6)
    assert not any(one.is_flagged for one in found.branches)


def told(found: BesideSurvey) -> list[str]:
    return [translator("en").say(line) for line in tell_survey(found).lines]


@pytest.mark.parametrize(
    "survey",
    [
        alike,
        lambda: guests(5 + TRUE),
        lambda: guests(5 + TRUE, each=0),
        lambda: guests(5 + TRUE, each=1),
        lambda: guests(5 + TRUE[:5]),
        lambda: guests([5.0]),
    ],
)
def test_every_null_has_its_reason_and_every_case_its_sentences(survey) -> None:
    found = beside(visits(70 + 8 * TRUE), survey())
    assert set(without_a_reason(survey_document(found))) == set()
    assert told(found)
    assert not any("None" in line or "nan" in line for line in told(found))


def test_both_scores_of_a_branch_that_parts_are_told_with_their_ranges() -> None:
    liked = 5 + TRUE
    liked[7] -= 3.5
    lines = told(beside(visits(70 + 8 * TRUE, each=10), guests(liked, each=60)))
    assert lines[0].endswith("24 branches can be compared.")
    assert any(
        re.match(
            r"B07: beside other branches auditors find it better than guests do\. Auditors \d+ \(\d+ to \d+\), "
            r"guests \d+ \(\d+ to \d+\)\.",
            line,
        )
        for line in lines
    )
    assert lines[-1].startswith("About 1 in 10")


def test_where_nothing_parts_that_is_said() -> None:
    lines = told(beside(visits(70 + 8 * TRUE), guests(5 + TRUE)))
    assert lines[-1] == "At no branch do auditors and guests clearly part."
    assert any(line.startswith("Where auditors score a branch higher, do guests?") for line in lines)


def test_a_survey_of_branches_that_nobody_visited_asks_how_they_are_written() -> None:
    survey = analyse(survey_sums_from(read("branch,score\n" + "b1,4\nb1,5\nb2,8\nb2,9\nb3,1\nb3,2\n")), BRANCH_ALONE)
    found = beside(visits(70 + 8 * TRUE), survey)
    assert str(found.why).startswith("None of the survey's branches is among those visited")
    assert found.why in tell_survey(found).lines
    assert (found.in_both, len(found.branches)) == (0, 27)

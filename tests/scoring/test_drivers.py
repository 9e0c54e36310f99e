"""What goes with the overall experience."""

import numpy as np
import pytest

from audit.errors import BadInput
from audit.scoring.drivers import drivers, drivers_document, explained_shares, moments_of, tell_drivers
from audit.scoring.drivers.explaining import range_of_explained
from audit.scoring.histories import HistoryOptions, read_history, read_scale_for
from audit.words import translator
from tests.scoring.test_reasons import without_a_reason

HEADER = "visit_id,branch,auditor,date,standard,answer\n"


def history(table, names, branches=20, **options):
    """Visits (rows) with an answer for each standard, dealt out to the branches in turn."""
    rows = [
        f"{visit},B{visit % branches},,2024-01-01,{name},{answer}\n"
        for visit, answers in enumerate(table)
        for name, answer in zip(names, answers, strict=True)
    ]
    return read_history(HEADER + "".join(rows), HistoryOptions(**options))


def goes_with(table, names, **options):
    return drivers(history(table, names, **options), "overall", np.random.default_rng(1))


def made_up(visits=200, seed=1):
    """Overall is what two of three standards say, and chance."""
    random = np.random.default_rng(seed)
    kept = random.random((visits, 3)) < [0.7, 0.5, 0.6]
    overall = (kept @ [2, 1, 0] + random.integers(0, 3, visits) >= 3)[:, None]
    return np.where(np.hstack([kept, overall]), "yes", "no").tolist()


NAMES = ("welcome", "drink", "tidy", "overall")


def test_the_sums_by_branch_are_those_of_the_visits() -> None:
    table = made_up(60)
    read = history(table, NAMES, branches=7)
    moments = moments_of(read, [0, 1, 2, 3])
    credits_by_visit = np.array([[answer == "yes" for answer in row] for row in table], dtype=float)
    assert moments.covariance() == pytest.approx(np.cov(credits_by_visit.T, bias=True))
    doubled = np.vstack([credits_by_visit, credits_by_visit[::7]])
    assert moments.covariances(np.array([[2.0, 1, 1, 1, 1, 1, 1]]))[0] == pytest.approx(np.cov(doubled.T, bias=True))
    assert moments.kept.tolist() == credits_by_visit.sum(axis=0).tolist()


def test_what_goes_with_the_overall_score() -> None:
    found = goes_with(made_up(), NAMES)
    assert (found.overall, found.visits, found.branches, found.method) == ("overall", 200, 20, "lmg")
    assert [one.standard for one in found.standards] == ["welcome", "drink", "tidy"]
    assert found.explained == pytest.approx(sum(one.share for one in found.standards))
    assert found.by_chance == pytest.approx(3 / 199)
    assert found.why is None
    for one in found.standards:
        low, high = one.interval
        assert 0 <= low < high <= 1
        assert low <= one.share <= high
    assert found.interval[0] < found.explained < found.interval[1]
    assert found.standards[0].kept == pytest.approx(0.7, abs=0.1)
    assert found.standards[0].correlation > 0.3


def test_the_same_draws_give_the_same_intervals_whatever_the_order_of_rows() -> None:
    table = made_up()
    read = history(table, NAMES)
    first, again = (drivers(read, "overall", np.random.default_rng(1)) for _ in range(2))
    assert first == again
    other = drivers(read, "overall", np.random.default_rng(2))
    assert other.standards[0].share == first.standards[0].share
    assert other.standards[0].interval != first.standards[0].interval


def test_an_interval_holds_the_middle_of_1000_draws_of_whole_branches() -> None:
    table = made_up()
    by_visit = np.array([[answer == "yes" for answer in row] for row in table], dtype=float)
    times = np.random.default_rng(1).multinomial(20, np.full(20, 1 / 20), 1_000)
    drawn = [np.repeat(by_visit, row[np.arange(200) % 20], axis=0) for row in times]
    shares = explained_shares(np.array([np.cov(rows.T) for rows in drawn]))
    expected = dict(zip(NAMES, np.quantile(shares, [0.025, 0.975], axis=0).T.tolist(), strict=False))
    found = goes_with(table, NAMES)
    for one in found.standards:
        assert one.interval == pytest.approx(expected[one.standard], abs=1e-9)
    whole = shares.sum(axis=1)
    off = 2 * (whole.mean() - found.explained)
    assert off > 0
    assert found.interval == pytest.approx(np.quantile(whole, [0.025, 0.975]) - off, abs=1e-9)


def test_the_range_of_what_is_explained_always_holds_it_and_stays_between_nothing_and_all() -> None:
    assert range_of_explained(0.2, np.full(100, 0.4)) == pytest.approx((0.0, 0.2))
    assert range_of_explained(0.9, np.full(100, 0.8)) == pytest.approx((0.9, 1.0))


def test_a_standard_that_failed_at_one_branch_only_adds_nothing_where_that_branch_is_not_drawn() -> None:
    table = [[*row[:2], "no" if visit % 20 == 3 else "yes", row[3]] for visit, row in enumerate(made_up())]
    low = {one.standard: one.interval[0] for one in goes_with(table, NAMES).standards}
    assert low["tidy"] == 0.0
    assert min(low["welcome"], low["drink"]) > 0.0


def test_a_standard_that_goes_the_other_way_says_so() -> None:
    table = [
        [answer, "yes" if answer == "no" or visit % 9 == 0 else "no"] for visit, (answer, *_) in enumerate(made_up())
    ]
    (only,) = goes_with(table, ("queue", "overall")).standards
    assert only.correlation < -0.5
    assert only.share == pytest.approx(only.correlation**2)


def test_the_overall_score_may_have_a_scale() -> None:
    table = [[*row[:3], 1 + 2 * row.count("yes")] for row in made_up()]
    found = goes_with(table, NAMES, scales=dict([read_scale_for("overall=1:10")]))
    assert found.explained > 0.9


def test_too_few_visits_for_so_many_standards() -> None:
    found = goes_with(made_up(29), NAMES)
    assert (found.visits, found.explained, found.interval) == (29, None, None)
    assert str(found.why) == "Every standard looked at counted on 29 visits; 30 are needed, 10 for each standard."
    assert [(one.standard, one.share, one.interval) for one in found.standards] == [
        ("drink", None, None),
        ("tidy", None, None),
        ("welcome", None, None),
    ]
    assert all(one.why == found.why for one in found.standards)
    assert goes_with(made_up(30), NAMES).explained is not None


def test_few_branches_give_shares_without_a_range() -> None:
    found = goes_with(made_up(), NAMES, branches=19)
    assert found.explained is not None
    assert [one.interval for one in found.standards] == [None, None, None]
    assert str(found.why) == "19 branches are too few to say how sure these shares are: 20 are needed."


def test_a_standard_that_hardly_ever_fails_is_said_to_look_unimportant() -> None:
    table = [[*row[:2], "no" if visit < 4 else "yes", row[3]] for visit, row in enumerate(made_up())]
    notes = {one.standard: one.note for one in goes_with(table, NAMES).standards}
    assert str(notes["tidy"]).startswith("Kept on 98 of 100 of these visits: a standard that hardly ever fails will")
    assert (notes["welcome"], notes["drink"]) == (None, None)
    table[4][2] = "no"
    assert [one.note for one in goes_with(table, NAMES).standards] == [None, None, None]


def test_a_standard_that_never_varied_has_no_share() -> None:
    found = goes_with([[*row[:2], "yes", row[3]] for row in made_up()], NAMES)
    last = found.standards[-1]
    assert (last.standard, last.share, last.correlation, last.note) == ("tidy", None, None, None)
    assert str(last.why) == "Its credit was the same on all of these visits, so it cannot go with anything."
    assert found.explained == goes_with([[*row[:2], row[3]] for row in made_up()], (*NAMES[:2], "overall")).explained


@pytest.mark.parametrize("same", [2, 3, 4, 6])
def test_a_credit_that_no_number_holds_exactly_has_not_varied_either(same) -> None:
    scales = dict([read_scale_for("tidy=1:8")])
    found = goes_with([[*row[:2], same, row[3]] for row in made_up(190)], NAMES, scales=scales)
    assert (found.standards[-1].standard, found.standards[-1].share) == ("tidy", None)


def test_nothing_goes_with_a_score_that_never_varied() -> None:
    found = goes_with([[*row[:3], "yes"] for row in made_up()], NAMES)
    assert str(found.why).startswith("The overall score was the same on all of these visits")
    assert [one.correlation for one in found.standards] == [None, None, None]


def test_visits_with_a_gap_are_left_out_and_standards_with_many_gaps_instead() -> None:
    table = made_up()
    for visit, row in enumerate(table):
        row[0] = "n/a" if visit % 10 == 0 else row[0]
        row[2] = "n/a" if visit % 9 else row[2]
    found = goes_with(table, NAMES)
    assert found.visits == 180
    assert [one.standard for one in found.standards] == ["welcome", "drink", "tidy"]
    assert str(found.standards[2].why).startswith("It counted on 23 of 200 visits with an overall score")


@pytest.mark.parametrize("table", [[], [["n/a"]], [["yes"], ["no"]] * 20])
def test_nothing_beside_the_overall_score(table) -> None:
    if not table:
        read = read_history(HEADER + "1,L,,2024-01-01,overall,\n")
        found = drivers(read, "overall", np.random.default_rng(1))
    else:
        found = goes_with(table, ("overall",))
    assert (found.explained, found.standards) == (None, ())
    assert found.why is not None


def test_an_overall_standard_that_is_not_there_is_refused() -> None:
    with pytest.raises(BadInput, match=r'no standard "Overall" in this file\. Its standards are: "welcome"'):
        drivers(history(made_up(5), NAMES), "Overall", np.random.default_rng(1))


def test_more_than_fifteen_standards() -> None:
    random = np.random.default_rng(3)
    kept = random.random((400, 18)) < 0.6
    table = np.where(np.hstack([kept, (kept[:, :3].sum(axis=1) >= 2)[:, None]]), "yes", "no").tolist()
    found = goes_with(table, (*(f"s{place:02}" for place in range(18)), "overall"), branches=25)
    assert found.method == "relative_weights"
    assert {one.standard for one in found.standards[:3]} == {"s00", "s01", "s02"}


def told(found):
    return [translator("en").say(line) for line in tell_drivers(found).lines]


def silent_cases():
    yield goes_with(made_up(29), NAMES)
    yield goes_with(made_up(), NAMES, branches=19)
    yield goes_with([[*row[:2], "yes", row[3]] for row in made_up()], NAMES)
    yield goes_with([[*row[:3], "yes"] for row in made_up()], NAMES)
    yield goes_with([["n/a"]], ("overall",))
    yield goes_with(made_up(), NAMES)


def test_every_null_has_its_reason_and_every_case_its_sentences() -> None:
    for found in silent_cases():
        assert set(without_a_reason(drivers_document(found))) == set()
        assert told(found)
        assert not any("None" in line or "nan" in line for line in told(found))


def test_shares_are_told_with_their_range_the_largest_first() -> None:
    lines = told(goes_with(made_up(), NAMES))
    assert "in 100 go with the other standards (200 visits to 20 branches)." in lines[0]
    assert lines[0].endswith("By chance alone it would be about 2.")
    assert lines[1].startswith("welcome: ") and " to " in lines[1]
    assert lines[-1].startswith("This says what goes together, not what causes what")


def test_what_goes_the_other_way_and_what_was_left_out_are_told() -> None:
    table = [["no" if row[0] == "yes" else "yes", row[1], "yes", row[3]] for row in made_up()]
    lines = told(goes_with(table, NAMES))
    assert any("but the other way round: where it is kept, this score is lower." in line for line in lines)
    assert "1 standard was the same on all of these visits, so nothing can go with it." in lines


def test_what_was_answered_too_seldom_is_told_with_its_reason() -> None:
    lines = told(
        goes_with(
            [["yes" if n % 9 else "n/a", "n/a" if n % 3 else "no", *row[2:]] for n, row in enumerate(made_up())], NAMES
        )
    )
    assert any(line.startswith("Not looked at: drink. It counted on 67 of 200 visits") for line in lines)


def test_shares_of_nothing_are_told_together() -> None:
    random = np.random.default_rng(9)
    kept = random.random((2000, 4)) < 0.6
    table = np.where(np.hstack([kept, kept[:, :1]]), "yes", "no").tolist()
    lines = told(goes_with(table, ("alone", "b", "c", "d", "overall"), branches=25))
    assert lines[1].startswith("alone: 100 (100 to 100) in 100") or lines[1].startswith("alone: 100 (99")
    assert lines[2].startswith("3 other standards together: 0 in 100")


def test_many_small_shares_are_told_together() -> None:
    random = np.random.default_rng(3)
    kept = random.random((400, 12)) < 0.6
    table = np.where(np.hstack([kept, (kept[:, :8].sum(axis=1) >= 5)[:, None]]), "yes", "no").tolist()
    lines = told(goes_with(table, (*(f"s{place:02}" for place in range(12)), "overall"), branches=25))
    assert any(line.startswith("6 other standards together: ") for line in lines)

"""Reading a long CSV of visits."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import BadInput
from audit.scoring.histories import Columns, HistoryOptions, decode, read_history, read_map, read_scale, read_scale_for
from audit.scoring.sums import chain_sums_from, visit_scores

HEADER = "visit_id,branch,auditor,date,standard,answer\n"


def history(rows: str, **options: object):
    return read_history(HEADER + rows, HistoryOptions(**options))


def problems(rows: str, **options: object) -> list[str]:
    with pytest.raises(BadInput) as refused:
        history(rows, **options)
    return [str(problem) for problem in refused.value.problems]


def only_answer(answer: str, **options: object):
    (visit,) = history(f"1,Leeds,Ann,2024-01-02,welcome,{answer}\n", **options).each_visit()
    return visit.answers[0]


@pytest.mark.parametrize("word", ["yes", " Y ", "TRUE", "1", "Met", "pass", "kept", "In compliance", "ok"])
def test_words_for_kept(word: str) -> None:
    assert (only_answer(word).state, only_answer(word).credit, only_answer(word).is_kept) == ("counted", 1.0, True)


@pytest.mark.parametrize("word", ["no", "N", "false", "0", "not met", "Fail", "broken", "Out of compliance"])
def test_words_for_broken(word: str) -> None:
    assert (only_answer(word).state, only_answer(word).credit, only_answer(word).is_kept) == ("counted", 0.0, False)


@pytest.mark.parametrize("word", ["na", "N/A", "not applicable", "Not Observed", "-"])
def test_words_for_not_applicable(word: str) -> None:
    assert (only_answer(word).state, only_answer(word).credit) == ("not_applicable", None)


def test_an_empty_answer_is_unanswered() -> None:
    assert (only_answer("").state, only_answer("  ").credit) == ("unanswered", None)


def test_a_number_is_read_on_its_scale_before_the_words() -> None:
    assert only_answer("1", scale=read_scale("1:5")).credit == 0.0
    assert only_answer("1").credit == 1.0
    assert only_answer("yes", scale=read_scale("1:5")).credit == 1.0
    assert only_answer("2", scale=read_scale("5:1")).credit == 0.75
    assert only_answer("4", scale=read_scale("1:5"), scales=dict([read_scale_for("welcome=0:4")])).credit == 1.0


def test_added_words() -> None:
    words = dict(map(read_map, ["Gedeeltelijk=0.5", "gesloten=na"]))
    assert only_answer("GEDEELTELIJK", words=words).credit == 0.5
    assert only_answer("Gesloten", words=words).state == "not_applicable"


def test_kept_from_a_chosen_credit_on_exactly() -> None:
    # (4.6 - 1) / 4 is 0.8999999999999999 in floating point.
    assert only_answer("4.6", scale=read_scale("1:5"), kept_at=Fraction("0.9")).is_kept
    assert not only_answer("4.5999", scale=read_scale("1:5"), kept_at=Fraction("0.9")).is_kept


@pytest.mark.parametrize("answer", ["101", "-0.5", "1e999"])
def test_a_number_outside_its_scale_is_refused_with_line_and_value(answer: str) -> None:
    assert problems(f"1,L,A,2024-01-02,welcome,{answer}\n", scale=read_scale("0:100")) == [
        f'line 2: "{answer}" is outside the scale from 0 to 100.'
    ]


def test_an_unreadable_answer_is_refused_with_line_and_value() -> None:
    rows = "1,L,A,2024-01-02,welcome,yes\n\n2,L,A,2024-01-02,welcome,perhaps\n3,L,A,2024-01-02,welcome,7\n"
    assert problems(rows) == [
        'line 4: "perhaps" is not an answer that can be read, for the standard "welcome".',
        'line 5: "7" is a number, and no scale was given for the standard "welcome".',
    ]


def test_two_answers_for_one_visit_and_standard_are_refused_with_both_lines() -> None:
    rows = "1,L,A,2024-01-02,welcome,yes\n2,L,A,2024-01-02,welcome,yes\n1,L,A,2024-01-02,welcome,yes\n"
    assert problems(rows) == ['line 4: visit "1" already has an answer for "welcome", on line 2.']


def test_a_visit_at_two_branches_by_two_auditors_on_two_days_is_refused_with_both_lines() -> None:
    rows = "1,Leeds,Ann,2024-01-02,welcome,yes\n1,York,Bob,2024-01-03,drink,yes\n"
    assert problems(rows) == [
        'line 3: visit "1" is at branch "York" here and at "Leeds" on line 2.',
        'line 3: visit "1" is by auditor "Bob" here and by "Ann" on line 2.',
        'line 3: visit "1" has the date "2024-01-03" here and "2024-01-02" on line 2.',
    ]


def test_times_of_one_day_are_one_date() -> None:
    rows = "1,L,A,2024-01-02T10:00,welcome,yes\n1,L,A,2024-01-02T10:05,drink,yes\n"
    assert history(rows).visit_day == (date(2024, 1, 2),)


@pytest.mark.parametrize("day, sentence", [("2024-13-01", '"2024-13-01" is not a date.'), ("", "the date is missing.")])
def test_a_bad_date_is_refused(day: str, sentence: str) -> None:
    assert problems(f"1,L,A,{day},welcome,yes\n") == [f"line 2: {sentence}"]


def test_a_date_in_another_form() -> None:
    assert history("1,L,A,31-12-2023,welcome,yes\n", date_format="%d-%m-%Y").visit_day == (date(2023, 12, 31),)


def test_missing_fields_are_refused() -> None:
    assert problems(",,A,2024-01-02,,yes\n") == [
        "line 2: the visit has no id.",
        "line 2: the branch is missing.",
        "line 2: the standard is missing.",
    ]


def test_a_row_with_too_many_fields_is_refused() -> None:
    assert problems("1,L,A,2024-01-02,welcome,yes,no\n") == ["line 2: has 7 fields where the header has 6."]


def test_quotes_that_do_not_add_up_are_refused() -> None:
    assert problems('1,L,A,2024-01-02,welcome,"yes\n') == ["line 2: the quotes or separators do not add up."]


def test_only_twenty_problems_are_listed() -> None:
    found = problems("".join(f"{n},L,A,2024-01-02,welcome,perhaps\n" for n in range(50)))
    assert len(found) == 21
    assert found[-1] == "and 30 more."


def test_lines_are_counted_over_fields_of_several_lines() -> None:
    assert problems('1,"L\nM",A,2024-01-02,welcome,yes\n2,L,A,2024-01-02,welcome,hm\n')[0].startswith("line 4: ")


def test_names_that_differ_in_outer_spaces_are_one() -> None:
    read = history("1,Leeds ,A,2024-01-02,a,yes\n2,Leeds,A,2024-01-02, a,yes\n")
    assert (read.branches, read.standards) == (("Leeds",), ("a",))


def test_semicolons_byte_order_mark_and_windows_line_ends() -> None:
    data = "\ufeffvisit_id;branch;date;standard;answer\r\n1;Leeds, north;2024-01-02;welcome;yes\r\n;;;;\r\n".encode()
    read = read_history(decode(data))
    assert (read.branches, read.auditors, read.visit_auditor.tolist()) == (("Leeds, north",), (), [-1])


def test_text_in_another_encoding_is_refused_with_its_line() -> None:
    with pytest.raises(BadInput, match="line 2: this is not UTF-8 text"):
        decode("a,b\nCafé,1\n".encode("latin-1"))


def test_a_missing_column_is_named() -> None:
    with pytest.raises(BadInput, match='no column "shop"'):
        read_history(HEADER, HistoryOptions(columns=Columns(branch="shop")))
    with pytest.raises(BadInput, match='no column "inspector"'):
        read_history(HEADER, HistoryOptions(columns=Columns(auditor="inspector")))


def test_a_file_without_a_header_is_refused() -> None:
    with pytest.raises(BadInput, match="no header row"):
        read_history("")


def test_no_rows_are_no_visits() -> None:
    assert read_history(HEADER).visits == ()


def test_only_and_skip_choose_before_answers_are_read() -> None:
    rows = "1,L,A,2024-01-02,grade,A\n1,L,A,2024-01-02,score,96\n2,L,A,2024-01-02,grade,B\n"
    for choice in ({"only": ("score",)}, {"skip": ("grade",)}):
        read = history(rows, scale=read_scale("0:100"), **choice)
        assert (read.visits, read.standards) == (("1",), ("score",))
    with pytest.raises(BadInput, match='no standard "scores"'):
        history(rows, only=("scores",))


def test_a_score_is_the_mean_credit_of_the_counting_standards() -> None:
    answers = "".join(f"1,L,A,2024-01-02,{pair}\n" for pair in ("a,yes", "b,no", "c,n/a", "d,"))
    rows = f"{answers}2,L,A,2024-01-03,a,-\n"
    visits, scores = visit_scores(history(rows))
    assert (visits.tolist(), scores.tolist()) == ([0], [50.0])


ROWS = (
    "1,L,A,2024-01-02,a,yes\n1,L,A,2024-01-02,b,no\n2,L,A,2024-01-09,a,yes\n2,L,A,2024-01-09,b,n/a\n"
    "3,M,,2024-02-01,a,no\n3,M,,2024-02-01,b,no\n"
)


def test_score_sums_of_a_history() -> None:
    sums = chain_sums_from(history(ROWS))
    assert (sums.visits, sums.branches, sums.auditors, sums.periods) == (3, ("L", "M"), ("A",), ("2024-01", "2024-02"))
    assert sums.scores.origin == 50.0
    assert list(zip(sums.scores.branch, sums.scores.auditor, sums.scores.visits, sums.scores.total, strict=True)) == [
        (0, 0, 2, 50.0),
        (1, -1, 1, -50.0),
    ]


def test_kept_sums_of_a_history() -> None:
    kept = chain_sums_from(history(ROWS)).kept
    counts = (kept.counting, kept.kept, kept.not_applicable)
    assert list(zip(kept.standard, kept.branch, kept.auditor, *counts, strict=True)) == [
        (0, 0, 0, 2, 2, 0),
        (0, 1, -1, 1, 0, 0),
        (1, 0, 0, 1, 0, 1),
        (1, 1, -1, 1, 0, 0),
    ]


def test_the_visits_one_by_one() -> None:
    rows = "2,L,A,2024-01-02,a,yes\n1,M,,2024-01-03,a,n/a\n2,L,A,2024-01-02,b, No \n"
    first, second = history(rows).each_visit()
    assert (first.id, first.branch, first.auditor, second.auditor) == ("2", "L", "A", None)
    assert [(answer.standard, answer.text, answer.state) for answer in first.answers] == [
        ("a", "yes", "counted"),
        ("b", "No", "counted"),
    ]


def is_read_or_refused(data: bytes) -> bool:
    try:
        return read_history(decode(data)) is not None
    except BadInput as refusal:
        return bool(str(refusal))


@given(st.sampled_from(["", HEADER]), st.text(max_size=300))
def test_any_text_is_read_or_refused(header: str, text: str) -> None:
    assert is_read_or_refused((header + text).encode("utf-8", "replace"))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    assert is_read_or_refused(HEADER.encode() + data)

"""What cannot be known is null with a sentence beside it, in every corner; what is told comes with its range."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from audit.scoring.analysis import Analysis, AnalysisOptions, analyse, read_model, tell, to_document
from audit.scoring.histories import HistoryOptions, read_history, read_scale
from audit.scoring.rounding import half_up, per_hundred, whole
from audit.scoring.sums import chain_sums_from
from audit.words import translator
from tests.scoring.making import chain, edge
from tests.scoring.test_branches import outspoken

HEADER = "visit_id,branch,auditor,date,standard,answer\n"
EDGES = ("all_same", "one_branch", "one_visit_per_branch", "disconnected", "zero_residual")
MIXED = "".join(
    f"{n},B{n % 4},{'' if n % 3 == 0 else f'A{n % 2}'},2024-0{n % 9 + 1}-01,{s},{a}\n"
    for n in range(40)
    for s, a in (("welcome", "no" if n % 5 == 0 else "yes"), ("drink", ("n/a", "", "yes")[n % 3]))
)
FILES = {
    "nothing": "",
    "one visit": "1,L,A,2024-01-01,s,yes\n",
    "two visits": "1,L,A,2024-01-01,s,yes\n2,L,A,2024-01-02,s,no\n",
    "all n/a": "1,L,A,2024-01-01,s,n/a\n2,M,B,2024-01-02,s,-\n",
    "nothing answered": "1,L,A,2024-01-01,s,\n2,M,B,2024-01-02,s,\n",
    "always kept": "".join(f"{n},B{n % 4},A{n % 3},2024-01-01,s,yes\n" for n in range(40)),
    "some without an auditor": MIXED,
}


def of_file(text: str, model: str = "score~branch+auditor") -> Analysis:
    history = read_history(HEADER + text, HistoryOptions())
    return analyse(chain_sums_from(history), AnalysisOptions(read_model(model)))


def without_a_reason(value: object, place: str = "$", reason: object = None) -> Iterator[str]:
    """Every null that no sentence in its own object, or in the one around it, explains."""
    if isinstance(value, dict):
        reason = value.get("why", reason)
        for name, inner in value.items():
            if inner is None and name != "why" and not reason:
                yield f"{place}.{name}"
            yield from without_a_reason(inner, f"{place}.{name}", reason)
    elif isinstance(value, list):
        for inner in value:
            yield from without_a_reason(inner, f"{place}[]", reason)


@pytest.mark.parametrize("name", EDGES)
def test_every_null_of_an_edge_case_has_its_reason(name: str) -> None:
    assert set(without_a_reason(to_document(analyse(chain(*edge(name)))))) == set()


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("model", ["score~branch", "score~branch+auditor", "score~branch+auditor+branch:period"])
def test_every_null_of_a_small_file_has_its_reason(name: str, model: str) -> None:
    found = to_document(of_file(FILES[name], model))
    days = {"$.from", "$.to"} if name == "nothing" else set()
    plan_without_end = {"$.plan.visits_interval[]"}
    assert set(without_a_reason(found)) - plan_without_end == days


@pytest.mark.parametrize("name", FILES)
def test_every_small_file_is_told_in_sentences(name: str) -> None:
    lines = [translator("en").say(line) for paragraph in tell(of_file(FILES[name])) for line in paragraph.lines]
    assert lines and not any("None" in line or "nan" in line for line in lines)


def test_every_number_that_is_told_has_its_range() -> None:
    lines = [translator("en").say(line) for paragraph in tell(outspoken()) for line in paragraph.lines]
    estimated = [line for line in lines if line.startswith(("About", "Take", "Two visits", "Visits by", "With"))]
    assert len(estimated) > 6
    assert [line for line in estimated if not re.search(r"\(\d[\d.]* to \d|\(\d+ or more\)|1 in 10", line)] == []


def test_scores_are_told_without_decimals() -> None:
    lines = [translator("en").say(line) for paragraph in tell(outspoken()) for line in paragraph.lines]
    clearly = [line for line in lines if line.startswith("Clearly")]
    assert clearly
    assert [
        one for one in clearly if not re.match(r"Clearly \w+: b\d+, \d+, probably \d+ to \d+; the chain \d+ \(", one)
    ] == []


def test_a_score_never_lies_in_a_range_of_one_number() -> None:
    history = "".join(f"{n},B{n % 8},,2024-01-01,s,{95.2 + n % 8 * 0.05 + n % 3 * 0.02}\n" for n in range(96))
    sums = chain_sums_from(read_history(HEADER + history, HistoryOptions(scale=read_scale("0:100"))))
    lines = [translator("en").say(line) for paragraph in tell(analyse(sums)) for line in paragraph.lines]
    ranges = [re.search(r"probably (\d+) to (\d+)", line) for line in lines if line.startswith("Clearly")]
    assert ranges and all(found is not None and found[1] != found[2] for found in ranges)


@pytest.mark.parametrize("value,decimals,shown", [(2.5, 0, "3"), (3.5, 0, "4"), (0.25, 1, "0.3"), (-2.5, 0, "-3")])
def test_a_half_goes_up(value: float, decimals: int, shown: str) -> None:
    assert str(half_up(value, decimals)) == shown


def test_shares_are_rounded_as_they_are_written() -> None:
    assert [per_hundred(share) for share in (0.285, 0.575, 0.125, 1.0, 0.0)] == [29, 58, 13, 100, 0]
    assert [whole(score) for score in (62.5, 63.5, 99.49)] == [63, 64, 99]

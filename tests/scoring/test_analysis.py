"""The whole analysis of a long CSV, as JSON."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest

from audit.errors import BadInput
from audit.scoring.analysis import AnalysisOptions, analyse, read_model, to_document
from audit.scoring.histories import HistoryOptions, decode, read_history, read_scale
from audit.scoring.intervals import wilson
from audit.scoring.sums import chain_sums_from

HEADER = "visit_id,branch,auditor,date,standard,answer\n"


def document(text: str, options: AnalysisOptions | None = None, **reading: object) -> dict:
    sums = chain_sums_from(read_history(text, HistoryOptions(**reading)))
    return json.loads(json.dumps(to_document(analyse(sums, options)), allow_nan=False))


def salons() -> str:
    """Four branches, three visits each; Leeds never offers a drink, York always does, the others by turns."""
    rows = []
    drinks = {"Leeds": "nnn", "York": "yyy", "Hull": "yny", "Bath": "nyn"}
    for place, (branch, answers) in enumerate(drinks.items()):
        for number, drink in enumerate(answers):
            start = f"{branch}-{number},{branch},{('Ann', 'Bob', 'Cas')[(place + number) % 3]},2024-0{number + 1}-15"
            rows += [f"{start},welcome,yes", f"{start},drink,{drink}", f"{start},goodbye,{'yn'[number == place]}"]
    return HEADER + "\n".join(rows) + "\n"


def rounded(value: object) -> object:
    """The same document without the last digits, which adding in another order may change."""
    if isinstance(value, dict):
        return {name: rounded(part) for name, part in value.items()}
    if isinstance(value, list):
        return [rounded(part) for part in value]
    return round(value, 6) + 0.0 if isinstance(value, float) else value


def test_counts_dates_and_the_mean() -> None:
    found = document(salons())
    assert (found["visits"], found["branches"], found["auditors"]) == (12, 4, 3)
    assert (found["from"], found["to"]) == ("2024-01-15", "2024-03-15")
    assert found["score"]["mean"] == pytest.approx(100 * (12 + 6 + 9) / 36)


def test_the_whole_shape() -> None:
    found = document(salons())
    assert set(found) == {
        "visits", "branches", "auditors", "from", "to", "score", "branch_results", "auditor_results", "standards",
        "plan", "notes",
    }  # fmt: skip
    score, branch = found["score"], found["branch_results"][0]
    assert set(score["components"]) == {"branch", "auditor", "residual"}
    assert set(score["components"]["branch"]) == {"variance", "interval", "why"}
    assert {"mean", "grand_mean", "criterion", "connected", "pieces", "reliability"} <= set(score)
    assert {"branch", "name", "visits", "mean", "adjusted", "interval", "rank_range", "group", "p_below"} <= set(branch)
    assert set(found["plan"]) == {"target", "visits_per_branch", "visits_interval", "table", "why"}


def test_standards_stand_in_the_order_of_their_gap() -> None:
    found = document(salons())["standards"]
    assert [one["standard"] for one in found] == ["drink", "welcome", "goodbye"]
    drink = found[0]
    assert (drink["visits"], drink["kept"], drink["interval"]) == (12, 0.5, list(wilson(6, 12) or ()))
    assert drink["same_experience"]["same_branch"] == pytest.approx(1 - (0 + 0 + 2 / 3 + 2 / 3) / 4)
    assert drink["branch_variance"] == pytest.approx(drink["same_experience"]["gap"] / 2)
    assert found[1]["kept"] == 1.0


def test_a_gap_below_zero_is_shown_as_it_is_and_its_variance_as_none() -> None:
    goodbye = document(salons())["standards"][2]
    assert goodbye["same_experience"]["gap"] < 0
    assert goodbye["same_experience"]["intervals"]["gap"][0] == 0
    assert goodbye["branch_variance"] == 0


def test_branches_that_break_what_others_keep_are_flagged() -> None:
    rows = [
        f"{b}{n},{b},,2024-01-15,drink,{'no' if b == 'Leeds' else 'yes'}"
        for b in ("Leeds", *"ABCDEFGHI")
        for n in range(6)
    ]
    assert document(HEADER + "\n".join(rows))["standards"][0]["flagged_branches"] == ["Leeds"]


def test_a_standard_seen_at_one_branch_or_once_a_branch_says_why() -> None:
    text = salons() + "Leeds-0,Leeds,Ann,2024-01-15,fax,yes\nLeeds-0,Leeds,Ann,2024-01-15,bar,n/a\n"
    text += "".join(f"{b}-0,{b},{a},2024-01-15,card,yes\n" for b, a in (("Leeds", "Ann"), ("York", "Bob")))
    found = {one["standard"]: one for one in document(text)["standards"]}
    assert "one branch only" in found["fax"]["same_experience"]["why"]
    assert "counted on no visit" in found["bar"]["same_experience"]["why"]
    assert (found["bar"]["kept"], found["bar"]["interval"]) == (None, None)
    assert "two visits" in found["card"]["same_experience"]["why"]
    assert found["card"]["same_experience"]["different_branches"] == 1.0


def test_all_not_applicable() -> None:
    found = document(HEADER + "1,L,A,2024-01-02,drink,n/a\n2,M,A,2024-01-03,drink,-\n")
    assert (found["visits"], found["score"]["mean"]) == (2, None)
    assert found["score"]["components"]["residual"]["why"] == "There is no visit with a score."
    assert [result["why"] for result in found["branch_results"]] == ["None of its visits has a score."] * 2
    assert "2 visits have no score, because none of their standards counted." in found["notes"]


def test_nothing_at_all() -> None:
    found = document(HEADER)
    assert (found["visits"], found["from"], found["standards"], found["branch_results"]) == (0, None, [], [])


def test_a_branch_with_one_visit_has_no_estimate() -> None:
    found = document(salons() + "Ely-0,Ely,Ann,2024-01-15,welcome,no\n")
    ely = next(result for result in found["branch_results"] if result["branch"] == "Ely")
    assert (ely["mean"], ely["adjusted"], ely["group"]) == (0.0, None, "too_few")
    assert "1 branch has a single visit: no branch estimate is shown for it." in found["notes"]


def test_the_order_of_rows_does_not_matter() -> None:
    head, *rows = salons().splitlines()
    assert rounded(document("\n".join([head, *reversed(rows)]))) == rounded(document(salons()))


def test_the_same_scores_on_another_scale() -> None:
    scores = [61, 74, 80, 92, 55, 68, 77, 71, 83, 90, 66, 59]
    texts = [
        HEADER
        + "\n".join(f"{n},{'LMYH'[n % 4]},{'AB'[n % 3 % 2]},2024-01-02,s,{value}" for n, value in enumerate(numbers))
        for numbers in (scores, [1_000_000 + score for score in scores])
    ]
    plain, moved = (
        document(text, scale=read_scale(s)) for text, s in zip(texts, ("0:100", "1000000:1000100"), strict=True)
    )
    for name, component in plain["score"]["components"].items():
        assert component["variance"] == pytest.approx(
            moved["score"]["components"][name]["variance"], rel=1e-6, abs=1e-9
        )


def test_the_target_of_the_plan() -> None:
    low, high = (document(salons(), AnalysisOptions(target=target))["plan"] for target in (0.5, 0.9))
    assert (low["target"], high["target"]) == (0.5, 0.9)
    assert low["visits_per_branch"] < high["visits_per_branch"]


def test_the_smallest_difference_worth_acting_on() -> None:
    near, far = (document(salons(), AnalysisOptions(worth_points=worth))["branch_results"] for worth in (0.0, 40.0))
    assert all(a["p_below"] > b["p_below"] for a, b in zip(near, far, strict=True))


@pytest.mark.parametrize("text", ["score~branch", "score ~ branch + auditor", "score~branch+auditor+branch:period"])
def test_models(text: str) -> None:
    model = read_model(text)
    assert str(model) == text.replace(" ", "")
    assert "branch:period" not in document(salons(), AnalysisOptions(model))["score"]["components"] or model.has_period


@pytest.mark.parametrize("text", ["", "branch", "score~auditor", "score~branch+region", "score~branch+branch"])
def test_models_that_are_none(text: str) -> None:
    with pytest.raises(BadInput, match="is not a model"):
        read_model(text)


def counted(rows: list[dict[str, str]]) -> dict[str, tuple[int, int]]:
    """(counting, kept) of each standard, counted the slow way."""
    found: dict[str, tuple[int, int]] = {}
    for row in rows:
        counting, kept = found.get(row["standard"], (0, 0))
        found[row["standard"]] = (counting + 1, kept + (row["answer"] == "Met"))
    return found


@pytest.mark.extra
@pytest.mark.parametrize("name", ["chicago/starbucks.csv.gz", "minneapolis/schools_filled.csv.gz"])
def test_real_answers_agree_with_an_independent_count(name: str, extra_cases: Path) -> None:
    text = decode(gzip.decompress((extra_cases / name).read_bytes()))
    rows = list(csv.DictReader(text.splitlines()))
    found = document(text)
    assert found["visits"] == len({row["visit_id"] for row in rows})
    assert found["branches"] == len({row["branch"] for row in rows})
    assert {
        one["standard"]: (one["visits"], round(one["kept"] * one["visits"])) for one in found["standards"]
    } == counted(rows)

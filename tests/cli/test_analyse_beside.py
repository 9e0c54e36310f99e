"""`audit analyse --overall` and `--survey`: what stands beside the analysis, and nothing when nobody asks."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEADER = "visit_id,branch,auditor,date,standard,answer\n"
STANDARDS = ("welcome", "drink", "safe")


def answers(visit):
    """Overall (1 to 5) follows welcome, and drink a little."""
    welcome, drink = visit % 3 != 0, visit % 4 != 1
    kept = (welcome, drink, visit % 90 != 7)
    said = {name: "yes" if is_kept else "no" for name, is_kept in zip(STANDARDS, kept, strict=True)}
    return {**said, "Overall": 1 + 3 * welcome + (drink and visit % 2)}


VISITS = HEADER + "".join(
    f"{visit},B{visit % 22:02},A{visit % 5},2024-01-{visit % 28 + 1:02},{standard},{answer}\n"
    for visit in range(180)
    for standard, answer in answers(visit).items()
)
GUESTS = "branch,score\n" + "".join(f"B{guest % 22:02},{(guest * 7 + guest % 22) % 11}\n" for guest in range(400))
SCALE = ("--scale-for", "Overall=1:5")


@pytest.fixture
def analyse(tmp_path):
    """Runs `audit analyse` on the visits, with a survey beside them."""

    def run(*options, survey=GUESTS):
        (tmp_path / "visits.csv").write_text(VISITS)
        (tmp_path / "guests.csv").write_text(survey)
        command = [sys.executable, "-m", "audit", "analyse", "visits.csv", *SCALE, *options]
        environment = {
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "PYTHONWARNINGS": "error",
            "PATH": os.environ["PATH"],
            "OPENBLAS_NUM_THREADS": "1",
        }
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    return run


def test_both_stand_beside_the_same_analysis(analyse):
    plain = json.loads(analyse("--format", "json").stdout)
    done = analyse("--overall", "Overall", "--survey", "guests.csv", "--survey-scale", "0:10", "--format", "json")
    found = json.loads(done.stdout)
    drivers, survey = found.pop("drivers"), found.pop("survey")
    assert found == plain
    assert (drivers["overall"], drivers["visits"], drivers["branches"], drivers["method"]) == (
        "Overall",
        180,
        22,
        "lmg",
    )
    assert drivers["standards"][0]["standard"] == "welcome"
    assert sum(one["share"] for one in drivers["standards"]) == pytest.approx(drivers["explained"])
    assert drivers["standards"][2]["notes"][0].startswith("Kept on 99 of 100 of these visits")
    assert (survey["guests"], survey["in_both"], len(survey["branch_results"])) == (400, 22, 22)


def test_the_same_command_says_the_same_twice(analyse):
    asked = ("--overall", "Overall", "--survey", "guests.csv", "--survey-scale", "0:10", "--format", "json")
    assert analyse(*asked).stdout == analyse(*asked).stdout


def test_words_a_manager_can_read(analyse):
    done = analyse("--overall", "Overall", "--survey", "guests.csv", "--survey-scale", "0:10")
    assert (done.returncode, done.stderr) == (0, "")
    assert "What goes with: Overall\n" in done.stdout
    assert "in 100 (kept on 67 of 100 visits)." in done.stdout
    assert "1 standard hardly ever fails and will always look unimportant here: safe." in done.stdout
    assert "What auditors saw beside what guests said\n" in done.stdout
    assert "400 guests gave a score, on average 50 of 100." in done.stdout
    assert "drives" not in done.stdout


def test_nobody_asked(analyse):
    done = analyse()
    assert "What goes with" not in done.stdout
    assert "guest" not in done.stdout


def test_guests_who_gave_no_score_are_counted_aloud(analyse):
    asked = ("--survey", "guests.csv", "--survey-scale", "0:10")
    silent = GUESTS + "B01,\nB02,n/a\n"
    assert "2 guests of the survey gave no score and do not count." in analyse(*asked, survey=silent).stdout
    done = analyse(*asked, "--format", "json", survey=silent)
    assert "2 guests of the survey gave no score and do not count." in done.stderr
    assert json.loads(done.stdout)["survey"]["guests"] == 400


def test_other_columns_of_the_survey(analyse):
    text = GUESTS.replace("branch,score", "Filiaal,Cijfer")
    columns = ("--survey-branch", "Filiaal", "--survey-score", "Cijfer")
    done = analyse("--survey", "guests.csv", "--survey-scale", "0:10", *columns, "--format", "json", survey=text)
    assert json.loads(done.stdout)["survey"]["guests"] == 400


@pytest.mark.parametrize(
    "options, sentence",
    [
        (("--overall", "overall"), 'There is no standard "overall" in this file. Its standards are: "welcome"'),
        (("--survey", "guests.csv", "--survey-scale", "0:9"), 'line 6: "10" is outside the scale from 0 to 9.'),
        (("--survey", "guests.csv", "--survey-scale", "0:10", "--survey-score", "mark"), 'no column "mark"'),
    ],
)
def test_bad_data_is_refused_with_a_sentence(analyse, options, sentence):
    done = analyse(*options)
    assert (done.returncode, done.stdout) == (1, "")
    assert sentence in done.stderr


@pytest.mark.parametrize(
    "options, named",
    [
        (("--survey", "guests.csv"), "--survey-scale"),
        (("--survey-scale", "0:10"), "--survey"),
        (("--survey", "guests.csv", "--survey-scale", "10"), "--survey-scale"),
        (("--survey", "nowhere.csv", "--survey-scale", "0:10"), "--survey"),
        (("--overall", "Overall", "-o", "report.pdf"), "--overall"),
        (("--survey", "guests.csv", "--survey-scale", "0:10", "-o", "report.pdf"), "--survey"),
    ],
)
def test_wrong_usage_exits_2(analyse, options, named):
    done = analyse(*options)
    assert (done.returncode, done.stdout) == (2, "")
    assert named in done.stderr

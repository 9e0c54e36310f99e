"""`audit analyse` as a real process: a spreadsheet in, words or JSON or one sentence out."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEADER = "visit_id,branch,auditor,date,standard,answer\n"
ROWS = "".join(
    f"{b}{n},{b},{'Ann' if n % 2 else 'Bob'},2024-0{n + 1}-10,{s},{'no' if b == 'Leeds' and s == 'drink' else 'yes'}\n"
    for b in ("Leeds", "York", "Hull", "Bath", "Ely")
    for n in range(4)
    for s in ("welcome", "drink")
)


@pytest.fixture
def audit(tmp_path):
    """Runs `audit analyse` on a text, in a folder of its own."""

    def run(text, *options):
        (tmp_path / "visits.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
        command = [sys.executable, "-m", "audit", "analyse", "visits.csv", *options]
        root = str(Path(__file__).parents[2])
        environment = {
            "PYTHONPATH": root,
            "PYTHONWARNINGS": "error",
            "PATH": os.environ["PATH"],
            "OPENBLAS_NUM_THREADS": "1",
        }
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    return run


def test_json_alone_on_stdout(audit):
    done = audit(HEADER + ROWS, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert (found["visits"], found["branches"]) == (20, 5)
    assert found["standards"][0]["flagged_branches"] == ["Leeds"]


def test_words_a_manager_can_read(audit):
    done = audit(HEADER + ROWS)
    assert done.returncode == 0
    assert "20 visits to 5 branches by 2 auditors." in done.stdout
    assert "From 10 January 2024 to 10 April 2024." in done.stdout
    assert "Where the chain is inconsistent" in done.stdout
    assert "Kept clearly less at Leeds (0 of 4 visits)." in done.stdout


def test_other_columns_words_scales_and_dates(audit):
    text = "Bezoek;Filiaal;Datum;Norm;Antwoord\n1;Delft;31-12-2023;drank;Deels\n2;Gouda;1-1-2024;wachttijd;4\n"
    columns = [
        "--visit-id",
        "Bezoek",
        "--branch",
        "Filiaal",
        "--date",
        "Datum",
        "--standard",
        "Norm",
        "--answer",
        "Antwoord",
    ]
    more = ["--date-format", "%d-%m-%Y", "--map", "deels=0.5", "--scale-for", "wachttijd=1:5", "--kept-at", "0.5"]
    done = audit(text, *columns, *more, "--format", "json")
    found = json.loads(done.stdout)
    assert {one["branch"]: one["mean"] for one in found["branch_results"]} == {"Delft": 50.0, "Gouda": 75.0}
    assert [one["kept"] for one in found["standards"]] == [1.0, 1.0]


def test_periods_from_a_column(audit):
    text = "visit_id,branch,date,standard,answer,wave\n" + "".join(
        f"{b}{w}{n},{b},2024-01-{n + 1:02d},s,{(b * 7 + w * 5 + n * 3) % 11},{w}\n"
        for b in range(4)
        for w in range(3)
        for n in range(3)
    )
    done = audit(
        text, "--scale", "0:10", "--model", "score~branch+branch:period", "--period", "wave", "--format", "json"
    )
    components = json.loads(done.stdout)["score"]["components"]
    assert set(components) == {"branch", "auditor", "branch:period", "residual"}
    assert components["branch:period"]["variance"] is not None


def test_only_and_skip(audit):
    done = audit(HEADER + ROWS, "--only", "drink", "--format", "json")
    assert [one["standard"] for one in json.loads(done.stdout)["standards"]] == ["drink"]
    done = audit(HEADER + ROWS, "--skip", "drink", "--format", "json")
    assert [one["standard"] for one in json.loads(done.stdout)["standards"]] == ["welcome"]


@pytest.mark.parametrize(
    "text, sentence",
    [
        (
            HEADER + ROWS + "x,York,Ann,2024-01-01,drink,perhaps\n",
            'line 42: "perhaps" is not an answer that can be read',
        ),
        (HEADER + ROWS + "York0,York,Bob,2024-01-10,drink,yes\n", 'line 42: visit "York0" already has an answer'),
        (HEADER + ROWS + "York0,Leeds,Bob,2024-01-10,tip,yes\n", 'at branch "Leeds" here and at "York" on line 10'),
        ("visit,branch\n1,2\n", 'The file has no column "visit_id"'),
        ("", "The file has no header row."),
        (b"visit_id,branch,date,standard,answer\n1,Caf\xe9,2024-01-01,s,yes\n", "line 2: this is not UTF-8 text."),
    ],
)
def test_bad_data_is_refused_with_a_sentence(audit, text, sentence):
    done = audit(text)
    assert (done.returncode, done.stdout) == (1, "")
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "options",
    [
        ("--scale", "100"),
        ("--scale", "5:5"),
        ("--map", "partly"),
        ("--map", "partly=2"),
        ("--scale-for", "0:100"),
        ("--kept-at", "2"),
        ("--model", "score~region"),
        ("--format", "pdf"),
        ("--target", "1"),
    ],
)
def test_wrong_usage_exits_2(audit, options):
    done = audit(HEADER + ROWS, *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert options[0] in done.stderr


def test_a_number_without_a_scale_says_so(audit):
    done = audit(HEADER + "1,L,A,2024-01-01,score,87\n")
    assert done.returncode == 1
    assert 'line 2: "87" is a number, and no scale was given for the standard "score".' in done.stderr


def test_a_scale_brings_a_note_about_kept(audit):
    assert "--kept-at" in audit(HEADER + "1,L,A,2024-01-01,score,87\n", "--scale", "0:100").stdout


@pytest.mark.parametrize("rows", ["", "1,L,A,2024-01-01,s,yes\n", "1,L,A,2024-01-01,s,n/a\n2,M,,2024-01-01,s,\n"])
def test_the_smallest_files_are_told_in_words(audit, rows):
    done = audit(HEADER + rows)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("The chain\n")


@pytest.mark.extra
def test_real_inspections(audit, extra_cases):
    text = (extra_cases / "wake" / "starbucks.csv").read_text()
    done = audit(text, "--only", "Sanitation score (0-100)", "--scale", "0:100")
    assert done.returncode == 0
    assert (
        "Clearly below: Starbucks - 6282 Glenwood Ave, Raleigh (11948), 97, probably 96 to 97; the chain 98"
        in done.stdout
    )
    assert "Visits by Inspector 16 score about 1.6 points lower (0.9 to 2.2)" in done.stdout

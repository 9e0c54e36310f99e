"""The commands over a database, as a person runs them: what they print, how they end, and nothing half done."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cast import DOCUMENT
from tests.databases import copy_sqlite, run_audit

Run = Callable[..., subprocess.CompletedProcess[str]]

VISITS = (
    "visit_id,branch,auditor,date,standard,answer\n"
    "1,noon,Bea,2026-01-05,Greeted,yes\n2,noon,,2026-02-28,Greeted,no\n2,noon,,2026-02-28,Drink,n/a\n"
)


@pytest.fixture
def audit(migrated_sqlite: Path, tmp_path: Path) -> Run:
    """`audit ...` on a migrated, empty database with a photo folder of its own."""
    settings = {
        "database": copy_sqlite(migrated_sqlite, tmp_path / "audit.sqlite3"),
        "photos": str(tmp_path / "photos"),
    }
    return lambda *words: run_audit(*map(str, words), settings=settings)


def written(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text)
    return folder / name


def refused(done: subprocess.CompletedProcess[str], says: str) -> None:
    """Exit 1, a sentence on stderr, nothing on stdout and no traceback."""
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_history_goes_in_and_comes_out(audit: Run, tmp_path: Path) -> None:
    file = written(tmp_path, "visits.csv", VISITS)
    first = audit("visits", "import", file)
    assert (first.returncode, first.stdout.splitlines()[0]) == (0, "Visits added: 2. Already there: 0.")
    assert "  Greeted" in first.stdout.splitlines()
    assert audit("visits", "import", file).stdout == "Visits added: 0. Already there: 2.\n"
    exported = audit("visits", "export", "--format", "jsonl")
    assert [json.loads(line)["date"] for line in exported.stdout.splitlines()] == ["2026-01-05", "2026-02-28"]
    assert audit("verify").returncode == 0


def test_a_file_says_the_same_before_and_after_it_is_imported(audit: Run, tmp_path: Path) -> None:
    rows = "".join(
        f"{b}{n},{b},{('Ann', 'Bob', '')[n % 3]},2026-0{n + 1}-10,{s},{'no' if b + s == 'nestDrink' else 'yes'}\n"
        for b in ("noon", "nest", "sun")
        for n in range(4)
        for s in ("Greeted", "Drink")
    )
    file = written(tmp_path, "v.csv", VISITS.splitlines(keepends=True)[0] + rows)
    assert audit("visits", "import", file).returncode == 0
    said = [audit(*words, "--format", "json").stdout for words in (("analyse", file), ("compare",))]
    before, after = (json.loads(one, parse_float=lambda text: round(float(text), 4)) for one in said)
    assert before == after  # to the millionths that a score is stored in


def test_a_file_with_a_fault_is_refused_by_its_line(audit: Run, tmp_path: Path) -> None:
    refused(audit("visits", "import", written(tmp_path, "v.csv", VISITS + "3,noon,,never,Drink,yes\n")), "line 5")
    assert audit("visits", "export", "--format", "jsonl").stdout == ""


def test_an_export_that_cannot_be_written_leaves_nothing(audit: Run, tmp_path: Path) -> None:
    refused(audit("visits", "export", "-o", tmp_path / "nowhere" / "x.csv"), "cannot be written")
    assert audit("visits", "export", "--format", "xlsx").returncode == 2
    refused(audit("visits", "export", "--since", "2026-13-01"), "2026-13-01")


def test_people_get_a_link_alone_on_a_line(audit: Run) -> None:
    added = audit("people", "add", "bea@example.com", "--name", "Bea", "--role", "manager")
    assert (added.returncode, added.stdout.count("/welcome/"), added.stdout.count("\n")) == (0, 1, 1)
    assert "sees the whole chain" in added.stderr
    refused(audit("people", "add", "bea@example.com", "--name", "Bea", "--role", "manager"), "is there already")
    assert audit("people", "add", "x@example.com", "--name", "X", "--role", "boss").returncode == 2


def test_branches_come_in_all_or_none(audit: Run, tmp_path: Path) -> None:
    assert "Added: 1." in audit("branches", "import", written(tmp_path, "b.csv", "code,name\nb1,One\n")).stdout
    refused(audit("branches", "import", written(tmp_path, "c.csv", "code,name\nb2,Two\n,x\n")), "line 3")


def test_a_checklist_goes_in_and_comes_out(audit: Run, tmp_path: Path) -> None:
    file = written(tmp_path, "checklist.json", json.dumps(DOCUMENT))
    assert "Version 1" in audit("checklist", "import", file, "--publish").stdout
    assert "was published before" in audit("checklist", "import", file, "--publish").stdout
    assert json.loads(audit("checklist", "export", "salon-visit").stdout)["key"] == "salon-visit"
    refused(audit("checklist", "export", "made-up"), "made-up")


def test_a_draft_is_not_replaced_unasked(audit: Run, tmp_path: Path) -> None:
    mine = written(tmp_path, "mine.json", json.dumps(DOCUMENT))
    theirs = written(tmp_path, "theirs.json", json.dumps({**DOCUMENT, "name": "Theirs"}))
    assert "kept as a draft" in audit("checklist", "import", mine).stdout
    assert audit("checklist", "import", mine).returncode == 0
    refused(audit("checklist", "import", theirs), "has a draft that says something else. Nothing was written")
    assert json.loads(audit("checklist", "export", "salon-visit").stdout)["name"]["en"] == "Salon visit"
    assert audit("checklist", "import", theirs, "--replace-draft").returncode == 0
    assert json.loads(audit("checklist", "export", "salon-visit").stdout)["name"] == "Theirs"


def test_a_backup_is_restored_into_an_empty_place_only(audit: Run, tmp_path: Path, migrated_sqlite: Path) -> None:
    audit("visits", "import", written(tmp_path, "visits.csv", VISITS))
    assert audit("backup", tmp_path / "backup.tar").returncode == 0
    refused(audit("restore", tmp_path / "backup.tar"), "not empty")
    elsewhere = {"database": f"sqlite://{tmp_path / 'new' / 'audit.sqlite3'}", "photos": str(tmp_path / "new" / "p")}
    restored = run_audit("restore", str(tmp_path / "backup.tar"), settings=elsewhere)
    assert (restored.returncode, "Differences: 0." in restored.stdout) == (0, True), restored.stderr
    assert "Sums that were wrong: 0." in run_audit("rebuild", settings=elsewhere).stdout


def test_a_database_that_is_none_is_told_in_a_sentence(tmp_path: Path) -> None:
    settings = {"database": f"sqlite://{written(tmp_path, 'audit.sqlite3', 'junk' * 300)}"}
    for words in (("migrate",), ("verify",), ("rebuild",), ("visits", "export")):
        refused(run_audit(*words, settings=settings), "The database cannot be used")
    assert run_audit("doctor", settings=settings).returncode == 1

"""`audit report` and `audit analyse -o` as real processes."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pikepdf
import pytest

from tests.databases import copy_sqlite, run_audit
from tests.reports.papers import check_paper

Run = Callable[..., CompletedProcess[str]]
HISTORY = "visit_id,branch,auditor,date,standard,answer\n" + "".join(
    f"v{n},B{n % 3},A{n % 2},2026-01-{n + 1:02},S{s},{'yes' if (n + s) % 4 else 'no'}\n"
    for n in range(18)
    for s in range(4)
)


@pytest.fixture(scope="module")
def run(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs `audit` on a small demo chain."""
    folder = tmp_path_factory.mktemp("reports")
    settings = {"database": copy_sqlite(migrated_sqlite, folder / "a.sqlite3"), "photos": str(folder / "photos")}
    filled = run_audit("demo", "--branches", "4", "--visits", "40", "--seed", "5", settings=settings)
    assert filled.returncode == 0, filled.stderr
    return lambda *arguments: run_audit(*arguments, settings=settings)


def written(done: CompletedProcess[str], target: Path) -> pikepdf.Pdf:
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return pikepdf.open(io.BytesIO(target.read_bytes()))


def test_the_whole_chain_is_written(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "chain.pdf"
    check_paper(written(run("report", "chain", "-o", str(target), "--language", "nl"), target), "nl")


def test_a_region_is_written(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "region.pdf"
    pdf = written(run("report", "region", "Netherlands", "-o", str(target)), target)
    check_paper(pdf, "en")
    assert str(pdf.docinfo.Title).startswith("Netherlands")


def test_a_report_that_cannot_be_made_leaves_no_file(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "no.pdf"
    for arguments in (("region", "Nowhere"), ("chain", "--until", "2001-01-01"), ("visit", "no-such-visit")):
        refused = run("report", *arguments, "-o", str(target))
        assert (refused.returncode, target.exists()) == (1, False), refused.stderr
        assert refused.stderr.count("\n") == 1


def test_a_spreadsheet_becomes_a_report_without_a_database(tmp_path: Path) -> None:
    source, target = tmp_path / "history.csv", tmp_path / "history.pdf"
    source.write_text(HISTORY, "utf-8")
    nowhere = {"database": f"sqlite://{tmp_path / 'none' / 'a.sqlite3'}"}
    pdf = written(run_audit("analyse", str(source), "-o", str(target), settings=nowhere), target)
    check_paper(pdf, "en")
    assert str(pdf.docinfo.Title).startswith("history")
    assert not (tmp_path / "none").exists()

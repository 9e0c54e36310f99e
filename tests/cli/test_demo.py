"""`audit demo` as a real process: an empty database becomes a chain, any other is left alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.databases import copy_sqlite, run_audit

SMALL = ("--branches", "3", "--visits", "10", "--seed", "5")
Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def demo(migrated_sqlite: Path, tmp_path: Path) -> Run:
    """Runs `audit demo` on an empty database of its own."""
    settings = {"database": copy_sqlite(migrated_sqlite, tmp_path / "a.sqlite3"), "photos": str(tmp_path / "photos")}

    def run(*arguments: str) -> CompletedProcess[str]:
        return run_audit("demo", *arguments, settings=settings)

    return run


def test_an_empty_database_is_filled_once(demo: Run, tmp_path: Path) -> None:
    truth = tmp_path / "truth.json"
    first = demo(*SMALL, "--truth", str(truth))
    assert (first.returncode, first.stderr) == (0, "")
    told = json.loads(truth.read_text("utf-8"))
    assert (told["seed"], told["visits"], len(told["branches"])) == (5, 10, 3)
    assert len(told["inconsistent_standards"]) == 4
    second = demo(*SMALL)
    assert second.returncode == 1
    assert second.stderr.count("\n") == 1
    assert "empty database" in second.stderr


def test_a_truth_that_cannot_be_written_is_said_before_anything_is_filled(demo: Run, tmp_path: Path) -> None:
    refused = demo(*SMALL, "--truth", str(tmp_path / "no" / "such" / "truth.json"))
    assert refused.returncode == 2
    assert "--truth" in refused.stderr
    assert demo(*SMALL).returncode == 0


@pytest.mark.parametrize("option", ["--branches", "--visits"])
@pytest.mark.parametrize("value", ["0", "many"])
def test_sizes_that_make_no_chain_are_wrong_usage(demo: Run, option: str, value: str) -> None:
    refused = demo(option, value)
    assert refused.returncode == 2
    assert option in refused.stderr

"""Runs every example of docs/statistics.md, and finds every function of the statistics there."""

import ast
import doctest
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "statistics.md").read_text()
MODULES = (
    "agreement",
    "branches",
    "control_charts",
    "flags",
    "funnels",
    "intervals",
    "planning",
    "sums",
    "trends",
    "weights",
)
MINOR = {"corrected", "exact_limits", "in_order", "intraclass_from", "mean_range", "ranges_of"}


def test_every_example_says_what_it_prints() -> None:
    found = doctest.testfile(str(ROOT / "docs" / "statistics.md"), module_relative=False)
    assert found.attempted >= 50
    assert found.failed == 0


def test_every_function_of_the_statistics_is_documented() -> None:
    functions = {
        node.name
        for name in MODULES
        for node in ast.parse((ROOT / "audit" / "scoring" / f"{name}.py").read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }
    assert sorted(name for name in functions - MINOR if f"`{name}" not in TEXT and f"{name}(" not in TEXT) == []


def test_the_page_for_managers_is_linked() -> None:
    assert "(how-to-read.md)" in TEXT
    assert (ROOT / "docs" / "how-to-read.md").exists()

"""Habits that a linter for Python does not see: names, templates, scripts, unfinished work."""

from __future__ import annotations

import ast
import re

import pytest

from audit.store.log_verbs import SUBJECTS, VERBS
from tests.house.files import found_none, ours

EMPTY_NAMES = {"util", "utils", "helper", "helpers", "manager", "common", "handler", "handlers", "misc", "base"}
SAYING = {"say", "say_count", "str", "Fact", "Percent"}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK|lorem ipsum)\b", re.IGNORECASE)
EVERYTHING = ("audit/**/*", "bench/**/*", "bin/*", "docs/**/*.md", "*.md", "tests/**/*.py")
BINARY = (".png", ".ico", ".woff2", ".webp", ".jpg", ".gz", ".pyc", ".sqlite3")


def test_a_module_is_named_for_what_it_holds() -> None:
    found_none(name for name, path in ours("audit/**/*.py", "audit/**/*.js") if path.stem in EMPTY_NAMES)


def test_nothing_is_left_unfinished() -> None:
    texts = {name: path.read_text() for name, path in ours(*EVERYTHING) if path.suffix not in BINARY}
    texts.pop("tests/house/test_habits.py")
    found_none(name for name, text in texts.items() if UNFINISHED.search(text))


@pytest.mark.parametrize(
    "habit,pattern",
    [
        ("a script of its own", r"<script(?![^>]*\bsrc=)"),
        ("a style of its own", r"<style|\sstyle="),
        ("an inline listener", r"\son[a-z]+="),
        ("unescaped text", r"\|\s*safe\b|autoescape\s+false"),
    ],
)
def test_no_template_has(habit: str, pattern: str) -> None:
    found = [name for name, path in ours("audit/templates/**/*.html") if re.search(pattern, path.read_text())]
    found_none(found)


def test_a_template_begins_with_what_it_needs() -> None:
    templates = ours("audit/templates/**/*.html")
    found_none(name for name, path in templates if not path.read_text().startswith("{#"))


def test_our_scripts_build_the_page_from_nodes_not_from_text() -> None:
    from_text = re.compile(r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval)\b")
    found_none(name for name, path in ours("audit/static/js/**/*.js") if from_text.search(path.read_text()))


def test_no_sentence_rounds_half_to_even() -> None:
    """Python's `round(2.5)` is 2; charts and tables say 3. What is said goes through `audit.scoring.rounding`."""
    sources = {name: path.read_text() for name, path in ours("audit/**/*.py")}
    found_none(f"{name}: {line}" for name, text in sources.items() for line in _rounded_in_sentences(text))


def _rounded_in_sentences(text: str) -> list[int]:
    said = [node for node in ast.walk(ast.parse(text)) if _called(node) in SAYING]
    inside = [inner for node in said for inner in ast.walk(node) if isinstance(inner, ast.Call)]
    return [call.lineno for call in inside if _called(call) == "round"]


def _called(node: ast.AST) -> str:
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def test_nothing_changes_or_deletes_a_line_of_the_log() -> None:
    changing = re.compile(r"(UPDATE|DELETE\s+FROM)\s+\"?log_entry|LogEntry\.[^\n]*\.(update|delete)\(", re.IGNORECASE)
    found_none(name for name, path in ours("audit/**/*.py") if changing.search(path.read_text()))


def test_whatever_is_written_into_the_log_has_words() -> None:
    """`add_entry` refuses other verbs when it is called; this finds those that no test calls."""
    sources = {name: path.read_text() for name, path in ours("audit/**/*.py") if "log.add_entr" in path.read_text()}
    said = {name: _log_words(text) for name, text in sources.items()}
    assert sum(map(len, said.values())) > 60
    known = VERBS | SUBJECTS
    found_none(f"{name}: {word}" for name, words in said.items() for word in words if word not in known)


def _log_words(text: str) -> list[str]:
    """The verbs and kinds of things that stand in a module's calls of `log.add_entry` and `log.add_entries`."""
    calls = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
    logging = [call for call in calls if ast.unparse(call.func) in ("log.add_entry", "log.add_entries")]
    words = (inner for call in logging for place in call.args[1:3] for inner in _choices(place))
    return [word.value for word in words if isinstance(word, ast.Constant)]


def _choices(node: ast.expr) -> list[ast.expr]:
    """Both sides of `a if b else c`, or the expression itself."""
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]

"""The invariants of docs/architecture.md that imports can break; pyproject.toml holds the contracts themselves."""

from __future__ import annotations

import ast
import subprocess
import sys

import grimp

from tests.house.files import ROOT, found_none, ours

PURE = ("audit.scoring", "audit.checklists")
MAY_ANSWER_JSON = ("audit/web/sync", "audit/web/api", "audit/web/health.py", "audit/web/failures.py")
STANDARD_LIBRARY_TO_DO_WITHOUT = {"io", "os", "pathlib", "socket", "sys", "time"}


# In a process of its own: it configures logging anew, which would silence loggers that other tests listen to.
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def test_every_import_contract_is_kept() -> None:
    done = subprocess.run([sys.executable, "-c", LINT], check=False, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_pure_core_imports_nothing_but_arithmetic() -> None:
    graph = grimp.build_graph("audit", include_external_packages=True)
    allowed = {"numpy", "scipy", *sys.stdlib_module_names} - STANDARD_LIBRARY_TO_DO_WITHOUT
    core = [module for package in PURE for module in (package, *graph.find_descendants(package))]
    imported = {name for module in core for name in graph.find_modules_directly_imported_by(module)}
    outside = {name for name in imported if not name.startswith((*PURE, "audit.errors"))}
    found_none(outside - allowed)


def test_a_server_starts_without_what_only_some_requests_need() -> None:
    """Each costs a web worker its start or its memory: scipy alone a second and 75 MB."""
    heavy = {"dbos", "lxml", "openpyxl", "pyxform", "pywebpush", "scipy", "weasyprint"}
    code = "import sys, audit.app; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, capture_output=True, text=True)
    found_none(heavy.intersection(done.stdout.split()))


def test_json_leaves_through_its_own_doors_alone() -> None:
    doors = [name for name, path in ours("audit/web/**/*.py") if "JSONResponse" in _names(path.read_text())]
    found_none(name for name in doors if not name.startswith(MAY_ANSWER_JSON))


def _names(source: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}

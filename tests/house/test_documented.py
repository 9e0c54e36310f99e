"""What a person can set, call or meet stands in the documentation, and the documentation's links lead somewhere."""

from __future__ import annotations

import ast
import importlib
import inspect
import re

import click

import audit.errors
from audit.cli import main
from audit.settings import DEFAULTS
from tests.house.files import ROOT, found_none, ours

LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")


def test_every_setting_is_documented() -> None:
    deploying = _read("docs/deploying.md")
    found_none(name for name in DEFAULTS if f"`{name}`" not in deploying)


def test_every_command_is_documented() -> None:
    commands = main.list_commands(click.Context(main))
    documented = _read("docs/formats.md")
    found_none(name for name in commands if f"`audit {name}" not in documented)


def test_every_error_is_documented() -> None:
    errors = [name for name, value in vars(audit.errors).items() if _is_error(value)]
    documented = "".join(path.read_text() for _, path in ours("docs/*.md"))
    found_none(name for name in errors if f"`{name}`" not in documented)


def test_every_scoring_function_is_documented() -> None:
    documented = "".join(_read(f"docs/{name}.md") for name in ("scoring", "statistics", "formats"))
    found_none(name for name in sorted(_scoring_functions()) if f"`{name}`" not in documented)


def test_every_link_between_documents_leads_somewhere() -> None:
    for name, path in ours("*.md", "docs/**/*.md"):
        broken = [link for link in LINK.findall(path.read_text()) if not (path.parent / link).exists()]
        found_none(f"{name}: {link}" for link in broken)


def _read(name: str) -> str:
    path = ROOT / name
    return path.read_text() if path.exists() else ""


def _is_error(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, audit.errors.AuditError)


def _scoring_functions() -> set[str]:
    """The functions of scoring/ that other layers import."""
    imports = [
        node
        for name, path in ours("audit/**/*.py")
        if not name.startswith("audit/scoring/")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("audit.scoring")
    ]
    named = {(node.module or "", alias.name) for node in imports for alias in node.names}
    values = {name: getattr(importlib.import_module(module), name) for module, name in named}
    return {
        name
        for name, value in values.items()
        if inspect.isfunction(value) and value.__module__.startswith("audit.scoring")
    }

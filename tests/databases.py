"""New, migrated databases for tests: migrated once for each engine, then copied for each test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

SECRET = "a secret for tests only, as long as it has to be"
MIGRATED = "migrated"


def environment(**settings: str) -> dict[str, str]:
    """The environment for a process of ours: the machine's own, no AUDIT_ variable but these `settings`."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("AUDIT_")}
    named = {f"AUDIT_{name.upper()}": value for name, value in settings.items()}
    return {**inherited, "AUDIT_SECRET": SECRET, **named}


def run_audit(*arguments: str, settings: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """`audit ARGUMENTS` in a process of its own, as a person runs it."""
    return subprocess.run(
        [sys.executable, "-m", "audit", *arguments],
        env=environment(**(settings or {})), text=True, capture_output=True, check=False,
    )  # fmt: skip


def migrate(url: str) -> None:
    """Bring an empty database to the newest schema, through the command that an owner uses."""
    done = run_audit("migrate", settings={"database": url})
    if done.returncode != 0:
        raise RuntimeError(f"audit migrate failed on {url}:\n{done.stderr}")


def copy_sqlite(template: Path, target: Path) -> str:
    """The address of a copy of a closed database."""
    shutil.copyfile(template, target)
    return f"sqlite://{target}"

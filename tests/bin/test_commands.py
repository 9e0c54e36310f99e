"""The commands of bin/ as people call them: from any folder, through a link, with files of their own."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.databases import environment
from tests.house.files import ROOT

SHELL = ("bin/audit", "bin/bench", "bin/check", "bin/serve", "bin/setup.sh", "bin/test", ".ci/run")
CHECKLIST = {
    "key": "k", "name": "K", "language": "en", "channel": "in_person", "mode": "open",
    "bands": [{"from": 0, "name": "All"}], "standards": [],
    "sections": [{"key": "s", "title": "S", "items": [{"key": "drink", "kind": "yes_no", "text": "A drink?"}]}],
}  # fmt: skip


def call(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, env=environment(), text=True, capture_output=True, check=False)


@pytest.mark.parametrize("name", SHELL)
def test_a_command_is_a_script_that_a_plain_shell_can_read(name: str) -> None:
    shell = "bash" if name == ".ci/run" else "sh"
    assert call(shell, "-n", name, cwd=ROOT).stderr == ""


@pytest.mark.parametrize("name", [name for name in SHELL if name != "bin/setup.sh"])
def test_a_command_can_be_called(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)


def test_files_are_named_from_where_the_caller_stands(tmp_path: Path) -> None:
    (tmp_path / "checklist.json").write_text(json.dumps(CHECKLIST))
    (tmp_path / "answers.json").write_text('{"answers": {"drink": "yes"}}')
    done = call(ROOT / "bin/audit", "score", "checklist.json", "answers.json", cwd=tmp_path)
    assert json.loads(done.stdout)["percent"] == "100.000000", done.stderr


def test_a_command_works_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "audit").symlink_to(ROOT / "bin/audit")
    assert "Usage" in call(tmp_path / "audit", "--help", cwd=tmp_path).stdout


def test_the_package_called_audit_is_ours_wherever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "audit.py").write_text("raise SystemExit('somebody else')")
    assert "Usage" in call(ROOT / "bin/audit", "--help", cwd=tmp_path).stdout

"""`audit serve` as a process: what it starts beside itself."""

from __future__ import annotations

import subprocess
from pathlib import Path

from audit.cli._job_process import COMMAND
from tests.databases import environment, migrate


def test_the_process_for_jobs_is_found_from_where_the_server_was_started(tmp_path: Path) -> None:
    url = f"sqlite://{tmp_path}/audit.sqlite3"
    migrate(url)
    done = subprocess.run(
        COMMAND, env=environment(database=url, photos=str(tmp_path / "photos")), input="",
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")

"""A process that runs made-up jobs until it is killed: `python -m tests.services.job_process URL FOLDER`.

`count` writes a line for each of its steps, waits at the step that `FOLDER/hold` names until that file is gone,
and fails at the step that `FOLDER/fail` names while that file is there.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from audit.blobs import open_blobs
from audit.errors import NotNow, say
from audit.jobs import Run
from audit.reports.pdf import Press
from audit.services.job_kinds import Kind
from audit.services.job_running import Desk, run_jobs
from audit.services.job_tools import Tools
from audit.settings import read_settings
from audit.store import chains
from audit.store.connections import open_store


def is_named(path: Path, number: int) -> bool:
    try:
        return path.read_text() == str(number)
    except FileNotFoundError:
        return False


async def count_one(folder: str, number: int) -> str:
    """One step: it needs the database, leaves a line, and gives a value back."""
    await chains.get_chain()
    place = Path(folder)
    with (place / "lines").open("a") as file:
        file.write(f"{number}\n")
    while is_named(place / "hold", number):  # noqa: ASYNC110 - the file is what another process tells us with
        await asyncio.sleep(0.02)
    if is_named(place / "fail", number):
        raise NotNow("The paper is out.")
    return f"step {number}"


async def count(tools: Tools, run: Run, wanted: Mapping[str, Any]) -> list[str]:
    """Steps 0 to `steps` - 1, one after another."""
    given = []
    for number in range(wanted["steps"]):
        given.append(await run.step(count_one, wanted["folder"], number, name=f"count {number}"))
        await run.come_to(number + 1, wanted["steps"])
    return given


KINDS = {"count": Kind(title=say("Counting"), work=count)}


async def main(url: str, folder: str) -> None:
    settings = read_settings({"AUDIT_DATABASE": url, "AUDIT_SECRET": "s" * 32, "AUDIT_PHOTOS": folder})
    async with open_store(url):
        desk = Desk(Tools(settings, open_blobs(folder), Press()), KINDS, ())
        await run_jobs(desk, asyncio.Event())


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))

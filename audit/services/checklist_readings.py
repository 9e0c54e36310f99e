"""Reads a file that somebody sent, in a process of its own: one that takes too much time or memory is stopped there.

The process that serves pages never unpacks a workbook. `python -m audit.services.checklist_readings` is the other
side: name and bytes come in, the report goes out as JSON.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from audit.checklists.documents import to_document
from audit.checklists.findings import Finding
from audit.errors import N_, BadInput, say
from audit.services.checklist_checks import CheckReport, check_bytes, refused
from audit.services.kept_sentences import pack, unpack
from audit.services.publishing import check_lengths

SECONDS = 20
"""Of work. The whole takes at most three times as long, on a machine that is busy with other things."""

MEMORY_BYTES = 1 << 30
MOST_ITEMS = 5_000
LISTS = ("problems", "taken", "changed", "left_out", "advice")
STOPPED = N_(
    "Reading this file took more than {seconds} seconds or {megabytes} MB of memory, so it was stopped. Nothing was"
    " written. Is it a checklist?"
)
TOO_MANY = N_("A checklist from a file has at most {most} items; this one has {count}.")
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
COMMAND = (sys.executable, "-m", "audit.services.checklist_readings")
turns = threading.BoundedSemaphore(1)


@dataclass(frozen=True, slots=True)
class FileReading:
    """What a file holds: the checklist's document, None for one that cannot be taken, and the lists of its report."""

    document: Mapping[str, Any] | None
    findings: Mapping[str, list[Any]]


def read_apart(name: str, data: bytes, seconds: int = SECONDS) -> FileReading:
    """Read a file in a process of its own, one at a time. Blocking: call it in a thread. Raises BadInput."""
    command, sent = [*COMMAND, str(seconds)], json.dumps(name).encode() + b"\n" + data
    try:
        with turns:
            done = subprocess.run(
                command, input=sent, stdout=subprocess.PIPE, cwd=ROOT, timeout=3 * seconds, check=False
            )
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode != 0:
        raise BadInput(say(STOPPED, seconds=seconds, megabytes=MEMORY_BYTES >> 20))
    return FileReading(**json.loads(done.stdout))


def check_upload(data: bytes, name: str) -> CheckReport:
    """The report on a file, also on what only the database and the builder cannot hold."""
    report = check_bytes(data, name)
    if report.checklist is None:
        return report
    try:
        if report.items > MOST_ITEMS:
            raise BadInput(say(TOO_MANY, most=MOST_ITEMS, count=report.items))
        check_lengths(report.checklist)
    except BadInput as error:
        return replace(report, problems=refused(error).problems, refusal=error, checklist=None)
    return report


def packed(report: CheckReport) -> dict[str, Any]:
    """A report as JSON can hold it."""
    document = to_document(report.checklist) if report.checklist else None
    findings = {name: [pack_finding(one) for one in getattr(report, name)] for name in LISTS}
    return {"document": document, "findings": findings}


def pack_finding(finding: Finding) -> list[Any]:
    return [pack(finding.sentence), finding.sheet, finding.row, finding.place]


def unpack_finding(packed: list[Any]) -> Finding:
    """A finding as it was packed."""
    sentence, *place = packed
    return Finding(unpack(sentence), *place)


def main() -> None:
    """The other side: limited from its first line on."""
    seconds = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    name, data = json.loads(sys.stdin.buffer.readline()), sys.stdin.buffer.read()
    json.dump(packed(check_upload(data, name)), sys.stdout)


if __name__ == "__main__":
    main()

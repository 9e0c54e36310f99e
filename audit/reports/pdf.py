"""Documents to PDF, in worker processes that are started when first needed and killed when they take too much.

The process that serves pages never imports WeasyPrint. A worker that fails, or has printed many papers, is let go;
the next paper gets a fresh one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import IO, Self, cast

from audit.errors import N_, AuditError, BrokenEnvironment, NotNow, Sentence, say
from audit.reports.pdf_messages import Media, Paper, Printed, Trouble, read_printed, write_paper

SECONDS = 60.0
MEMORY_BYTES = 1 << 30
PAPERS_EACH = 100
"""After so many papers a worker is replaced: whatever a library keeps goes with it."""

TOO_LONG = N_(
    "The report was stopped: it took more than {seconds} seconds. Nothing was lost. Choose fewer branches or a shorter"
    " period."
)
TOO_MUCH = N_(
    "The report was stopped: it needed more than {megabytes} MB of memory. Nothing was lost. Choose fewer branches or a"
    " shorter period."
)
NO_PANGO = N_(
    "PDF files need Pango, which is not installed: apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0 ({detail})."
)
_TROUBLES: dict[Trouble, Sentence] = {
    "media": say(N_("The report asked for a picture that does not belong to it, and was not made.")),
    "drawing": say(N_("The report could not be printed. The reason is in the server's log; nothing was lost.")),
}


class Press:
    """At most `workers` papers at a time; more wait. Blocking: call `print` in a thread."""

    def __init__(self, workers: int = 1, seconds: float = SECONDS, memory_bytes: int = MEMORY_BYTES) -> None:
        self._turns = threading.BoundedSemaphore(workers)
        self._idle: list[_Worker] = []
        self._seconds = seconds
        self._memory_bytes = memory_bytes

    def print(self, paper: Paper) -> bytes:
        """The paper as PDF. NotNow when it takes too long or too much; BrokenEnvironment when Pango is missing."""
        with self._turns:
            worker = self._idle.pop() if self._idle else _Worker(self._memory_bytes)
            printed = worker.print(paper, self._seconds)
            was_late = worker.was_late
            if printed is not None and printed.trouble in (None, "media") and worker.papers < PAPERS_EACH:
                self._idle.append(worker)
            else:
                worker.stop()
        if printed is None:
            raise self._stopped(was_late=was_late)
        if printed.trouble is not None:
            raise self._error(printed.trouble, printed.detail)
        return printed.pdf

    def _stopped(self, *, was_late: bool) -> AuditError:
        """What is said of a paper whose worker is gone: killed for its time, or by the system for its memory."""
        if was_late:
            return NotNow(say(TOO_LONG, seconds=int(self._seconds)))
        return NotNow(say(TOO_MUCH, megabytes=self._memory_bytes >> 20))

    def _error(self, trouble: Trouble, detail: str) -> AuditError:
        """What is said of a paper whose worker could not print it."""
        if trouble == "libraries":
            return BrokenEnvironment(say(NO_PANGO, detail=detail))
        if trouble == "memory":
            return NotNow(say(TOO_MUCH, megabytes=self._memory_bytes >> 20))
        return BrokenEnvironment(_TROUBLES[trouble])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the idle workers go; the press may be used again."""
        while self._idle:
            self._idle.pop().stop()


class _Worker:
    """One process of `pdf_worker`, and the pipes to it. `was_late` once it had to be killed for its time."""

    def __init__(self, memory_bytes: int) -> None:
        self.papers = 0
        self.was_late = False
        command = [sys.executable, "-m", "audit.reports.pdf_worker", str(memory_bytes)]
        root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root)

    def print(self, paper: Paper, seconds: float) -> Printed | None:
        """What became of the paper, or None when the process was gone or had to be killed."""
        self.papers += 1
        timer = threading.Timer(seconds, self._kill_late)
        timer.start()
        try:
            write_paper(cast("IO[bytes]", self._process.stdin), paper)  # type: ignore[arg-type]
            return read_printed(cast("IO[bytes]", self._process.stdout))  # type: ignore[arg-type]
        except BrokenPipeError:
            return None
        finally:
            timer.cancel()

    def _kill_late(self) -> None:
        self.was_late = True
        self._process.kill()

    def stop(self) -> None:
        """End the process and wait until it is gone."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(BrokenPipeError):
                cast("IO[bytes]", pipe).close()
        self._process.wait()


def photo_media(photos: dict[str, bytes]) -> dict[str, Media]:
    """JPEG thumbnails for a paper, at `photo:/<name>`."""
    return {f"photo:/{name}": Media(body, "image/jpeg") for name, body in photos.items()}


def drawing_media(drawings: Mapping[str, str]) -> dict[str, Media]:
    """The drawings of `render_paper`, by their addresses."""
    return {address: Media(svg.encode(), "image/svg+xml") for address, svg in drawings.items()}

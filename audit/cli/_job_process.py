"""The process for jobs beside a server: started with it, started again when it fails, gone when the server is."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

# Found as the server itself was: beside the caller, or where PYTHONPATH says and nowhere else (-P).
COMMAND = [sys.executable, *(["-P"] if sys.flags.safe_path else []), "-m", "audit", "jobs", "--until-input-ends"]
PAUSE_SECONDS = 2.0
STOP_SECONDS = 10.0


@contextmanager
def jobs_beside() -> Iterator[None]:
    """Have `audit jobs` running meanwhile. It stops by itself when its input ends, however we end."""
    ended = threading.Event()
    thread = threading.Thread(target=keep_running, args=(ended,), name="jobs", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(STOP_SECONDS + PAUSE_SECONDS)


def keep_running(ended: threading.Event) -> None:
    """Start the process once the server has had a moment to itself, and again whenever it has gone, until we end."""
    while not ended.wait(PAUSE_SECONDS):
        process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE)
        while process.poll() is None and not ended.wait(PAUSE_SECONDS):
            pass
        let_go(process)


def let_go(process: subprocess.Popen[bytes]) -> None:
    """End the process: first by ending its input, then by force."""
    with suppress(BrokenPipeError):
        assert process.stdin is not None
        process.stdin.close()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

"""A real server process for tests that need one: real sockets, real files, killed and started again at will."""

from __future__ import annotations

import http
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tests.databases import environment

START_SECONDS = 60
STOP_SECONDS = 20
SERVE = (sys.executable, "-m", "audit", "serve")


@dataclass
class Server:
    """`audit serve` on a free loopback port, its data in `folder`, its output in `folder/server.log`.

    `settings` are AUDIT_ settings without the prefix (`{"database": url}`); `extra` is further environment;
    `command` replaces `audit serve`, for a test that wraps the application. It is given --host and --port.
    """

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
    command: Sequence[str] = SERVE
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return (self.folder / "server.log").read_text(errors="replace")

    def start(self) -> None:
        """Start, or start again on the same port and data; returns when /health answers."""
        self.port = self.port or free_port()
        data = {
            "database": f"sqlite://{self.folder / 'audit.sqlite3'}",
            "photos": str(self.folder / "photos"),
            "demo": "0",
        }
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*self.command, "--host", "127.0.0.1", "--port", str(self.port)],
                env={**environment(**{**data, **self.settings}), **self.extra},
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self._wait_until_healthy()

    def kill(self) -> None:
        """SIGKILL to the server and its workers, as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """SIGTERM, as a service manager stops it; SIGKILL when it does not go."""
        self._end(signal.SIGTERM)

    def wait_until_gone(self) -> None:
        """Return when the process has ended by itself, for a server told to kill itself at a named point."""
        assert self.process is not None
        self.process.wait(START_SECONDS)
        self._end(signal.SIGKILL)

    def _end(self, first: signal.Signals) -> None:
        if self.process is None:
            return
        signal_group(self.process, first)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            signal_group(self.process, signal.SIGKILL)
            self.process.wait()
        signal_group(self.process, signal.SIGKILL)  # a worker that outlived the server
        self.process = None

    def _wait_until_healthy(self) -> None:
        assert self.process is not None
        deadline = time.monotonic() + START_SECONDS
        while not is_healthy(self.url):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The server does not start:\n{self.log}")
            time.sleep(0.05)


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """The server, started; stopped at the end whatever happened."""
    try:
        server.start()
        yield server
    finally:
        server.stop()


def is_healthy(url: str) -> bool:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return

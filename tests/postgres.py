"""A PostgreSQL server of the tests' own: started once a worker, on a free loopback port, gone at the end.

PostgreSQL refuses to run as root, so as root it runs as the `postgres` user that Debian's package makes. It lives
only as long as the pipe that its shell reads is open: when the tests are killed, it goes too.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TypedDict

import psutil

from tests.components import need_postgres
from tests.servers import free_port

START_SECONDS = 60
STOP_SECONDS = 60
# The shell waits for its input to end, then stops the server fast: clients are cut, nothing is lost.
KEEPER = 'trap "" INT TERM; "$@" </dev/null & server=$!; read -r _; kill -INT $server; wait $server'


class Owner(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


@dataclass
class Postgres:
    """A running server. `url(name)` is the address of one database, as AUDIT_DATABASE takes it."""

    programs: Path
    folder: Path
    port: int
    keeper: subprocess.Popen[bytes] | None = None
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    templates: set[str] = field(default_factory=set)

    def url(self, database: str) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/{database}"

    def fresh(self, template: str = "template0", fill: Callable[[str], object] | None = None) -> str:
        """The address of a new database: an empty one, or a copy of `template`, which `fill(url)` fills once."""
        if fill is not None and template not in self.templates:
            self.create(template)
            fill(self.url(template))
            self.templates.add(template)
        name = f"test_{next(self.numbers)}"
        self.create(name, template)
        return self.url(name)

    def create(self, database: str, template: str = "template0") -> None:
        self.call("createdb", "--template", template, database)

    def drop(self, url: str) -> None:
        self.call("dropdb", "--force", "--if-exists", url.rpartition("/")[2])

    def start(self) -> None:
        """Start, or start again after `kill`; returns when the server takes connections."""
        settings = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "port": str(self.port),
            "shared_buffers": "32MB",
            "log_min_messages": "warning",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [str(self.programs / "postgres"), "-D", str(self.folder / "data"), *options]
        log = (self.folder / "log").open("ab")
        with log:
            self.keeper = subprocess.Popen(
                ["sh", "-c", KEEPER, "keeper", *command],
                stdin=subprocess.PIPE, stdout=log, stderr=log, cwd=self.folder, start_new_session=True, **_owner(),
            )  # fmt: skip
        self._wait_until_ready()

    def stop(self) -> None:
        if self.keeper is not None and self.keeper.stdin is not None:
            self.keeper.stdin.close()
            self.keeper.wait(STOP_SECONDS)

    def kill(self) -> None:
        """SIGKILL to every process of the server; `start` then recovers from the log that was written ahead."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        postmaster = psutil.Process(pid)
        processes = [postmaster, *postmaster.children()]
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self.stop()
        psutil.wait_procs(processes, STOP_SECONDS)

    def call(self, program: str, *arguments: str) -> None:
        address = ("--host", "127.0.0.1", "--port", str(self.port), "--username", "postgres")
        subprocess.run(
            [str(self.programs / program), *address, *arguments], check=True, cwd=self.folder, stdin=subprocess.DEVNULL
        )

    def _wait_until_ready(self) -> None:
        assert self.keeper is not None
        deadline = time.monotonic() + START_SECONDS
        ask = [str(self.programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        while subprocess.run(ask, check=False).returncode != 0:
            if time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL does not start:\n{(self.folder / 'log').read_text()}")
            time.sleep(0.05)


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """A new, empty server; stopped and removed at the end, whatever happened."""
    programs = need_postgres()
    folder = _own_folder()
    try:
        # The files are thrown away in the end: making them need not wait for the disk. The server's own fsync is on.
        subprocess.run(
            [str(programs / "initdb"), "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8",
             "--locale=C", "--no-sync", "--no-instructions"],
            check=True, cwd=folder, stdout=subprocess.DEVNULL, **_owner(),
        )  # fmt: skip
        server = Postgres(programs, folder, free_port())
        try:
            server.start()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _own_folder() -> Path:
    # Root's own temporary folders may be closed to others; /var/tmp is open to the user that the server runs as.
    folder = Path(tempfile.mkdtemp(prefix="audit-postgres-", dir="/var/tmp" if os.geteuid() == 0 else None))  # noqa: S108
    if owner := _owner():
        shutil.chown(folder, owner["user"], owner["group"])
    return folder


def _owner() -> Owner:
    """The arguments of subprocess that make a program run as somebody who is not root."""
    if os.geteuid() != 0:
        return {}
    postgres = pwd.getpwnam("postgres")
    return {"user": postgres.pw_uid, "group": postgres.pw_gid, "extra_groups": []}

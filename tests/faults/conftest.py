"""Servers that can be told where to die, on data with visits to send; one for each engine and file of tests."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest

from tests.databases import MIGRATED, copy_sqlite, migrate
from tests.faults.senders import Sender, fill
from tests.phones import Phone
from tests.postgres import Postgres
from tests.servers import Server

VISITS = 12
COMMAND = (sys.executable, "-m", "tests.faults.killed_server")
ANSWERS = {"greet_s": 90, "drink": "no", "drink_why": "nobody asked", "advice": "meets", "clean": 4}


@dataclass
class Victim:
    """A running server, ann's session on it, and visits of hers that nobody has sent yet."""

    server: Server
    url: str
    person: int
    token: str
    numbers: Iterator[int] = field(default_factory=count)

    def kill_at(self, point: str) -> None:
        """From now on die at this point; an empty one lets it live."""
        (self.server.folder / "kill").write_text(point)

    def next_sender(self) -> Sender:
        """A phone with a finished visit that is still to be sent, photos of its own included."""
        phone = Phone(self.person, f"v-{next(self.numbers)}")
        phone.answer(ANSWERS)
        pictures = [f"{phone.visit} {place}".encode() * 40_000 for place in range(2)]
        for data in pictures:
            phone.take_photo("pictures", data)
        return Sender(phone, self.token, {sha256(data).hexdigest(): data for data in pictures})


def serve(folder: Path, url: str) -> Iterator[Victim]:
    """A running victim, stopped in the end."""
    (folder / "kill").write_text("")
    person, token = fill(url, VISITS)
    server = Server(folder, {"database": url}, {"KILL_FILE": str(folder / "kill")}, COMMAND)
    try:
        server.start()
        yield Victim(server, url, person, token)
    finally:
        server.stop()


@pytest.fixture(scope="module")
def victim(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Victim]:
    folder = tmp_path_factory.mktemp("victim")
    yield from serve(folder, copy_sqlite(migrated_sqlite, folder / "audit.sqlite3"))


@pytest.fixture(scope="module")
def victim_on_postgres(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Victim]:
    url = postgres.fresh(MIGRATED, migrate)
    yield from serve(tmp_path_factory.mktemp("victim"), url)
    postgres.drop(url)

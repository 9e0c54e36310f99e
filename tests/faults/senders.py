"""A phone that sends its visit to a real server, and remembers what it was promised."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from tests.phones import Phone
from tests.servers import Server

PROJECT = Path(__file__).parents[2]


def fill(url: str, visits: int) -> tuple[int, str]:
    """Fill a database in another process; ann's id and session token."""
    command = [sys.executable, "-m", "tests.faults.filled", url, str(visits)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    person, token = done.stdout.split()
    return int(person), token


@dataclass
class Promises:
    """What the server has acknowledged."""

    acked: int = 0
    photos: set[str] = field(default_factory=set)
    receipt: dict[str, Any] | None = None


@dataclass
class Sender:
    """One phone with its photos, sending until all has arrived or the line breaks."""

    phone: Phone
    token: str
    photos: dict[str, bytes]
    promises: Promises = field(default_factory=Promises)

    def send_everything(self, server: Server) -> None:
        """Ops, photos, submission. Raises httpx2.TransportError when the server dies."""
        with httpx2.Client(base_url=server.url, cookies={"audit": self.token}, timeout=60) as client:
            told = believed(client.post(f"/sync/visits/{self.phone.visit}/ops", json=self.phone.batch()), 200)
            self.promises.acked = max(self.promises.acked, told["acked"])
            for digest, data in self.photos.items():
                told = believed(client.put(f"/sync/photos/{digest}", content=data), 200, 201)
                self.promises.photos.add(told["sha256"])
            address = f"/sync/visits/{self.phone.visit}/submissions/s-{self.phone.visit}"
            self.promises.receipt = believed(client.put(address, json=self.phone.submission()), 200, 201)["receipt"]

    def state(self, server: Server) -> dict[str, Any]:
        """What the server says it holds of the visit."""
        with httpx2.Client(base_url=server.url, cookies={"audit": self.token}, timeout=60) as client:
            visits = believed(client.get("/sync/state"), 200)["visits"]
        return dict(next(visit for visit in visits if visit["id"] == self.phone.visit))


def believed(answer: httpx2.Response, *statuses: int) -> dict[str, Any]:
    """The JSON of an acknowledgement."""
    assert answer.status_code in statuses, (answer.status_code, answer.text)
    assert answer.headers["x-audit"] == "1"
    return dict(answer.json())

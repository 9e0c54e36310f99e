"""Visits to send, and phones that send them: what bench/intake.py and bench/load.py have in common.

`sending.py URL VISITS ITEMS` plans so many visits in a database, in a process of its own: one process must not
talk to both engines.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import psutil

from tests.databases import migrate
from tests.phones import Phone
from tests.servers import SERVE, Server, running

BATCH = 200


class Line:
    """A server with planned visits, and phones that send them: two requests each."""

    def __init__(self, server: Server, told: Mapping[str, Any], items: int) -> None:
        self.server, self.person, self.items = server, told["person"], items
        cookie = f"audit={told['token']}"
        self.headers = {"cookie": cookie, "content-type": "application/json", "connection": "keep-alive"}
        self.owner = {"cookie": f"audit={told['owner']}"}
        self.sent = 0
        assert server.process is not None
        self.process = psutil.Process(server.process.pid)
        self.used = 0.0

    def cpu_seconds(self) -> float:
        """The processor time that the server has used for each visit since the first."""
        return (sum(self.process.cpu_times()[:2]) - self.used) / (self.sent - 1)

    def send(self, visits: int, clients: int = 1) -> None:
        """Send so many visits."""
        if self.sent == 1:
            self.used = sum(self.process.cpu_times()[:2])
        prepared = [self.prepare(f"v-{number}") for number in range(self.sent, self.sent + visits)]
        self.sent += visits
        begun = time.perf_counter()
        with ThreadPoolExecutor(clients) as pool:
            list(pool.map(self.client, [prepared[place::clients] for place in range(clients)]))
        self.seconds = time.perf_counter() - begun

    def prepare(self, visit: str) -> list[tuple[str, str, bytes]]:
        """What a phone sends of a finished visit."""
        phone = Phone(self.person, visit)
        phone.answer({f"i{item}": "no" if (item * len(visit)) % 7 == 3 else "yes" for item in range(self.items)})
        requests = [
            ("POST", f"/sync/visits/{visit}/ops", json.dumps(phone.batch(first, first + BATCH - 1)).encode())
            for first in range(1, self.items + 1, BATCH)
        ]
        return [
            *requests,
            ("PUT", f"/sync/visits/{visit}/submissions/s-{visit}", json.dumps(phone.submission()).encode()),
        ]

    def client(self, visits: list[list[tuple[str, str, bytes]]]) -> None:
        """One phone's connection."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        for requests in visits:
            for method, address, body in requests:
                connection.request(method, address, body, self.headers)
                answer = connection.getresponse()
                told = answer.read()
                if answer.status not in (200, 201):
                    raise RuntimeError(f"{answer.status} {told[:500]!r}")
        connection.close()


@contextmanager
def served(folder: Path, visits: int, items: int, url: str = "", workers: int = 1) -> Iterator[Line]:
    """A running server with visits to send."""
    if not url:
        url = f"sqlite://{folder}/audit.sqlite3"
        migrate(url)
    told = planned(url, visits, items)
    command = (*SERVE, "--workers", str(workers))
    with running(Server(folder, {"database": url}, command=command)) as server:
        yield Line(server, told, items)


def planned(url: str, visits: int, items: int) -> dict[str, Any]:
    """Plan visits for ann with a checklist of so many items: her id, a session of hers and one of the owner's."""
    command = [sys.executable, __file__, url, str(visits), str(items)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return dict(json.loads(done.stdout))


async def plan_visits(visits: int, items: int) -> dict[str, object]:
    """The cast, a checklist of so many items, visits for ann, a session of hers and one of the owner's."""
    from datetime import UTC, datetime

    from audit.services import sign_ins
    from audit.services.publishing import publish
    from audit.store.visits import NewVisit, add_visits
    from tests.cast import NOW, make_cast
    from tests.databases import SECRET

    cast = await make_cast()
    version = (await publish(checklist(items), NOW)).version
    branch_ids = list(cast.branches.values())
    await add_visits([NewVisit(f"v-{n}", branch_ids[n % 3], cast.ann.id, version.id) for n in range(visits)])
    ann, owner = [
        await sign_ins.begin_session(person.id, "bench", SECRET, datetime.now(UTC)) for person in (cast.ann, cast.owner)
    ]
    return {"person": cast.ann.id, "token": ann.token, "owner": owner.token}


def checklist(items: int) -> Any:
    """Yes/no items in four sections, each measuring a standard."""
    from audit.checklists.parsing import parse_checklist

    sections = [
        {"key": f"section-{part}", "title": f"Part {part}", "items": [
            {"key": f"i{item}", "kind": "yes_no", "text": f"Item {item}", "standard": f"s{item}", "allow_na": True}
            for item in range(part, items, 4)
        ]}
        for part in range(4)
    ]  # fmt: skip
    standards = [{"key": f"s{item}", "promise": f"Standard {item}"} for item in range(items)]
    bands = [{"from": 0, "name": "Low"}, {"from": 80, "name": "High"}]
    return parse_checklist(
        {"key": f"bench-{items}", "name": "Bench", "language": "en", "bands": bands, "standards": standards,
         "sections": sections}
    )  # fmt: skip


async def main(url: str, visits: str, items: str) -> None:
    """What a process of its own does."""
    from audit.store.connections import open_store

    async with open_store(url):
        print(json.dumps(await plan_visits(int(visits), int(items))))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

"""The server is killed at every point that matters and started again: what was acknowledged is there,
and sending again completes the visit, once.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest

from audit.blobs import POINTS as BLOB_POINTS
from tests.databases import run_audit
from tests.faults.conftest import ANSWERS, Victim
from tests.faults.senders import Sender, believed
from tests.postgres import Postgres

DOORS = ("photos", "ops", "submissions")
POINTS = (*BLOB_POINTS, *(f"{moment} commit {door}" for door in DOORS for moment in ("before", "after")))


def check_promises(sender: Sender, victim: Victim) -> None:
    """Nothing that was acknowledged is missing."""
    state = sender.state(victim.server)
    assert state["last_seq"].get("phone-1", 0) >= sender.promises.acked
    for digest in sender.promises.photos:
        place = victim.server.folder / "photos" / digest[:2] / digest[2:4] / digest
        assert place.read_bytes() == sender.photos[digest]
    if sender.promises.receipt is not None:
        assert state["receipt"] == sender.promises.receipt


def check_complete(sender: Sender, victim: Victim) -> None:
    """Everything that was entered is there, and the receipt says so."""
    check_promises(sender, victim)
    assert sender.promises.receipt is not None
    assert sender.promises.receipt["status"] == "accepted"
    assert set(sender.promises.receipt["photos"]) == set(sender.photos)
    with httpx2.Client(base_url=victim.server.url, cookies={"audit": victim.token}) as client:
        draft = believed(client.get(f"/sync/visits/{sender.phone.visit}/draft"), 200)
    values = {item: answer.get("value") for item, answer in draft["answers"].items()}
    assert values == {**ANSWERS, "pictures": None}
    assert set(draft["answers"]["pictures"]["photos"]) == set(sender.photos)


def kill_and_complete(victim: Victim, point: str) -> None:
    """Send until the server dies, start it again, send again."""
    sender = victim.next_sender()
    victim.kill_at(point)
    with pytest.raises(httpx2.TransportError):
        sender.send_everything(victim.server)
    victim.server.wait_until_gone()
    victim.kill_at("")
    victim.server.start()
    check_promises(sender, victim)
    sender.send_everything(victim.server)
    check_complete(sender, victim)


def check_everything(victim: Victim, visits: int) -> None:
    """Each visit is there once, and everything adds up."""
    settings = {"database": victim.url, "photos": str(victim.server.folder / "photos")}
    verified = run_audit("verify", settings=settings)
    assert verified.returncode == 0, verified.stderr
    counts = f"Visits: {visits}. Photos: {2 * visits}. Submissions: {visits}. Differences: 0."
    assert counts in verified.stdout


@pytest.mark.parametrize("point", POINTS)
def test_killed_and_started_again(victim: Victim, point: str) -> None:
    kill_and_complete(victim, point)


def test_five_senders_at_once_and_everything_adds_up(victim: Victim) -> None:
    sender = victim.next_sender()
    senders = [Sender(sender.phone, sender.token, sender.photos) for _ in range(5)]
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(lambda one: one.send_everything(victim.server), senders))
    assert len({json.dumps(one.promises.receipt) for one in senders}) == 1
    check_complete(senders[0], victim)
    sent = int(sender.phone.visit.removeprefix("v-")) + 1
    check_everything(victim, sent)


@pytest.mark.parametrize("point", ["before commit submissions", "after commit submissions"])
def test_killed_on_postgres(victim_on_postgres: Victim, point: str) -> None:
    kill_and_complete(victim_on_postgres, point)


def test_the_database_itself_is_killed(victim_on_postgres: Victim, postgres: Postgres) -> None:
    victim, server = victim_on_postgres, victim_on_postgres.server
    sender = victim.next_sender()
    sender.send_everything(server)
    postgres.kill()
    with httpx2.Client(base_url=server.url, cookies={"audit": sender.token}) as client:
        broken = client.get("/sync/state")
        assert (broken.status_code, client.get("/health").status_code) == (503, 503)
        assert broken.json()["message"]
    postgres.start()
    check_promises(sender, victim)
    sender.send_everything(server)
    check_complete(sender, victim)
    check_everything(victim, int(sender.phone.visit.removeprefix("v-")) + 1)

"""What the server holds, read from its own database and photo folder while it runs; and visits planned there."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.servers import Server

COLUMNS = "briefing, returned_reason, answers, attributes, marks, branch_id"


@dataclass(frozen=True)
class Held:
    """Everything about one visit: ops as (device, op), hashes of photos whose bytes are whole, submissions."""

    ops: list[tuple[str, dict[str, Any]]]
    photos: set[str]
    submissions: list[dict[str, Any]]
    status: str


@contextmanager
def database(site: Server) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(site.folder / "audit.sqlite3", timeout=30)
    try:
        with connection:
            yield connection
    finally:
        connection.close()


def plan_visit(site: Server, checklist: str = "every-kind", email: str = "auditor@example.com") -> str:
    """A new visit of an auditor, at the branch where they have been before."""
    visit = str(uuid.uuid4())
    with database(site) as connection:
        connection.execute(
            "INSERT INTO visit (id, status, origin, due_from, due_to, auditor_id, version_id, " + COLUMNS + ")"
            " SELECT ?, 'planned', 'planned', due_from, due_to, person.id, checklist_version.id, " + COLUMNS +
            " FROM visit, person, checklist JOIN checklist_version ON checklist_id = checklist.id"
            " WHERE visit.status = 'planned' AND person.email = ? AND checklist.key = ? LIMIT 1",
            (visit, email, checklist),
        )  # fmt: skip
    return visit


def add_auditor(site: Server, email: str) -> str:
    """A further auditor with the same password as the first."""
    with database(site) as connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(person)") if row[1] not in ("id", "email")]
        columns = ", ".join(f'"{name}"' for name in names)
        connection.execute(
            f"INSERT OR IGNORE INTO person (email, {columns})"
            f" SELECT ?, {columns} FROM person WHERE email = 'auditor@example.com'",
            (email,),
        )
    return email


def change_visit(site: Server, visit: str, **columns: object) -> None:
    """What somebody at the desk did meanwhile."""
    with database(site) as connection:
        for name, value in columns.items():
            connection.execute(f"UPDATE visit SET {name} = ? WHERE id = ?", (value, visit))


def held(site: Server, visit: str) -> Held:
    """What the server holds of a visit at this moment."""
    with database(site) as connection:
        ops = connection.execute("SELECT device, body FROM op WHERE visit_id = ? ORDER BY id", (visit,)).fetchall()
        photos = connection.execute("SELECT sha256 FROM photo WHERE refusal = ''").fetchall()
        sent = connection.execute("SELECT id, status, receipt FROM submission WHERE visit_id = ?", (visit,)).fetchall()
        status = connection.execute("SELECT status FROM visit WHERE id = ?", (visit,)).fetchone()
    return Held(
        ops=[(device, json.loads(body)) for device, body in ops],
        photos={sha256 for (sha256,) in photos if is_whole(site, sha256)},
        submissions=[{"id": id_, "status": state, "receipt": json.loads(text)} for id_, state, text in sent],
        status=status[0],
    )


def is_whole(site: Server, sha256: str) -> bool:
    """Whether the photo's file is there and has the bytes its name promises."""
    file = site.folder / "photos" / sha256[:2] / sha256[2:4] / sha256
    return file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == sha256

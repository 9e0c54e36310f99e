"""Where the engine keeps its steps: beside an embedded database, or in a schema of its own on PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

SCHEMA = "audit_jobs"


def engine_url(database: str) -> str:
    """The address of the engine's database for that of AUDIT_DATABASE.

    `sqlite://data/audit.sqlite3` has `data/audit-jobs.sqlite3` beside it. On PostgreSQL it is the same database;
    what the address says of our own pool is not for the engine.
    """
    if database.startswith("sqlite:"):
        path = Path(database.removeprefix("sqlite://").partition("?")[0])
        return f"sqlite:///{path.with_name(f'{path.stem}-jobs{path.suffix}')}"
    parts = urlsplit(database)
    return urlunsplit(("postgresql+psycopg", parts.netloc, parts.path, "", ""))

"""One of several processes that read, then write: `python -m tests.store.readers_and_writers URL NAME [plain]`.

`plain` gives it tortoise's own deferred BEGIN back, and no wait: what the tests must be able to notice.
"""

from __future__ import annotations

import asyncio
import sys

from audit.errors import BrokenEnvironment
from audit.store import sqlite_transactions
from audit.store.connections import open_store, transaction, writer
from audit.store.raw import fetch_one, run

ROUNDS = 60


async def main(url: str, name: str) -> int:
    """Read a number and write it back one higher, many times; how often that failed."""
    failures = 0
    async with open_store(url):
        print("open", flush=True)  # noqa: T201 - the answer to whoever started this
        sys.stdin.readline()  # until everybody is here: who comes alone meets nobody
        for _ in range(ROUNDS):
            try:
                async with transaction():
                    row = await fetch_one(writer(), "SELECT few_visits FROM chain WHERE id = 1")
                    assert row is not None
                    await asyncio.sleep(0.001)  # long enough for another to come in between, if one can
                    await run(writer(), "UPDATE chain SET few_visits = $1 WHERE id = 1", [int(row[0]) + 1])
            except BrokenEnvironment:
                failures += 1
    return failures


if __name__ == "__main__":
    if "plain" in sys.argv:
        sqlite_transactions.BEGIN = "BEGIN"
    print(asyncio.run(main(sys.argv[1], sys.argv[2])))  # noqa: T201 - the answer to whoever started this

"""Fill a migrated database with the cast and planned visits, and print ann's id and session token.

`python -m tests.faults.filled URL VISITS`: a process of its own, so that tests of both engines may ask for it.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime

from audit.services import sign_ins
from audit.store.connections import open_store
from tests.cast import make_cast, plan
from tests.databases import SECRET


async def fill(url: str, visits: int) -> tuple[int, str]:
    """The cast, visits v-0, v-1, ... for ann, and a session of hers."""
    async with open_store(url):
        cast = await make_cast()
        for number in range(visits):
            await plan(cast, f"v-{number}")
        entry = await sign_ins.begin_session(cast.ann.id, "faults", SECRET, datetime.now(UTC))
        return cast.ann.id, entry.token


if __name__ == "__main__":
    print(*asyncio.run(fill(sys.argv[1], int(sys.argv[2]))))  # noqa: T201 - the answer to whoever started this

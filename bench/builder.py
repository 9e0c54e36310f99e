"""Compares the builder on a draft of 800 items with the same on one of 40: opening it, opening an item, and edits.

Run:    .venv/bin/python bench/builder.py [--quick]
Reach:  800 items open in under 1 s, an edit takes under 150 ms of the server's time.
Beside: the page before publishing. Whole requests in this process, on an embedded database that is flushed as in
        service; each edit changes something, so nothing is answered from memory. CPU is what this process worked,
        the asking side included; wall beside it shows what a busy machine (its load stands below) adds.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from audit.checklists.parsing import parse_checklist
from audit.services.publishing import publish
from audit.services.standard_library import library_standards
from audit.store.connections import open_store
from audit.store.migrating import migrate
from tests.cast import make_cast
from tests.web.filled_forms import fields
from tests.web.sites import Browser, serving, settings_in

SIZES, IN_A_SECTION = (40, 800), 20
HTMX = {"hx-request": "true"}
Job = Callable[[int], Awaitable[Any]]


async def main(rounds: int) -> None:
    """Both drafts in one database; every job in turns."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "photos").mkdir()
        settings = settings_in(folder)
        await migrate(settings.database)
        async with open_store(settings.database):
            await make_cast()
            for size in SIZES:
                await publish(parse_checklist(large_document(size)), datetime.now(UTC))
        async with serving(settings) as site:
            owner = await site.signed_in("owner")
            jobs = {size: await jobs_on(owner, f"/checklists/large-{size}/draft") for size in SIZES}
            for what in jobs[SIZES[0]]:
                (small, small_wall), (large, large_wall) = await timed([jobs[size][what] for size in SIZES], rounds)
                at_small, at_large = f"{small:6.1f} ({small_wall:6.1f})", f"{large:6.1f} ({large_wall:6.1f})"
                print(f"{what:<28} CPU (wall) ms: {at_small} at 40, {at_large} at 800, ratio {large / small:.1f}")
            print(f"load of the machine: {os.getloadavg()[0]:.1f}")


async def timed(jobs: list[Job], rounds: int) -> list[tuple[float, float]]:
    """The median milliseconds of each job, worked and passed, in turns, after one round to warm up."""
    spent: list[list[tuple[float, float]]] = [[] for _ in jobs]
    for turn in range(rounds + 1):
        for job, seen in zip(jobs, spent, strict=True):
            worked, passed = time.process_time(), time.perf_counter()
            await job(turn)
            if turn:
                seen.append(((time.process_time() - worked) * 1000, (time.perf_counter() - passed) * 1000))
    return [(median(cpu for cpu, _ in seen), median(wall for _, wall in seen)) for seen in spent]


async def jobs_on(owner: Browser, draft: str) -> dict[str, Job]:
    """What a person does in the builder, each a whole request."""
    client, headers = owner.client, owner.headers
    item = f"{draft}/items/item-20"
    form, seen = fields(await owner.get(item)), ""

    async def get(address: str) -> None:
        answer = await client.get(address)
        assert answer.status_code == 200, answer.status_code

    async def save(turn: int) -> None:
        nonlocal form
        form = {**form, "weight": str(turn + 2)}
        answer = await client.post(item, data=form, headers={**headers, **HTMX})
        assert answer.status_code == 200, answer.text[-2000:]
        form["revision"] = answer.text.partition('name="revision" value="')[2].partition('"')[0]

    async def move(turn: int) -> None:
        nonlocal seen
        seen = seen or seen_in((await client.get(draft)).text)
        step = {"item_down" if turn % 2 else "item_up": "item-25", "seen": seen}
        answer = await client.post(draft, data=step, headers={**headers, **HTMX})
        assert answer.status_code == 200 and "<hx-partial" in answer.text, answer.status_code
        seen = seen_in(answer.text)

    async def move_section(turn: int) -> None:
        nonlocal seen
        seen = seen or seen_in((await client.get(draft)).text)
        step = {"do": "section_down" if turn % 2 else "section_up", "section": "section-0", "seen": seen}
        answer = await client.post(draft, data=step, headers={**headers, **HTMX}, follow_redirects=True)
        assert answer.status_code == 200, answer.status_code  # drawn whole: every section finds its new place
        seen = seen_in(answer.text)

    return {
        "open the builder": lambda _: get(draft),
        "open an item": lambda _: get(item),
        "save an item (edit)": save,
        "move an item (edit)": move,
        "move a section (edit)": move_section,
        "what publishing changes": lambda _: get(f"{draft}/publication"),
    }


def seen_in(html: str) -> str:
    """The draft's revision that a page or a fragment shows."""
    return html.partition('name="seen" value="')[2].partition('"')[0]


def large_document(size: int) -> dict[str, Any]:
    """A checklist of so many items, made of the shipped standards over and over."""
    shipped = library_standards()
    standards, sections, asked = [], [], ""
    for place in range(0, size, IN_A_SECTION):
        items = []
        for number in range(place, place + IN_A_SECTION):
            one = shipped[number % len(shipped)]
            key = f"{one.key}-{number}"
            standards.append({"key": key, "promise": dict(one.promise), "touchpoint": one.touchpoint})
            rule = {"show_when": {"not": {"item": asked, "is": "no"}}} if number % 10 == 9 else {}
            asked = f"item-{number}" if one.item["kind"] == "yes_no" else asked
            items.append({"key": f"item-{number}", "text": dict(one.promise), "standard": key, **one.item, **rule})
        sections.append({"key": f"section-{place}", "title": {"en": f"Part {place}"}, "items": items})
    bands = [{"from": 0, "name": "Poor"}, {"from": 80, "name": "Good"}]
    top = {"key": f"large-{size}", "name": f"Large {size}", "language": "en", "bands": bands}
    return {**top, "standards": standards, "sections": sections}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="5 rounds instead of 30")
    asyncio.run(main(5 if parser.parse_args().quick else 30))

"""Compares, in one run: our fit of crossed effects with lme4's on the same visits, and the manager's pages over a
chain with 1,000,000 visits behind it with the same pages over 10,000.

Run:    .venv/bin/python bench/consistency.py [--quick] [--only fits|pages]
        (--quick: lme4 on 3,000 visits only, pages with 10,000 and 50,000 visits; the whole takes about ten minutes)
Needs:  R with lme4 for the fits (`apt-get install --no-install-recommends r-cran-lme4`); without it only our own
        times are printed, and it says so.
Reach:  fit: at least 3 x faster than lme4 on 73,421 ratings of 2,972 x 1,128; 1,000,000 visits of 1,000 x 300 in
        under 1 s and at least 100 x faster. Ours counts from the sums, as the rollups hold them; adding up the
        visits is timed beside it.
        pages of 1,000 branches x 60 standards: at most 1.2 x the cost with 1,000,000 visits as with 10,000, and
        95 of 100 calls after the first within 300 ms. A new visit is written in between and must show at once.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from audit.services import comparisons, sign_ins
from audit.store import chains, rollups
from audit.store.connections import open_store, transaction
from audit.store.migrating import migrate
from audit.store.rollups import StandardFact, VisitFacts
from bench.lme4_fits import SIZES, compare, has_lme4
from bench.made_chains import OWNER, Size, fill
from tests.databases import SECRET
from tests.web.sites import Browser, serving, settings_in

PAGES = ("/consistency", "/consistency?period=6m", "/branches", "/standards", "/standards/s1", "/branches/B0001")
HOME = PAGES[0]


@dataclass
class Times:
    """Milliseconds of one page: the first call, those that follow, and the first after a new visit."""

    first: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    changed: list[float] = field(default_factory=list)

    @property
    def p95(self) -> float:
        return quantiles(self.again, n=20)[-1]


def fits(is_quick: bool) -> None:
    """Every size, with lme4 where it is there."""
    r_is_there = has_lme4()
    if not r_is_there:
        print("R with lme4 is not installed, so there is nothing to compare with: only our own times follow.")
    for size in SIZES:
        compare(size, r_is_there and (not is_quick or size == SIZES[0]), 1 if is_quick else 3)


async def pages(sizes: tuple[Size, Size], turns: int, calls: int) -> None:
    """Both chains are filled, then asked in turns."""
    with tempfile.TemporaryDirectory() as folder:
        places = {size: Path(folder, str(size.visits)) for size in sizes}
        for size, place in places.items():
            start = time.perf_counter()
            await make(size, place)
            print(f"{size.visits:>9,} visits written in {time.perf_counter() - start:.0f} s", flush=True)
        times = {size: {address: Times() for address in PAGES} for size in sizes}
        for turn in range(turns):
            for size, place in places.items():
                await ask_all(place, times[size], calls, size.visits + turn)
        report(*(times[size] for size in sizes))


async def make(size: Size, place: Path) -> None:
    """A migrated database with a chain in it."""
    (place / "photos").mkdir(parents=True)
    url = settings_in(place).database
    await migrate(url)
    async with open_store(url):
        await fill(size)


async def ask_all(place: Path, times: dict[str, Times], calls: int, visits: int) -> None:
    """A server started anew, asked for each page; then a visit comes in, and the home is asked once more."""
    comparisons.remembered.clear()
    async with serving(settings_in(place)) as site:
        browser = site.stranger()
        browser.take_cookie((await sign_ins.begin_session(OWNER, "bench", SECRET, datetime.now(UTC))).token)
        await browser.client.get("/help/reading")  # templates and catalogs are read once
        for address, seen in times.items():
            seen.first.append((await timed(browser, address))[0])
            seen.again += [(await timed(browser, address))[0] for _ in range(calls)]
        await add_visit()
        milliseconds, text = await timed(browser, HOME)
        assert f"{visits + 1} visits" in text.replace(",", ""), "the new visit must show at once"
        times[HOME].changed.append(milliseconds)


async def timed(browser: Browser, address: str) -> tuple[float, str]:
    """Milliseconds of the server, from the request to the last byte, and the page."""
    start = time.perf_counter()
    answer = await browser.client.get(address)
    spent = 1000 * (time.perf_counter() - start)
    assert answer.status_code == 200, (address, answer.status_code)
    return spent, answer.text


async def add_visit() -> None:
    """One more visit in the sums, as its submission writes it."""
    standards = [StandardFact(number, "counted", 1_000_000, True, None) for number in range(1, 61)]
    async with transaction():
        await rollups.add_facts([VisitFacts(1, 1, OWNER + 1, 202611, 100_000_000, False, standards)])
        await chains.grow_rollup_version()


def report(small: dict[str, Times], large: dict[str, Times]) -> None:
    """A line a page, the large chain beside the small one."""
    print("page                        first   after a visit      p95 of the rest   median, beside fewer visits")
    for address in PAGES:
        one, other = large[address], small[address]
        changed = f"{median(one.changed):8.0f} ms" if one.changed else " " * 11
        ratio = median(one.again) / median(other.again)
        print(
            f"{address:<24}{median(one.first):6.0f} ms  {changed}  {one.p95:15.0f} ms"
            f"  {median(one.again):10.0f} ms, {ratio:.2f}x"
        )
    firsts = [median(chain[HOME].first) for chain in (large, small)]
    print(f"{HOME} made anew, beside fewer visits: {firsts[0]:.0f} ms, {firsts[0] / firsts[1]:.2f}x")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", choices=["fits", "pages"])
    given = parser.parse_args()
    if given.only != "pages":
        fits(given.quick)
    if given.only != "fits":
        chain_sizes = (Size(10_000), Size(50_000 if given.quick else 1_000_000))
        asyncio.run(pages(chain_sizes, 2 if given.quick else 5, 10 if given.quick else 20))

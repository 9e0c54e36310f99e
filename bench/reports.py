"""Compares printing a branch report (44 standards, four photos) and a long chain report (heat maps of all standards
by all branches) with headless Chromium printing the same HTML, in one run, taken in turns: with a browser started
for the report, as a command does, and with one that is kept running, as ours is.

Run:    .venv/bin/python bench/reports.py [--quick]     (--quick: two rounds, a chain of 250 branches)
Reach:  branch report at most 0.8 x Chromium's time and 250 KB; chain report at most 2 x its time, 200 MB and 1 MB.
Beside: branch reports a minute with one printing process and with two, and memory of the process that serves pages
        before and after them. CHROMIUM names the browser's program where it is not /usr/bin/chromium.
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median

import psutil
from PIL import Image
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pikepdf

from audit.reports.pdf import Press
from audit.reports.pdf_messages import Paper
from audit.services import branch_report_making
from audit.services.chain_report_making import report_paper
from tests.reports.branch import branch_report
from tests.reports.reports import chain_report

MEBIBYTE = 1 << 20
PROGRAM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
STARTED, RUNNING = "a Chromium started for it", "a running Chromium"
SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png", "image/svg+xml": ".svg"}


def main(rounds: int, branches: int, bulk: int) -> None:
    """Print both, then the branch report many times."""
    branch, chain = branch_paper(), report_paper(chain_report(branches, standards=60), "en")
    with Press() as press, chromium() as page, tempfile.TemporaryDirectory() as folder:
        for name, paper in (("branch report", branch), (f"chain report, {branches} branches", chain)):
            address = unpacked(paper, Path(folder) / name.partition(",")[0].replace(" ", "-"))
            makers = {
                "ours": lambda paper=paper: press.print(paper),
                STARTED: started_print(address, Path(folder) / "printed.pdf"),
                RUNNING: browser_print(page, address),
            }
            in_turns(name, makers, press, rounds)
    in_bulk(branch, bulk)


def branch_paper() -> Paper:
    """The tests' made-up branch report."""
    return branch_report_making.branch_paper(branch_report("en", photos=4), {str(n): photo(n) for n in range(4)}, "en")


def photo(number: int) -> bytes:
    """A thumbnail with as much in it as a photograph has."""
    noise = Image.effect_noise((320, 240), 40 + number)
    target = io.BytesIO()
    Image.merge("RGB", (noise, noise.rotate(180), noise)).save(target, "JPEG", quality=80)
    return target.getvalue()


@contextmanager
def chromium() -> Iterator[Page]:
    """A page of a running browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


def unpacked(paper: Paper, folder: Path) -> str:
    """The same document as files that a browser can open; its address."""
    folder.mkdir()
    html = paper.html
    for number, (name, media) in enumerate(paper.media.items()):
        file = folder / f"{number}{SUFFIXES[media.media_type]}"
        file.write_bytes(media.body)
        html = html.replace(f'"{name}"', f'"{file.name}"')
    html = html.replace("</head>", f"<style>{paper.style}</style></head>")
    (folder / "report.html").write_text(html, "utf-8")
    return (folder / "report.html").as_uri()


def browser_print(page: Page, address: str) -> Callable[[], bytes]:
    """Opens the document anew and prints it, tagged as ours is."""

    def printed() -> bytes:
        page.goto(address, wait_until="load")
        return page.pdf(prefer_css_page_size=True, tagged=True, outline=True)

    return printed


def started_print(address: str, target: Path) -> Callable[[], bytes]:
    """Starts a browser that opens the document, prints it and ends."""
    command = [PROGRAM, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={target}", address]

    def printed() -> bytes:
        subprocess.run(command, capture_output=True, check=True)
        return target.read_bytes()

    return printed


def in_turns(name: str, makers: dict[str, Callable[[], bytes]], press: Press, rounds: int) -> None:
    """Each once to warm up, then in turns; medians."""
    pdfs = {label: make() for label, make in makers.items()}
    seconds: dict[str, list[float]] = {label: [] for label in makers}
    for _ in range(rounds):
        for label, make in makers.items():
            begun = time.perf_counter()
            make()
            seconds[label].append(time.perf_counter() - begun)
    memory = {"ours": tree_bytes([press._idle[0]._process.pid]), RUNNING: tree_bytes(chromium_pids())}
    for label, pdf in pdfs.items():
        pages = len(pikepdf.open(io.BytesIO(pdf)).pages)
        held = f", {memory[label] / MEBIBYTE:,.0f} MB" if label in memory else ""
        print(f"{name}, {label}: {median(seconds[label]):.2f} s, {pages} pages, {len(pdf) / 1000:,.0f} KB{held}")
    for label in (STARTED, RUNNING):
        print(f"{name}: {median(seconds['ours']) / median(seconds[label]):.2f} x the time of {label}")


def chromium_pids() -> list[int]:
    """The browser that this process started, through Playwright's driver."""
    return [child.pid for child in psutil.Process().children(recursive=True) if "chrom" in child.name()]


def tree_bytes(pids: list[int]) -> int:
    """Memory that these processes hold for themselves alone."""
    held = 0
    for pid in pids:
        with suppress(psutil.NoSuchProcess):  # a browser lets go of processes as it likes
            held += psutil.Process(pid).memory_full_info().uss
    return held


def in_bulk(paper: Paper, count: int) -> None:
    """The same branch report so many times, by one process and by two."""
    before, rates = psutil.Process().memory_info().rss, []
    for workers in (1, 2):
        with Press(workers) as press, ThreadPoolExecutor(workers) as threads:
            list(threads.map(press.print, [paper] * workers))
            begun = time.perf_counter()
            list(threads.map(press.print, [paper] * count))
            rates.append(60 * count / (time.perf_counter() - begun))
    grown = (psutil.Process().memory_info().rss - before) / MEBIBYTE
    print(f"in bulk: {rates[0]:.0f} a minute with one process, {rates[1]:.0f} with two: {rates[1] / rates[0]:.2f} x")
    print(f"in bulk: the process that asks grew by {grown:.1f} MB over {2 * count} reports")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    main(rounds=2 if quick else 5, branches=250 if quick else 600, bulk=10 if quick else 100)

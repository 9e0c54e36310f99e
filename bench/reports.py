"""Compares printing a branch report (44 standards, four photos) and a long chain report (heat maps of all standards
by all branches) with headless Chromium printing the same HTML, in one run, taken in turns: with a browser started
for the report, as a command does, and with one that is kept running, as ours is.

Run:    .venv/bin/python bench/reports.py [--quick]     (--quick: two rounds, a chain of 250 branches)
Reach:  branch report at most 0.8 x Chromium's time and 250 KB; chain report at most 2 x its time, 200 MB and 1 MB;
        two printing processes at least 1.7 x the reports of one; pages at most 2 x as slow while reports are made in
        bulk (p95); memory of the process that serves pages flat over 200 reports.
Beside: Two processes are no faster than one on a machine whose two cores have other work: see the load it prints.
        The last three rows are those of a running server with a demo chain (bench/report_pages.py).
        CHROMIUM names the browser's program where it is not /usr/bin/chromium.
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
from bench.report_pages import beside_pages, in_bulk
from tests.reports.branch import branch_report
from tests.reports.reports import chain_report

MEBIBYTE = 1 << 20
PROGRAM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
STARTED, RUNNING = "a Chromium started for it", "a running Chromium"
SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png", "image/svg+xml": ".svg"}


def main(rounds: int, branches: int) -> None:
    """Print both, in turns with the browser."""
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before anything was measured")
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
        page.goto(address, wait_until="load", timeout=600_000)  # hundreds of branches take it a while
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
    """Each once to warm up, then in turns; medians, and the CPU that those took which are kept running."""
    pdfs = {label: make() for label, make in makers.items()}
    pids = {"ours": [press._idle[0]._process.pid], RUNNING: chromium_pids()}
    seconds: dict[str, list[float]] = {label: [] for label in makers}
    before = {label: cpu_seconds(of) for label, of in pids.items()}
    for _ in range(rounds):
        for label, make in makers.items():
            begun = time.perf_counter()
            make()
            seconds[label].append(time.perf_counter() - begun)
    used = {label: (cpu_seconds(of) - before[label]) / rounds for label, of in pids.items()}
    memory = {"ours": most_bytes(pids["ours"][0]), RUNNING: tree_bytes(chromium_pids())}
    for label, pdf in pdfs.items():
        pages = len(pikepdf.open(io.BytesIO(pdf)).pages)
        held = f", {used[label]:.2f} s CPU, {memory[label] / MEBIBYTE:,.0f} MB" if label in pids else ""
        print(f"{name}, {label}: {median(seconds[label]):.2f} s, {pages} pages, {len(pdf) / 1000:,.0f} KB{held}")
    for label in (STARTED, RUNNING):
        print(f"{name}: {median(seconds['ours']) / median(seconds[label]):.2f} x the time of {label}")


def cpu_seconds(pids: list[int]) -> float:
    """CPU time that these processes have taken. A browser's helpers that are gone count for nothing: in its favour."""
    taken = 0.0
    for pid in pids:
        with suppress(psutil.NoSuchProcess):
            taken += sum(psutil.Process(pid).cpu_times()[:2])
    return taken


def chromium_pids() -> list[int]:
    """The browser that this process started, through Playwright's driver."""
    return [child.pid for child in psutil.Process().children(recursive=True) if "chrom" in child.name()]


def most_bytes(pid: int) -> int:
    """The most memory that a process ever held."""
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) << 10


def tree_bytes(pids: list[int]) -> int:
    """Memory that these processes hold for themselves alone."""
    held = 0
    for pid in pids:
        with suppress(psutil.NoSuchProcess):  # a browser lets go of processes as it likes
            held += psutil.Process(pid).memory_full_info().uss
    return held


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    main(rounds=2 if quick else 5, branches=250 if quick else 600)
    in_bulk(branch_paper(), 10 if quick else 100)
    beside_pages(branches=12 if quick else 60, reports=10 if quick else 200)

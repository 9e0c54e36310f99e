"""Compares printing a branch report (five pages, four photos, 44 standards, PDF/UA-1) with headless Chromium printing
the same HTML, each from asking to having the bytes; and ten reports by two workers with ten by one.

Run:    .venv/bin/python bench/reports.py [--quick]      (needs Chromium, else only our own figures)
Reach:  at most 0.8 x Chromium's time and 250 KB; two workers at least 1.7 x as fast as one.
Beside: Chromium is started for each report, as a server would that does not want to keep one running; a browser that
        is kept running prints faster, and holds 300 MB.
"""

from __future__ import annotations

import argparse
import base64
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from statistics import median

from PIL import Image
from playwright.sync_api import Playwright, sync_playwright

from audit.render import render
from audit.reports.pdf import Paper, Press, photo_media, static_media
from tests.reports.branch import branch_report

CHROMIUM = Path("/usr/bin/chromium")
BULK = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="three rounds instead of nine")
    rounds = 3 if parser.parse_args().quick else 9
    paper = report()
    with Press(workers=2) as press:
        press.print(paper)
        print(f"our report: {len(press.print(paper)) / 1000:.0f} KB (reach: at most 250)")
        if CHROMIUM.exists():
            beside_chromium(press, paper, rounds)
    bulk(paper)


def report() -> Paper:
    """The made-up branch with four photos that compress as photos do."""
    html = render("report/branch.html", "en", report=branch_report())
    photos = photo_media({str(number): photo(number) for number in range(4)})
    return Paper(html, {**static_media("css/report.css"), **photos})


def photo(seed: int) -> bytes:
    shapes = Image.effect_noise((10, 8), 120 + seed).resize((320, 240), Image.Resampling.BICUBIC)
    grain = Image.effect_noise((320, 240), 12)
    target = BytesIO()
    Image.blend(shapes, grain, 0.25).convert("RGB").save(target, "JPEG", quality=80)
    return target.getvalue()


def beside_chromium(press: Press, paper: Paper, rounds: int) -> None:
    with sync_playwright() as playwright:
        inlined = with_media_inside(paper)
        jobs = (lambda: press.print(paper), lambda: by_chromium(playwright, inlined))
        spent: tuple[list[float], list[float]] = ([], [])
        for _ in range(rounds):
            for job, seen in zip(jobs, spent, strict=True):
                seen.append(seconds(job))
    ours, theirs = median(spent[0]), median(spent[1])
    print(f"one report: ours {ours:.2f} s, Chromium {theirs:.2f} s: {ours / theirs:.2f} x (reach: at most 0.8)")


def with_media_inside(paper: Paper) -> str:
    """The same document for a browser, its files as data addresses."""
    html = paper.html
    for address, media in paper.media.items():
        html = html.replace(address, f"data:{media.media_type};base64,{base64.b64encode(media.body).decode()}")
    return html


def by_chromium(playwright: Playwright, html: str) -> bytes:
    browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
    try:
        page = browser.new_page()
        page.set_content(html)
        return page.pdf(prefer_css_page_size=True, tagged=True)
    finally:
        browser.close()


def bulk(paper: Paper) -> None:
    """So many reports by one worker and by two, both warm."""
    taken = []
    for workers in (1, 2):
        with Press(workers) as press, ThreadPoolExecutor(workers) as threads:
            list(threads.map(press.print, [paper] * workers))
            taken.append(seconds(lambda: list(threads.map(press.print, [paper] * BULK))))
    print(
        f"{BULK} reports: one worker {taken[0]:.1f} s, two {taken[1]:.1f} s: {taken[0] / taken[1]:.2f} x (reach: 1.7)"
    )


def seconds(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()

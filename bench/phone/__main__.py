"""Compares a visit of 800 standards on the auditor's phone with the same checklist in Enketo and in ODK Web Forms:
Chromium at 360x740 with a processor four times slower, every page in turn in one run; then ours once more after a
reload without a connection, its server killed.

Run:    .venv/bin/python -m bench.phone [--quick] [--runs 3] [--no-peers]
        The peers are built once from the npm registry (Node and npm are needed) into .tools/phone-peers.
        --quick: one round with fewer taps, beside Enketo alone; where it has not been built, ours alone.
Reach:  interactive in at most 1/4 of Enketo's time, median and worst tap at most 1/2 of Enketo's, with every answer of
        ours written strictly; at most 70 KB on the wire, no task over 300 ms, and the same without a connection.
Beside: the smallest page of all that does the same, its answers written strictly, and what the worker fetches once
        to be ready for offline. CHROMIUM names the browser's program where it is not /usr/bin/chromium.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

from playwright.sync_api import Browser, sync_playwright

from bench.phone.measuring import PLACES, QUICK_PLACES, Figures, chromium, measure, new_phone
from bench.phone.ours import measure_ours, serving_checklist, worker_kilobytes
from bench.phone.peers import build_peers, peers_are_built, serving_peers

ENKETO, ODK, FLOOR, OURS, OFFLINE = "Enketo", "ODK Web Forms", "smallest page", "ours", "ours, no connection"
ADDRESSES = {ENKETO: "/enketo.html", ODK: "/odk.html", FLOOR: "/floor.html"}
KILOBYTES, LONGEST_TASK_MS = 70, 300


def main() -> None:
    """Measure every page in turn, as often as asked, and print the medians and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one round, fewer taps, beside Enketo if it is built")
    parser.add_argument("--runs", type=int, default=3, help="rounds; the medians count")
    parser.add_argument("--no-peers", action="store_true", help="ours alone")
    options = parser.parse_args()
    runs, places = (1, QUICK_PLACES) if options.quick else (options.runs, PLACES)
    peers = wanted_peers(options.quick, options.no_peers)
    with serving_peers() as address, serving_checklist() as server, sync_playwright() as playwright:
        browser = chromium(playwright)
        seen: dict[str, list[Figures]] = {}
        for turn in range(runs):
            for name in peers:
                seen.setdefault(name, []).append(measure_peer(browser, address + ADDRESSES[name], places))
            online, offline = measure_ours(browser, server, places)
            seen.setdefault(OURS, []).append(online)
            seen.setdefault(OFFLINE, []).append(offline)
            print(f"round {turn + 1} of {runs} done", flush=True)
    report(seen)


def wanted_peers(is_quick: bool, without: bool) -> list[str]:
    """The pages to measure beside ours, built where they are not yet."""
    if without:
        return []
    if is_quick:
        if peers_are_built():
            return [ENKETO]
        print("the peers are not built: ours alone (`python -m bench.phone` builds them)")
        return []
    build_peers()
    return [*ADDRESSES]


def measure_peer(browser: Browser, address: str, places: tuple[float, ...]) -> Figures:
    """One peer in a new browser context."""
    with new_phone(browser) as page:
        return measure(page, lambda: page.goto(address, wait_until="commit"), places)


def report(seen: dict[str, list[Figures]]) -> None:
    """The medians of each page, then ours against Enketo's."""
    middle = {name: Figures.middle(figures) for name, figures in seen.items()}
    print(f"\n{'medians':<20}{'KB':>7}{'interactive s':>15}{'tap ms':>8}{'worst ms':>10}{'longest task ms':>17}")
    for name, one in middle.items():
        size = f"{one.kilobytes:>7.0f}" if name != OFFLINE else f"{'0':>7}"
        print(
            f"{name:<20}{size}{one.interactive_ms / 1000:>15.2f}{one.tap_ms:>8.0f}"
            f"{one.worst_tap_ms:>10.0f}{one.longest_task_ms:>17.0f}"
        )
    print(f"\nfetched once by the worker, to be ready for offline: {worker_kilobytes():.0f} KB")
    print(f"on the wire: {middle[OURS].kilobytes:.0f} KB (reach: at most {KILOBYTES})")
    for name in (OURS, OFFLINE):
        print(f"{name}: longest task {middle[name].longest_task_ms:.0f} ms (reach: at most {LONGEST_TASK_MS})")
        if ENKETO in middle:
            print_ratios(name, middle[name], middle[ENKETO])


def print_ratios(name: str, ours: Figures, peer: Figures) -> None:
    """Each figure of ours as a share of Enketo's."""
    ratios: list[tuple[str, Callable[[Figures], float], float]] = [
        ("interactive", lambda one: one.interactive_ms, 0.25),
        ("tap to paint, median", lambda one: one.tap_ms, 0.5),
        ("tap to paint, worst", lambda one: one.worst_tap_ms, 0.5),
    ]
    for what, figure, reach in ratios:
        print(f"{name} / {ENKETO}, {what}: {figure(ours) / figure(peer):.2f} (reach: at most {reach})")


if __name__ == "__main__":
    main()

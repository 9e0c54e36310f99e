"""Compares a page of 150 rows (the list of visits, as the product renders it) with f-strings that write the same page.

Run:    .venv/bin/python bench/pages.py [--quick]
Reach:  at most 4 x the CPU of the f-strings.
Beside: the manager's home of a chain of 24 branches and of one of 300, and the 24,000 cells of its heat map alone.
        Dates and numbers are written by Babel in both, and remembered alike; the heat map from rollups has a
        benchmark of its own, bench/heat_map.py.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median
from urllib.parse import quote

from markupsafe import escape

from audit.errors import say
from audit.render import render
from audit.services.frames import Frame, NavEntry
from audit.services.visit_lists import Choice, VisitLine, VisitsPage
from audit.words import Translator, translator
from tests.reports import chain

ROWS = 150
NAV = tuple(NavEntry(say(name), f"/{name.lower()}") for name in ("Consistency", "Branches", "Standards", "Visits"))
FRAME = Frame("Salon Lumière", "en", "/consistency", "Bert Kok", "manager", NAV)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="20 rounds instead of 200")
    rounds = 20 if parser.parse_args().quick else 200
    page, words = visits_page(), translator("en")

    def ours() -> str:
        return render("visits/index.html", "en", frame=FRAME, page=page)

    before, after = re.split(r"(?<=<tbody>).*(?=</tbody>)", ours(), flags=re.DOTALL)

    def plain() -> str:
        return before + "".join(f_row(row, words) for row in page.rows) + after

    assert squeezed(ours()) == squeezed(plain()), "the two must write the same page"
    template, f_strings = side_by_side(ours, plain, rounds)
    print(f"{ROWS} rows, {len(ours()) / 1000:.0f} KB: template {template:.2f} ms CPU, f-strings {f_strings:.2f} ms")
    print(f"template / f-strings: {template / f_strings:.2f} (reach: at most 4)")
    for branches, cells in ((24, (5, 24)), (300, (80, 300))):
        print(f"the manager's home, {branches} branches: {home_milliseconds(branches, cells, rounds // 10):.1f} ms CPU")
    heat = chain.heat_map(80, 300)
    print(
        f"its heat map of {80 * 300:,} cells alone: {milliseconds(lambda: heat.draw(words), rounds // 10):.1f} ms CPU"
    )


def home_milliseconds(branches: int, cells: tuple[int, int], rounds: int) -> float:
    """The manager's home with 8 standards and a heat map of so many standards by branches."""
    page = chain.compare_page(branches, 8, cells)
    return milliseconds(lambda: render("compare/index.html", "en", frame=FRAME, page=page), rounds)


def milliseconds(job: Callable[[], object], rounds: int) -> float:
    """The median CPU milliseconds of one job."""
    return side_by_side(job, lambda: None, rounds)[0]


def side_by_side(one: Callable[[], object], other: Callable[[], object], rounds: int) -> tuple[float, float]:
    """The median CPU milliseconds of each, taken in turns after one round to warm up."""
    spent: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds + 1):
        for job, seen in zip((one, other), spent, strict=True):
            start = time.process_time()
            job()
            if turn:
                seen.append((time.process_time() - start) * 1000)
    return median(spent[0]), median(spent[1])


def visits_page() -> VisitsPage:
    """150 visits of the made-up chain, some failed, some without a score."""
    names = chain.branch_names(24)
    states = (("submitted", "To review"), ("accepted", "Accepted"), ("returned", "Returned"))
    rows = tuple(
        VisitLine(
            id=f"0197-{number:04}",
            branch=names[number % 24],
            visit_date=date(2026, 11, 1) - timedelta(days=number // 3),
            checklist="Salon visit",
            auditor="Blue Finch" if number % 5 else say("nobody yet"),
            status=states[number % 3][0],
            status_label=say(states[number % 3][1]),
            percent=None if number % 17 == 0 else 60 + number % 40,
            is_failed=number % 11 == 0,
        )
        for number in range(ROWS)
    )
    choices = (Choice(say("All"), "/visits", True), Choice(say("To review"), "/visits?state=review", False))
    bar = chain.filter_bar("/visits")
    return VisitsPage(say("3 visits wait for your word."), rows, 612, choices, "/visits?page=2", "", bar)


def f_row(row: VisitLine, words: Translator) -> str:
    """One row of the list by hand, escaped like the template's."""
    day = words.day(row.visit_date, "medium") if row.visit_date else "–"
    kind = {"accepted": "kept", "submitted": "accent", "returned": "waiting", "rejected": "broken"}.get(row.status)
    score = '<span title="Nothing counted on this visit">–</span>' if row.percent is None else words.number(row.percent)
    failed = ' <span class="chip chip--broken">failed</span>' if row.is_failed else ""
    return (
        f'<tr><th scope="row"><a href="/visits/{quote(row.id)}">{escape(row.branch)}</a></th>'
        f'<td data-label="Day">{day}</td><td data-label="Checklist">{escape(row.checklist)}</td>'
        f'<td data-label="Auditor">{escape(words.say(row.auditor))}</td>'
        f'<td><span class="chip chip--{kind}">{escape(words.say(row.status_label))}</span></td>'
        f'<td class="table__number" data-label="Score">{score}{failed}</td></tr>'
    )


def squeezed(html: str) -> str:
    """Without the white space between tags."""
    return re.sub(r"\s*(<[^>]+>)\s*", r"\1", html)


if __name__ == "__main__":
    main()

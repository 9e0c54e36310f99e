from __future__ import annotations

import gzip
import re
from dataclasses import replace
from datetime import date

import pytest

from audit.errors import say
from audit.render import render
from audit.reports.charts import Sparkline
from audit.services.compare_pages.branches import (
    BranchesPage,
    BranchLine,
    BranchPage,
    BranchStandard,
    BranchStory,
    Fact,
)
from audit.services.compare_pages.parts import Column, Empty, Pages, PhotoLink, RateLine, Verdict, VisitLink
from audit.services.compare_pages.standards import BrokenExample, Here, Months, RateTable, StandardPage, StandardsPage
from audit.services.frames import Frame
from audit.static_files import find_static
from audit.words import LANGUAGES
from tests.reports import chain
from tests.reports.drawings import faults_of

FRAME = Frame("Salon Lumière", "en")
NOTHING = Empty(say("No visit has come in yet."), say("Plan the first one."), "/visits/new", say("Plan a visit"))
WHY = say("Too few visits to tell: 2 visits at one branch.")
PHOTO = PhotoLink("/photos/1", say("Front desk"), "Nobody at the desk", "/visits/1")


def branches_page() -> BranchesPage:
    bars = [bar for group in chain.branch_plot(24).groups for bar in group.branches]
    rows = [
        BranchLine(
            b.name,
            "UTR",
            b.href,
            "Nederland",
            12,
            date(2026, 11, 3),
            b.bar.point,
            b.bar.interval,
            b.bar,
            Sparkline((70, 80)),
        )
        for b in bars
    ]
    alone = BranchLine("Zwolle", "ZWO", "/branches/ZWO", say("own"), 1, None, why=say("One visit: too few to tell."))
    columns = (
        Column(say("Branch"), "?sort=name", "ascending"),
        Column(say("Against the chain")),
        Column(say("Score"), "?sort=score", is_number=True),
    )
    return BranchesPage(
        say("Two branches stand out."),
        chain.filter_bar(),
        columns,
        (*rows, alone),
        chain.branch_plot(9).axis,
        Pages(1, 25, 300, None, "?page=2"),
    )


def branch_page() -> BranchPage:
    verdict = Verdict(say("Clearly below"), "broken")
    strip = chain.strip("Greeted", 0.8, 24)
    line = BranchStandard("Greeted", "/standards/x", "Greeting", 12, 0.5, (0.3, 0.7), 0.8, strip, verdict)
    unknown = BranchStandard(
        "Called", "/standards/y", "Follow-up", 1, None, None, None, strip, Verdict(say("Too few"), "unknown")
    )
    return BranchPage(
        title="Utrecht Oudegracht",
        kicker="Nederland",
        sentence=say("Guests wait too long for a drink."),
        detail=say("76 points, probably 71 to 81."),
        filters=chain.filter_bar(),
        facts=(Fact(say("Score"), "76", say("71 to 81")),),
        story=BranchStory(chain.control_chart(24), say("One signal."), say("Trial limits.")),
        standards=(line, unknown),
        visits=(
            VisitLink("/visits/1", date(2026, 11, 3), "Salon visit", "Blue Finch", 87.45),
            VisitLink("/visits/2", date(2026, 11, 1), "Phone", "Otter", None, True),
        ),
        visits_href="/visits",
        photos=(PHOTO,),
        report_href="/branches/UTR/report.pdf",
    )


def standard_page() -> StandardPage:
    rows = (
        RateLine("Utrecht", 12, 0.5, (0.3, 0.7), "/branches/UTR", Verdict(say("Below"), "broken")),
        RateLine(say("by phone"), 0, None),
    )
    tables = (RateTable(say("By branch"), say("Branch"), rows), RateTable(say("By auditor"), say("Auditor"), why=WHY))
    example = BrokenExample("/visits/1", "Utrecht", date(2026, 11, 3), "Nobody at the desk", (PHOTO,))
    return StandardPage(
        "Greeted",
        "Greeting",
        say("Kept on 80 of 100 visits."),
        None,
        chain.filter_bar(),
        chain.strip("Greeted", 0.8, 24),
        tables,
        "Look up.\nSmile.",
        "guests",
        (example,),
        9,
        "/visits",
        here=Here(say("At Utrecht: kept on 6 of 12 visits."), "/standards/x"),
        months=Months(chain.share_trend(12), say("No month stands out.")),
    )


def standards_page() -> StandardsPage:
    columns = tuple(Column(say(name)) for name in ("Standard", "Kept", "Dots", "Same", "Other", "Gap"))
    lines = (*(chain.standard_line(index, 24) for index in range(5)), replace(chain.standard_line(0, 2), why=WHY))
    return StandardsPage(say("Five standards."), chain.filter_bar(), columns, lines)


PAGES = {
    "compare/index.html": chain.compare_page(),
    "compare/branches.html": branches_page(),
    "compare/branch.html": branch_page(),
    "compare/standards.html": standards_page(),
    "compare/standard.html": standard_page(),
}


def html_of(template: str, page: object, language: str = "en") -> str:
    return render(template, language, frame=FRAME, page=page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", PAGES)
def test_a_full_page_is_well_made(template: str, language: str) -> None:
    assert faults_of(html_of(template, PAGES[template], language)) == []


@pytest.mark.parametrize("template", PAGES)
def test_an_empty_page_says_what_to_do_next(template: str) -> None:
    html = html_of(template, replace(PAGES[template], empty=NOTHING))
    assert "No visit has come in yet." in html and 'href="/visits/new"' in html
    assert faults_of(html) == []


def test_the_home_says_its_sentence_first() -> None:
    html = re.sub(r"<[^>]+>", "", html_of("compare/index.html", PAGES["compare/index.html"]))
    said = "Two guests who walk into two different branches are treated alike on 71 of 100 promises."
    assert " ".join(html.split()).index(said) < " ".join(html.split()).index("Where the differences come from")
    assert "From 612 visits at 24 branches by 9 auditors." in " ".join(html.split())


def test_what_cannot_be_told_says_why_in_every_section() -> None:
    html = html_of("compare/index.html", chain.unknown_page(WHY))
    assert html.count("Too few visits to tell: 2 visits at one branch.") == 7
    assert "<svg" not in html and faults_of(html) == []


def test_a_gap_without_a_sign_is_said_in_words() -> None:
    html = html_of("compare/standards.html", PAGES["compare/standards.html"])
    assert html.count("no sign") == 1 and "−1" not in html


def test_a_branch_with_one_visit_has_no_number_but_a_reason() -> None:
    row = html_of("compare/branches.html", PAGES["compare/branches.html"]).split("/branches/ZWO")[1]
    assert "One visit: too few to tell." in row and "<svg" not in row


def test_a_cell_of_the_heat_map_leads_to_its_visits_and_counts_them() -> None:
    html = html_of("compare/index.html", PAGES["compare/index.html"])
    assert len(re.findall(r'<td class="heat__cell heat__cell--\d+"><a href="/visits\?cell=', html)) > 80
    assert "too few visits to tell" in html and html.count('class="heat__row"') == 5


def test_each_group_of_branches_is_named_and_nothing_is_ranked() -> None:
    html = html_of("compare/index.html", PAGES["compare/index.html"])
    for name in ("Clearly above the chain", "Cannot be told apart from the chain", "Clearly below the chain"):
        assert html.count(name) == 1


def test_the_page_of_a_large_chain_stays_light() -> None:
    html = html_of("compare/index.html", chain.compare_page(60, 8, (60, 60))).encode()
    parts = [find_static(path).gzipped for path in ("css/desk.css", "vendor/htmx.min.js")]
    assert len(gzip.compress(html, 5)) + sum(map(len, parts)) < 70_000


def test_filters_are_an_ordinary_form() -> None:
    html = html_of("compare/branches.html", PAGES["compare/branches.html"])
    form = html[html.index('<form class="filters"') : html.index("</form>")]
    assert 'method="get"' in form and form.count("<select") == 3 and form.count("<label") == 4


def test_a_sorted_column_says_so_and_pages_lead_on() -> None:
    html = html_of("compare/branches.html", PAGES["compare/branches.html"])
    assert 'aria-sort="ascending"><a class="table__sort" href="?sort=name">' in html
    assert "1 to 25 of 300" in html and 'href="?page=2" rel="next"' in html

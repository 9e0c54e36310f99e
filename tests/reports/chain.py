"""A made-up chain for the tests of plots, pages and reports: long names, few visits, the whole range of rates."""

from __future__ import annotations

import random
from datetime import date, timedelta

from audit.errors import Sentence, say
from audit.reports.charts import (
    Axis,
    BranchDot,
    ChartPoint,
    ControlChart,
    DotStrip,
    HeatCell,
    HeatLabel,
    HeatMap,
    IntervalBar,
    MonthShare,
    Scale,
    Share,
    ShareBar,
    ShareTrend,
)
from audit.services.compare_pages.overviews import (
    AuditorLine,
    BranchBar,
    BranchGroup,
    BranchPlot,
    Change,
    Changes,
    ComparePage,
    Headline,
    Heat,
    OpenBranch,
    Plan,
    PlanCell,
    Severity,
    Sources,
)
from audit.services.compare_pages.parts import Filter, FilterBar, FilterOption, StandardLine, Verdict

CITIES = (
    *("Cluj Centru", "Den Haag Spui", "Surabaya Tunjungan", "Eindhoven Markt", "Bandung Dago", "Jakarta Kemang"),
    *("Brașov Sfatului", "Utrecht Oudegracht", "Iași Copou", "București Lipscani", "Amsterdam Zuid"),
    *("’s-Hertogenbosch Burgemeester Loeffplein-Noord", "Rotterdam Blaak", "Timișoara Unirii"),
)
PROMISES = (
    ("A drink is offered within 5 minutes", "Refreshments"),
    ("The stylist asks what you want before starting", "Advice"),
    ("Greeted within 60 seconds", "Greeting"),
    ("Somebody calls within 3 days to ask whether everything is still as it was promised at the till", "Follow-up"),
    ("Hair is as agreed", "Outcome"),
)
SCALE = Scale(50, 100)
CHAIN_MEAN = 81.0


def branch_names(count: int) -> list[str]:
    """So many different names, the long ones among them."""
    return [
        name if index < len(CITIES) else f"{name} {index}"
        for index, name in zip(range(count), CITIES * 99, strict=False)
    ]


def strip(promise: str, level: float, branches: int, seed: int = 1) -> DotStrip:
    """A strip around a level, its weakest branch called out."""
    chance = random.Random(seed)
    shares = [min(1.0, max(0.0, chance.gauss(level, 0.14))) for _ in range(branches)]
    dots = tuple(
        BranchDot(name, share, visits := chance.randint(2, 30), f"/branches/{index}", visits < 3, share == min(shares))
        for index, (name, share) in enumerate(zip(branch_names(branches), shares, strict=True))
    )
    return DotStrip(promise, dots, level, (max(0, level - 0.07), min(1, level + 0.07)))


def heat_map(standards: int, branches: int, seed: int = 1) -> HeatMap:
    """Rates over the whole range; every ninth cell has too few visits, every fiftieth none."""
    chance = random.Random(seed)
    promises = [PROMISES[index % len(PROMISES)][0] for index in range(standards)]

    def cell(number: int) -> HeatCell:
        visits = 0 if number % 50 == 49 else 2 if number % 9 == 8 else chance.randint(3, 40)
        return HeatCell(chance.betavariate(4, 1.3) if visits > 2 else None, visits, f"/visits?cell={number}")

    rows = tuple(tuple(cell(row * branches + column) for column in range(branches)) for row in range(standards))
    columns = tuple(HeatLabel(name, f"/branches/{name}") for name in branch_names(branches))
    return HeatMap(tuple(HeatLabel(promise, "/standards/x") for promise in promises), columns, rows)


def branch_bar(name: str, point: float, half: float) -> BranchBar:
    low, high = point - half, point + half
    group = "above" if low > CHAIN_MEAN else "below" if high < CHAIN_MEAN else "same"
    bar = IntervalBar(name, SCALE, point, (low, high), CHAIN_MEAN, group, f"/branches/{name}")
    return BranchBar(name, f"/branches/{name}", 12, bar, (2, 9))


def branch_plot(branches: int, seed: int = 1) -> BranchPlot:
    chance = random.Random(seed)
    bars = [branch_bar(name, chance.gauss(CHAIN_MEAN, 6), chance.uniform(3, 9)) for name in branch_names(branches)]
    groups = tuple(
        BranchGroup(group, tuple(sorted(inside, key=lambda one: -one.bar.point)))
        for group in ("above", "same", "below")
        if (inside := [one for one in bars if one.bar.group == group])
    )
    alarm = say("About 1 in 10 of these flags is a false alarm.")
    return BranchPlot(Axis(SCALE, CHAIN_MEAN), groups, ("Zwolle Melkmarkt", "Depok Margonda"), "/branches", alarm)


def control_chart(visits: int, seed: int = 3) -> ControlChart:
    chance = random.Random(seed)
    values = [chance.gauss(82, 4) for _ in range(visits)]
    values[visits // 2] = 62.0
    signal = say("Below the lower limit: this visit differs from the others by more than chance explains.")
    start = date(2025, 11, 3)
    points = tuple(
        ChartPoint(start + timedelta(days=12 * index), value, signal if value == 62.0 else None, f"/visits/{index}")
        for index, value in enumerate(values)
    )
    return ControlChart(points, 82.0, (70.4, 93.6))


def share_trend(months: int, low_at: int | None = None) -> ShareTrend:
    """A rate month by month about four in five; one month may be far below."""
    chance = random.Random(months)
    shares = [0.2 if index == low_at else chance.uniform(0.72, 0.88) for index in range(months)]
    points = (
        MonthShare(date(2025 + index // 12, index % 12 + 1, 1), share, 20 + index, (0.6, 0.97))
        for index, share in enumerate(shares)
    )
    return ShareTrend(tuple(points), 0.8)


def standard_line(index: int, branches: int) -> StandardLine:
    promise, touchpoint = PROMISES[index % len(PROMISES)]
    level = (0.64, 0.78, 0.81, 0.47, 0.93)[index % len(PROMISES)]
    gap = (0.11, 0.06, 0.04, 0.03, -0.01)[index % len(PROMISES)]
    told = {
        "same_branch": 0.81,
        "different_branches": 0.70,
        "gap": gap,
        "gap_interval": (max(0, gap - 0.03), gap + 0.04),
    }
    return StandardLine(
        promise,
        "/standards/x",
        touchpoint,
        612,
        level,
        (level - 0.07, level + 0.07),
        strip(promise, level, branches, index),
        **told,
    )


def filter_bar(action: str = "/consistency") -> FilterBar:
    """Three selects and the like-for-like switch."""

    def one(name: str, label: str, *options: str) -> Filter:
        return Filter(name, say(label), tuple(FilterOption(str(n or ""), say(text)) for n, text in enumerate(options)))

    filters = (
        one("period", "Period", "Last 6 months", "Last 12 months"),
        one("region", "Region", "All regions", "Nederland"),
        one("channel", "Channel", "All channels", "In person"),
    )
    return FilterBar(action, filters, say("12 May to 12 November 2026"), (("alike", say("Like for like"), True),))


def sources() -> Sources:
    parts = (
        Share(say("branches"), 0.34, (0.2, 0.5)),
        Share(say("who did the visit"), 0.17, (0.08, 0.3)),
        Share(say("from one visit to the next"), 0.49, (0.38, 0.61)),
    )
    advice = say("More visits per branch help less than different auditors.")
    return Sources(ShareBar(parts), None, advice, "#plan")


def plan() -> Plan:
    sizes = (2, 4, 8, 12, 20)
    cells = tuple(
        tuple(
            PlanCell(24 / (visits * people) ** 0.5, visits * people > 30) if people <= visits else None
            for people in (1, 2, 4, 8)
        )
        for visits in sizes
    )
    said = say("Four different auditors tell as much in 8 visits as one auditor in 20.")
    first = OpenBranch("Utrecht Oudegracht", "/branches/x", 9, 78.2, (71.0, 85.0), 4, "/visits/new?branch=x")
    return Plan(said, sizes, (1, 2, 4, 8), cells, None, (first,), 11)


def compare_page(branches: int = 24, standards: int = 5, heat: tuple[int, int] = (5, 24)) -> ComparePage:
    """A full page of the manager's home."""
    real, noise = Verdict(say("A real change"), "broken"), Verdict(say("Cannot be told from chance"), "unknown")
    drink = Change("A drink is offered", "/standards/x", 0.74, 0.64, (120, 140), -10.0, (-17.0, -3.0), real)
    branch = Change("Utrecht Oudegracht", "/branches/x", 78, 81, (9, 12), 3.0, (-5.0, 11.0), noise, "points")
    changes = Changes(say("One promise really changed."), (drink,), (branch,))
    auditors = (
        AuditorLine(
            "Wim Harsh-van den Berg", 61, -4.2, (-6.1, -2.3), Verdict(say("Scores lower than colleagues"), "unknown")
        ),
        AuditorLine("Ana Kind", 40, 0.4, (-1.8, 2.6), Verdict(say("No different"))),
    )
    return ComparePage(
        filters=filter_bar(),
        visits=612,
        branches=branches,
        auditors=9,
        headline=Headline(0.71, (0.67, 0.75), 40, 0.79, 0.08, 0.7, Verdict(say("No real change"))),
        sources=sources(),
        standards=tuple(standard_line(index, branches) for index in range(standards)),
        standards_total=40,
        standards_href="/standards",
        plot=branch_plot(branches),
        heat=Heat(heat_map(*heat)),
        changes=changes,
        plan=plan(),
        severity=Severity(auditors),
        notes=(say("3 branches have a single visit: no branch estimate is shown for them."),),
        export_href="/consistency.csv",
    )


def unknown_page(why: Sentence) -> ComparePage:
    """The same page where statistics can say nothing yet."""
    return ComparePage(
        filters=filter_bar(),
        visits=2,
        branches=1,
        auditors=1,
        headline_why=why,
        sources=Sources(None, why),
        plot=BranchPlot(None, why=why),
        heat=Heat(None, why=why),
        changes=Changes(why=why),
        plan=Plan(why, why=why),
        severity=Severity(why=why),
    )

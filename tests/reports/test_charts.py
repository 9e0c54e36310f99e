from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from random import Random

import pytest

from audit.reports.charts import (
    Axis,
    BranchDot,
    ChartPoint,
    ControlChart,
    DotStrip,
    HeatMap,
    IntervalBar,
    MonthShare,
    Scale,
    ShareBar,
    ShareTrend,
    Sparkline,
    scale_around,
)
from audit.words import LANGUAGES, translator
from tests.reports import chain
from tests.reports.drawings import NAMESPACE, marks, percent, title_of, tree_of

HOSTILE = '<script>alert("x")</script> & "co"'
BAR = IntervalBar("Utrecht", Scale(50, 100), 75.0, (70.0, 80.0), 81.0, "below", "/branches/UTR")
DRAWINGS = {
    "strip": chain.strip("Greeted within 60 seconds", 0.8, 24),
    "strip of 300": chain.strip("Greeted within 60 seconds", 0.8, 300),
    "interval": BAR,
    "axis": Axis(Scale(50, 100), 81.0),
    "shares": chain.sources().bar,
    "control": chain.control_chart(24),
    "sparkline": Sparkline((70.0, 82.5, 76.0)),
    "trend": chain.share_trend(14, low_at=5),
    "heat": chain.heat_map(5, 24),
    "large heat": chain.heat_map(80, 300),
}


@pytest.mark.parametrize("on_paper", [False, True])
@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_whole_and_carries_its_own_words(name: str, on_paper: bool) -> None:
    tree = tree_of(DRAWINGS[name], on_paper=on_paper)
    assert title_of(tree)
    assert tree[0].tag == f"{NAMESPACE}title"
    assert tree.get("role") == ("img" if on_paper else tree.get("role"))


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_on_a_page_has_classes_and_no_colours(name: str) -> None:
    for element in tree_of(DRAWINGS[name]).iter():
        assert not {"style", "fill", "stroke", "font-size"} & set(element.keys())


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_on_paper_needs_no_style_sheet(name: str) -> None:
    tree = tree_of(DRAWINGS[name], on_paper=True)
    assert all(element.get("class", "chart").startswith("chart") for element in tree.iter())
    for element in tree.iter():
        if element.tag.removeprefix(NAMESPACE) in {"path", "rect", "circle", "line", "text"}:
            assert element.get("fill") or element.get("stroke")


@pytest.mark.parametrize("name", [name for name in DRAWINGS if "heat" not in name])
def test_nothing_but_the_width_is_relative_so_text_never_shrinks(name: str) -> None:
    tree = tree_of(DRAWINGS[name])
    assert tree.get("width") == "100%" and tree.get("viewBox") is None
    assert all(not element.get(place, "").endswith("%") for element in tree.iter() for place in ("y", "cy", "y1", "y2"))


@pytest.mark.parametrize("name", DRAWINGS)
def test_nothing_on_paper_leads_anywhere(name: str) -> None:
    assert tree_of(DRAWINGS[name], on_paper=True).find(f".//{NAMESPACE}a") is None


def test_a_hostile_name_stays_text() -> None:
    tree = tree_of(DotStrip(HOSTILE, (BranchDot(HOSTILE, 0.5, 4, '/x?a="b"&c'),)))
    assert title_of(tree).startswith(HOSTILE)
    assert tree.find(f".//{NAMESPACE}script") is None
    assert tree.find(f".//{NAMESPACE}a").get("href") == '/x?a="b"&c'


def test_dots_stand_at_their_share_and_stack_where_they_meet() -> None:
    dots = tuple(BranchDot(f"b{n}", share, 9) for n, share in enumerate((0.0, 0.5, 0.5, 1.0)))
    drawn = marks(tree_of(DotStrip("x", dots, 0.5)), "dot")
    assert [percent(dot, "cx") for dot in drawn] == [2.5, 50.0, 50.0, 97.5]
    assert float(drawn[1].get("cy")) > float(drawn[2].get("cy"))


@pytest.mark.parametrize("count", [1, 24, 60])
def test_no_dot_leaves_its_strip_however_many_there_are(count: int) -> None:
    dots = tuple(BranchDot(f"b{n}", 0.9, 9) for n in range(count))
    heights = [float(dot.get("cy")) for dot in marks(tree_of(DotStrip("x", dots)), "dot")]
    assert len(heights) == count and min(heights) >= 6


def test_many_branches_are_columns_as_high_as_there_are_branches() -> None:
    shares = [0.9] * 200 + [0.5] * 100
    tree = tree_of(DotStrip("x", tuple(BranchDot(f"b{n}", share, 9) for n, share in enumerate(shares))))
    half, most = (float(column.get("height")) for column in marks(tree, "columns"))
    assert (half, most) == (14.0, 28.0) and not marks(tree, "dot")


def test_among_many_branches_those_with_few_visits_stand_hollow_on_top() -> None:
    dots = tuple(BranchDot(f"b{n}", 0.9, 9, is_few=n % 2 == 0) for n in range(100))
    tree = tree_of(DotStrip("x", dots))
    (sure,), (few,) = marks(tree, "columns"), marks(tree, "columns-few")
    assert float(few.get("y")) + float(few.get("height")) == float(sure.get("y"))


def test_a_strip_of_a_thousand_branches_is_as_light_as_one_of_a_hundred() -> None:
    def size(count: int) -> int:
        chance = Random(count)
        dots = (BranchDot(f"b{n}", chance.random(), 9, f"/b/{n}", is_flagged=n % 3 == 0) for n in range(count))
        return len(str(DotStrip("x", tuple(dots)).draw(translator("en"))))

    assert size(1000) < 1.1 * size(300) < 16_000


def test_a_branch_called_out_differs_in_shape_not_only_in_colour() -> None:
    dots = (BranchDot("low", 0.2, 9, is_flagged=True), BranchDot("few", 0.5, 2, is_few=True), BranchDot("b", 0.8, 9))
    tree = tree_of(DotStrip("x", dots))
    shapes = {role: marks(tree, role)[0].tag.removeprefix(NAMESPACE) for role in ("dot-flagged", "dot-few", "dot")}
    assert shapes == {"dot-flagged": "path", "dot-few": "circle", "dot": "circle"}


def test_of_many_branches_only_those_called_out_are_links() -> None:
    assert len(tree_of(DRAWINGS["strip"]).findall(f".//{NAMESPACE}a")) == 24
    assert len(tree_of(DRAWINGS["strip of 300"]).findall(f".//{NAMESPACE}a")) == 1


def test_a_strip_without_visits_says_so() -> None:
    assert title_of(tree_of(DotStrip("Greeted", ()))) == "Greeted: no branch has been visited yet"


def test_an_interval_is_drawn_and_said() -> None:
    tree = tree_of(BAR)
    line = marks(tree, "range-below")[0]
    assert (percent(line, "x1"), percent(line, "x2")) == (40.5, 59.5)
    assert title_of(tree) == "Utrecht: 75, probably between 70 and 80; the chain 81"


@pytest.mark.parametrize("group,shape", [("above", "circle"), ("same", "circle"), ("below", "path")])
def test_each_group_has_its_own_mark(group: str, shape: str) -> None:
    point = marks(tree_of(replace(BAR, group=group)), f"point-{group}")[0]
    assert point.tag == f"{NAMESPACE}{shape}"


def test_the_parts_of_a_bar_fill_it_in_their_order() -> None:
    bar = chain.sources().bar
    drawn = [marks(tree_of(bar), f"share-{index}")[0] for index in range(3)]
    assert [percent(part, "x") for part in drawn] == [0.0, 34.0, 51.0]
    assert percent(drawn[2], "x") + percent(drawn[2], "width") == 100.0


def test_a_part_of_nothing_is_not_drawn() -> None:
    nothing = replace(chain.sources().bar.parts[0], share=0.0)
    assert marks(tree_of(ShareBar((nothing, replace(nothing, share=1.0)))), "share-0") == []


def test_a_signal_is_a_numbered_diamond_that_says_why() -> None:
    tree = tree_of(chain.control_chart(24))
    signal = marks(tree, "signal-low")[0]
    assert signal.tag == f"{NAMESPACE}path" and "Below the lower limit" in signal.findtext(f"{NAMESPACE}title")
    assert "1" in [text.text for text in marks(tree, "label")]
    assert title_of(tree) == "24 visits in order of time; 1 is marked as a signal"


def test_the_curve_joins_every_visit_in_order() -> None:
    curve = marks(tree_of(chain.control_chart(24)), "curve")
    places = [percent(line, "x1") for line in curve] + [percent(curve[-1], "x2")]
    assert len(curve) == 23 and places == sorted(places)


@pytest.mark.parametrize("visits", [0, 1, 2])
def test_a_story_of_few_visits_has_no_limits_and_does_not_fail(visits: int) -> None:
    points = tuple(ChartPoint(date(2026, 1, day + 1), 80.0) for day in range(visits))
    tree = tree_of(ControlChart(points))
    assert marks(tree, "limit") == [] and len(marks(tree, "value")) == visits


def test_a_month_outside_its_own_limits_is_a_diamond_that_says_its_numbers() -> None:
    tree = tree_of(chain.share_trend(14, low_at=5))
    (low,) = marks(tree, "signal-low")
    assert low.findtext(f"{NAMESPACE}title") == "Jun 2025: 20% of 25 visits"
    assert len(marks(tree, "value")) == 13 and len(marks(tree, "band")) == 14


def test_the_band_of_a_month_reaches_from_its_lower_to_its_upper_limit() -> None:
    trend = ShareTrend((MonthShare(date(2026, 1, 1), 1.0, 3, (0.25, 1.0)),), 1.0)
    (band,) = marks(tree_of(trend), "band")
    top, bottom = float(band.get("y")), float(band.get("y")) + float(band.get("height"))
    (mark,) = marks(tree_of(trend), "value")
    assert float(mark.get("cy")) == top and bottom > top + 50
    assert title_of(tree_of(trend)) == "1 month, between 100% and 100%, 100% over all"


def test_a_sparkline_of_one_score_is_nothing() -> None:
    assert Sparkline((80.0,)).draw(None) == ""


@pytest.mark.parametrize(
    "values,expected",
    [
        ([], (0, 100)),
        ([81.0], (76, 86)),
        ([62.0, 93.6], (60, 100)),
        ([99.0, 100.0], (94, 100)),
        ([96.4, 96.6], (90, 100)),
        ([0.0, 0.0], (0, 6)),
        ([-5.0, 130.0], (0, 100)),
    ],
)
def test_a_scale_is_round_and_holds_its_values(values: list[float], expected: tuple[float, float]) -> None:
    scale = scale_around(values)
    assert (scale.low, scale.high) == expected
    assert all(2.5 <= scale.place(value) <= 97.5 for value in values)


def test_ticks_are_round_numbers_inside_the_scale() -> None:
    assert Scale(50, 100).ticks() == (60, 80, 100)
    assert Scale(76, 86).ticks() == (80, 85)


def test_a_large_heat_map_is_one_path_a_colour() -> None:
    tree = tree_of(DRAWINGS["large heat"])
    assert len(tree.findall(f".//{NAMESPACE}path")) <= 21
    strokes = sum(path.get("d").count("h12") for path in tree.iter(f"{NAMESPACE}path"))
    cells = sum(cell.share is not None for row in DRAWINGS["large heat"].cells for cell in row)
    assert strokes == cells


def test_cells_with_too_few_visits_are_hatched_and_empty_ones_are_left_out() -> None:
    heat = chain.heat_map(5, 24)
    few = sum(cell.share is None and cell.visits > 0 for row in heat.cells for cell in row)
    assert marks(tree_of(heat), "hatch")[0].get("d").count("l6-6") == few


def test_relative_strokes_land_on_their_cells() -> None:
    heat = chain.heat_map(3, 4)
    hits = set()
    for path in tree_of(heat).iter(f"{NAMESPACE}path"):
        if "h12" in path.get("d"):
            x = y = 0
            for dx, dy in re.findall(r"m(-?\d+) (-?\d+)h12", path.get("d")):
                x, y = x + int(dx), y + int(dy)
                hits.add((x, y))
                x += 12
    columns, rows = sorted({x for x, _ in hits}), sorted({y for _, y in hits})
    assert {b - a for a, b in pairwise(columns)} <= {13, 26}
    assert {b - a for a, b in pairwise(rows)} <= {15, 30}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DRAWINGS)
def test_every_drawing_speaks_every_language(name: str, language: str) -> None:
    assert "{" not in title_of(tree_of(DRAWINGS[name], language))


def test_an_empty_heat_map_is_drawn_empty() -> None:
    assert tree_of(HeatMap((), (), ())).findall(f".//{NAMESPACE}path") == []

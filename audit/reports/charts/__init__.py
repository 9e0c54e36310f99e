"""Plots as pure functions from frozen dataclasses to SVG, the same on a page and on paper."""

from audit.reports.charts.control_charts import ChartPoint, ControlChart
from audit.reports.charts.dot_strips import BranchDot, DotStrip
from audit.reports.charts.heat_maps import HeatCell, HeatLabel, HeatMap
from audit.reports.charts.intervals import Axis, IntervalBar
from audit.reports.charts.scales import Scale, scale_around
from audit.reports.charts.share_bars import Share, ShareBar
from audit.reports.charts.share_trends import MonthShare, ShareTrend
from audit.reports.charts.sparklines import Sparkline
from audit.reports.charts.svg import Group

__all__ = [
    "Axis",
    "BranchDot",
    "ChartPoint",
    "ControlChart",
    "DotStrip",
    "Group",
    "HeatCell",
    "HeatLabel",
    "HeatMap",
    "IntervalBar",
    "MonthShare",
    "Scale",
    "Share",
    "ShareBar",
    "ShareTrend",
    "Sparkline",
    "scale_around",
]

"""The comparison along the guest's journey, by the chain's values, and by whose wish a standard is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import quote

from audit.errors import N_, Sentence, say, say_count
from audit.scoring.intervals import wilson
from audit.scoring.rounding import per_hundred
from audit.services.branch_plots import FALSE_ALARMS
from audit.services.compare_pages.journeys import FirstTime, Grouping, GroupLine, JourneyPage, Side
from audit.services.compare_pages.parts import Empty, RateLine
from audit.services.comparisons import Comparison, compare
from audit.services.delights import delight_of
from audit.services.filter_bars import filter_bar, touchpoint_label
from audit.services.filters import Filters
from audit.services.heat_maps import promise_of, standard_href
from audit.services.overviews import ALL_VISITS, NEXT_STEP, NO_FILTERS, NO_VISITS
from audit.services.selecting import selection_of
from audit.services.sides import SIDES, side_of, source_label
from audit.services.standard_groups import LESS, counts_of, grouping, groups_of, share_with_range
from audit.services.standard_months import months_of
from audit.store.sights import Sight

ADDRESS = "/consistency/journey"
FILTERS = ("period", "region", "checklist", "channel", "ownership")
EMPTY = Empty(NO_VISITS, NEXT_STEP, ADDRESS, ALL_VISITS)
BREAKS = N_("The guest's journey breaks most at {touchpoint}: {share} of 100 promises are kept there.")
HOLDS = say(N_("No moment of the guest's journey clearly falls behind the others."))
DETAIL = (
    N_("Over the whole journey {share} of 100 are kept, probably between {low} and {high}, seen {count} time."),
    N_("Over the whole journey {share} of 100 are kept, probably between {low} and {high}, seen {count} times."),
)
JOURNEY = say(N_("From the door to the goodbye"))
JOURNEY_NOTE = say(N_("Each moment in the order in which a guest meets it, beside all the others."))
MOMENT = say(N_("Moment"))
VALUES = say(N_("By what the chain stands for"))
VALUES_NOTE = say(N_("A promise may stand for several values. What a guest feels of each."))
VALUE = say(N_("Value"))
NO_VALUES = say(N_("No standard names a value yet. Values are set in the checklist, standard by standard."))
WEAKEST_SHOWN = 3
FIRST_TIME_KEYS = ("right-first-time", "solved-first-time", "first-time-resolution")
FIRST_TIME = N_("{promise}: on {share} of 100 visits.")
FIRST_TIME_DETAIL = (
    N_("Probably between {low} and {high} of 100, from {count} visit."),
    N_("Probably between {low} and {high} of 100, from {count} visits."),
)
NO_FIRST_TIME = say(N_("No checklist in this view asks whether things were right the first time."))


async def journey_page(sight: Sight, filters: Filters, today: date, language: str) -> JourneyPage:
    """The page of a view. One query more than the comparison, for the months of one standard."""
    view = replace(filters.over_all_standards(), alike="")
    comparison = await compare(sight, view, today)
    bar = await filter_bar(ADDRESS, view, sight, language, only=FILTERS)
    if not any(row.counted for row in comparison.standard_sums):
        return JourneyPage(HOLDS, None, bar, empty=EMPTY)
    key = ("journey", view, language)
    if key not in comparison.pages:
        comparison.pages[key] = await sections(sight, comparison, view, today, language)
    remembered = comparison.pages[key]
    assert isinstance(remembered, JourneyPage)
    return replace(remembered, filters=bar)


async def sections(sight: Sight, comparison: Comparison, view: Filters, today: date, language: str) -> JourneyPage:
    """The page under its filters; made once for each view, like the comparison it comes from."""
    journey = by_touchpoint(comparison, view, language)
    values = by_value(comparison, view, language)
    sides = sides_of(comparison, view, language)
    lines = (*journey.lines, *values.lines, *(side.line for side in sides))
    return JourneyPage(
        sentence=sentence_of(journey.lines),
        detail=detail_of(comparison),
        filters=NO_FILTERS,
        query=view.query(),
        groupings=(journey, values),
        sides=sides,
        delight=delight_of(comparison, view, language),
        first_time=await first_time_of(sight, comparison, view, today, language),
        false_alarms=FALSE_ALARMS if any(line.verdict.tone in ("kept", "broken") for line in lines) else None,
    )


def sentence_of(lines: tuple[GroupLine, ...]) -> Sentence:
    """The moment that really falls behind most, or that none does."""
    behind = [line for line in lines if line.verdict is LESS]
    if not behind:
        return HOLDS
    worst = min(behind, key=lambda line: line.share)
    return say(BREAKS, touchpoint=worst.name, share=per_hundred(worst.share))


def detail_of(comparison: Comparison) -> Sentence:
    """The whole journey with its range and count."""
    counts = counts_of(row for row in comparison.standard_sums if row.counted)
    share, (low, high) = share_with_range(counts)
    seen = sum(counted for counted, _ in counts.values())
    return say_count(*DETAIL, seen, share=per_hundred(share), low=per_hundred(low), high=per_hundred(high))


def by_touchpoint(comparison: Comparison, view: Filters, language: str) -> Grouping:
    """The moments of the journey, in its order."""
    labels = {row.key: (row.touchpoint,) if row.touchpoint else () for row in comparison.standards.values()}
    lines = groups_of(
        comparison, labels, touchpoint_label, lambda name: standards_at(view, touchpoint=name), view, language
    )
    return grouping("journey", JOURNEY, JOURNEY_NOTE, MOMENT, lines)


def standards_at(view: Filters, **changes: str) -> str:
    """The list of standards, narrowed."""
    return f"/standards?{view.query(**changes)}".rstrip("?")


def by_value(comparison: Comparison, view: Filters, language: str) -> Grouping:
    """The chain's own values, the least kept first."""
    labels = {row.key: tuple(row.values) for row in comparison.standards.values()}
    lines = groups_of(comparison, labels, str, lambda name: standards_at(view, value=name), view, language)
    made = grouping("values", VALUES, VALUES_NOTE, VALUE, tuple(sorted(lines, key=lambda line: line.share)))
    return made if lines else replace(made, why=NO_VALUES)


def sides_of(comparison: Comparison, view: Filters, language: str) -> tuple[Side, ...]:
    """Guests, staff, owners and others side by side."""
    labels = {row.key: (side,) for row in comparison.standards.values() if (side := side_of(row.source))}
    ordered = dict(sorted(labels.items(), key=lambda pair: list(SIDES).index(pair[1][0])))
    lines = groups_of(comparison, ordered, lambda side: SIDES[side], lambda _: standards_at(view), view, language)
    present = [side for side in SIDES if any(line.name == SIDES[side] for line in lines)]
    return tuple(side_card(side, line, comparison, view, language) for side, line in zip(present, lines, strict=True))


def side_card(side: str, line: GroupLine, comparison: Comparison, view: Filters, language: str) -> Side:
    """One side with the sources it is made of and its promises kept least."""
    rows = {row.key: row for row in comparison.standards.values() if side_of(row.source) == side}
    seen = [one for one in comparison.analysis.standards if one.standard in rows and one.visits]
    least = sorted(seen, key=lambda one: (one.kept or 0.0, one.standard))[:WEAKEST_SHOWN]
    sources = dict.fromkeys(rows[one.standard].source for one in seen)
    return Side(
        line,
        tuple(source_label(source) for source in sources),
        tuple(
            RateLine(promise_of(rows[one.standard], language), one.visits, one.kept, one.interval,
                     standard_href(rows[one.standard], view))
            for one in least
        ),
    )  # fmt: skip


async def first_time_of(sight: Sight, comparison: Comparison, view: Filters, today: date, language: str) -> FirstTime:
    """Right the first time: escalation should be rare, and rarer month by month."""
    standard = next((row for row in comparison.standards.values() if row.key in FIRST_TIME_KEYS), None)
    cells = [row for row in comparison.standard_sums if standard and row.standard_id == standard.id and row.counted]
    selection = replace(await selection_of(view, today), standard_id=standard.id if standard else 0)
    months = await months_of(sight, selection, language)
    if standard is None or not cells:
        return FirstTime(why=NO_FIRST_TIME)
    kept, counted = sum(row.kept for row in cells), sum(row.counted for row in cells)
    low, high = wilson(kept, counted) or (0.0, 1.0)
    return FirstTime(
        say(FIRST_TIME, promise=promise_of(standard, language).rstrip("."), share=per_hundred(kept / counted)),
        say_count(*FIRST_TIME_DETAIL, counted, low=per_hundred(low), high=per_hundred(high)),
        f"/standards/{quote(standard.key, safe='')}?{view.query()}".rstrip("?"),
        months,
    )

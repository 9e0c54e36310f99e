"""The calendar: days on the branches' own clocks, and no visit that is not at least counted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from audit.services.calendars import NONE, SHOWN, calendar_page, day_page
from audit.store import assignments, visits
from audit.store.sights import WHOLE_CHAIN
from audit.store.visits import NewVisit
from tests.cast import Cast

DAY = date(2027, 2, 10)
NOON = datetime(2027, 2, 10, 12, tzinfo=UTC)


async def plan_at(cast: Cast, branch: str, *moments: datetime) -> None:
    """Visits that are due at these moments."""
    await visits.add_visits([
        NewVisit(
            f"{branch}-{place:04}-{at:%H%M}", cast.branches[branch], cast.ann.id, cast.version.id,
            due_from=at, due_to=at + timedelta(hours=4),
        )
        for place, at in enumerate(moments)
    ])  # fmt: skip


async def test_a_full_day_shows_the_first_of_its_visits_and_says_how_many_more_there_are(cast: Cast) -> None:
    await plan_at(cast, "noon", *[NOON + timedelta(minutes=place) for place in range(SHOWN + 5)])
    page = await calendar_page(WHOLE_CHAIN, "2027-02", DAY)
    day = next(one for week in page.weeks for one in week if one.day == DAY)
    assert (len(day.visits), day.more) == (SHOWN, 5)
    assert str(page.sentence) == "17 visits in this month."
    whole = await day_page(WHOLE_CHAIN, DAY, DAY)
    assert len(whole.weeks[0][0].visits) == SHOWN + 5 and whole.weeks[0][0].more == 0


async def test_a_day_is_the_branchs_own(cast: Cast) -> None:
    """Half past five in the afternoon of the 10th in London is the 11th in Jakarta."""
    await plan_at(cast, "sun", *[datetime(2027, 2, 10, 17, 30, tzinfo=UTC)] * (SHOWN + 2))
    page = await calendar_page(WHOLE_CHAIN, "2027-02", DAY)
    counted = {one.day: len(one.visits) + one.more for week in page.weeks for one in week if one.visits or one.more}
    assert counted == {date(2027, 2, 11): SHOWN + 2}
    assert not (await day_page(WHOLE_CHAIN, DAY, DAY)).weeks[0][0].visits


async def test_a_manager_counts_only_their_own(cast: Cast) -> None:
    await plan_at(cast, "sun", NOON)
    assert (await calendar_page(await cast.sight("manager"), "2027-02", DAY)).sentence == NONE


async def test_everybody_is_reminded_however_many_visits_are_due(cast: Cast) -> None:
    await plan_at(cast, "noon", *[NOON] * 1_200)
    assert len(await assignments.list_due_soon(NOON - timedelta(hours=1), NOON)) == 1_200

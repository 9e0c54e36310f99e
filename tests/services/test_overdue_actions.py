"""Overdue actions: their owners are told once for each day, managers and owners once a week, in one sentence."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from audit.services import actions
from audit.services.actions import Draft
from audit.services.kept_sentences import unpack
from audit.services.navigation import find_waiting_work
from audit.services.overdue_actions import look_for_overdue_actions
from audit.store import notices, people
from audit.store.visits import put_due
from audit.store.waiting_work import MOST, WaitingWork
from audit.words import translator
from tests.cast import NOW, TODAY, Cast, plan
from tests.queries import counted_queries

LATER = NOW + timedelta(days=9)  # a Wednesday


async def look(now: datetime = LATER) -> None:
    await look_for_overdue_actions(None, now)  # type: ignore[arg-type] # no tools are used


async def told(person_id: int, language: str = "en") -> list[str]:
    rows = await notices.list_notices(person_id, 50)
    return [translator(language).say(unpack(row.sentence)) for row in rows if row.kind == "action overdue"]


async def open_at(cast: Cast, branch: str, owner: str = "", days: int = 3) -> int:
    due = (TODAY + timedelta(days=days)).isoformat()
    who = str(getattr(cast, owner).id) if owner else ""
    return await actions.open_action(
        await cast.sight("owner"), Draft(branch, "Wash the windows", due=due, owner=who), NOW
    )


async def test_an_owner_is_told_once_the_day_has_passed_and_again_for_another_day(cast: Cast) -> None:
    action = await open_at(cast, "sun", "reader")
    await look(NOW + timedelta(days=3))
    assert await told(cast.reader.id) == []
    for _ in range(2):
        await look(NOW + timedelta(days=4))
    assert await told(cast.reader.id) == ["Your action at Sun was due on 26 November 2026."]
    await actions.give_action(
        await cast.sight("owner"), action, str(cast.reader.id), "2026-11-30", LATER - timedelta(days=3)
    )
    await look()
    assert len(await told(cast.reader.id)) == 2


async def test_managers_hear_of_their_own_branches_once_a_week(cast: Cast) -> None:
    for branch in ("noon", "nest", "sun"):
        await open_at(cast, branch, days=3 if branch == "nest" else 5)
    for day in range(3):
        await look(LATER + timedelta(days=day))
    assert await told(cast.manager.id) == ["2 actions at your branches are overdue, the oldest since 26 November 2026."]
    assert await told(cast.owner.id, "nl") == [
        "3 acties bij je filialen zijn te laat, de oudste sinds 26 november 2026."
    ]
    assert await told(cast.stranger.id) == await told(cast.reader.id) == await told(cast.ann.id) == []
    await look(LATER + timedelta(days=7))
    assert len(await told(cast.manager.id)) == 2


async def test_what_is_done_and_who_has_left_are_left_alone(cast: Cast) -> None:
    done, _ = await open_at(cast, "noon", "manager"), await open_at(cast, "nest", "manager")
    await actions.finish_action(await cast.sight("manager"), done, NOW)
    await people.put_left(cast.manager.id, NOW)
    await look()
    assert await told(cast.manager.id) == []
    assert await told(cast.owner.id) == ["1 action at your branches is overdue, since 26 November 2026."]


async def test_looking_costs_the_same_whatever_the_number_of_people(cast: Cast) -> None:
    await look()
    async with counted_queries() as few:
        await look()
    for number in range(20):
        await people.add_person(email=f"m{number}@example.com", name="M", role="manager", now=NOW, sees_chain=True)
    async with counted_queries() as many:
        await look()
    assert len(few) == len(many)


async def waiting(cast: Cast, name: str) -> WaitingWork:
    async with counted_queries() as queries:
        found = await find_waiting_work(getattr(cast, name), LATER)
    assert len(queries) == 1
    return found


async def test_the_bar_counts_what_waits_in_ones_own_sight(cast: Cast) -> None:
    for branch in ("noon", "sun"):
        await open_at(cast, branch)
    for visit, branch, day in (("v-1", "nest", 2), ("v-2", "sun", 9), ("v-3", "sun", 10)):
        await plan(cast, visit, branch)
        due = datetime.combine(date(2026, 11, 23) + timedelta(days=day), datetime.min.time(), UTC)
        await put_due(visit, due, due + timedelta(hours=2))
    assert await waiting(cast, "owner") == WaitingWork(reviews=0, overdue=2, due=2)
    assert await waiting(cast, "manager") == WaitingWork(reviews=0, overdue=1, due=1)
    assert await waiting(cast, "reader") == WaitingWork(reviews=0, overdue=1, due=0)
    assert await waiting(cast, "stranger") == WaitingWork()


async def test_nothing_is_counted_further_than_people_read(cast: Cast) -> None:
    for _ in range(MOST + 5):
        await open_at(cast, "noon")
    assert (await waiting(cast, "owner")).overdue == MOST

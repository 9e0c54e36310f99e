"""Telling people of overdue actions: the owner once for each day it was due on, managers once a week in one sentence.

Whoever owns an action hears of it the day after it was due, and again only when it got another day. Managers and
owners of the chain hear how many there are in their sight.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from audit.errors import N_, say, say_count
from audit.services.notices import Told, notify
from audit.store import waiting_work
from audit.store.connections import transaction

if TYPE_CHECKING:
    from audit.services.job_tools import Tools

LATE = N_("Your action at {branch} was due on {day}.")
WEEK = (
    N_("{count} action at your branches is overdue, since {day}."),
    N_("{count} actions at your branches are overdue, the oldest since {day}."),
)
LIST = "/actions"


async def look_for_overdue_actions(_tools: Tools, now: datetime) -> None:
    """Tell whoever has to know, each once. A watch."""
    today = now.date()
    async with transaction():
        for one in await waiting_work.list_overdue_untold(today):
            told = Told(
                "action overdue", say(LATE, branch=one.branch, day=one.due_on), f"/actions/{one.id}",
                f"overdue/{one.id}/{one.due_on.isoformat()}",
            )  # fmt: skip
            await notify([one.owner_id], told, now)
        key = week_key(today)
        for person_id, count, since in await waiting_work.list_overdue_by_reader(today, key):
            await notify([person_id], Told("action overdue", say_count(*WEEK, count, day=since), LIST, key), now)


def week_key(today: date) -> str:
    """What this week's digest is called."""
    year, week, _ = today.isocalendar()
    return f"overdue/week/{year}-{week}"

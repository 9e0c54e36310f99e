"""What the reader of a report does over its link alone: says that an action is done, appeals an item of a visit.

A link stands for the one branch its report is about, and for visits in the report's own time. What is done over it
goes where the same goes from an account: an action waits for a sign-off, an appeal for a decision. Who they say they
are is kept with what they said; the log names the report's link, not a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from audit.errors import BadInput, NotFound, Problem, say
from audit.services.action_lists import title_of
from audit.services.actions import NOT_OPEN, move
from audit.services.report_replies import Reply, check, keep
from audit.services.versions import pinned_checklist
from audit.services.voices import NO_ITEM, Appellant, appeal_inside
from audit.store import actions, chains, log, visits, voices
from audit.store.connections import transaction
from audit.store.shared_reports import ShareRow
from audit.store.sights import NOT_HERE, WHOLE_CHAIN, Sight
from audit.store.voices import AcceptedRow

MOST_VISITS = 100


async def finish_over_link(row: ShareRow, action_id: int, said: Reply, now: datetime) -> None:
    """Say that an open action of the report's branch is done. Raises NotFound for any other action."""
    check(said)
    async with transaction():
        action = await actions.get_action(await sight_of_link(row), action_id)
        reply_id = await keep(row, said, now, title_of(action, row.language))
        await move(action, "done", ("open",), NOT_OPEN, done_at=now, done_by_id=None)
        detail = {"report": row.id, "reply": reply_id}
        await log.add_entry(None, "finished_action", "action", str(action_id), detail, now)


async def appeal_over_link(row: ShareRow, visit_id: str, item: str, said: Reply, now: datetime) -> None:
    """Appeal an item of a visit that the report rests on. Raises NotFound for any other visit."""
    check(said)
    async with transaction():
        sight = await sight_of_link(row)
        if row.made_by_id is None or visit_id not in {visit.id for visit in await visits_of_link(row, sight)}:
            raise NotFound(say(NOT_HERE))
        visit = await visits.get_visit(sight, visit_id)
        reply_id = await keep(row, said, now, await item_text(visit.version_id, item, row.language))
        await appeal_inside(visit, item, said.text, Appellant(row.made_by_id, reply_id), now)


async def sight_of_link(row: ShareRow) -> Sight:
    """What whoever has a report's link may act on: its branch. Raises NotFound for a report that is about none."""
    branch = await chains.find_branch(WHOLE_CHAIN, row.subject) if row.kind == "branch" else None
    if branch is None:
        raise NotFound(say(NOT_HERE))
    return Sight(0, "reader", frozenset({branch.id}), is_franchise=True)


async def visits_of_link(row: ShareRow, sight: Sight) -> Sequence[AcceptedRow]:
    """The branch's visits in the report's own time that were accepted when it was shared."""
    [branch_id] = sight.branch_ids or (0,)
    since, until = (day_of(row, name) for name in ("since", "until"))
    found = await voices.list_accepted(branch_id, since, until, MOST_VISITS)
    return [visit for visit in found if visit.accepted_at <= row.made_at]


def day_of(row: ShareRow, name: str) -> date | None:
    """A day that the report says of itself."""
    text = row.document.get(name)
    return date.fromisoformat(text) if text else None


async def item_text(version_id: int, key: str, language: str) -> str:
    """An item in words. Raises BadInput for one that the checklist does not have."""
    checklist = await pinned_checklist(version_id)
    item = next((one for one in checklist.items() if one.key == key), None)
    if item is None:
        raise BadInput(say(NO_ITEM), (Problem("appeal", say(NO_ITEM)),))
    return item.text.in_language(language, checklist.language)

"""Actions: opened by hand and by rule, done by one, signed off by another, opened again; repeats are linked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from audit.errors import BadInput, NotAllowed, NotFound, NotNow
from audit.services import action_rules, actions, reviews
from audit.services.action_effects import branch_work
from audit.services.action_lists import actions_page
from audit.services.action_rules import RuleDraft
from audit.services.actions import Draft
from audit.services.recording import KnownVisit, record_visits
from audit.store import action_details, chains, log, visits
from audit.store import actions as store
from audit.store.actions import ActionRow, Wanted
from audit.store.connections import transaction, writer
from audit.store.raw import run
from audit.store.sights import WHOLE_CHAIN
from tests.cast import GOOD_ANSWERS, NOW, TODAY, Cast

DUE = (TODAY + timedelta(days=7)).isoformat()
HAND = Draft("noon", "Put the sign back", due=DUE, steps="Find it\n\n Hang it up ")


async def every() -> list[ActionRow]:
    return await store.list_actions(WHOLE_CHAIN, Wanted())


async def record(cast: Cast, name: str, days_ago: int, status: str = "accepted", **answers: object) -> None:
    """A visit to noon some days ago, scored; drink broken unless said otherwise."""
    day = TODAY - timedelta(days=days_ago)
    said = {**GOOD_ANSWERS, "drink": "no", **answers}
    known = KnownVisit(name, cast.branches["noon"], {}, cast.ann.id, day, said, "imported", NOW, status)
    async with transaction():
        await record_visits(cast.version, cast.checklist, [known], NOW)
        await chains.grow_rollup_version()


async def rule(cast: Cast, **parts: str) -> None:
    await action_rules.add_rule(await cast.sight("owner"), RuleDraft(**parts), NOW)


async def accepted(cast: Cast, name: str, days_ago: int = 0, **answers: object) -> list[ActionRow]:
    """Accept a new visit; all actions there are then."""
    await record(cast, name, days_ago, "submitted", **answers)
    await reviews.accept_visit(await cast.sight("manager"), name, "", NOW)
    return await every()


async def test_opened_by_hand_with_steps(cast: Cast) -> None:
    action = await actions.open_action(await cast.sight("manager"), replace(HAND, owner=str(cast.owner.id)), NOW)
    (row,) = await every()
    assert (row.id, row.why, row.owner, row.status, row.due_on.isoformat()) == (action, "hand", "Owner", "open", DUE)
    assert [step.text for step in await action_details.list_steps(action)] == ["Find it", "Hang it up"]


@pytest.mark.parametrize(
    "change,place",
    [
        ({"branch": "sun"}, "branch"),
        ({"title": " "}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"due": "2026-11-22"}, "due"),
        ({"due": "tomorrow"}, "due"),
        ({"owner": "999"}, "owner"),
        ({"owner": "x"}, "owner"),
        ({"steps": "x" * 501}, "steps"),
        ({"steps": "\n".join("step" for _ in range(21))}, "steps"),
    ],
)
async def test_what_is_wrong_is_named(cast: Cast, change: dict[str, str], place: str) -> None:
    with pytest.raises(BadInput) as raised:
        await actions.open_action(await cast.sight("manager"), replace(HAND, **change), NOW)
    assert [problem.place for problem in raised.value.problems] == [place]
    assert await every() == []


async def test_an_owner_sees_the_branch_and_is_no_auditor(cast: Cast) -> None:
    people = await action_details.list_candidates(cast.branches["noon"])
    assert [name for _, name in people] == ["Manager", "Owner"]
    people = await action_details.list_candidates(cast.branches["sun"])
    assert [name for _, name in people] == ["Owner", "Reader"]


async def test_somebody_else_signs_off_and_it_can_be_opened_again(cast: Cast) -> None:
    manager, owner = await cast.sight("manager"), await cast.sight("owner")
    action = await actions.open_action(manager, HAND, NOW)
    with pytest.raises(NotNow):
        await actions.sign_off(owner, action, NOW)
    await actions.finish_action(manager, action, NOW)
    with pytest.raises(NotAllowed):
        await actions.sign_off(manager, action, NOW)
    await actions.sign_off(owner, action, NOW)
    with pytest.raises(BadInput):
        await actions.reopen_action(owner, action, " ", NOW)
    await actions.reopen_action(owner, action, "It hangs askew", NOW)
    (row,) = await every()
    assert (row.status, row.done_at, row.signed_at) == ("open", None, None)
    verbs = [entry.verb for entry in await log.list_entries("action", str(action))]
    assert verbs == ["opened_action", "finished_action", "signed_action", "reopened_action"]


async def test_only_who_sees_the_branch_touches_its_actions(cast: Cast) -> None:
    action = await actions.open_action(await cast.sight("manager"), HAND, NOW)
    for name in ("reader", "stranger"):
        with pytest.raises(NotFound):
            await actions.finish_action(await cast.sight(name), action, NOW)
        assert await store.list_actions(await cast.sight(name), Wanted()) == []


async def test_a_step_is_ticked_and_unticked(cast: Cast) -> None:
    manager = await cast.sight("manager")
    action = await actions.open_action(manager, HAND, NOW)
    first, _ = await action_details.list_steps(action)
    await actions.tick_step(manager, action, first.id, NOW, is_done=True)
    assert [(row.steps_done, row.steps) for row in await every()] == [(1, 2)]
    await actions.tick_step(manager, action, first.id, NOW, is_done=False)
    assert [(row.steps_done, row.steps) for row in await every()] == [(0, 2)]
    with pytest.raises(BadInput):
        await actions.tick_step(manager, action, 999, NOW, is_done=True)


async def test_without_rules_nothing_opens(cast: Cast) -> None:
    assert await accepted(cast, "v-1") == []


async def test_a_rule_for_a_standard_opens_an_action_for_the_one_who_answers(cast: Cast) -> None:
    await rule(cast, kind="standard", standard="drink", days="5", steps="Ask each guest")
    await rule(cast, kind="standard", standard="clean", days="5")
    (row,) = await accepted(cast, "v-1")
    assert (row.standard, row.visit_id, row.item, row.why) == ("drink", "v-1", "drink", "standard")
    assert (row.owner, row.due_on, row.steps) == ("Manager", TODAY + timedelta(days=5), 1)


async def test_a_repeat_rule_needs_two_visits_running(cast: Cast) -> None:
    await rule(cast, kind="repeat")
    await record(cast, "old", 30)
    await record(cast, "kept", 20, drink="yes")
    assert await accepted(cast, "v-1", 10) == []
    (row,) = await accepted(cast, "v-2", 5)
    assert (row.visit_id, row.why) == ("v-2", "repeat")


async def test_broken_again_it_is_linked_and_after_a_sign_off_a_new_one_says_which_did_not_hold(cast: Cast) -> None:
    await rule(cast, kind="standard", standard="drink")
    (first,) = await accepted(cast, "v-1", 9)
    (again,) = await accepted(cast, "v-2", 8)
    assert (again.id, again.failures) == (first.id, 1)
    await actions.finish_action(await cast.sight("manager"), first.id, NOW)
    await actions.sign_off(await cast.sight("owner"), first.id, NOW)
    rows = {row.id: row for row in await accepted(cast, "v-3", 7)}
    (new,) = [row for row in rows.values() if row.id != first.id]
    assert new.repeat_of_id == first.id and rows[first.id].failures == 1


async def test_accepted_a_second_time_it_opens_nothing_more(cast: Cast) -> None:
    await rule(cast, kind="standard", standard="drink")
    await accepted(cast, "v-1")
    await reviews.reject_visit(await cast.sight("manager"), "v-1", "No", NOW)
    await reviews.accept_visit(await cast.sight("manager"), "v-1", "", NOW)
    assert [row.failures for row in await every()] == [0]


@pytest.mark.parametrize(
    "parts,place",
    [
        ({"kind": "sometimes"}, "kind"),
        ({"kind": "standard"}, "standard"),
        ({"kind": "repeat", "days": "0"}, "days"),
        ({"kind": "repeat", "days": "٣"}, "days"),
        ({"kind": "repeat", "given_to": "me"}, "given_to"),
    ],
)
async def test_a_rule_that_makes_no_sense_is_refused(cast: Cast, parts: dict[str, str], place: str) -> None:
    with pytest.raises(BadInput) as raised:
        await rule(cast, **parts)
    assert [problem.place for problem in raised.value.problems] == [place]


async def test_the_board_has_what_is_overdue_first(cast: Cast) -> None:
    manager = await cast.sight("manager")
    for title, days in (("Later", 9), ("Sooner", 2)):
        due = (TODAY + timedelta(days=days)).isoformat()
        await actions.open_action(manager, replace(HAND, title=title, due=due), NOW)
    page = await actions_page(manager, "", "", 1, NOW + timedelta(days=5), "en")
    assert str(page.sentence) == "1 action is overdue."
    assert [(column.key, [row.title for row in column.rows]) for column in page.columns] == [
        ("late", ["Sooner"]), ("open", ["Later"]), ("done", []), ("signed", []),
    ]  # fmt: skip
    listed = await actions_page(manager, "list", "", 1, NOW, "en")
    assert [row.title for row in listed.rows] == ["Sooner", "Later"]


async def set_opened(action_id: int, days_ago: int) -> None:
    opened = NOW - timedelta(days=days_ago)
    await run(writer(), "UPDATE action SET opened_at = $1 WHERE id = $2", [opened, action_id])


async def test_whether_an_action_helped_is_said_with_its_counts(cast: Cast) -> None:
    for place in range(12):
        await record(cast, f"before-{place}", 60 - place)
    await rule(cast, kind="standard", standard="drink")
    (row,) = await accepted(cast, "v-1", 40)
    await store.put_action(row.id, "done", ("open",), done_at=NOW - timedelta(days=35), done_by_id=cast.owner.id)
    async with transaction():
        await set_opened(row.id, 39)
    for place in range(12):
        await record(cast, f"after-{place}", 30 - place, drink="yes")
    work = await branch_work(await cast.sight("manager"), cast.branches["noon"], TODAY, "en")
    assert work is not None
    (effect,) = work.effects
    assert (effect.before, effect.after) == ((12, 0), (12, 12))
    assert str(effect.verdict.sentence) == "A real change for the better"
    assert (await visits.get_visit(WHOLE_CHAIN, "v-1")).status == "accepted"


async def test_one_good_visit_proves_nothing(cast: Cast) -> None:
    for place in range(12):
        await record(cast, f"before-{place}", 60 - place)
    await rule(cast, kind="standard", standard="drink")
    (row,) = await accepted(cast, "v-1", 40)
    await store.put_action(row.id, "done", ("open",), done_at=NOW - timedelta(days=35), done_by_id=cast.owner.id)
    await set_opened(row.id, 39)
    await record(cast, "after", 30, drink="yes")
    work = await branch_work(await cast.sight("manager"), cast.branches["noon"], TODAY, "en")
    assert work is not None and str(work.effects[0].verdict.sentence) == "Too few visits to tell"

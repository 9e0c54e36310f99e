"""The demo in a database: whole, true to its plan, and refused where anything is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from audit.blobs import Blobs, open_blobs
from audit.checklists.documents import content_hash
from audit.errors import BadInput, NotNow
from audit.services.comparisons import compare, remembered
from audit.services.demo import filling
from audit.services.demo.chain import DemoChain
from audit.services.filters import Filters
from audit.services.library import load_library
from audit.services.passwords import DEMO_PASSWORD
from audit.services.quizzes import quiz_page
from audit.services.sign_ins import sign_in
from audit.services.sync import show_draft, show_state
from audit.store import actions, assignments, chains, checklists, people, photos, quizzes, results, rounds, visits
from audit.store.connections import transaction
from audit.store.selections import Selection
from audit.store.sights import WHOLE_CHAIN, Sight, sight_of
from audit.words import LANGUAGES
from tests.services.demo_chains import MADE, TODAY, drawn, planned, scored

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SMALL = {"branches": 6, "visits": 60, "seed": 4}


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return open_blobs(str(tmp_path / "photos"))


@pytest.fixture
async def small(store: str, blobs: Blobs) -> DemoChain:
    await fill_small(blobs)
    return planned(**SMALL)


async def fill_small(blobs: Blobs) -> None:
    await filling.fill_with(planned(**SMALL), load_library(), drawn(), blobs, NOW)


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Comparisons are remembered by the version of the sums, which two databases may share."""
    remembered.clear()


async def account(name: str) -> people.PersonRow:
    person = await people.find_person_by_email(f"{name}@example.com")
    assert person is not None
    return person


async def auditors_sight() -> Sight:
    return await sight_of(await account("auditor"))


async def test_filling_plans_for_the_day_it_is_at_the_auditors_home(store: str, blobs: Blobs) -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # half past midnight there
    assert await filling.fill(blobs, late, **SMALL) == planned(**SMALL)
    assert await counted_visits() == SMALL["visits"]


async def test_the_database_holds_the_chain_as_planned(small: DemoChain) -> None:
    chain = await chains.get_chain()
    assert (chain.name, chain.is_demo) == ("Salon Lumière", True)
    branches = {branch.code: branch for branch in await chains.list_branches(WHOLE_CHAIN)}
    assert set(branches) == {branch.code for branch in small.branches}
    for branch in small.branches:
        row = branches[branch.code]
        assert (row.name, row.region, row.time_zone) == (branch.name, branch.region, branch.time_zone)
        assert (row.ownership, row.attributes) == (branch.ownership, branch.attributes)
    assert await people.count_people() == len(small.people)
    beside = await visits.count_visits(WHOLE_CHAIN, Selection(statuses=("beside",)))
    assert await visits.count_visits(WHOLE_CHAIN, Selection()) - beside == len(small.visits) and beside


async def test_every_visit_has_the_score_that_its_answers_come_to(small: DemoChain) -> None:
    for visit, score in scored(**SMALL)[:20]:
        row = await visits.get_visit(WHOLE_CHAIN, visit.id)
        assert score.percent is not None
        assert row.percent_micro is not None
        assert row.percent_micro / 1_000_000 == pytest.approx(float(score.percent), abs=1e-6)
        assert (row.status, row.visit_date, row.branch_code) == (visit.status, visit.visit_date, visit.branch)
        documents = await visits.get_documents(visit.id)
        assert {key: answer["value"] for key, answer in documents.answers.items() if "value" in answer} == {
            key: answer["value"] for key, answer in visit.answers.items()
        }


async def test_standards_stand_in_the_order_of_the_guests_journey(small: DemoChain) -> None:
    keys = [standard.key for standard in await checklists.list_standards()]
    assert keys.index("open-hours") < keys.index("greeted-60s") < keys.index("warm-goodbye") < keys.index("phone-15s")
    assert keys[-1] == "training-useful"


async def test_the_whole_library_is_published(small: DemoChain) -> None:
    for key, checklist in load_library().items():
        assert (await checklists.get_version(key)).content_hash == content_hash(checklist)


async def test_the_accounts_sign_in_and_see_what_is_theirs(small: DemoChain) -> None:
    for name in ("owner", "manager", "auditor", "reader"):
        entry = await sign_in(
            email=f"{name}@example.com", password=DEMO_PASSWORD, address="test", device="", agent="", secret="s" * 32,
            now=NOW,
        )  # fmt: skip
        assert entry.person_id == (await account(name)).id
    codes = {branch.code: branch.id for branch in await chains.list_branches(WHOLE_CHAIN)}
    manager = await sight_of(await account("manager"))
    assert manager.branch_ids == {number for code, number in codes.items() if code.startswith("NL-")}
    reader = await sight_of(await account("reader"))
    planned_reader = next(person for person in small.people if person.key == "reader")
    assert reader.branch_ids == {codes[code] for code in planned_reader.branches}
    assert reader.is_franchise


async def test_only_the_four_accounts_have_a_password(small: DemoChain) -> None:
    with_password = {person.email for person in await people.list_people() if person.password_hash}
    assert with_password == {f"{name}@example.com" for name in ("owner", "manager", "auditor", "reader")}
    with pytest.raises(BadInput):
        await sign_in(
            email="heron@example.com", password=DEMO_PASSWORD, address="test", device="", agent="", secret="s" * 32,
            now=NOW,
        )  # fmt: skip


async def test_photos_are_there_to_be_seen(small: DemoChain, blobs: Blobs) -> None:
    shown = [visit for visit in small.visits if visit.pictures]
    assert shown
    found = await photos.list_photos([visit.id for visit in shown])
    assert {(photo.visit_id, photo.item) for photo in found} == {
        (visit.id, item) for visit in shown for item in visit.pictures
    }
    for photo in found:
        assert (photo.width, photo.height, photo.refusal) == (1200, 900, "")
        assert len(await blobs.read(photo.sha256)) == photo.size_bytes
    assert await photos.list_waiting(10) == []


async def test_photos_belong_to_the_auditor_who_made_the_visit(small: DemoChain) -> None:
    visit = next(visit for visit in small.visits if visit.pictures)
    auditor = next(person for person in small.people if person.key == visit.auditor)
    person = await people.find_person_by_email(auditor.email)
    assert person is not None
    answers = (await visits.get_documents(visit.id)).answers
    hashes = [sha256 for item in visit.pictures for sha256 in answers[item]["photos"]]
    assert set(await photos.list_held(person.id, hashes)) == set(hashes)


async def test_the_auditors_phone_finds_its_visits(small: DemoChain) -> None:
    person = await account("auditor")
    ahead = {visit.id: visit for visit in small.visits if visit.auditor == "auditor" and visit.status not in MADE}
    state = {visit["id"]: visit for visit in (await show_state(person.id, NOW))["visits"]}
    assert set(ahead) <= set(state)
    assert {state[key]["state"] for key in ahead} == {"planned", "started", "returned"}
    for key, visit in ahead.items():
        row = await visits.get_visit(await auditors_sight(), key)
        assert (row.due_from, row.due_to) == (visit.due_from, visit.due_to)
        assert (await visits.get_documents(key)).briefing == visit.briefing
        draft = await show_draft(person.id, key)
        assert {item: answer["value"] for item, answer in draft["answers"].items()} == {
            item: answer["value"] for item, answer in visit.answers.items()
        }


async def test_a_returned_visit_says_why_and_is_in_no_sum(small: DemoChain) -> None:
    (returned,) = (visit for visit in small.visits if visit.status == "returned")
    assert (await visits.get_documents(returned.id)).returned_reason == returned.returned_reason
    assert await results.find_result(returned.id) is not None
    assert await counted_visits() == SMALL["visits"]


async def counted_visits() -> int:
    return (await compare(WHOLE_CHAIN, Filters(), TODAY)).analysis.visits


async def test_nothing_lies_in_the_future(small: DemoChain) -> None:
    for row in await visits.list_visits(WHOLE_CHAIN, Selection(), limit=1000):
        assert row.started_at is None or row.started_at <= NOW
        assert row.submitted_at is None or row.submitted_at <= NOW


async def test_a_second_filling_is_refused_and_changes_nothing(small: DemoChain, blobs: Blobs) -> None:
    before = await snapshot()
    with pytest.raises(NotNow):
        await fill_small(blobs)
    assert await snapshot() == before


async def test_a_database_with_a_single_person_is_refused(store: str, blobs: Blobs) -> None:
    async with transaction():
        await people.add_person(email="someone@example.com", name="Someone", role="owner", now=NOW)
    with pytest.raises(NotNow):
        await fill_small(blobs)
    assert await snapshot() == (1, 0, 0)


async def test_a_filling_that_fails_half_way_leaves_nothing(
    store: str, blobs: Blobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: Any) -> None:
        raise RuntimeError("the plug was pulled")

    monkeypatch.setattr(filling, "add_visits_ahead", fail)
    with pytest.raises(RuntimeError, match="plug"):
        await fill_small(blobs)
    assert await snapshot() == (0, 0, 0)
    monkeypatch.undo()
    await fill_small(blobs)
    assert await counted_visits() == SMALL["visits"]


async def snapshot() -> tuple[int, int, int]:
    count = await visits.count_visits(WHOLE_CHAIN, Selection())
    return await people.count_people(), await chains.count_branches(), count


async def test_rounds_are_under_way_and_auditors_have_answered_or_not(small: DemoChain) -> None:
    owner = await sight_of(await account("owner"))
    ahead = {visit.id for visit in small.visits if visit.status in ("planned", "started")}
    linked, replies = set(), set()
    for row in await rounds.list_rounds(owner):
        (plan,) = (await rounds.list_plans([row.id]))[row.id]
        asked = await assignments.list_of_plan(owner, plan.id)
        assert row.goes_on and len(asked) == plan.visits > 0
        linked |= {one.visit_id for one in asked}
        replies |= {(one.reply, bool(one.reply_reason)) for one in asked}
    assert linked <= ahead and len(linked) >= len(ahead) - 1
    assert replies == {("accepted", False), ("declined", True), ("", False)}
    assert len(await rounds.list_rounds(await sight_of(await account("manager")))) == 1


async def test_the_quiz_is_there_in_every_language_and_holds_nobody_up(small: DemoChain) -> None:
    for language in LANGUAGES:
        page = await quiz_page("salon-visit", "", language)
        assert len(page.questions) == 3 and all(len(one.options) >= 2 for one in page.questions)
    heard = {(await quiz_page("salon-visit", "", language)).questions[0].question for language in LANGUAGES}
    assert len(heard) == len(LANGUAGES)
    person = await account("auditor")
    for visit in small.visits:
        assert await quizzes.find_quiz_before(person.id, visit.id) is None


async def test_some_actions_are_overdue_and_others_done(store: str, blobs: Blobs) -> None:
    await filling.fill(blobs, NOW, branches=12, visits=400, seed=1)
    late = await actions.count_actions(WHOLE_CHAIN, actions.Wanted(("open",), before=TODAY))
    done = await actions.count_actions(WHOLE_CHAIN, actions.Wanted(("done", "signed")))
    assert late >= 1 and done >= 1

"""The quiz before the first visit: written by an owner, passed by an auditor, between them and the visit's page."""

from __future__ import annotations

import pytest

from audit.store import people
from tests.queries import counted_queries
from tests.web.sites import Browser, Site

ADDRESS = "/checklists/salon-visit/quiz"
FORM = {
    "question-0": "What do you never say?", "answers-0": "* That you are a mystery shopper\nYour name",
    "question-1": "What do you buy?", "answers-1": "A car\n* One product under 15 euro\nNothing",
}  # fmt: skip


@pytest.fixture
async def zoe(site: Site, owner: Browser) -> Browser:
    """An auditor who has not passed the quiz, with a visit to pay."""
    await owner.post("/people", {"name": "Zoe", "email": "zoe@example.com", "role": "auditor"})
    person = await people.find_person_by_email("zoe@example.com")
    assert person is not None
    form = {"branch": "noon", "auditor": str(person.id), "checklist": "salon-visit", "day": "2027-01-04"}
    answer = await owner.post("/visits/new", form | {"starts": "10:00", "ends": "12:00"})
    browser = await site.signed_in("zoe")
    browser.headers["visit"] = answer.headers["location"].partition("?")[0].removeprefix("/visits/")
    return browser


async def test_the_visit_opens_once_the_quiz_is_passed(zoe: Browser, owner: Browser) -> None:
    assert (await owner.post(ADDRESS, FORM)).headers["location"] == f"{ADDRESS}?done=quiz_kept"
    visit = zoe.headers["visit"]
    page = await zoe.follow(await zoe.get(f"/visits/{visit}/fill"))
    assert page.one("h1").text == "Before your first visit: Salon visit"
    assert [legend.text for legend in page.all("legend")] == ["What do you never say?", "What do you buy?"]
    sent = {"visit": visit, "answer-0": "0", "answer-1": "0"}
    wrong = await zoe.post("/quizzes/salon-visit", sent)
    assert wrong.status == 422 and "1 answer is not right yet." in wrong.words
    assert (await zoe.get(f"/visits/{visit}/fill")).status == 303
    right = await zoe.post("/quizzes/salon-visit", sent | {"answer-1": "1"})
    page = await zoe.follow(right)
    assert page.status == 200 and right.headers["location"] == f"/visits/{visit}/fill"
    assert "1 person has passed." not in (await owner.get(ADDRESS)).words  # two of the cast had passed before


async def test_whoever_has_passed_or_begun_is_not_held_up(ann: Browser) -> None:
    assert (await ann.get("/visits/plan-ann/fill")).status == 200


async def test_without_questions_there_is_no_quiz(zoe: Browser, owner: Browser) -> None:
    await owner.post(ADDRESS, {})
    assert (await zoe.get(f"/visits/{zoe.headers['visit']}/fill")).status == 200
    assert (await zoe.get("/quizzes/salon-visit")).status == 404


@pytest.mark.parametrize(
    "changes,sentence",
    [
        ({"question-0": ""}, "Write a question"),
        ({"answers-0": "one\ntwo"}, "Write 2 to 6 answers"),
        ({"answers-0": "* one\n* two"}, "Write 2 to 6 answers"),
        ({"answers-0": "* one"}, "Write 2 to 6 answers"),
        ({"answers-0": "*\ntwo"}, "Write 2 to 6 answers"),
        ({"question-0": "x" * 301}, "Write a question"),
    ],
)
async def test_a_question_that_cannot_be_asked_comes_back(
    owner: Browser, changes: dict[str, str], sentence: str
) -> None:
    page = await owner.post(ADDRESS, FORM | changes)
    assert page.status == 422 and sentence in page.words
    assert page.one("input", id="question-1")["value"] == "What do you buy?"


async def test_a_checklist_that_is_not_there_has_no_quiz(owner: Browser, ann: Browser) -> None:
    assert (await owner.get("/checklists/moon/quiz")).status == 404
    assert (await owner.post("/checklists/moon/quiz", FORM)).status == 404
    assert (await ann.post("/quizzes/moon", {"answer-0": "0"})).status == 404


async def test_an_answer_that_is_rubbish_is_only_wrong(ann: Browser) -> None:
    for answer in ("", "-1", "99", "x" * 1000):
        assert (await ann.post("/quizzes/salon-visit", {"answer-0": answer})).status == 422


async def test_looking_for_a_quiz_costs_one_query(ann: Browser) -> None:
    async with counted_queries() as queries:
        await ann.get("/visits/plan-ann/fill")
    assert sum("quiz" in str(query) for query in queries) <= 1


IN_DUTCH = {"question-0-nl": "Wat zeg je nooit?", "answers-0-nl": "Dat je een mystery shopper bent\nJe naam"}


async def test_auditors_read_it_in_their_language_where_it_is_written(owner: Browser, site: Site) -> None:
    await owner.post(ADDRESS, FORM | IN_DUTCH)
    for language, first, answer in (
        ("nl", "Wat zeg je nooit?", "Je naam"),
        ("ro", "What do you never say?", "Your name"),
    ):
        page = await (await site.signed_in("ann", language)).get("/quizzes/salon-visit")
        assert [legend.text for legend in page.all("legend")] == [first, "What do you buy?"]
        assert answer in page.words
    dutch = await site.signed_in("ann", "nl")
    assert (await dutch.post("/quizzes/salon-visit", {"answer-0": "0", "answer-1": "1"})).status == 303


async def test_what_was_written_in_every_language_comes_back_to_be_changed(owner: Browser) -> None:
    page = await owner.follow(await owner.post(ADDRESS, FORM | IN_DUTCH))
    assert page.one("input", id="question-0-nl")["value"] == "Wat zeg je nooit?"
    answers = "".join(page.one("textarea", id="answers-0-nl").pieces)
    assert answers.split("\n") == ["* Dat je een mystery shopper bent", "Je naam"]
    again = {one["name"]: one.get("value") or "" for one in page.all("input")}
    again |= {one["name"]: "".join(one.pieces) for one in page.all("textarea")}
    assert (await owner.post(ADDRESS, again)).status == 303
    assert (await owner.get(ADDRESS)).one("input", id="question-0-nl")["value"] == "Wat zeg je nooit?"


@pytest.mark.parametrize(
    "changes", [{"answers-0-nl": "Alleen dit"}, {"question-0-nl": ""}, {"answers-0-nl": ""}, {"answers-0-nl": "*\nx"}]
)
async def test_a_translation_that_is_not_whole_comes_back(owner: Browser, changes: dict[str, str]) -> None:
    page = await owner.post(ADDRESS, FORM | IN_DUTCH | changes)
    assert page.status == 422 and page.one("input", id="question-1")["value"] == "What do you buy?"
    assert "Nederlands too" in page.words or "Write a question" in page.words

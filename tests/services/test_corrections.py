"""Answers put right: scored anew, in the sums at once, with what stood before still readable."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.blobs import open_blobs
from audit.errors import BadInput, NotFound, NotNow
from audit.services import reviews
from audit.services.corrections import correct_visit
from audit.services.revisions import revision_page, revisions_of
from audit.services.verification import Checked, verify
from audit.store import corrections, log, sums, visits
from audit.store.connections import writer
from audit.store.raw import run
from audit.store.selections import Selection
from audit.store.sights import WHOLE_CHAIN
from tests.cast import GOOD_ANSWERS, NOW, Cast
from tests.phones import Phone
from tests.services.test_submissions import finished, send_ops, submit

REASON = "The photo shows a glass of water"


async def kept() -> dict[str, int]:
    rows = await sums.list_standard_sums(WHOLE_CHAIN, Selection())
    return {str(row.standard_id): row.kept for row in rows}


async def sent_again(cast: Cast) -> Phone:
    """The same phone, with one answer changed after the visit came back."""
    phone = Phone(cast.ann.id, "v-1")
    phone.answer(GOOD_ANSWERS)
    phone.answer({"clean": 4})
    await send_ops(phone, 5)
    return phone


async def wrongs(folder: Path) -> list[str]:
    return [str(one) async for one in verify(open_blobs(str(folder / "photos")), Checked())]


@pytest.fixture
async def handed_in(cast: Cast) -> Cast:
    """A visit `v-1` at noon, all kept, handed in by ann."""
    await submit(await finished(cast))
    return cast


async def test_a_correction_is_scored_and_moves_the_sums(handed_in: Cast, tmp_path: Path) -> None:
    before = await kept()
    assert await correct_visit(await handed_in.sight("manager"), "v-1", {"drink": "no"}, REASON, NOW) == 2
    visit = await visits.get_visit(WHOLE_CHAIN, "v-1")
    assert (visit.percent_micro, visit.status) == (75_000_000, "submitted")
    after = await kept()
    assert sum(before.values()) - sum(after.values()) == 1
    assert await wrongs(tmp_path) == []


async def test_what_stood_before_stays_readable(handed_in: Cast) -> None:
    manager = await handed_in.sight("manager")
    await correct_visit(manager, "v-1", {"drink": "no"}, REASON, NOW)
    await correct_visit(manager, "v-1", {"drink": "na", "clean": 4}, "It was closed", NOW)
    first, second, last = [await revision_page(manager, "v-1", number, "en") for number in (1, 2, 3)]
    said = [[str(part) for part in page.sections[0].items[1].answer] for page in (first, second, last)]
    assert said == [["Yes"], ["No"], ["Not applicable"]]
    assert [page.percent and round(page.percent, 1) for page in (first, second, last)] == [100.0, 75.0, 91.7]
    with pytest.raises(NotFound):
        await revision_page(manager, "v-1", 4, "en")


async def test_the_difference_says_who_when_why_and_what(handed_in: Cast) -> None:
    await correct_visit(await handed_in.sight("manager"), "v-1", {"drink": "no"}, REASON, NOW)
    (made,) = await revisions_of("v-1", handed_in.checklist, "en")
    assert (made.number, made.by, made.reason, made.made_at) == (2, "Manager", REASON, NOW)
    assert (made.percent_before, made.percent) == (100.0, 75.0)
    assert [(one.text, str(one.before[0]), str(one.after[0])) for one in made.changes] == [("A drink", "Yes", "No")]
    entry = (await log.list_entries("visit", "v-1"))[-1]
    assert (entry.verb, entry.person, entry.detail["items"]) == ("corrected", "Manager", ["drink"])


@pytest.mark.parametrize(
    "values,reason,places",
    [
        ({"drink": "no"}, "  ", ["reason"]),
        ({"drink": "yes"}, REASON, [""]),
        ({"pictures": "x", "nothing": 1}, REASON, [""]),
        ({"clean": 9, "drink": "maybe"}, REASON, ["answer-drink", "answer-clean"]),
        ({"advice": None}, REASON, ["answer-advice"]),
    ],
)
async def test_what_cannot_be_taken_is_named_and_nothing_changes(
    handed_in: Cast, values: dict[str, object], reason: str, places: list[str]
) -> None:
    with pytest.raises(BadInput) as raised:
        await correct_visit(await handed_in.sight("manager"), "v-1", values, reason, NOW)
    assert [problem.place for problem in raised.value.problems] == places
    assert (await visits.get_visit(WHOLE_CHAIN, "v-1")).percent_micro == 100_000_000
    assert await corrections.list_corrections("v-1") == []


async def test_only_a_visit_that_counts_and_is_theirs(handed_in: Cast) -> None:
    with pytest.raises(NotFound):
        await correct_visit(await handed_in.sight("stranger"), "v-1", {"drink": "no"}, REASON, NOW)
    await reviews.reject_visit(await handed_in.sight("owner"), "v-1", "no", NOW)
    with pytest.raises(NotNow):
        await correct_visit(await handed_in.sight("manager"), "v-1", {"drink": "no"}, REASON, NOW)


async def test_the_auditors_next_submission_stands_for_itself(handed_in: Cast, tmp_path: Path) -> None:
    manager = await handed_in.sight("manager")
    await correct_visit(manager, "v-1", {"drink": "no"}, REASON, NOW)
    await reviews.return_visit(manager, "v-1", "", NOW, {"drink": "Which one?", "made-up": "x"})
    phone = await sent_again(handed_in)
    await submit(phone, "s-2")
    visit = await visits.get_visit(WHOLE_CHAIN, "v-1")
    assert (visit.status, visit.percent_micro) == ("submitted", 93_750_000)
    assert [row.revision for row in await corrections.list_revisions("v-1")] == [1, 2, 3]
    assert await corrections.list_corrected() == [] and await wrongs(tmp_path) == []


@pytest.mark.parametrize(
    "damage",
    [
        """UPDATE visit SET answers = REPLACE(answers, '"no"', '"na"')""",
        """UPDATE correction SET answers_before = '{}'""",
    ],
)
async def test_verify_notices_a_corrected_visit_that_was_tampered_with(
    handed_in: Cast, tmp_path: Path, damage: str
) -> None:
    await correct_visit(await handed_in.sight("manager"), "v-1", {"drink": "no"}, REASON, NOW)
    await run(writer(), damage)
    assert any("with its corrections" in one for one in await wrongs(tmp_path))

"""A history comes in whole, once, and says what the file says."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from fractions import Fraction
from random import Random

import pytest

from audit.errors import BadInput
from audit.scoring.histories import HistoryOptions, Scale
from audit.services.imports import Imported, ImportOptions, import_visits
from audit.services.verification import Checked, verify
from audit.store import chains, checklists, people, sums, visits
from audit.store.connections import writer
from audit.store.dumps import each_row, tables
from audit.store.models import StandardResult
from audit.store.raw import fetch
from audit.store.selections import Selection
from audit.store.sights import WHOLE_CHAIN
from tests.cast import NOW, Cast
from tests.services.nowhere import no_blobs

FILE = """visit_id,branch,auditor,date,standard,answer
1,noon,Bea,2026-01-05,Greeted,yes
1,noon,Bea,2026-01-05,Drink,n/a
2,noon,,2026-02-28,Greeted,no
2,noon,,2026-02-28,Drink,
3,Mill,Bea,2026-02-01,Greeted,0.5
3,Mill,Bea,2026-02-01,Drink,yes
"""
HALVES = HistoryOptions(words={"0.5": Fraction(1, 2)})


async def bring_in(text: str, **options: object) -> Imported:
    chosen = ImportOptions(**{"history": HALVES, **options})  # type: ignore[arg-type]
    return await import_visits(text.encode(), chosen, NOW)


async def everything() -> dict[str, list[dict[str, object]]]:
    """Every row of every table."""
    return {name: [row async for batch in each_row(model) for row in batch] for name, model in tables().items()}


async def differences() -> list[str]:
    return [str(sentence) async for sentence in verify(no_blobs(), Checked())]


async def test_what_the_file_says_is_there(cast: Cast) -> None:
    done = await bring_in(FILE)
    assert (done.added, done.known, list(done.branches), list(done.auditors)) == (3, 0, ["Mill"], ["Bea"])
    assert list(done.standards) == ["Greeted", "Drink"]
    found = await visits.list_visits(WHOLE_CHAIN, Selection())
    shown = {(one.branch_code, one.auditor, str(one.visit_date), one.percent_micro) for one in found}
    assert shown == {
        ("noon", "Bea", "2026-01-05", 100_000_000),
        ("noon", None, "2026-02-28", 0),
        ("Mill", "Bea", "2026-02-01", 75_000_000),
    }
    assert {(one.status, one.origin, one.checklist) for one in found} == {("accepted", "imported", "history")}
    assert await differences() == []


async def test_the_three_ways_not_to_count_stay_apart(cast: Cast) -> None:
    await bring_in(FILE)
    ids = await checklists.list_standard_ids()
    rows = await StandardResult.filter(standard_id=ids["Drink"]).prefetch_related("visit")
    assert sorted((str(row.visit.visit_date), row.state) for row in rows) == [
        ("2026-01-05", "not_applicable"), ("2026-02-01", "counted"), ("2026-02-28", "unanswered"),
    ]  # fmt: skip


async def test_the_same_file_again_changes_nothing(cast: Cast) -> None:
    await bring_in(FILE)
    before = await everything()
    done = await bring_in(FILE)
    assert (done.added, done.known, done.version) == (0, 3, None)
    assert await everything() == before


async def test_a_longer_file_adds_what_is_new(cast: Cast) -> None:
    await bring_in(FILE)
    done = await bring_in(FILE + "4,noon,Bea,2026-03-01,Greeted,yes\n")
    assert (done.added, done.known) == (1, 3)
    assert await differences() == []


async def test_a_dry_run_says_the_same_and_changes_nothing(cast: Cast) -> None:
    before = await everything()
    tried = await bring_in(FILE, is_dry_run=True)
    assert await everything() == before
    done = await bring_in(FILE)
    assert (tried.added, tried.branches, tried.standards) == (done.added, done.branches, done.standards)


async def test_nothing_is_made_where_nothing_may_be(cast: Cast) -> None:
    before = await everything()
    with pytest.raises(BadInput) as refused:
        await bring_in(FILE, may_create=False)
    assert [str(problem.sentence) for problem in refused.value.problems] == [
        "There is no branch Mill.", "There is no auditor Bea.", "There is no standard Greeted.",
        "There is no standard Drink.",
    ]  # fmt: skip
    assert await everything() == before


@pytest.mark.parametrize(
    "change, says",
    [
        (("2026-02-28", "28-02-2026"), "line 4"),
        (("Greeted,no", "Greeted,perhaps"), "line 4"),
        (("2,noon,,2026-02-28,Drink,", "2,noon,,2026-02-28,Greeted,"), "line 5"),
        (("3,Mill,Bea,2026-02-01,Drink", "3,noon,Bea,2026-02-01,Drink"), "line 7"),
    ],
)
async def test_a_file_with_a_fault_changes_nothing(cast: Cast, change: tuple[str, str], says: str) -> None:
    before = await everything()
    with pytest.raises(BadInput, match=says):
        await bring_in(FILE.replace(*change))
    assert await everything() == before


async def test_visits_that_changed_are_refused_and_named(cast: Cast) -> None:
    await bring_in(FILE)
    before = await everything()
    changed = (
        FILE.replace("2,noon,,2026-02-28,Greeted,no", "2,noon,,2026-02-28,Greeted,yes")
        + "5,noon,,2026-01-01,Drink,yes\n"
    )
    with pytest.raises(BadInput, match="Visit 2 was imported with other answers"):
        await bring_in(changed)
    assert await everything() == before
    assert (await bring_in(changed, checklist="second")).added == 4


async def test_a_checklist_that_people_fill_in_is_left_alone(cast: Cast) -> None:
    with pytest.raises(BadInput, match="salon-visit"):
        await bring_in(FILE, checklist="salon-visit")
    with pytest.raises(BadInput):
        await bring_in(FILE, checklist="not a key!")


async def test_a_standard_that_is_known_stays_as_it_is(cast: Cast) -> None:
    before = {one.key: one for one in await checklists.list_standards()}
    await bring_in(FILE.replace("Drink", "drink"))
    after = {one.key: one for one in await checklists.list_standards()}
    assert {key: after[key] for key in before} == before


async def test_an_imported_auditor_cannot_sign_in(cast: Cast) -> None:
    await bring_in(FILE)
    [bea] = [person for person in await people.list_people() if person.name == "Bea"]
    assert (bea.email, bea.password_hash, bea.role) == (None, None, "auditor")


@pytest.mark.parametrize("scale", [Scale(Fraction(0), Fraction(100)), Scale(Fraction(1), Fraction(7)), None])
async def test_scores_are_those_of_an_independent_count(cast: Cast, scale: Scale | None) -> None:
    random = Random(str(scale))
    rows = made_up_rows(random, scale)
    buffer = io.StringIO()
    csv.writer(buffer).writerows([["visit_id", "branch", "auditor", "date", "standard", "answer"], *rows])
    await import_visits(buffer.getvalue().encode(), ImportOptions(HistoryOptions(scale=scale)), NOW)
    earned: dict[str, list[Fraction]] = defaultdict(list)
    kept: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for visit, branch, _, _, standard, answer in rows:
        credit = Fraction(answer == "yes") if scale is None else scale.credit(Fraction(answer))
        earned[visit].append(credit)
        kept[branch, standard].append(credit == 1)
    stored = await fetch(writer(), "SELECT import_key, percent_micro FROM visit JOIN result ON visit_id = visit.id")
    for key, percent_micro in stored:
        mean = 100 * sum(earned[key.removeprefix("history/")]) / len(earned[key.removeprefix("history/")])
        assert abs(Fraction(percent_micro, 10**6) - mean) <= Fraction(1, 10**6)
    branches, standards = await chains.list_branch_ids(), await checklists.list_standard_ids()
    cells = await sums.list_standard_sums(WHOLE_CHAIN, Selection())
    assert {(one.branch_id, one.standard_id): (one.counted, one.kept) for one in cells} == {
        (branches[branch], standards[standard]): (len(flags), sum(flags)) for (branch, standard), flags in kept.items()
    }


def made_up_rows(random: Random, scale: Scale | None) -> list[list[str]]:
    """Visits to three branches, each with some of four standards."""
    rows = []
    for visit in range(40):
        branch, day = random.choice("ABC"), f"2026-{random.randint(1, 9):02}-{random.randint(1, 28):02}"
        for standard in random.sample(["S1", "S2", "S3", "S4"], random.randint(1, 4)):
            low, high = (0, 1) if scale is None else (int(scale.low), int(scale.high))
            answer = random.choice(["yes", "no"]) if scale is None else str(random.randint(low, high))
            rows.append([str(visit), branch, "", day, standard, answer])
    return rows

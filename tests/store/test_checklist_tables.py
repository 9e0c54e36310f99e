"""Terms of versions, steps on drafts, records of standards and agreement, on both engines."""

from datetime import date

import pytest

from audit.errors import NotFound
from audit.store import agreements, draft_steps, standard_records, version_terms
from audit.store.connections import open_store, transaction
from audit.store.models import JointPart, JointVisit, StandardResult
from audit.store.month_sums import list_month_sums
from audit.store.selections import Selection
from audit.store.sights import WHOLE_CHAIN
from tests.cast import NOW, make_cast, plan


async def test_the_version_of_a_day(database_url):
    async with open_store(database_url):
        await make_cast()
        assert (await version_terms.find_version_on("salon-visit", date(2026, 11, 23))).number == 1
        await version_terms.put_start("salon-visit", 1, date(2027, 1, 1))
        assert await version_terms.find_version_on("salon-visit", date(2026, 12, 31)) is None
        assert (await version_terms.find_version_on("salon-visit", date(2027, 1, 1))).number == 1
        await version_terms.put_version_retirement("salon-visit", 1, NOW)
        assert await version_terms.find_version_on("salon-visit", date.max) is None
        (term,) = await version_terms.list_terms("salon-visit")
        assert (term.number, term.starts_on, term.retired_at) == (1, date(2027, 1, 1), NOW)
        assert await version_terms.version_id("salon-visit", 2) is None
        assert await version_terms.find_version_on("x" * 300, date.max) is None


async def test_steps_are_taken_back_from_the_newest_and_only_so_many_are_kept(database_url, monkeypatch):
    monkeypatch.setattr(draft_steps, "MOST_KEPT", 3)
    async with open_store(database_url):
        cast = await make_cast()
        checklist, person = cast.version.checklist_id, cast.owner.id
        for number in range(5):
            await draft_steps.add_step(checklist, person, {"field mode": [number, number + 1]}, NOW)
        taken = []
        while (step := await draft_steps.find_step(checklist, person, is_undone=False)) is not None:
            taken.append(step.patch["field mode"])
            await draft_steps.put_step(step.id, is_undone=True)
        assert taken == [[4, 5], [3, 4], [2, 3]]
        again = await draft_steps.find_step(checklist, person, is_undone=True)
        assert again.patch["field mode"] == [2, 3]
        assert await draft_steps.find_step(checklist, cast.manager.id, is_undone=False) is None
        await draft_steps.remove_steps(checklist)
        assert await draft_steps.find_step(checklist, person, is_undone=True) is None


async def test_the_record_of_a_standard(database_url):
    async with open_store(database_url):
        cast = await make_cast()
        drink = await standard_records.get_record("drink")
        clean = await standard_records.get_record("clean")
        await standard_records.put_owner(drink.id, cast.manager.id)
        await standard_records.put_retirement(drink.id, NOW, clean.id)
        drink = await standard_records.get_record("drink")
        assert (drink.owner, drink.retired_at, drink.successor_id) == (cast.manager.name, NOW, clean.id)
        assert [one.key for one in await standard_records.list_records()] == ["welcome", "drink", "advice", "clean"]
        (version,) = await standard_records.list_measuring_versions("drink")
        assert (version.checklist, version.number) == ("salon-visit", 1)
        assert await standard_records.list_measuring_versions("nothing") == []
        assert await list_month_sums(WHOLE_CHAIN, Selection(), drink.id, clean.id) == []
        with pytest.raises(NotFound):
            await standard_records.get_record("nothing")


async def test_what_two_auditors_saw_of_a_standard(database_url):
    async with open_store(database_url):
        cast = await make_cast()
        drink = cast.version.standard_ids["drink"]
        async with transaction():
            for number, other in enumerate((True, False, False)):
                joint = await JointVisit.create(kind="joint", made_at=NOW)
                for auditor, is_kept in (("ann", True), ("bob", other)):
                    visit = await plan(cast, f"{auditor}-{number}", "noon", auditor)
                    await JointPart.create(joint_id=joint.id, visit_id=visit, is_counted=auditor == "ann")
                    await StandardResult.create(
                        visit_id=visit, standard_id=drink, item="drink", state="counted", is_kept=is_kept
                    )
        assert await agreements.list_agreements() == {"drink": (3, 1)}
        assert await agreements.list_windows("salon-visit") == []

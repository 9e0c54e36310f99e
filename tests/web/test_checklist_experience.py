"""What past visits teach in the builder: what two auditors saw differently, and how long visits are planned."""

from types import SimpleNamespace

from audit.services.drafts import get_draft
from audit.store import chains, checklists, people
from audit.store.connections import transaction, writer
from audit.store.models import JointPart, JointVisit, StandardResult
from audit.store.raw import run
from tests.cast import NOW, plan

DRAFT = "/checklists/salon-visit/draft"
PAIRS = 6


async def join_visits(other):
    """Six joint visits: the first auditor always found that a drink was offered, the second said `other`."""
    cast = SimpleNamespace(branches=await chains.list_branch_ids())
    for name in ("ann", "bob"):
        setattr(cast, name, await people.find_person_by_email(f"{name}@example.com"))
    cast.version = await checklists.get_version("salon-visit")
    async with transaction():
        for number in range(PAIRS):
            joint = await JointVisit.create(id=number + 1, kind="joint", made_at=NOW)
            for auditor, is_kept in (("ann", True), ("bob", other)):
                visit = await plan(cast, f"{auditor}-{number}", "noon", auditor)
                await JointPart.create(joint_id=joint.id, visit_id=visit, is_counted=is_kept)
                values = {"visit_id": visit, "standard_id": cast.version.standard_ids["drink"], "item": "drink"}
                await StandardResult.create(**values, state="counted", is_kept=is_kept)


async def test_what_two_auditors_saw_differently_is_advice(site, owner):
    await join_visits(other=False)
    page = await owner.get(DRAFT)
    told = "Two auditors together saw the same on 0 of 6 visits: say more exactly what counts."
    assert f"A drink – {told}" in page.words
    assert told in (await owner.get(f"{DRAFT}/items/drink")).words
    assert told not in (await owner.get(f"{DRAFT}/items/advice")).words


async def test_what_they_saw_alike_needs_no_advice(site, owner):
    await join_visits(other=True)
    assert "Two auditors together" not in (await owner.get(DRAFT)).words


async def test_how_long_it_takes_is_said_beside_how_long_is_planned(owner):
    assert "A visit on which all is well takes about 2 minutes to observe." in (await owner.get(DRAFT)).words
    await run(writer(), "UPDATE visit SET due_from = $1, due_to = $1 WHERE id = 'plan-ann'", [NOW])
    assert "The items take about 2 minutes; 0 are planned." in (await owner.get(DRAFT)).words


async def test_a_draft_with_problems_is_shown_without(owner):
    row = await checklists.find_checklist("salon-visit")
    document = (await get_draft("salon-visit")).document
    await checklists.put_draft(row.id, document | {"bands": []})
    page = await owner.get(DRAFT)
    assert (page.status, "A visit on which" in page.words) == (200, False)

"""What the log's subjects are called: read on both engines, for whatever kinds a page holds."""

from __future__ import annotations

from audit.store.log_subjects import NAMES, list_names
from tests.cast import Cast, plan


async def test_a_visit_is_its_branch_and_days_and_the_others_their_names(cast: Cast) -> None:
    await plan(cast, "v-1", "noon", "ann")
    found = await list_names([("visit", "v-1"), ("checklist", "salon-visit"), ("standard", "drink")])
    assert found["visit", "v-1"] == ("Noon", None, None)
    assert {kind for kind, _ in found} == {"visit", "checklist", "standard"}


async def test_every_kind_can_be_asked_for_and_what_is_gone_is_left_out(cast: Cast) -> None:
    assert await list_names([(kind, "999") for kind in NAMES]) == {}
    assert await list_names([("action", "x"), ("round", "'"), ("weather", "1")]) == {}

"""Checklist files that wait to become drafts: one for each person."""

from datetime import timedelta

from audit.store.checklist_uploads import find_upload, put_upload, remove_upload, remove_uploads_before
from tests.cast import DOCUMENT, NOW, make_cast

FINDINGS = {"taken": [[{"text": "x {y}", "values": {"y": 1}}, "survey", 2, None]]}


async def test_a_file_is_its_owners_and_another_one_takes_its_place(store):
    cast = await make_cast()
    first = await put_upload(cast.owner.id, "a.json", DOCUMENT, FINDINGS, NOW)
    found = await find_upload(cast.owner.id, first)
    assert (found.name, found.document, found.findings) == ("a.json", DOCUMENT, FINDINGS)
    assert await find_upload(cast.manager.id, first) is None
    second = await put_upload(cast.owner.id, "b.json", DOCUMENT, {}, NOW)
    assert (await find_upload(cast.owner.id, first), (await find_upload(cast.owner.id, second)).name) == (
        None,
        "b.json",
    )
    await remove_upload(second)
    assert await find_upload(cast.owner.id, second) is None


async def test_what_nobody_came_back_to_is_forgotten(store):
    cast = await make_cast()
    old = await put_upload(cast.owner.id, "a.json", DOCUMENT, {}, NOW - timedelta(days=3))
    new = await put_upload(cast.manager.id, "b.json", DOCUMENT, {}, NOW)
    await remove_uploads_before(NOW - timedelta(days=2))
    assert (await find_upload(cast.owner.id, old), (await find_upload(cast.manager.id, new)).name) == (None, "b.json")

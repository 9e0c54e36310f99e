"""The log is only ever added to: by code that speaks its words, and by a database that refuses the rest."""

from __future__ import annotations

import pytest

from audit.store import log, people
from audit.store.connections import Conflict, is_postgres, open_store, transaction, writer
from audit.store.migrating import apply_migrations
from audit.store.raw import fetch, run
from tests.cast import NOW, Cast, make_cast
from tests.store.test_migrations import migrate_to

LINES = "SELECT id, at, person_id, verb, subject_kind, subject, detail FROM log_entry ORDER BY id"
CHANGES = {
    "change": "UPDATE log_entry SET verb = 'accepted'",
    "change the detail": "UPDATE log_entry SET detail = '{}' WHERE verb = 'returned'",
    "forget one": "DELETE FROM log_entry WHERE verb = 'returned'",
    "forget all": "DELETE FROM log_entry",
    "upsert": (
        "INSERT INTO log_entry (id, at, verb, subject_kind, subject, detail)"
        " SELECT id, at, 'accepted', subject_kind, subject, '{}' FROM log_entry WHERE verb = 'returned'"
        " ON CONFLICT (id) DO UPDATE SET verb = 'accepted'"
    ),
}
OF_SQLITE = {
    "replace": (
        "INSERT OR REPLACE INTO log_entry (id, at, verb, subject_kind, subject, detail)"
        " SELECT id, at, 'accepted', subject_kind, subject, '{}' FROM log_entry WHERE verb = 'returned'"
    )
}
OF_POSTGRES = {"truncate": "TRUNCATE log_entry", "truncate with others": "TRUNCATE log_entry, attempt"}


async def lines() -> list[tuple[object, ...]]:
    return [tuple(row) for row in await fetch(writer(), LINES)]


@pytest.mark.parametrize("text", CHANGES.values(), ids=CHANGES)
async def test_no_line_can_be_changed_or_forgotten(cast: Cast, text: str) -> None:
    await log.add_entry(cast.owner.id, "returned", "visit", "v-1", {"reason": "Which drink?"}, NOW)
    await refused(text)


async def test_nor_in_the_ways_only_one_engine_has(cast: Cast) -> None:
    await log.add_entry(cast.owner.id, "returned", "visit", "v-1", {"reason": "Which drink?"}, NOW)
    for text in (OF_POSTGRES if is_postgres() else OF_SQLITE).values():
        await refused(text)


async def refused(text: str) -> None:
    before = await lines()
    with pytest.raises(Conflict, match="only ever added to"):
        async with transaction():
            await run(writer(), text)
    assert await lines() == before and before


async def test_a_filled_log_is_kept_from_the_day_of_the_migration(empty_database_url: str) -> None:
    async with open_store(empty_database_url):
        await migrate_to("0012_schedule_since")
        await make_cast()
        await log.add_entry(None, "returned", "visit", "v-1", {}, NOW)
        before = await lines()
        await apply_migrations()
        assert await lines() == before
        await refused(CHANGES["forget all"])
        await log.add_entry(None, "accepted", "visit", "v-1", {}, NOW)
        assert len(await lines()) == len(before) + 1


async def test_a_person_can_be_made_nameless_while_their_lines_stay(cast: Cast) -> None:
    await log.add_entry(cast.ann.id, "submitted", "visit", "v-1", {}, NOW)
    await run(writer(), "UPDATE person SET name = 'Somebody', email = NULL WHERE id = $1", [cast.ann.id])
    assert (await people.get_person(cast.ann.id)).name == "Somebody"
    assert [entry.person for entry in await log.list_entries("visit", "v-1")] == ["Somebody"]


async def test_many_lines_at_once_are_the_same_as_one_by_one(cast: Cast) -> None:
    await log.add_entries(cast.owner.id, "planned", "visit", [(f"v-{n}", {"round": "Q1"}) for n in range(150)], NOW)
    assert [entry.detail for entry in await log.list_entries("visit", "v-149")] == [{"round": "Q1"}]


@pytest.mark.parametrize("verb,kind", [("danced", "visit"), ("planned", "weather")])
async def test_the_log_has_words_for_all_it_takes(store: str, verb: str, kind: str) -> None:
    with pytest.raises(AssertionError, match="no words"):
        await log.add_entry(None, verb, kind, "1", {}, NOW)

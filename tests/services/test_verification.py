"""`audit verify` notices every kind of damage; `audit rebuild` mends what can be computed."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from audit.blobs import Blobs, open_blobs
from audit.services import photo_intake
from audit.services.rollups import rebuild
from audit.services.verification import Checked, verify
from audit.store import chains
from audit.store.connections import writer
from audit.store.dumps import each_row, tables
from audit.store.raw import run
from tests.cast import GOOD_ANSWERS, NOW, Cast, plan
from tests.phones import Phone
from tests.services.test_submissions import send_ops, submit

PHOTO = b"bytes of a photo"
PHOTO_HASH = sha256(PHOTO).hexdigest()


@pytest.fixture
async def blobs(cast: Cast, tmp_path: Path) -> Blobs:
    """A photo store with the photo of one submitted visit, beside another visit without."""
    blobs = open_blobs(str(tmp_path / "photos"))
    for visit, branch in (("v-1", "noon"), ("v-2", "sun")):
        phone = Phone(cast.ann.id, await plan(cast, visit, branch))
        phone.answer(GOOD_ANSWERS if visit == "v-1" else {**GOOD_ANSWERS, "drink": "na", "advice": "below"})
        if visit == "v-1":
            phone.take_photo("pictures", PHOTO)
            await photo_intake.receive_photo(phone.user, PHOTO_HASH, pieces(PHOTO), "image/jpeg", blobs, NOW)
        await send_ops(phone)
        await submit(phone, f"s-{visit}")
    return blobs


async def pieces(data: bytes):  # type: ignore[no-untyped-def] # an async iterator of bytes
    yield data


async def found(blobs: Blobs) -> list[str]:
    return [str(sentence) async for sentence in verify(blobs, Checked())]


async def sums() -> dict[str, set[tuple[object, ...]]]:
    """Every sum, whatever the rows are numbered."""
    found: dict[str, set[tuple[object, ...]]] = {}
    for name in ("score_rollup", "standard_total", "standard_rollup"):
        rows = [row async for batch in each_row(tables()[name]) for row in batch]
        found[name] = {tuple(value for column, value in row.items() if column != "id") for row in rows}
    return found


async def test_all_is_well(blobs: Blobs) -> None:
    checked = Checked()
    assert [sentence async for sentence in verify(blobs, checked)] == []
    assert (checked.visits, checked.photos, checked.submissions, checked.branches) == (2, 1, 2, 2)


@pytest.mark.parametrize(
    "damage, says",
    [
        ("UPDATE result SET percent_micro = percent_micro - 1 WHERE visit_id = 'v-1'", "v-1: its frozen percent"),
        ("UPDATE result SET failed = NOT failed WHERE visit_id = 'v-1'", "v-1: its frozen percent"),
        (
            "UPDATE result SET document = REPLACE(document, '1.000000', '0.500000') WHERE visit_id = 'v-1'",
            "frozen score",
        ),
        ("UPDATE result SET version_hash = 'other' WHERE visit_id = 'v-1'", "checklist version"),
        ("UPDATE standard_result SET is_kept = NOT is_kept WHERE visit_id = 'v-1'", "frozen standards"),
        ("DELETE FROM standard_result WHERE visit_id = 'v-2'", "frozen standards"),
        ("UPDATE visit SET answers = '{}' WHERE id = 'v-1'", "other answers than its submission"),
        ("""UPDATE visit SET answers = '{"clean": {"value": 99}}' WHERE id = 'v-1'""", "do not fit its checklist"),
        ("UPDATE visit SET status = 'rejected' WHERE id = 'v-1'", "standard_total"),
        ("UPDATE score_rollup SET square_low = square_low + 1 WHERE month = 0", "score_rollup"),
        ("UPDATE standard_total SET kept = kept + 1", "standard_total"),
        ("DELETE FROM standard_rollup", "standard_rollup"),
        ("UPDATE submission SET is_current = (1 = 0)", "without a submission"),
        ("UPDATE result SET is_current = (1 = 0) WHERE visit_id = 'v-1'", "counted without a score"),
        ("DELETE FROM evidence; DELETE FROM photo", "its receipt names the photo"),
    ],
)
async def test_damage_is_noticed(blobs: Blobs, damage: str, says: str) -> None:
    for statement in damage.split(";"):
        await run(writer(), statement)
    assert any(says in sentence for sentence in await found(blobs))


async def test_a_photo_that_changed_or_went_is_noticed(blobs: Blobs, tmp_path: Path) -> None:
    place = tmp_path / "photos" / PHOTO_HASH[:2] / PHOTO_HASH[2:4] / PHOTO_HASH
    place.write_bytes(b"other bytes")
    assert await found(blobs) == [f"The photo {PHOTO_HASH} has other bytes than it had."]
    place.unlink()
    assert await found(blobs) == [f"The photo {PHOTO_HASH} is not in the photo store."]


async def test_rebuilding_changes_nothing(blobs: Blobs) -> None:
    before = await sums()
    done = await rebuild(NOW)
    assert (done.branches, done.wrong_rows) == (2, 0)
    assert await sums() == before


@pytest.mark.parametrize("table", ["score_rollup", "standard_total", "standard_rollup"])
async def test_rebuilding_mends_the_sums(blobs: Blobs, table: str) -> None:
    before = await sums()
    version = (await chains.get_chain()).rollup_version
    await run(writer(), f"UPDATE {table} SET month = 201001 WHERE month > 0")
    assert await found(blobs)
    assert (await rebuild(NOW)).wrong_rows > 0
    assert await sums() == before
    assert await found(blobs) == []
    assert (await chains.get_chain()).rollup_version > version


async def test_a_branch_that_changed_since_does_not_change_old_scores(blobs: Blobs) -> None:
    await run(writer(), """UPDATE branch SET attributes = '{"size": "large"}'""")
    assert await found(blobs) == []

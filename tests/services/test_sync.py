"""Ops arrive in batches, any number of times, in any order, and sometimes make no sense."""

from __future__ import annotations

import json
from random import Random

import pytest

from audit.errors import BadInput, NotAllowed, NotFound
from audit.services import copies, reviews, sync
from audit.services.envelopes import read_ops, read_submission
from audit.services.planning import cancel_visit
from audit.services.sync import OpsReceived
from audit.store import visits
from audit.store.connections import writer
from audit.store.raw import fetch
from audit.store.sights import WHOLE_CHAIN
from tests.cast import GOOD_ANSWERS, NOW, Cast, plan
from tests.phones import Phone
from tests.services.test_copies import two_phones


async def send(phone: Phone, ops: list[object] | None = None) -> OpsReceived:
    batch = phone.batch() if ops is None else {**phone.batch(), "ops": ops}
    message = read_ops(json.dumps(batch).encode(), phone.user, NOW)
    return await sync.receive_ops(phone.user, phone.visit, message, NOW)


async def started(cast: Cast) -> Phone:
    phone = Phone(cast.ann.id, await plan(cast, "v-1"))
    phone.answer(GOOD_ANSWERS)
    return phone


async def kept_seqs() -> list[int]:
    return [row[0] for row in await fetch(writer(), "SELECT seq FROM op ORDER BY seq")]


async def strays() -> list[str]:
    return [row[0] for row in await fetch(writer(), "SELECT body FROM stray_op ORDER BY id")]


async def test_the_first_batch_starts_the_visit(cast: Cast) -> None:
    phone = await started(cast)
    assert await send(phone) == OpsReceived("v-1", "phone-1", 4, [], is_copy=False)
    visit = await visits.get_visit(WHOLE_CHAIN, "v-1")
    assert (visit.status, visit.started_at) == ("started", NOW)


async def test_any_order_and_any_number_of_times(cast: Cast) -> None:
    phone = await started(cast)
    random = Random(7)
    for _ in range(20):
        random.shuffle(phone.ops)
        chosen: list[object] = [*phone.ops[: random.randint(1, 4)]]
        received = await send(phone, chosen)
        assert received.rejected == []
    assert (await send(phone)).acked == 4
    assert await kept_seqs() == [1, 2, 3, 4]


async def test_the_acknowledgement_stops_before_a_gap(cast: Cast) -> None:
    phone = await started(cast)
    assert (await send(phone, [phone.ops[0], phone.ops[2]])).acked == 1
    assert (await send(phone, [phone.ops[3]])).acked == 1
    assert (await send(phone, [phone.ops[1]])).acked == 4
    assert (await send(phone, [])).acked == 4


@pytest.mark.parametrize(
    "change",
    [
        {"field": "dance"},
        {"at": "yesterday"},
        {"item": None},
        {"value": {"deep": [1]}},
        {"mono": "soon"},
        {"item": "a\x00b", "field": 7},
        {"value": "\ud800", "boot": ""},
    ],
)
async def test_a_malformed_op_is_kept_and_named_and_the_rest_goes_through(
    cast: Cast, change: dict[str, object]
) -> None:
    phone = await started(cast)
    bad = {**phone.ops[1], **change}
    received = await send(phone, [phone.ops[0], bad, phone.ops[2]])
    assert (received.acked, list(received.rejected)) == (3, [2])
    rows = await fetch(writer(), "SELECT body, is_rejected FROM op WHERE seq = 2")
    assert (json.loads(rows[0][0]), bool(rows[0][1])) == (bad, True)
    draft = await sync.show_draft(phone.user, "v-1")
    assert set(draft["answers"]) == {"greet_s", "advice"}


@pytest.mark.parametrize("stray", ["words", 7, None, [], {}, {"seq": 0}, {"seq": "one"}, {"seq": 2**53}, {"seq": True}])
async def test_what_has_no_place_among_the_ops_is_kept_beside_them(cast: Cast, stray: object) -> None:
    phone = await started(cast)
    for _ in range(2):
        received = await send(phone, [phone.ops[0], stray])
        assert (received.acked, len(received.rejected)) == (1, 1)
    assert [json.loads(body) for body in await strays()] == [stray]


async def test_another_op_under_a_number_that_is_taken_loses_nothing(cast: Cast) -> None:
    phone = await started(cast)
    await send(phone)
    other = {**phone.ops[1], "value": "no"}
    received = await send(phone, [other])
    assert (received.acked, list(received.rejected)) == (4, [2])
    assert [json.loads(body) for body in await strays()] == [other]
    draft = await sync.show_draft(phone.user, "v-1")
    assert draft["answers"]["drink"] == {"value": "yes"}


async def test_numbers_that_are_none_do_not_stop_the_rest(cast: Cast) -> None:
    phone = await started(cast)
    raw = json.dumps(phone.batch()).replace('"value": 42', '"value": 1e999').encode()
    received = await sync.receive_ops(phone.user, "v-1", read_ops(raw, phone.user, NOW), NOW)
    assert received.acked == 4


async def test_late_ops_are_kept_as_a_copy_but_not_when_sent_again(cast: Cast) -> None:
    phone = await started(cast)
    await send(phone)
    await cancel_visit(WHOLE_CHAIN, "v-1", "closed", NOW)
    assert not (await send(phone)).is_copy
    phone.act("drink", "answer", "no")
    assert (await send(phone)).is_copy
    assert await kept_seqs() == [1, 2, 3, 4, 5]


async def test_a_stranger_keeps_nothing(cast: Cast) -> None:
    phone = await started(cast)
    phone.user = cast.bob.id
    with pytest.raises(NotFound):
        await send(phone)
    assert await kept_seqs() == []


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[]", b"null", b'"x"', b"\xff", b"[" * 100_000, b'{"device": "d", "ops": {}}', b'{"ops": []}',
     b'{"device": "a b", "ops": []}', b'{"device": "d", "ops": ' + str([1] * 201).encode() + b"}",
     b'{"device": "d", "ops": [' + b"1" * 5000 + b"]}"],
)  # fmt: skip
def test_an_envelope_that_cannot_be_read_is_refused(raw: bytes) -> None:
    with pytest.raises(BadInput):
        read_ops(raw, 1, NOW)
    with pytest.raises(BadInput):
        read_submission(raw, 1, NOW)


def test_what_somebody_else_made_is_not_taken() -> None:
    with pytest.raises(NotAllowed):
        read_ops(b'{"device": "d", "user": "2", "ops": []}', 1, NOW)


async def test_the_phones_clock_is_written_down(cast: Cast) -> None:
    phone = await started(cast)
    raw = json.dumps({**phone.batch(), "sent_at": "2026-11-23T15:31:10+01:00"}).encode()
    await sync.receive_ops(phone.user, "v-1", read_ops(raw, phone.user, NOW), NOW)
    rows = await fetch(writer(), "SELECT DISTINCT offset_seconds FROM op")
    assert [row[0] for row in rows] == [10.0]


async def test_the_state_tells_what_is_held_of_each_visit(cast: Cast) -> None:
    phone = await started(cast)
    await plan(cast, "v-2", "nest")
    await plan(cast, "v-3", auditor="bob")
    await send(phone, [*phone.ops[:2]])
    state = await sync.show_state(cast.ann.id, NOW)
    assert state["user"] == str(cast.ann.id)
    shown = {visit["id"]: visit for visit in state["visits"]}
    assert set(shown) == {"v-1", "v-2"}
    assert shown["v-1"]["last_seq"] == {"phone-1": 2}
    assert shown["v-1"]["last_at"] == phone.ops[1]["at"]
    assert shown["v-1"]["checklist"]["version"] == 1
    assert (shown["v-2"]["last_seq"], shown["v-2"]["last_at"], shown["v-2"]["receipt"]) == ({}, None, None)


async def test_the_state_tells_what_became_of_what_was_sent(cast: Cast) -> None:
    await two_phones(cast, {**GOOD_ANSWERS, "drink": "no"})
    manager = await cast.sight("manager")

    async def told() -> tuple[str, str, dict[str, str]]:
        [shown] = (await sync.show_state(cast.ann.id, NOW))["visits"]
        return shown["state"], shown["reason"], shown["submissions"]

    assert await told() == ("submitted", "", {"s-1": "counts", "s-2": "waits"})
    await copies.set_aside(manager, "s-2", NOW)
    await reviews.reject_visit(manager, "v-1", "Not your branch.", NOW)
    assert await told() == ("rejected", "Not your branch.", {"s-1": "counts", "s-2": "aside"})
    await reviews.accept_visit(manager, "v-1", "After all.", NOW)
    assert await told() == ("accepted", "", {"s-1": "counts", "s-2": "aside"})
    await copies.let_count(manager, "s-2", NOW)
    assert await told() == ("submitted", "", {"s-1": "replaced", "s-2": "counts"})


async def test_the_draft_is_what_all_devices_made(cast: Cast) -> None:
    phone = await started(cast)
    digest = phone.take_photo("pictures", b"bytes")
    await send(phone)
    other = Phone(cast.ann.id, "v-1", device="phone-2")
    other.answer({"drink": "na"})
    await send(other)
    draft = await sync.show_draft(cast.ann.id, "v-1")
    assert draft["answers"]["drink"] == {"value": "na"}
    assert draft["photos"] == [{"item": "pictures", "sha256": digest, "width": 8, "height": 8}]

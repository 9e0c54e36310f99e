"""The phone's doors over HTTP: every row of the table in docs/offline.md, header and echo included."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest

from audit.services import planning
from audit.store import people
from audit.store.connections import writer
from audit.store.sights import WHOLE_CHAIN
from tests.cast import GOOD_ANSWERS, plan_many
from tests.phones import Phone
from tests.web.pages import Page
from tests.web.sites import Browser, Site

PICTURE = b"bytes of a photo"
PICTURE_HASH = sha256(PICTURE).hexdigest()


async def phone_of(name: str = "ann", visit: str = "plan-ann", device: str = "phone-1") -> Phone:
    person = await people.find_person_by_email(f"{name}@example.com")
    assert person is not None
    return Phone(person.id, visit, device)


async def send_ops(browser: Browser, phone: Phone, **changes: object) -> Page:
    return await browser.ask("POST", f"/sync/visits/{phone.visit}/ops", json={**phone.batch(), **changes})


async def submit(browser: Browser, phone: Phone, submission: str = "s-1", **changes: object) -> Page:
    address = f"/sync/visits/{phone.visit}/submissions/{submission}"
    return await browser.ask("PUT", address, json={**phone.submission(), **changes})


async def send_photo(browser: Browser, data: bytes = PICTURE, digest: str = PICTURE_HASH) -> Page:
    return await browser.ask("PUT", f"/sync/photos/{digest}", content=data, headers={"content-type": "image/jpeg"})


def body(answer: Page, status: int) -> dict[str, Any]:
    """The JSON of a reply that the phone would believe."""
    assert answer.status == status, answer.text
    assert answer.headers["x-audit"] == "1"
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    told = json.loads(answer.text)
    assert abs((datetime.now(UTC) - datetime.fromisoformat(told["server_time"])).total_seconds()) < 3600
    return dict(told)


async def test_a_whole_visit(ann: Browser) -> None:
    phone = await phone_of()
    phone.answer(GOOD_ANSWERS)
    assert phone.take_photo("pictures", PICTURE) == PICTURE_HASH
    told = body(await send_ops(ann, phone), 200)
    assert (told["visit"], told["device"], told["acked"], told["rejected"]) == ("plan-ann", "phone-1", 5, [])
    missing = body(await submit(ann, phone), 409)
    assert missing["missing"] == {"ops_from": None, "photos": [PICTURE_HASH]}
    assert body(await send_photo(ann), 201)["sha256"] == PICTURE_HASH
    assert body(await send_photo(ann), 200)["sha256"] == PICTURE_HASH
    first, again = body(await submit(ann, phone), 201), body(await submit(ann, phone), 200)
    assert first["submission"] == "s-1"
    assert first["receipt"] == again["receipt"]
    assert first["receipt"]["photos"] == [PICTURE_HASH]
    assert first["receipt"]["status"] == "accepted"
    state = body(await ann.get("/sync/state"), 200)
    shown = next(visit for visit in state["visits"] if visit["id"] == "plan-ann")
    assert (shown["state"], shown["receipt"]) == ("submitted", first["receipt"])


async def test_the_receipt_has_a_number_to_read_out(ann: Browser) -> None:
    phone = await phone_of()
    phone.answer(GOOD_ANSWERS)
    await send_ops(ann, phone)
    receipt = body(await submit(ann, phone), 201)["receipt"]
    letters, _, digits = receipt["number"].partition("-")
    assert (len(letters), letters.isalpha(), len(digits), digits.isdigit()) == (3, True, 3, True)


async def test_late_ops_and_a_second_phone_get_202(ann: Browser) -> None:
    phone, other = await phone_of(), await phone_of(device="phone-2")
    for one in (phone, other):
        one.answer(GOOD_ANSWERS)
    await send_ops(ann, phone)
    body(await submit(ann, phone), 201)
    assert body(await send_ops(ann, other), 202)["acked"] == 4
    copy = body(await submit(ann, other, "s-2"), 202)
    assert (copy["receipt"]["status"], copy["receipt"]["reason"]) == ("copy", "second")
    assert body(await submit(ann, other, "s-2"), 202)["receipt"] == copy["receipt"]


async def test_a_visit_given_to_somebody_else_gets_202(site: Site, ann: Browser) -> None:
    phone, bob = await phone_of(), await phone_of("bob")
    phone.answer(GOOD_ANSWERS)
    await planning.reassign_visit(WHOLE_CHAIN, "plan-ann", bob.user, datetime.now(UTC))
    body(await send_ops(ann, phone), 202)
    assert body(await submit(ann, phone), 202)["receipt"]["reason"] == "reassigned"


async def test_the_same_id_for_other_content(ann: Browser) -> None:
    phone = await phone_of()
    phone.answer(GOOD_ANSWERS)
    await send_ops(ann, phone)
    body(await submit(ann, phone), 201)
    assert body(await submit(ann, phone, answers_digest="0" * 64), 409)["error"] == "id_reused"


async def test_bytes_that_are_not_what_was_announced(ann: Browser) -> None:
    body(await send_photo(ann, b"other bytes"), 422)
    body(await send_photo(ann, PICTURE, "not-a-hash"), 422)
    assert body(await send_photo(ann), 201)


async def test_a_malformed_op_is_named(ann: Browser) -> None:
    phone = await phone_of()
    phone.answer(GOOD_ANSWERS)
    told = body(await send_ops(ann, phone, ops=[phone.ops[0], {"seq": 2, "field": "dance"}]), 200)
    assert (told["acked"], told["rejected"]) == (2, [2])


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"\xff\xfe", b'{"device": "d"}', b"[" * 50_000])
async def test_rubbish_is_refused_in_a_sentence(ann: Browser, raw: bytes) -> None:
    told = body(await ann.ask("POST", "/sync/visits/plan-ann/ops", content=raw), 422)
    assert told["message"]
    body(await ann.ask("PUT", "/sync/visits/plan-ann/submissions/s-1", content=raw), 422)


async def test_signed_out_is_told_in_json_and_never_by_a_redirect(stranger: Browser, site: Site) -> None:
    phone = await phone_of()
    phone.answer(GOOD_ANSWERS)
    for answer in (await send_ops(stranger, phone), await submit(stranger, phone), await send_photo(stranger)):
        assert body(answer, 401)["error"] == "signed_out"
    assert body(await stranger.get("/sync/state"), 401)["error"] == "signed_out"


async def test_what_another_person_made_waits_for_them(ann: Browser) -> None:
    phone = await phone_of()
    phone.answer(GOOD_ANSWERS)
    body(await send_ops(ann, phone, user="999"), 403)
    body(await submit(ann, phone, user="999"), 403)


async def test_somebody_elses_visit_is_not_there(ann: Browser) -> None:
    phone = await phone_of(visit="plan-bob")
    phone.answer(GOOD_ANSWERS)
    other = await phone_of(visit="made-up")
    for one in (phone, other):
        body(await send_ops(ann, one), 404)
        body(await submit(ann, one), 404)
        body(await ann.get(f"/sync/visits/{one.visit}/draft"), 404)


async def test_a_hash_tells_nobody_that_a_photo_exists(site: Site, ann: Browser) -> None:
    bob = await site.signed_in("bob")
    body(await send_photo(ann), 201)
    assert body(await send_photo(bob), 201)["sha256"] == PICTURE_HASH
    body(await send_photo(bob, b"a guess"), 422)


async def test_too_much_is_too_much(ann: Browser) -> None:
    body(await ann.ask("POST", "/sync/visits/plan-ann/ops", content=b" " * (8 * 1024 * 1024 + 1)), 413)
    body(await send_photo(ann, b" " * (25 * 1024 * 1024 + 1)), 413)


async def test_an_old_app_is_told_to_update(ann: Browser) -> None:
    headers = {**ann.headers, "x-audit-protocol": "0"}
    told = body(await ann.ask("POST", "/sync/visits/plan-ann/ops", json={}, headers=headers), 426)
    assert "Update" in told["message"]


async def test_a_request_from_another_site_does_nothing(ann: Browser) -> None:
    phone = await phone_of()
    phone.answer(GOOD_ANSWERS)
    ann.headers = {"sec-fetch-site": "cross-site"}
    assert (await send_ops(ann, phone)).status == 403
    ann.headers = {"sec-fetch-site": "same-origin"}
    assert body(await ann.get("/sync/visits/plan-ann/draft"), 200)["answers"] == {}


async def test_halves_of_surrogate_pairs_come_back(ann: Browser) -> None:
    phone = await phone_of()
    phone.act("drink", "comment", "half a smile \ud83d and a \x00")
    raw = json.dumps(phone.batch()).encode()
    body(await ann.ask("POST", "/sync/visits/plan-ann/ops", content=raw), 200)
    draft = body(await ann.get("/sync/visits/plan-ann/draft"), 200)
    assert draft["answers"]["drink"]["comment"] == "half a smile \ud83d and a \x00"


async def test_five_senders_at_once_make_one_submission(ann: Browser) -> None:
    phone = await phone_of()
    phone.answer(GOOD_ANSWERS)
    phone.take_photo("pictures", PICTURE)
    answers = await asyncio.gather(*(send_photo(ann) for _ in range(5)), *(send_ops(ann, phone) for _ in range(5)))
    assert sorted(answer.status for answer in answers) == [200] * 9 + [201]
    sent = await asyncio.gather(*(submit(ann, phone) for _ in range(5)))
    assert sorted(answer.status for answer in sent) == [200, 200, 200, 200, 201]
    assert len({json.dumps(json.loads(answer.text)["receipt"]) for answer in sent}) == 1


async def test_the_state_costs_the_same_for_many_visits(ann: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    few = await count_queries(ann, monkeypatch)
    await plan_many((await phone_of()).user, 40)
    assert await count_queries(ann, monkeypatch) == few


async def count_queries(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many statements one look at the state takes."""
    seen: list[str] = []
    kind = type(writer())
    asked = kind.execute_query

    async def noting(self: object, query: str, values: list[object] | None = None) -> object:
        seen.append(query)
        return await asked(self, query, values)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(kind, "execute_query", noting)
        body(await browser.get("/sync/state"), 200)
    return len(seen)

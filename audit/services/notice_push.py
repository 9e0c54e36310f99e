"""Notices on a phone whose owner allowed it: visits that come back, visits that are near."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from audit.services.jobs import Asked, ask_for
from audit.services.kept_sentences import unpack
from audit.services.push_keys import check_device, private_key
from audit.store import chains, log, notices, people, push_devices
from audit.store.connections import transaction
from audit.store.push_devices import DeviceRow
from audit.words import translator

if TYPE_CHECKING:
    from audit.jobs import Run
    from audit.services.job_tools import Tools
    from audit.settings import Settings

ATTEMPTS = 6
SECONDS = 20
LIVES_SECONDS = 24 * 60 * 60
GONE = (404, 410)
LATER_FROM, TOO_MANY = 500, 429


async def allow_push(person_id: int, endpoint: str, key: str, auth: str, now: datetime) -> None:
    """A browser may be told. Raises BadInput for an address that no push service gives."""
    check_device(endpoint, key, auth)
    async with transaction():
        await push_devices.put_device(person_id, endpoint, key, auth, now)
        await log.add_entry(person_id, "allowed_push", "person", str(person_id), {}, now)


async def end_push(person_id: int, now: datetime) -> None:
    """No browser of this person is told any more."""
    async with transaction():
        await push_devices.remove_devices_of(person_id)
        await log.add_entry(person_id, "ended_push", "person", str(person_id), {}, now)


async def look_for_pushes(_tools: Tools, now: datetime) -> None:
    """Ask for what waits to be pushed. A watch."""
    for waiting in await notices.list_waiting("push"):
        key = f"{waiting.person_id}/{waiting.newest_id}"
        await ask_for(Asked("push notices", {"person": waiting.person_id}, key=key), now)


async def push_notices(tools: Tools, run: Run, wanted: Mapping[str, Any]) -> str:
    """Tell each browser of a person what waits for them. A job: one step for each browser."""

    async def claim() -> list[int]:
        return await notices.claim_notices("push", wanted["person"], run.job)

    async def list_ids() -> list[int]:
        return [device.id for device in await push_devices.list_devices(wanted["person"])]

    async def push(device_id: int) -> str:
        return await push_to(tools.settings, wanted["person"], device_id, ids, run.job)

    async def write_down(state: str) -> None:
        await notices.put_sent("push", ids, state)

    ids = await run.step(claim)
    told = [await run.step(push, device, attempts=ATTEMPTS) for device in await run.step(list_ids)] if ids else []
    state = "sent" if "sent" in told else "unwanted"
    await run.step(write_down, state, name="write down")
    return state


async def push_to(settings: Settings, person_id: int, device_id: int, ids: list[int], job: str) -> str:
    """Tell one browser; what became of it. One that is gone is forgotten."""
    person = await people.get_person(person_id)
    device = next((one for one in await push_devices.list_devices(person_id) if one.id == device_id), None)
    rows = [row for row in await notices.list_by_ids(ids) if row.read_at is None]
    if device is None or not rows or person.left_at is not None:
        return "unwanted"
    words = translator(person.language or settings.language)
    body = "\n".join(words.say(unpack(row.sentence)) for row in rows)
    path = rows[0].path if len(rows) == 1 else "/notices"
    told = json.dumps({"title": (await chains.get_chain()).name, "body": body, "path": path, "tag": job})
    state = await asyncio.to_thread(send, settings, device, told, job)
    if state == "gone":
        await push_devices.remove_device(device_id)
    return state


def send(settings: Settings, device: DeviceRow, told: str, job: str) -> str:
    """Hand a message to the browser's push service. `Topic` lets it replace one that was handed in before."""
    from py_vapid import Vapid02
    from pywebpush import WebPushException, webpush

    try:
        webpush(
            {"endpoint": device.endpoint, "keys": {"p256dh": device.public_key, "auth": device.auth}},
            told,
            vapid_private_key=Vapid02(private_key=private_key(settings.secret)),
            vapid_claims={"sub": settings.url or "mailto:audit@localhost"},
            ttl=LIVES_SECONDS,
            timeout=SECONDS,
            headers={"Topic": job.replace("-", "")[:32]},
        )
    except WebPushException as error:
        status = error.status_code or LATER_FROM
        if status in GONE:
            return "gone"
        if status >= LATER_FROM or status == TOO_MANY:
            raise
        return "refused"
    return "sent"

"""The browsers that show notices though no page of ours is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from audit.store.connections import writer
from audit.store.models import PushDevice
from audit.store.raw import run


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One browser: where to send to, and the keys that only it can read with."""

    id: int
    endpoint: str
    public_key: str
    auth: str


PUT = """
INSERT INTO push_device (person_id, endpoint, public_key, auth, created_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (endpoint) DO UPDATE SET person_id = $1, public_key = $3, auth = $4
"""


async def put_device(person_id: int, endpoint: str, public_key: str, auth: str, now: datetime) -> None:
    """Remember a browser. One that somebody else used before is this person's now."""
    await run(writer(), PUT, [person_id, endpoint, public_key, auth, now])


async def list_devices(person_id: int) -> list[DeviceRow]:
    """A person's browsers."""
    rows = await PushDevice.filter(person_id=person_id).order_by("id")
    return [DeviceRow(row.id, row.endpoint, row.public_key, row.auth) for row in rows]


async def remove_device(device_id: int) -> None:
    """Forget a browser that is gone."""
    await PushDevice.filter(id=device_id).delete()


async def remove_devices_of(person_id: int) -> None:
    """Forget all browsers of a person."""
    await PushDevice.filter(person_id=person_id).delete()


async def count_devices(person_id: int) -> int:
    """How many browsers a person has."""
    return await PushDevice.filter(person_id=person_id).count()

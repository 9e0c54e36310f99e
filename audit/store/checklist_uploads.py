"""Checklist files that were chosen on the desk: one for each person, until it is a draft, or forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from audit.store.models import ChecklistUpload


@dataclass(frozen=True, slots=True)
class UploadRow:
    """A file that was read: what it is called, the checklist in it, and what there is to say of it."""

    id: int
    name: str
    document: Mapping[str, Any]
    findings: Mapping[str, list[Any]]


UPLOAD = ("id", "name", "document", "findings")


async def put_upload(
    person_id: int, name: str, document: Mapping[str, Any], findings: Mapping[str, list[Any]], now: datetime
) -> int:
    """Keep a file that was read in the place of the person's last one; its id."""
    await ChecklistUpload.filter(person_id=person_id).delete()
    made = await ChecklistUpload.create(
        person_id=person_id, at=now, name=name, document=dict(document), findings=dict(findings)
    )
    return made.id


async def find_upload(person_id: int, upload_id: int) -> UploadRow | None:
    """A file of this person's."""
    row = await ChecklistUpload.filter(person_id=person_id, id=upload_id).first().values_list(*UPLOAD)
    return UploadRow(*row) if row else None


async def remove_upload(upload_id: int) -> None:
    """Forget one file."""
    await ChecklistUpload.filter(id=upload_id).delete()


async def remove_uploads_before(at: datetime) -> None:
    """Forget what nobody came back to."""
    await ChecklistUpload.filter(at__lt=at).delete()

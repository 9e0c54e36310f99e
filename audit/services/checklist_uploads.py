"""A checklist file chosen on the desk: read and reported on first, a draft only when somebody says so."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta

from audit.errors import N_, NotFound, NotNow, say
from audit.services.checklist_readings import FileReading, read_apart
from audit.services.draft_imports import import_draft
from audit.store import checklist_uploads
from audit.store.checklist_uploads import UploadRow

LARGEST_FILE_BYTES = 8 * 1024 * 1024
LONGEST_NAME = 200
KEPT_FOR = timedelta(days=2)
GONE = N_("This file is not kept any more. Choose it again.")
SAY_SO = N_("There is a draft that says something else: tick that it may be replaced. Nothing was written.")


async def take_in(name: str, data: bytes, person_id: int, now: datetime) -> FileReading | int:
    """Read a file: what it says where it cannot become a checklist, else the id under which it is kept aside."""
    called = name.strip()[-LONGEST_NAME:] or "checklist"
    reading = await asyncio.to_thread(read_apart, called, data)
    if reading.document is None:
        return reading
    await checklist_uploads.remove_uploads_before(now - KEPT_FOR)
    return await checklist_uploads.put_upload(person_id, called, reading.document, reading.findings, now)


async def get_upload(person_id: int, upload_id: int) -> UploadRow:
    """A file that this person chose. Raises NotFound."""
    found = await checklist_uploads.find_upload(person_id, upload_id)
    if found is None:
        raise NotFound(say(GONE))
    return found


async def make_draft(upload: UploadRow, form: Mapping[str, str], now: datetime, person_id: int) -> str:
    """The file becomes the draft of its checklist, and is forgotten; the key.

    `seen` in the form is the draft that `replace` is about. Raises NotNow.
    """
    seen = form.get("seen", "")
    if seen and form.get("replace") != "yes":
        raise NotNow(say(SAY_SO))
    await import_draft(upload.document, now, person_id, seen, upload.name)
    await checklist_uploads.remove_upload(upload.id)
    return str(upload.document["key"])

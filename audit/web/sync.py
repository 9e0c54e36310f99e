"""The doors of the phone: JSON in, JSON out, every reply with our header, our time and an echo of what was sent.

docs/offline.md, "Doors", says what each status means to the phone. An acknowledgement is only ever sent
after the services returned, and they return after the commit.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from audit.errors import N_, BadInput, Outdated, say
from audit.services import photo_intake, submissions, sync
from audit.services.envelopes import IDENTIFIER, read_ops, read_submission
from audit.services.submissions import Missing, Received, Reused
from audit.web.access import signed_in
from audit.web.bodies import body_of, chunks_of

LARGEST_BODY_BYTES = 8 * 1024 * 1024
OLDEST_PROTOCOL = 1
TOO_OLD = N_("The app on this phone is too old. Update it, then it sends.")
NOT_AN_ID = N_("This is not an id.")


async def show_state(request: Request) -> Response:
    """GET /sync/state: the visits of the signed-in auditor and what is held of each."""
    now = datetime.now(UTC)
    return answer(200, await sync.show_state(signed_in(request).id, now), now)


async def show_draft(request: Request) -> Response:
    """GET /sync/visits/{visit}/draft: a visit as all its devices' ops tell it."""
    draft = await sync.show_draft(signed_in(request).id, path_id(request, "visit"))
    return answer(200, draft, datetime.now(UTC))


async def put_photo(request: Request) -> Response:
    """PUT /sync/photos/{sha256}: raw bytes. 201 the first time, 200 again, 422 when the bytes have another hash."""
    check_protocol(request)
    now = datetime.now(UTC)
    sha256 = request.path_params["sha256"]
    declared = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    is_new = await photo_intake.receive_photo(
        signed_in(request).id, sha256, chunks_of(request), declared, request.app.state.blobs, now
    )
    return answer(201 if is_new else 200, {"sha256": sha256}, now)


async def add_ops(request: Request) -> Response:
    """POST /sync/visits/{visit}/ops: at most 200. 200, or 202 when the visit is not open to this phone any more."""
    check_protocol(request)
    person, visit, now = signed_in(request), path_id(request, "visit"), datetime.now(UTC)
    message = read_ops(await body_of(request, LARGEST_BODY_BYTES), person.id, now)
    async with request.app.state.turns:
        received = await sync.receive_ops(person.id, visit, message, now)
    body = {
        "visit": visit,
        "device": received.device,
        "acked": received.acked,
        "rejected": received.rejected,
        "status": "copy" if received.is_copy else "ok",
    }
    return answer(202 if received.is_copy else 200, body, now)


async def put_submission(request: Request) -> Response:
    """PUT /sync/visits/{visit}/submissions/{submission}: 201, 200 again, 202 a copy, 409 what is missing."""
    check_protocol(request)
    person, now = signed_in(request), datetime.now(UTC)
    visit, submission = path_id(request, "visit"), path_id(request, "submission")
    message = read_submission(await body_of(request, LARGEST_BODY_BYTES), person.id, now)
    async with request.app.state.turns:
        outcome = await submissions.receive_submission(person.id, visit, submission, message, now)
    if isinstance(outcome, Received):
        return answer(received_status(outcome), {"submission": submission, "receipt": outcome.receipt}, now)
    if isinstance(outcome, Missing):
        missing = {"ops_from": outcome.ops_from, "photos": list(outcome.photos)}
        return answer(409, {"error": "missing", "submission": submission, "missing": missing}, now)
    assert isinstance(outcome, Reused)
    return answer(409, {"error": "id_reused", "submission": submission}, now)


def received_status(received: Received) -> int:
    """The status of a submission that is held."""
    if received.receipt["status"] == "copy":
        return 202
    return 201 if received.is_new else 200


def answer(status: int, body: Mapping[str, Any], now: datetime) -> Response:
    """A reply that the phone can tell from a captive portal's."""
    text = json.dumps({**body, "server_time": now.isoformat()}, separators=(",", ":"))
    return Response(text, status, headers={"x-audit": "1"}, media_type="application/json")


def check_protocol(request: Request) -> None:
    """Refuse an app that speaks an older protocol than we still understand: it says so in `x-audit-protocol`."""
    spoken = request.headers.get("x-audit-protocol", "")
    if spoken.isascii() and spoken.isdigit() and int(spoken[:9]) < OLDEST_PROTOCOL:
        raise Outdated(say(TOO_OLD))


def path_id(request: Request, name: str) -> str:
    """An id from the address. Raises BadInput for what cannot be one."""
    value: str = request.path_params[name]
    if not IDENTIFIER.fullmatch(value):
        raise BadInput(say(NOT_AN_ID))
    return value

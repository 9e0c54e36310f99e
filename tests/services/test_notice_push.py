"""Notices on a phone: encrypted for it alone as push services ask, sent once, forgotten when it is gone."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from audit.blobs import open_blobs
from audit.errors import BadInput, say
from audit.reports.pdf import Press
from audit.services.job_tools import Tools
from audit.services.notice_push import allow_push, end_push, look_for_pushes
from audit.services.notices import Told, notify, read_all
from audit.services.push_keys import public_key
from audit.settings import read_settings
from audit.store import notices, people, push_devices
from tests.cast import Cast
from tests.databases import SECRET
from tests.jobs import run_due_jobs

NOW = datetime(2026, 11, 23, 14, 31, tzinfo=UTC)
AUTH = b"0123456789abcdef"
ENDPOINT = "https://fcm.googleapis.com/fcm/send/abc"


class PushService:
    """A push service: it keeps what it is sent, and answers as it is told to."""

    def __init__(self) -> None:
        self.sent: list[tuple[dict[str, str], bytes]] = []
        self.status = 201
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                service.sent.append(({key.lower(): value for key, value in self.headers.items()}, body))
                self.send_response(service.status)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/send/1"


@pytest.fixture
def service() -> Iterator[PushService]:
    service = PushService()
    thread = threading.Thread(target=service.server.serve_forever)
    thread.start()
    yield service
    service.server.shutdown()
    service.server.server_close()
    thread.join()


@pytest.fixture
def phone() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture
def tools(tmp_path: Path) -> Tools:
    settings = read_settings(
        {"AUDIT_DATABASE": "sqlite://unused", "AUDIT_SECRET": SECRET, "AUDIT_URL": "https://audit.example.com"}
    )
    return Tools(settings, open_blobs(str(tmp_path)), Press())


def text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def point(phone: ec.EllipticCurvePrivateKey) -> str:
    return text(phone.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


async def tell(person: int, kind: Any = "visit returned") -> None:
    await notify([person], Told(kind, say("There is no branch {code}.", code="Ünter"), "/visits/v-1"), NOW)


async def push(tools: Tools) -> None:
    await look_for_pushes(tools, NOW)
    await run_due_jobs(tools, NOW)


async def test_a_phone_alone_can_read_what_it_is_told_and_knows_who_says_it(
    cast: Cast, tools: Tools, service: PushService, phone: ec.EllipticCurvePrivateKey
) -> None:
    await people.put_language(cast.ann.id, "nl")
    await push_devices.put_device(cast.ann.id, service.url, point(phone), text(AUTH), NOW)
    await tell(cast.ann.id)
    for _ in range(2):
        await push(tools)
    ((headers, body),) = service.sent
    told = json.loads(http_ece.decrypt(body, private_key=phone, auth_secret=AUTH))
    assert (told["title"], told["path"]) == ("Scissors & Sun", "/visits/v-1")
    assert told["body"] == "Er is geen filiaal Ünter." and b"filiaal" not in body
    assert f"k={public_key(SECRET)}" in headers["authorization"] and headers["topic"] == told["tag"].replace("-", "")


async def test_only_what_is_urgent_and_unread_is_pushed(
    cast: Cast, tools: Tools, service: PushService, phone: ec.EllipticCurvePrivateKey
) -> None:
    await push_devices.put_device(cast.ann.id, service.url, point(phone), text(AUTH), NOW)
    await tell(cast.ann.id, "visit planned")
    await tell(cast.ann.id)
    await read_all(cast.ann.id, NOW)
    await tell(cast.bob.id)  # who has no phone
    await push(tools)
    assert service.sent == [] and await notices.list_waiting("push") == []


async def test_a_phone_that_is_gone_is_forgotten(
    cast: Cast, tools: Tools, service: PushService, phone: ec.EllipticCurvePrivateKey
) -> None:
    service.status = 410
    await push_devices.put_device(cast.ann.id, service.url, point(phone), text(AUTH), NOW)
    await tell(cast.ann.id)
    await push(tools)
    assert len(service.sent) == 1 and await push_devices.count_devices(cast.ann.id) == 0


async def test_only_addresses_of_push_services_are_called(cast: Cast, phone: ec.EllipticCurvePrivateKey) -> None:
    """Anything else would make our server call what a person chose."""
    key = point(phone)
    await allow_push(cast.ann.id, ENDPOINT, key, text(AUTH), NOW)
    await allow_push(cast.bob.id, ENDPOINT, key, text(AUTH), NOW)  # the same browser, another person
    assert await push_devices.count_devices(cast.ann.id) == 0
    for endpoint in (
        "http://fcm.googleapis.com/x", "https://127.0.0.1/x", "https://evil.example.com/fcm.googleapis.com",
        "https://fcm.googleapis.com.evil.example.com/x", "https://fcm.googleapis.com:8443/x", "https://a@b", "",
        "https://evil-push.apple.com.example/", "https://[::1", "https://fcm.googleapis.com/" + "x" * 1000,
    ):  # fmt: skip
        with pytest.raises(BadInput):
            await allow_push(cast.ann.id, endpoint, key, text(AUTH), NOW)
    for wrong in (("", text(AUTH)), (key, ""), (key + "A", text(AUTH)), (key, "é" * 22)):
        with pytest.raises(BadInput):
            await allow_push(cast.ann.id, ENDPOINT, *wrong, NOW)
    await end_push(cast.bob.id, NOW)
    assert await push_devices.count_devices(cast.bob.id) == 0


def test_our_key_stays_the_same_and_is_the_secrets_own() -> None:
    assert public_key(SECRET) == public_key(SECRET) != public_key(SECRET + "x")
    assert len(base64.urlsafe_b64decode(public_key(SECRET) + "=")) == 65

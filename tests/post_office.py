"""A real SMTP server in a thread, which remembers the mail it took."""

from __future__ import annotations

import asyncio
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.servers import free_port

MOST_SECONDS = 90


class PostOffice:
    """`mails` are what it took. It can refuse an address for good, and hold a letter at the door."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refused = ""
        self._open = threading.Event()
        self._open.set()
        self._knocked = threading.Event()
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())

    @property
    def port(self) -> int:
        return int(self._controller.port)

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.set()
        self._controller.stop()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address == self.refused:
            return "550 There is nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if not self._open.is_set():
            self._knocked.set()
            return "451 Not now"
        content: Any = envelope.content
        mail = message_from_bytes(content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 Taken"

    def hold(self) -> None:
        self._open.clear()

    def let_in(self) -> None:
        self._open.set()

    async def until_knocked(self) -> None:
        await asyncio.to_thread(self._knocked.wait, MOST_SECONDS)
        assert self._knocked.is_set()

    async def until_mails(self, count: int) -> None:
        async with asyncio.timeout(MOST_SECONDS):
            while len(self.mails) < count:  # noqa: ASYNC110 - another process sends them
                await asyncio.sleep(0.05)

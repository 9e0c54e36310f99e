"""The line between a phone and the server, as bad as a test wants it: cut, silent, or answered by somebody else.

A small HTTP proxy in a thread. Each request is matched with the faults that are still to come; the first that
fits is used up. Everything else passes untouched.
"""

from __future__ import annotations

import re
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

HEAD_END = b"\r\n\r\n"
PIECE = 65_536
WAIT_SECONDS = 60


def reply(status: str, body: bytes = b"", *headers: str) -> bytes:
    """A whole HTTP reply of somebody else's."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + HEAD_END + body


PORTAL = reply("200 OK", b"<html><h1>Free Wi-Fi</h1></html>", "Content-Type: text/html")
PORTAL_REDIRECT = reply("302 Found", b"", "Location: http://127.0.0.1:9/portal")
PORTAL_JSON = reply("201 Created", b'{"ok": true, "acked": 9, "visits": []}', "Content-Type: application/json")
BUSY = reply("503 Service Unavailable", b"{}", "Content-Type: application/json", "x-audit: 1", "Retry-After: 1")


@dataclass
class Fault:
    """What happens to the next `times` requests that match `pattern` (on "METHOD /path").

    `answer` replaces the server's. Without one: `forward` "all" lets the server do its work and then loses the
    reply, "half" cuts the line in the middle of the body, "none" before the server hears anything; "twice" brings
    the request to the server two times, as browsers do on a line that broke; "silence" never answers at all.
    """

    pattern: str
    answer: bytes | None = None
    forward: str = "none"
    times: int = 1
    meanwhile: Callable[[], object] = lambda: None


@dataclass
class Proxy:
    """Listens on `port`, passes on to `upstream`. `seen` lists every request as "METHOD /path"."""

    upstream: int
    faults: list[Fault] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    is_down: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)
    listener: socket.socket = field(default_factory=socket.socket)

    @property
    def port(self) -> int:
        return int(self.listener.getsockname()[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def serve(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._converse, args=(client,), daemon=True).start()

    def _converse(self, client: socket.socket) -> None:
        client.settimeout(WAIT_SECONDS)
        with client, suppress(OSError):
            head, body = read_head(client)
            if not head:
                return
            wanted = b" ".join(head.split(b" ", 2)[:2]).decode()
            fault = self._fault_for(wanted)
            if self.is_down:
                reset(client)
            elif fault is None:
                self._pass_on(head, read_rest(client, head, body), client)
            else:
                self._spoil(fault, client, head, body)

    def _fault_for(self, wanted: str) -> Fault | None:
        with self.lock:
            self.seen.append(wanted)
            for fault in self.faults:
                if fault.times > 0 and re.search(fault.pattern, wanted):
                    fault.times -= 1
                    return fault
        return None

    def _spoil(self, fault: Fault, client: socket.socket, head: bytes, body: bytes) -> None:
        whole = read_rest(client, head, body)
        if fault.answer is not None:
            fault.meanwhile()
            client.sendall(fault.answer)
            return
        if fault.forward == "twice":
            self._pass_on(head, whole, None)
            self._pass_on(head, whole, client)
            return
        if fault.forward == "silence":
            client.recv(1)  # until the phone has had enough and hangs up
        if fault.forward == "all":
            self._pass_on(head, whole, None)
        if fault.forward == "half":
            self._send_half(head, whole)
        fault.meanwhile()
        reset(client)

    def _send_half(self, head: bytes, body: bytes) -> None:
        with socket.create_connection(("127.0.0.1", self.upstream), WAIT_SECONDS) as server:
            server.sendall(closing(head) + body[: len(body) // 2])

    def _pass_on(self, head: bytes, body: bytes, client: socket.socket | None) -> None:
        with socket.create_connection(("127.0.0.1", self.upstream), WAIT_SECONDS) as server:
            server.sendall(closing(head) + body)
            while piece := server.recv(PIECE):
                if client is not None:
                    client.sendall(piece)


def closing(head: bytes) -> bytes:
    """The head of a request, asking the server to close afterwards: its end is then the end of the reply."""
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([*lines[:-2], b"Connection: close", b"", b""])


def read_head(client: socket.socket) -> tuple[bytes, bytes]:
    """The head of a request with its empty line, and what has already come of the body."""
    data = b""
    while HEAD_END not in data:
        piece = client.recv(PIECE)
        if not piece:
            return b"", b""
        data += piece
    head, _, body = data.partition(HEAD_END)
    return head + HEAD_END, body


def read_rest(client: socket.socket, head: bytes, body: bytes) -> bytes:
    """The whole body of a request, as long as its head says."""
    found = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
    length = int(found[1]) if found else 0
    while len(body) < length and (piece := client.recv(PIECE)):
        body += piece
    return body


def reset(client: socket.socket) -> None:
    """Close as a line that breaks: a reset, no goodbye."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()


@contextmanager
def running_proxy(upstream: int) -> Iterator[Proxy]:
    proxy = Proxy(upstream)
    proxy.listener.bind(("127.0.0.1", 0))
    proxy.listener.listen(128)
    thread = threading.Thread(target=proxy.serve, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.listener.shutdown(socket.SHUT_RDWR)
        proxy.listener.close()
        thread.join(5)

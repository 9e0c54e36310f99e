"""What a process and its PDF worker say to each other through pipes: a line of JSON, then the bytes it announces."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, Literal

Trouble = Literal["libraries", "memory", "media", "drawing"]


@dataclass(frozen=True, slots=True)
class Media:
    """A file that a document may show, and its type."""

    body: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to print: its HTML, the only files it may ask for (by their full address), and its style sheet."""

    html: str
    media: Mapping[str, Media]
    style: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """What became of it: the PDF, or what kind of trouble there was and its details for the log."""

    pdf: bytes
    trouble: Trouble | None = None
    detail: str = ""


def write_paper(pipe: BinaryIO, paper: Paper) -> None:
    """Send a document: the sizes first, then its texts, then each file."""
    texts = [paper.html.encode(), paper.style.encode()]
    names = [[address, media.media_type] for address, media in paper.media.items()]
    _write(pipe, {"media": names}, [*texts, *(media.body for media in paper.media.values())])


def read_paper(pipe: BinaryIO) -> Paper | None:
    """The next document, or None when the other side has gone."""
    message = _read(pipe)
    if message is None:
        return None
    head, (html, style, *bodies) = message
    media = {address: Media(body, kind) for (address, kind), body in zip(head["media"], bodies, strict=True)}
    return Paper(html.decode(), media, style.decode())


def write_printed(pipe: BinaryIO, printed: Printed) -> None:
    """Send back what became of a document."""
    _write(pipe, {"trouble": printed.trouble, "detail": printed.detail}, [printed.pdf])


def read_printed(pipe: BinaryIO) -> Printed | None:
    """What became of the document, or None when the worker has gone."""
    message = _read(pipe)
    if message is None:
        return None
    head, (pdf,) = message
    return Printed(pdf, head["trouble"], head["detail"])


def _write(pipe: BinaryIO, head: Mapping[str, object], bodies: list[bytes]) -> None:
    line = json.dumps({**head, "sizes": [len(body) for body in bodies]})
    pipe.write(line.encode() + b"\n" + b"".join(bodies))
    pipe.flush()


def _read(pipe: BinaryIO) -> tuple[dict[str, Any], list[bytes]] | None:
    line = pipe.readline()
    if not line.endswith(b"\n"):
        return None
    head = json.loads(line)
    bodies = [pipe.read(size) for size in head["sizes"]]
    return None if any(len(body) < size for body, size in zip(bodies, head["sizes"], strict=True)) else (head, bodies)

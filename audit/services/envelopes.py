"""What a phone's message says about itself, checked before anything is done with it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from audit.errors import N_, BadInput, NotAllowed, Problem, say

DEVICE = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
IDENTIFIER = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
SHA256 = re.compile(r"[0-9a-f]{64}")
MOST_OPS = 200
MOST_PHOTOS = 5_000
LARGEST_SEQ = 2**53 - 1
NOT_JSON = N_("What was sent is not JSON.")
UNUSABLE = N_("What was sent has no usable {part}.")
OTHER_PERSON = N_("This was made by somebody else. They have to sign in to send it.")


@dataclass(frozen=True, slots=True)
class OpsMessage:
    """A batch of ops from one device. The ops are not checked yet. `offset_seconds`: the phone's clock minus ours."""

    device: str
    ops: list[object]
    sent_at: str
    offset_seconds: float | None


@dataclass(frozen=True, slots=True)
class SubmissionMessage:
    """A finished visit, as a phone announces it. `content` is what must be the same when it is sent again."""

    device: str
    last_seq: int
    photos: tuple[str, ...]
    answers_digest: str
    checklist_version: int
    sent_at: str
    offset_seconds: float | None
    body: Mapping[str, object]

    @property
    def content(self) -> tuple[object, ...]:
        """Everything but when it was sent."""
        return (self.device, self.last_seq, self.photos, self.answers_digest, self.checklist_version)


def read_json(raw: bytes) -> Mapping[str, object]:
    """A JSON object. Raises BadInput for anything else. What is no number to us (NaN, 1e999) stays as its text."""
    try:
        document = json.loads(raw, parse_constant=str, parse_float=finite_or_text)
    except (ValueError, RecursionError) as error:
        raise BadInput(say(NOT_JSON)) from error
    if not isinstance(document, dict):
        refuse("body")
    return document


def finite_or_text(literal: str) -> float | str:
    """A number, unless it is too large to be one."""
    number = float(literal)
    return number if math.isfinite(number) else literal


def read_ops(raw: bytes, person_id: int, now: datetime) -> OpsMessage:
    """A batch of ops, its envelope checked. Raises NotAllowed when somebody else made it."""
    body = read_json(raw)
    check_user(body, person_id)
    ops = body.get("ops")
    if not isinstance(ops, list) or len(ops) > MOST_OPS:
        refuse("ops")
    sent_at, offset = read_clock(body.get("sent_at"), now)
    return OpsMessage(read_device(body), ops, sent_at, offset)


def read_submission(raw: bytes, person_id: int, now: datetime) -> SubmissionMessage:
    """A submission, its envelope checked. Raises NotAllowed when somebody else made it."""
    body = read_json(raw)
    check_user(body, person_id)
    photos = body.get("photos")
    if not isinstance(photos, list) or len(photos) > MOST_PHOTOS or not all(map(is_hash, photos)):
        refuse("photos")
    digest = body.get("answers_digest")
    if not is_hash(digest):
        refuse("answers_digest")
    sent_at, offset = read_clock(body.get("sent_at"), now)
    return SubmissionMessage(
        device=read_device(body),
        last_seq=read_number(body, "last_seq"),
        photos=tuple(sorted(set(map(str, photos)))),
        answers_digest=str(digest),
        checklist_version=read_number(body, "checklist_version"),
        sent_at=sent_at,
        offset_seconds=offset,
        body=body,
    )


def check_user(body: Mapping[str, object], person_id: int) -> None:
    """Refuse what another person made on this phone, where the message says who."""
    user = body.get("user")
    if user is not None and str(user) != str(person_id):
        raise NotAllowed(say(OTHER_PERSON))


def read_device(body: Mapping[str, object]) -> str:
    """The device's id."""
    device = body.get("device")
    if not isinstance(device, str) or not DEVICE.fullmatch(device):
        refuse("device")
    return device


def read_number(body: Mapping[str, object], name: str) -> int:
    """A whole number from 0 to the largest a browser counts to."""
    number = body.get(name)
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= LARGEST_SEQ:
        refuse(name)
    return number


def read_clock(value: object, now: datetime) -> tuple[str, float | None]:
    """When the phone says that it sent this, and how far its clock is ahead of ours, in seconds."""
    if not isinstance(value, str) or len(value) > 40:
        return "", None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return "", None
    return moment.isoformat(), None if moment.tzinfo is None else (moment - now).total_seconds()


def is_hash(value: object) -> bool:
    """Whether this is a SHA-256 in small hexadecimal digits."""
    return isinstance(value, str) and SHA256.fullmatch(value) is not None


def refuse(part: str) -> NoReturn:
    """Raise BadInput about one part."""
    sentence = say(UNUSABLE, part=part)
    raise BadInput(sentence, (Problem(part, sentence),))

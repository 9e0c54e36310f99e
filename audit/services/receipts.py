"""Receipts: what a phone may believe it has delivered, under a number that people can read out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

# No letters that are taken for digits or for each other when read out.
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


def candidate_numbers(submission_id: str) -> Iterator[str]:
    """The numbers a submission may get, the same each time: short ones first, then ever longer ones."""
    rest = int.from_bytes(sha256(submission_id.encode()).digest())
    for digits in (3, 3, 3, 3, 6, 12):
        letters = ""
        for _ in range(3):
            rest, place = divmod(rest, len(LETTERS))
            letters += LETTERS[place]
        rest, number = divmod(rest, 10**digits)
        yield f"{letters}-{number:0{digits}d}"


def make_receipt(
    number: str, at: datetime, photos: Sequence[str], answers_digest: str, status: str, reason: str = ""
) -> dict[str, Any]:
    """The receipt as it is stored and sent: `photos` are all that are held, `reason` says why it is a copy."""
    receipt = {
        "number": number, "at": at.isoformat(), "photos": list(photos), "answers_digest": answers_digest,
        "status": status,
    }  # fmt: skip
    return {**receipt, "reason": reason} if reason else receipt

"""A phone as the server sees it: ops in order, photos, a submission. The real one is tested in a browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from audit.checklists.folding import answers_digest, fold
from audit.checklists.ops import read_op
from tests.cast import NOW


@dataclass
class Phone:
    """One device of one auditor, working on one visit."""

    user: int
    visit: str
    device: str = "phone-1"
    version: int = 1
    clock: datetime = NOW
    ops: list[dict[str, object]] = field(default_factory=list)

    def act(self, item: str | None, kind: str, value: object) -> None:
        """One act, a second after the one before."""
        self.clock += timedelta(seconds=1)
        self.ops.append(
            {
                "seq": len(self.ops) + 1, "item": item, "field": kind, "value": value,
                "at": self.clock.isoformat(), "mono": len(self.ops) * 1000.0, "boot": "boot-1",
            }
        )  # fmt: skip

    def answer(self, answers: Mapping[str, object]) -> None:
        """Answer items."""
        for item, value in answers.items():
            self.act(item, "answer", value)

    def take_photo(self, item: str, data: bytes) -> str:
        """Take a photo for an item; its hash."""
        digest = sha256(data).hexdigest()
        self.act(item, "photo_add", {"sha256": digest, "width": 8, "height": 8})
        return digest

    def batch(self, first: int = 1, last: int | None = None) -> dict[str, object]:
        """The body of POST ops."""
        chosen = self.ops[first - 1 : last]
        return {"device": self.device, "user": str(self.user), "ops": chosen, "sent_at": self.clock.isoformat()}

    def submission(self) -> dict[str, object]:
        """The body of PUT submission."""
        folded = fold((self.device, read_op(op)) for op in self.ops)
        return {
            "device": self.device, "user": str(self.user), "last_seq": len(self.ops),
            "photos": sorted(folded.evidence), "answers_digest": answers_digest(folded.answers),
            "checklist_version": self.version, "sent_at": self.clock.isoformat(),
        }  # fmt: skip

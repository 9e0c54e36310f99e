"""How a visit was asked for, and what its auditor said to it, at the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from audit.errors import N_, Sentence, say
from audit.scoring.proposals.values import Who, Why
from audit.services.round_words import WHO, WHY
from audit.store import assignments
from audit.store.visits import VisitRow

REPLIES: Mapping[str, Sentence] = {
    "": say(N_("no answer yet")),
    "accepted": say(N_("accepted")),
    "declined": say(N_("declined")),
}


@dataclass(frozen=True, slots=True)
class AskedView:
    """When it is, what was said, and why this branch and this auditor where a round chose them."""

    due_from: datetime | None
    reply_label: Sentence
    reason: str
    is_announced: bool
    may_move: bool
    why: Sentence | None = None
    who: Sentence | None = None


async def asked_view(row: VisitRow) -> AskedView:
    """The plan of an open visit."""
    asked = await assignments.find_assignment(row.id)
    may_move = row.status == "planned" and row.due_from is not None
    if asked is None:
        return AskedView(row.due_from, REPLIES[""], "", is_announced=False, may_move=may_move)
    why, who = WHY.get(cast(Why, asked.why)), WHO.get(cast(Who, asked.who))
    return AskedView(row.due_from, REPLIES[asked.reply], asked.reply_reason, asked.is_announced, may_move, why, who)

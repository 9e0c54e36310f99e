"""What a visit's page shows of the branch's voice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from audit.checklists.model import Checklist
from audit.errors import N_, Sentence, say
from audit.services.correction_pages import CorrectionItem, correction_item
from audit.services.corrections import CORRECTABLE
from audit.services.voices import may_appeal
from audit.store import voices
from audit.store.sights import Sight
from audit.store.visits import VisitRow
from audit.store.voices import AppealRow, CommentRow

LABELS = {
    "open": say(N_("Appealed, not decided yet")),
    "granted": say(N_("Appeal granted")),
    "declined": say(N_("Appeal declined")),
}
TONES = {"open": "waiting", "granted": "kept", "declined": "broken"}


@dataclass(frozen=True, slots=True)
class AppealView:
    """One appeal in words; `correction` is the item's own field where somebody decides."""

    id: int
    item: str
    text: str
    by: str
    reason: str
    made_at: datetime
    label: Sentence
    tone: str
    is_open: bool
    decision: str
    decided_at: datetime | None
    decided_by: str | None
    revision: int | None
    is_by_link: bool = False
    report_href: str = ""
    """The report over whose link it was made, for those who may open it."""
    correction: CorrectionItem | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """Comments and appeals of a visit, and what this person may add."""

    comments: tuple[CommentRow, ...]
    appeals: tuple[AppealView, ...]
    may_appeal: bool
    may_comment: bool
    may_decide: bool
    problem: Sentence | None = None
    typed: str = ""

    def appeal_of(self, item: str) -> AppealView | None:
        """The appeal against an item."""
        return next((one for one in self.appeals if one.item == item), None)

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to read or to write."""
        return bool(self.comments or self.appeals or self.may_comment)


async def voice_of(
    sight: Sight, visit: VisitRow, checklist: Checklist, answers: Mapping[str, Any], now: datetime, language: str
) -> Voice:
    """The branch's voice on a visit that this person has already been let see."""
    may_decide = sight.role in ("owner", "manager")
    rows = await voices.list_appeals([visit.id])
    views = [
        replace(
            appeal_view(row, checklist, answers, language, may_decide=may_decide),
            report_href=report_href_of(row, sight),
        )
        for row in rows
    ]
    return Voice(
        comments=tuple(await voices.list_comments(visit.id)),
        appeals=tuple(views),
        may_appeal=sight.role == "reader" and await may_appeal(visit.id, now),
        may_comment=visit.status in ("submitted", "accepted"),
        may_decide=may_decide,
    )


def report_href_of(row: AppealRow, sight: Sight) -> str:
    """The page of the report over whose link an appeal came, for an owner and for whoever shared it."""
    may_open = sight.role == "owner" or sight.person_id == row.person_id
    return f"/reports/{row.report_id}" if row.report_id is not None and may_open else ""


def appeal_view(
    row: AppealRow, checklist: Checklist, answers: Mapping[str, Any], language: str, *, may_decide: bool
) -> AppealView:
    """One appeal in the reader's language."""
    item = next((one for one in checklist.items() if one.key == row.item), None)
    correction = None
    if item is not None and may_decide and row.status == "open" and item.kind in CORRECTABLE:
        correction = correction_item(item, checklist, answers.get(item.key), {}, {}, language)
    return AppealView(
        id=row.id,
        item=row.item,
        text=item.text.in_language(language, checklist.language) if item else row.item,
        by=row.by,
        reason=row.reason,
        made_at=row.made_at,
        label=LABELS[row.status],
        tone=TONES[row.status],
        is_open=row.status == "open",
        decision=row.decision,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        revision=row.revision,
        is_by_link=row.report_id is not None,
        correction=correction,
    )

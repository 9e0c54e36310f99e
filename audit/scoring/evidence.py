"""Evidence an item asks for and did not get: a photo or a comment."""

from __future__ import annotations

from collections.abc import Mapping

from audit.checklists.answers import photos_of
from audit.checklists.model import Checklist, Item
from audit.scoring.scores import ItemScore, VisitScore


def lacking_evidence(checklist: Checklist, answers: Mapping[str, object], score: VisitScore) -> tuple[str, ...]:
    """The items, in their order, that were answered and should have come with a photo or a comment.

    `always` asks for it with every answer but n/a; `when_broken` only where the standard was not kept.
    """
    return tuple(
        item.key
        for item, result in zip(checklist.items(), score.items, strict=True)
        if _asks(item, result) and not _has_evidence(answers.get(item.key))
    )


def _asks(item: Item, result: ItemScore) -> bool:
    if item.evidence == "always":
        return result.state in ("counted", "not_scored")
    return item.evidence == "when_broken" and result.kept is False


def _has_evidence(answer: object) -> bool:
    if photos_of(answer):
        return True
    comment = answer.get("comment") if isinstance(answer, Mapping) else None
    return isinstance(comment, str) and bool(comment.strip())

"""What a finished visit tells beside its answers: timings, notes, conflicts, and which item each photo shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from audit.checklists.folding import Folded
from audit.checklists.model import Checklist
from audit.scoring.evidence import lacking_evidence
from audit.scoring.scores import VisitScore


def marks_of(folded: Folded, checklist: Checklist, score: VisitScore) -> dict[str, Any]:
    """What the ops tell beside the answers, for reviewers."""
    return {
        "timings": {item: asdict(timing) for item, timing in folded.timings.items()},
        "notes": [asdict(note) for note in folded.notes],
        "arrived": folded.arrived,
        "left": folded.left,
        "conflicts": sorted(folded.conflicts),
        "lacking_evidence": list(lacking_evidence(checklist, folded.answers, score)),
    }


def shown_photos(folded: Folded, checklist: Checklist, held: Mapping[str, int]) -> list[tuple[str, int]]:
    """Which item each photo shows, items in the checklist's order; signatures are values, not photos."""
    shown: list[tuple[str, int]] = []
    if not held:
        return shown
    for item in checklist.items():
        answer = folded.answers.get(item.key, {})
        hashes = list(answer.get("photos", ()))  # type: ignore[call-overload]
        if item.kind == "signature" and "value" in answer:
            hashes.append(answer["value"])
        shown.extend((item.key, held[sha256]) for sha256 in dict.fromkeys(hashes) if sha256 in held)
    return shown

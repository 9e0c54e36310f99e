"""What goes with the overall score, as the JSON of docs/formats.md, "Analysis"."""

from __future__ import annotations

from audit.scoring.drivers.results import Drivers, DriverShare
from audit.scoring.plain_values import Say, pair, said


def drivers_document(found: Drivers, say: Say = str) -> dict[str, object]:
    """Plain values for `json.dumps`; `say` puts the sentences into a language."""
    return {
        "overall": found.overall,
        "visits": found.visits,
        "branches": found.branches,
        "method": found.method,
        "explained": found.explained,
        "interval": pair(found.interval),
        "by_chance": found.by_chance,
        "standards": [_standard(one, say) for one in found.standards],
        "why": said(found.why, say),
    }


def _standard(one: DriverShare, say: Say) -> dict[str, object]:
    return {
        "standard": one.standard,
        "kept": one.kept,
        "correlation": one.correlation,
        "share": one.share,
        "interval": pair(one.interval),
        "notes": [] if one.note is None else [say(one.note)],
        "why": said(one.why, say),
    }

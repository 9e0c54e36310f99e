"""What goes with the overall score, as the JSON of docs/formats.md, "Analysis"."""

from __future__ import annotations

from collections.abc import Callable

from audit.errors import Sentence
from audit.scoring.drivers.results import Drivers, DriverShare


def drivers_document(found: Drivers, say: Callable[[Sentence], str] = str) -> dict[str, object]:
    """Plain values for `json.dumps`; `say` puts the sentences into a language."""
    return {
        "overall": found.overall,
        "visits": found.visits,
        "branches": found.branches,
        "method": found.method,
        "explained": found.explained,
        "interval": None if found.interval is None else list(found.interval),
        "by_chance": found.by_chance,
        "standards": [_standard(one, say) for one in found.standards],
        "why": None if found.why is None else say(found.why),
    }


def _standard(one: DriverShare, say: Callable[[Sentence], str]) -> dict[str, object]:
    return {
        "standard": one.standard,
        "kept": one.kept,
        "correlation": one.correlation,
        "share": one.share,
        "interval": None if one.interval is None else list(one.interval),
        "notes": [] if one.note is None else [say(one.note)],
        "why": None if one.why is None else say(one.why),
    }

"""A visit's score as the JSON that `audit score` prints: rounded here, and only here."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from audit.checklists.numbers import half_up
from audit.scoring.scores import VisitScore

DECIMALS = 6


def score_document(score: VisitScore) -> dict[str, object]:
    """Percents and credits with six decimals, sums as exact decimals of six at most; half up, all as text."""
    return {
        "earned": _sum(score.earned),
        "possible": _sum(score.possible),
        "percent": _share(score.percent),
        "verdict": score.verdict,
        "failed": score.failed,
        "sections": [
            {
                "key": section.key,
                "earned": _sum(section.earned),
                "possible": _sum(section.possible),
                "percent": _share(section.percent),
                "failed": section.failed,
            }
            for section in score.sections
        ],
        "items": [
            {
                "key": item.key,
                "state": item.state,
                "credit": _share(item.credit),
                "kept": item.kept,
                "exceeded": item.exceeded,
            }
            for item in score.items
        ],
        "delight": {"exceeded": score.delight.exceeded, "of": score.delight.of},
        "missing": list(score.missing),
    }


@lru_cache(maxsize=4096)
def _share(number: Fraction | None) -> str | None:
    return None if number is None else f"{half_up(number, DECIMALS):f}"


@lru_cache(maxsize=4096)
def _sum(number: Fraction) -> str:
    text = f"{half_up(number, DECIMALS):f}"
    return text.rstrip("0").rstrip(".")

"""A visit's score: checklist, answers and the branch's attributes in, a frozen score out.

Every number is an exact fraction; rounding happens where a number is shown. The rules, each with its
reason and a worked example, are in docs/scoring.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from audit.checklists.model import Checklist, Item, Section
from audit.scoring.items import score_items
from audit.scoring.scores import Delight, ItemScore, SectionScore, StandardScore, VisitScore

ZERO = Fraction(0)


def score_visit(checklist: Checklist, answers: Mapping[str, object], attributes: Mapping[str, str]) -> VisitScore:
    """Score a document of answers.

    `answers`: item key to `{"value": ...}` or to the bare value; keys the checklist does not know are ignored.
    `attributes`: the branch's, for `show_when` rules. Raises `BadInput` naming every visible item whose
    value its kind cannot take.
    """
    items = score_items(checklist, answers, attributes)
    scores = {score.key: score for score in items}
    sections = tuple(_score_section(section, scores, checklist.bonus_cap) for section in checklist.sections)
    percent = _total_percent(checklist, sections, scores)
    return VisitScore(
        earned=total(section.earned for section in sections),
        possible=total(section.possible for section in sections),
        percent=percent,
        verdict=verdict_of(checklist, percent),
        failed=any(section.failed for section in sections),
        sections=sections,
        items=items,
        standards=_score_standards(checklist, scores),
        delight=_delight(checklist, scores),
        missing=tuple(item.key for item in checklist.items() if item.required and _is_unanswered(scores[item.key])),
    )


def total(numbers: Iterable[Fraction]) -> Fraction:
    """The exact sum. Whole numbers, which most are, are added as such: a tenth of the time."""
    whole, rest = 0, ZERO
    for number in numbers:
        if number.denominator == 1:
            whole += number.numerator
        else:
            rest += number
    return rest + whole if rest else Fraction(whole)


def _score_section(section: Section, scores: Mapping[str, ItemScore], bonus_cap: int | None) -> SectionScore:
    """Sums of the counting items. A broken `section` critical takes all that was earned, never what was possible."""
    broken = {item.critical for item in section.items if _is_broken_critical(item, scores)}
    earned = ZERO if "section" in broken else total(scores[item.key].earned for item in section.items)
    possible = total(scores[item.key].possible for item in section.items)
    return SectionScore(
        key=section.key,
        earned=earned,
        possible=possible,
        percent=_percent(earned, possible, bonus_cap),
        failed=bool(broken),
    )


def _is_broken_critical(item: Item, scores: Mapping[str, ItemScore]) -> bool:
    return item.critical != "none" and scores[item.key].kept is False


def _percent(earned: Fraction, possible: Fraction, bonus_cap: int | None) -> Fraction | None:
    """100 x earned / possible, capped; None where nothing was possible: neither 0 nor 100 would be true."""
    if possible == 0:
        return None
    percent = 100 * earned / possible
    return percent if bonus_cap is None else min(percent, Fraction(bonus_cap))


def _total_percent(
    checklist: Checklist, sections: tuple[SectionScore, ...], scores: Mapping[str, ItemScore]
) -> Fraction | None:
    if any(section.weight is not None for section in checklist.sections):
        percent = _weighted_percent(checklist, sections)
    else:
        earned = total(section.earned for section in sections)
        possible = total(section.possible for section in sections)
        percent = _percent(earned, possible, checklist.bonus_cap)
    is_lost = any(item.critical == "visit" and _is_broken_critical(item, scores) for item in checklist.items())
    return ZERO if is_lost and percent is not None else percent


def _weighted_percent(checklist: Checklist, sections: tuple[SectionScore, ...]) -> Fraction | None:
    """The mean by weight of the percents there are (capped already); None where those weights sum to 0."""
    weighted = [
        (section.weight, score.percent)
        for section, score in zip(checklist.sections, sections, strict=True)
        if section.weight is not None and score.percent is not None
    ]
    weights = total(weight for weight, _ in weighted)
    if weights == 0:
        return None
    return total(weight * percent for weight, percent in weighted) / weights


def verdict_of(checklist: Checklist, percent: Fraction | None) -> str | None:
    """The name, in the checklist's language, of the band an exact percent falls in; None without a score."""
    if percent is None:
        return None
    reached = [band for band in checklist.bands if band.start <= percent]
    return reached[-1].name.in_language(checklist.language)


def _is_unanswered(score: ItemScore) -> bool:
    return score.state == "unanswered"


def _score_standards(checklist: Checklist, scores: Mapping[str, ItemScore]) -> tuple[StandardScore, ...]:
    """Every standard that was measured on this visit, in the checklist's order."""
    measured: dict[str, list[Item]] = {standard.key: [] for standard in checklist.standards}
    for item in checklist.items():
        if item.standard is not None and scores[item.key].state == "counted":
            measured.setdefault(item.standard, []).append(item)
    return tuple(_score_standard(key, items, scores) for key, items in measured.items() if items)


def _score_standard(key: str, items: list[Item], scores: Mapping[str, ItemScore]) -> StandardScore:
    counted = [scores[item.key] for item in items]
    if len(counted) == 1:  # as mostly: nothing to add up
        (only,) = counted
        return StandardScore(key, 1, only.earned, only.possible, only.credit or ZERO, only.kept is True, only.exceeded)
    weight = total(item.weight for item in items)
    earned = total(score.earned for score in counted)
    return StandardScore(
        key=key,
        items=len(counted),
        earned=earned,
        possible=total(score.possible for score in counted),
        credit=earned / weight if weight > 0 else total(score.credit or ZERO for score in counted) / len(counted),
        kept=all(score.kept for score in counted),
        exceeded=all(score.exceeded for score in counted),
    )


def _delight(checklist: Checklist, scores: Mapping[str, ItemScore]) -> Delight:
    """Exceeded of counting expectations: beside the score, never inside it."""
    counted = [
        scores[item.key]
        for item in checklist.items()
        if item.kind == "expectation" and scores[item.key].state == "counted"
    ]
    return Delight(sum(score.exceeded for score in counted), len(counted))

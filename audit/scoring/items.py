"""The items of a visit: which count, with what credit, and which answers cannot be taken."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from audit.checklists.answers import is_answered, is_not_applicable, value_of
from audit.checklists.model import NOT_APPLICABLE, Checklist, Item
from audit.checklists.numbers import exact
from audit.checklists.rules import visible_items
from audit.errors import N_, BadInput, Problem, Sentence, say
from audit.scoring.credits import credit_of
from audit.scoring.scores import ItemScore

ZERO = Fraction(0)


def score_items(
    checklist: Checklist, answers: Mapping[str, object], attributes: Mapping[str, str]
) -> tuple[ItemScore, ...]:
    """Every item of the checklist, in its order. Raises `BadInput` naming each answer its item cannot take."""
    visible = visible_items(checklist, answers, attributes)
    scores: list[ItemScore] = []
    problems: list[Problem] = []
    for item in checklist.items():
        if item.key not in visible:  # whatever was left behind in it is ignored
            scores.append(ItemScore(item.key, "hidden"))
            continue
        answer = answers.get(item.key)
        try:
            scores.append(_score_item(item, answer))
        except ValueError:
            problems.append(Problem(f"answers.{item.key}", _refusal(item, value_of(answer))))
    if problems:
        raise BadInput(say(N_("The answers do not fit the checklist.")), tuple(problems))
    return tuple(scores)


def _score_item(item: Item, answer: object) -> ItemScore:
    if not is_answered(item, answer):
        return ItemScore(item.key, "unanswered")
    if is_not_applicable(item, answer):
        return ItemScore(item.key, "not_applicable")
    value = value_of(answer)
    if value == NOT_APPLICABLE:
        raise ValueError(value)
    credit = credit_of(item, value)
    seconds = exact(value) if item.kind == "time" else None
    if credit is None:
        return ItemScore(item.key, "not_scored", seconds=seconds)
    return ItemScore(
        key=item.key,
        state="counted",
        credit=credit,
        kept=credit >= item.kept_at,
        exceeded=value == "exceeds" and item.kind == "expectation",
        earned=item.weight * credit,
        possible=ZERO if item.bonus else item.weight,
        seconds=seconds,
    )


def _refusal(item: Item, value: object) -> Sentence:
    if value == NOT_APPLICABLE:
        return say(N_("Item {item} does not allow the answer na."), item=item.key)
    options = ", ".join(option.key for option in item.options)
    return say(REFUSALS[item.kind], item=item.key, min=item.min, max=item.max, options=options)


REFUSALS: Mapping[str, str] = {
    "yes_no": N_("Item {item} takes yes or no."),
    "expectation": N_("Item {item} takes below, meets or exceeds."),
    "scale": N_("Item {item} takes a whole number from {min} to {max}."),
    "choice": N_("Item {item} takes one of: {options}."),
    "choices": N_("Item {item} takes a list without repetition out of: {options}."),
    "time": N_("Item {item} takes seconds: a number from 0 on."),
    "number": N_("Item {item} takes a number."),
    "text": N_("Item {item} takes a text."),
    "photo": N_("Item {item} takes photos."),
    "signature": N_("Item {item} takes a signature."),
    "note": N_("Item {item} is a note and takes no answer."),
}

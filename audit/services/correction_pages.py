"""The form on which a reviewer puts answers of a visit right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from audit.checklists.answers import value_of
from audit.checklists.model import NOT_APPLICABLE, Checklist, Item
from audit.errors import N_, NotNow, Problem, Sentence, say
from audit.services.corrections import CORRECTABLE, CORRECTED, NOT_COUNTED, field_of
from audit.services.versions import pinned_checklist
from audit.services.visit_answers import STATES, WORDS
from audit.store import visits
from audit.store.sights import Sight

TITLE = say(N_("Put answers right"))
NOTHING = ("", STATES["unanswered"])
NA = (NOT_APPLICABLE, STATES["not_applicable"])
LOOKS = {"choices": "checks", "time": "number", "number": "number", "text": "words"}


@dataclass(frozen=True, slots=True)
class CorrectionItem:
    """One item with its answer as it stands. `look`: select, checks, number or words."""

    key: str
    field: str
    text: str
    comment: str
    look: str
    choices: tuple[tuple[str, Sentence | str], ...]
    values: tuple[str, ...]
    has_na: bool
    error: Sentence | None = None

    @property
    def typed(self) -> str:
        """What stands in a field of one line; n/a has a box of its own."""
        return next((value for value in self.values if not (self.has_na and value == NOT_APPLICABLE)), "")


@dataclass(frozen=True, slots=True)
class CorrectionSection:
    """The items of one section; open where somebody came for one of them, or one is wrong."""

    title: str
    items: tuple[CorrectionItem, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """The form. `reason` is what was typed before."""

    visit_id: str
    branch_name: str
    sections: tuple[CorrectionSection, ...]
    reason: str = ""
    problems: tuple[Problem, ...] = ()
    title: Sentence = TITLE

    @property
    def reason_problem(self) -> Sentence | None:
        """What is wrong with the reason, if anything."""
        return next((problem.sentence for problem in self.problems if problem.place == "reason"), None)


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form that came back held: values by item, the reason, and what is wrong."""

    values: Mapping[str, Any]
    reason: str = ""
    problems: tuple[Problem, ...] = ()


async def correction_page(
    sight: Sight, visit_id: str, wanted: str, language: str, typed: Typed | None = None
) -> CorrectionPage:
    """The form, opened where item `wanted` stands. Raises NotNow for a visit that cannot be corrected."""
    visit = await visits.get_visit(sight, visit_id)
    if visit.status not in CORRECTED:
        raise NotNow(say(NOT_COUNTED))
    answers = (await visits.get_documents(visit_id)).answers
    checklist = await pinned_checklist(visit.version_id)
    said = typed or Typed({})
    errors = {problem.place: problem.sentence for problem in said.problems}
    sections = []
    for section in checklist.sections:
        items = tuple(
            correction_item(item, checklist, answers.get(item.key), said.values, errors, language)
            for item in section.items
            if item.kind in CORRECTABLE
        )
        is_open = not wanted or any(item.key == wanted or item.error for item in items)
        if items:
            title = section.title.in_language(language, checklist.language)
            sections.append(CorrectionSection(title, items, is_open))
    return CorrectionPage(visit.id, visit.branch, tuple(sections), said.reason, said.problems)


def correction_item(
    item: Item, checklist: Checklist, answer: object, typed: Mapping[str, Any], errors: Mapping[str, Sentence],
    language: str,
) -> CorrectionItem:  # fmt: skip
    """One item of the form."""
    value = typed[item.key] if item.key in typed else value_of(answer)
    return CorrectionItem(
        key=item.key,
        field=field_of(item.key),
        text=item.text.in_language(language, checklist.language),
        comment=str(answer.get("comment", "")) if isinstance(answer, Mapping) else "",
        look=LOOKS.get(item.kind, "select"),
        choices=choices_of(item, checklist, language),
        values=texts_of(value),
        has_na=item.allow_na,
        error=errors.get(field_of(item.key)),
    )


def texts_of(value: object) -> tuple[str, ...]:
    """An answer as a form holds it."""
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)


def choices_of(item: Item, checklist: Checklist, language: str) -> tuple[tuple[str, Sentence | str], ...]:
    """What can be chosen, with nothing first and n/a last where there is one to choose."""
    choices: list[tuple[str, Sentence | str]] = []
    if item.kind == "yes_no":
        choices = [(value, WORDS[value]) for value in ("yes", "no")]
    elif item.kind == "expectation":
        choices = [(value, WORDS[value]) for value in ("below", "meets", "exceeds")]
    elif item.kind == "scale" and item.min is not None and item.max is not None:
        choices = [(str(step), str(step)) for step in range(item.min, item.max + 1)]
    elif item.options:
        choices = [(one.key, one.text.in_language(language, checklist.language)) for one in item.options]
    if item.kind == "choices":
        return (*choices, NA) if item.allow_na else tuple(choices)
    return (NOTHING, *choices, NA) if item.allow_na else (NOTHING, *choices)

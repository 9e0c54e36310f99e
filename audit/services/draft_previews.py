"""A draft as auditors will see it on the phone, with a test score. The score is computed here, as for a real visit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from audit.checklists.drafting.documents import Document, find_item
from audit.checklists.model import AllOf, AnyOf, BranchIs, Checklist, Item, Not, Rule
from audit.checklists.parsing import parse_checklist
from audit.checklists.rules import visible_items
from audit.errors import N_, BadInput, Problem, Sentence, say, say_count
from audit.scoring.scores import ItemScore, VisitScore
from audit.scoring.visits import score_visit
from audit.services.draft_readings import read_draft, subject_of, text_in
from audit.services.drafts import Draft
from audit.services.fill_pages import FillItem, FillSection, fill_sections

TITLE = N_("{name} on the phone")
ATTRIBUTE = "@"  # no key of an item begins with it
CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)")
KEPT = N_("Kept. It earns {earned} of {possible}.")
BROKEN = N_("Broken. It earns {earned} of {possible}.")
NOT_COUNTED = {
    "not_applicable": say(N_("Not applicable: it does not count.")),
    "not_scored": say(N_("It is never scored.")),
    "unanswered": say(N_("Answer it to see what it earns.")),
    "hidden": say(N_("It is not shown.")),
}
TONES: Mapping[bool | None, str] = {True: "kept", False: "broken", None: ""}
MISSING = (N_("{count} answer is missing."), N_("{count} answers are missing."))
Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class TestScore:
    """What the answers come to. Shares are of 1; `verdict` is None where nothing counts yet."""

    share: float | None
    verdict: str | None
    failed: bool
    sections: tuple[tuple[str, float | None, bool], ...]
    missing: Sentence | None


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """The form with what was answered, and its score. `blockers`: why there is no form, each with where to mend it."""

    title: Sentence
    key: str
    sections: tuple[FillSection, ...] = ()
    answered: Mapping[str, tuple[str, ...]] | None = None
    attributes: tuple[tuple[str, tuple[str, ...], str], ...] = ()
    score: TestScore | None = None
    problems: tuple[Problem, ...] = ()
    blockers: tuple[tuple[Sentence, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ItemPreview:
    """One item as it will look, without the others; `said` is what an answer to it earns."""

    item: FillItem
    said: Sentence
    answered: Mapping[str, tuple[str, ...]]
    tone: str = ""


def preview_page(draft: Draft, fields: Fields, language: str) -> PreviewPage:
    """The phone's form for the answers of its own form, empty at first."""
    reading, document = read_draft(draft.document), draft.document
    title = say(TITLE, name=text_in(document["name"], document, language))
    if reading.checklist is None:
        blockers = tuple((one.sentence, *subject_of(document, one.place, language)) for one in reading.problems)
        return PreviewPage(title, draft.key, blockers=blockers)
    checklist, answered = reading.checklist, by_name(fields)
    answers = {item.key: answer_of(item, answered.get(item.key, ())) for item in checklist.items()}
    asked = attributes_asked(checklist)
    chosen = {name: (answered.get(f"{ATTRIBUTE}{name}") or ("",))[-1] for name in asked}
    score, problems = scored(checklist, answers, chosen)
    return PreviewPage(
        title=title,
        key=draft.key,
        sections=visible_sections(checklist, answers, chosen, language),
        answered=answered,
        attributes=tuple((name, tuple(values), chosen[name]) for name, values in asked.items()),
        score=test_score(score, checklist, language) if score else None,
        problems=problems,
    )


def by_name(fields: Fields) -> dict[str, tuple[str, ...]]:
    """Every field with all that was typed or ticked."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in fields:
        if value.strip():
            found[name] = (*found.get(name, ()), value.strip())
    return found


def answer_of(item: Item, said: tuple[str, ...]) -> object:
    """What was filled in as an answer; what cannot be one stays as it was typed, and is refused in scoring."""
    if not said:
        return None
    if item.kind == "choices":
        return "na" if said[-1] == "na" else list(said)
    if item.kind not in ("scale", "time", "number") or said[-1] == "na":
        return said[-1]
    clock = CLOCK.fullmatch(said[-1]) if item.kind == "time" else None
    if clock:
        return 60 * int(clock[1]) + int(clock[2])
    try:
        number = Decimal(said[-1].replace(",", "."))
    except InvalidOperation:
        return said[-1]
    return int(number) if number.is_finite() and number == number.to_integral_value() and len(said[-1]) < 20 else number


def attributes_asked(checklist: Checklist) -> dict[str, list[str]]:
    """The attributes of a branch that conditions look at, with the values they ask for."""
    found: dict[str, list[str]] = {}
    rules = [*(one.show_when for one in checklist.sections), *(one.show_when for one in checklist.items())]
    for leaf in (leaf for rule in rules for leaf in branch_leaves(rule)):
        values = found.setdefault(leaf.attribute, [])
        if leaf.value not in values:
            values.append(leaf.value)
    return found


def branch_leaves(rule: Rule | None) -> Iterator[BranchIs]:
    match rule:
        case BranchIs():
            yield rule
        case AllOf(rules) | AnyOf(rules):
            for inner in rules:
                yield from branch_leaves(inner)
        case Not(inner):
            yield from branch_leaves(inner)


def scored(
    checklist: Checklist, answers: Mapping[str, object], attributes: Mapping[str, str]
) -> tuple[VisitScore | None, tuple[Problem, ...]]:
    """The score, or which answers cannot be taken."""
    try:
        return score_visit(checklist, answers, attributes), ()
    except BadInput as error:
        places = ((one.place.removeprefix("answers."), one.sentence) for one in error.problems)
        return None, tuple(Problem(f"item-{key}", sentence) for key, sentence in places)


def visible_sections(
    checklist: Checklist, answers: Mapping[str, object], attributes: Mapping[str, str], language: str
) -> tuple[FillSection, ...]:
    """The form without what these answers hide."""
    visible = visible_items(checklist, answers, attributes)
    shown = (replace(one, items=tuple(item for item in one.items if item.key in visible))
             for one in fill_sections(checklist, language))  # fmt: skip
    return tuple(section for section in shown if section.items)


def test_score(score: VisitScore, checklist: Checklist, language: str) -> TestScore:
    """The score for the page."""
    titles = {one.key: one.title.in_language(language, checklist.language) for one in checklist.sections}
    return TestScore(
        share=None if score.percent is None else float(score.percent / 100),
        verdict=score.verdict,
        failed=score.failed,
        sections=tuple(
            (titles[one.key], None if one.percent is None else float(one.percent / 100), one.failed)
            for one in score.sections
        ),
        missing=say_count(*MISSING, len(score.missing)) if score.missing else None,
    )


def item_preview(document: Document, key: str, fields: Fields, language: str) -> ItemPreview | None:
    """One item alone, always shown; None while it cannot be read. Raises NotFound."""
    section, place = find_item(document, key)
    item = {name: value for name, value in section["items"][place].items() if name != "show_when"}
    mine = [one for one in document.get("standards", ()) if one["key"] == item.get("standard")]
    alone = {
        **{name: document[name] for name in ("key", "name", "language")},
        "bands": [{"from": 0, "name": "–"}],
        "standards": mine,
        "sections": [{"key": "alone", "title": "–", "items": [item]}],
    }
    answered = by_name(fields)
    try:
        checklist = parse_checklist(alone)
        answer = answer_of(next(checklist.items()), answered.get(key, ()))
        (score,) = score_visit(checklist, {key: answer}, {}).items
    except BadInput:
        return None
    ((shown,),) = (one.items for one in fill_sections(checklist, language))
    return ItemPreview(shown, told(score), answered, TONES[score.kept])


def told(score: ItemScore) -> Sentence:
    """What an answer earns, in words."""
    if score.state != "counted":
        return NOT_COUNTED[score.state]
    earned, possible = (one.numerator if one.denominator == 1 else float(one) for one in (score.earned, score.possible))
    return say(KEPT if score.kept else BROKEN, earned=earned, possible=possible)

"""What an auditor's visit page shows: the checklist in the auditor's language, without any answer.

The page is kept on the phone and filled there, so nothing in it depends on what was answered.
Texts fall back to the checklist's own language, and say so where they do.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from audit.checklists.documents import rule_document
from audit.checklists.model import NOT_APPLICABLE, Checklist, Item, Rule, Section, Standard, Text
from audit.errors import N_, Sentence, say
from audit.services.evidence_rules import broken_answers

YES, NO, NOT_APPLICABLE_WORD = say(N_("Yes")), say(N_("No")), say(N_("N/A"))
BELOW, MEETS, EXCEEDS = say(N_("Below")), say(N_("Meets")), say(N_("Exceeds"))
EXPECTATIONS = (("below", BELOW, "broken"), ("meets", MEETS, "kept"), ("exceeds", EXCEEDS, "exceeded"))
BRIEFING = (("play", say(N_("Who you are"))), ("buy", say(N_("What to buy"))), ("never", say(N_("Keep to yourself"))))
LONG_OPTION = 14
MOST_SEGMENTS = 4
NO_REMARKS: Mapping[str, Sequence[str]] = {}


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words, and their language where it is not the page's."""

    words: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to tap. `tone` is kept, broken, exceeded, na or empty: how it is coloured."""

    value: str
    label: Sentence | str
    tone: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class FillItem:
    """One item to fill in. `rule` and `broken` are JSON for the phone, empty where there is none.

    `look` says how the choices stand: segments, list, many (check boxes) or scale.
    """

    key: str
    kind: str
    question: Spoken
    promise: Spoken | None
    help: Spoken | None
    sop: Spoken | None
    choices: tuple[Choice, ...]
    look: str
    rule: str
    is_required: bool
    evidence: str
    broken: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FillSection:
    """One step of the form."""

    key: str
    title: Spoken
    rule: str
    items: tuple[FillItem, ...]

    @property
    def count(self) -> int:
        """How many items there are to answer."""
        return sum(item.kind != "note" for item in self.items)


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """The visit as it was planned. `attributes` are the branch's, `briefing` has `play`, `buy` and `never`.

    `returned_reason` and `remarks` (by item) say why it came back, and are empty otherwise.
    """

    id: str
    user: str
    user_name: str
    branch_name: str
    branch_address: str
    zone: str
    due_from: datetime | None
    due_to: datetime | None
    version: int
    attributes: Mapping[str, str]
    briefing: Mapping[str, str]
    returned_reason: str = ""
    remarks: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FillPage:
    """The page of one visit: briefing, then sections as steps. `starts` and `ends` are on the branch's clock."""

    title: str
    visit: PlannedVisit
    starts: datetime | None
    ends: datetime | None
    checklist: Spoken
    is_blind: bool
    attributes: str
    briefing: tuple[tuple[Sentence, str, str], ...]
    sections: tuple[FillSection, ...]

    @property
    def came_back(self) -> tuple[FillItem, ...]:
        """The items that a reviewer said something about."""
        return tuple(item for section in self.sections for item in section.items if item.remarks)

    @property
    def count(self) -> int:
        """How many items there are to answer, were all of them shown."""
        return sum(section.count for section in self.sections)


def fill_sections(
    checklist: Checklist, language: str, remarks: Mapping[str, Sequence[str]] = NO_REMARKS
) -> tuple[FillSection, ...]:
    """The form of a checklist in a language: the same for every visit, but for the remarks of a reviewer."""
    reader = _Reader(checklist, language, remarks)
    return tuple(reader.section(section) for section in checklist.sections)


def fill_page(checklist: Checklist, visit: PlannedVisit, language: str, sections: tuple[FillSection, ...]) -> FillPage:
    """The page of a visit in the auditor's language."""
    reader = _Reader(checklist, language, visit.remarks)
    return FillPage(
        title=visit.branch_name,
        visit=visit,
        starts=visit.due_from and visit.due_from.astimezone(ZoneInfo(visit.zone)),
        ends=visit.due_to and visit.due_to.astimezone(ZoneInfo(visit.zone)),
        checklist=reader.spoken(checklist.name),
        is_blind=checklist.mode == "blind",
        attributes=_json(dict(visit.attributes)),
        briefing=tuple((title, key, visit.briefing[key]) for key, title in BRIEFING if visit.briefing.get(key)),
        sections=sections,
    )


class _Reader:
    """Reads a checklist's texts in one language."""

    def __init__(self, checklist: Checklist, language: str, remarks: Mapping[str, Sequence[str]]) -> None:
        self.remarks = remarks
        self.own = checklist.language
        self.language = language
        self.standards: Mapping[str, Standard] = {standard.key: standard for standard in checklist.standards}

    def spoken(self, text: Text) -> Spoken:
        words = text.in_language(self.language, self.own)
        short = self.language.partition("-")[0]
        if self.language in text or short in text:
            return Spoken(words)
        return Spoken(words, self.own if self.own in text else next(iter(text), ""))

    def section(self, section: Section) -> FillSection:
        items = tuple(self.item(item) for item in section.items)
        return FillSection(section.key, self.spoken(section.title), _rule(section.show_when), items)

    def item(self, item: Item) -> FillItem:
        question = self.spoken(item.text)
        standard = self.standards.get(item.standard or "")
        promise = self.spoken(standard.promise) if standard else None
        broken = broken_answers(item)
        return FillItem(
            key=item.key,
            kind=item.kind,
            question=question,
            promise=promise if promise != question else None,
            help=self.spoken(item.help) if item.help else None,
            sop=self.spoken(standard.sop) if standard and standard.sop else None,
            choices=self.choices(item),
            look=_look(item),
            rule=_rule(item.show_when),
            is_required=item.required,
            evidence=item.evidence,
            broken=_json(broken) if broken else "",
            remarks=tuple(self.remarks.get(item.key, ())),
        )

    def choices(self, item: Item) -> tuple[Choice, ...]:
        if item.kind == "yes_no":
            tones = {item.pass_answer: "kept"}
            fixed = [Choice(value, word, tones.get(value, "broken")) for value, word in (("no", NO), ("yes", YES))]
        elif item.kind == "expectation":
            fixed = [Choice(*one) for one in EXPECTATIONS]
        elif item.kind == "scale" and item.min is not None and item.max is not None:
            fixed = [Choice(str(step), str(step)) for step in range(item.min, item.max + 1)]
        else:
            texts = [(option.key, self.spoken(option.text)) for option in item.options]
            fixed = [Choice(key, text.words, lang=text.lang) for key, text in texts]
        return (*fixed, Choice(NOT_APPLICABLE, NOT_APPLICABLE_WORD, "na")) if item.allow_na else tuple(fixed)


def _look(item: Item) -> str:
    if item.kind == "choices":
        return "many"
    if item.kind == "scale":
        return "scale"
    lengths = [len(words) for option in item.options for words in option.text.values()]
    is_long = len(lengths) and (max(lengths) > LONG_OPTION or len(item.options) > MOST_SEGMENTS)
    return "list" if is_long else "segments"


def _rule(rule: Rule | None) -> str:
    return _json(rule_document(rule)) if rule is not None else ""


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

"""Do two auditors see the same? One joint visit side by side, and all of them item by item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from audit.checklists.answers import value_of
from audit.checklists.model import Checklist, Item
from audit.errors import N_, Sentence, say, say_count
from audit.scoring.agreement import Agreement, ac1, alpha, percent_agreement
from audit.scoring.rounding import whole
from audit.services.joint_visits import find_pair
from audit.services.versions import pinned_checklist
from audit.services.visit_answers import answer_words
from audit.store import joint_visits, results, visit_details
from audit.store.joint_visits import PairRow
from audit.store.sights import Sight

TITLE = say(N_("Do two auditors see the same?"))
SIDE_BY_SIDE = N_("{branch}: two auditors, one visit")
AGREE = N_("Two auditors of one visit answered alike {percent} times in 100.")
NO_PAIRS = say(N_("No visit has been made by two auditors yet."))
ALIKE = (N_("Alike on {alike} of {count} item."), N_("Alike on {alike} of {count} items."))
KINDS = {"joint": say(N_("Joint visit")), "calibration": say(N_("Calibration visit"))}
LEAST_ALIKE = 0.8
FEWEST_PAIRS = 5
Words = tuple[Sentence | str, ...]


@dataclass(frozen=True, slots=True)
class ComparedItem:
    """One item as both answered it."""

    text: str
    first: Words
    second: Words
    is_alike: bool


@dataclass(frozen=True, slots=True)
class PairPage:
    """One joint visit, the counted side first; no items before both are handed in."""

    title: Sentence
    pair: PairRow
    kind: Sentence
    sentence: Sentence | None
    items: tuple[ComparedItem, ...]


@dataclass(frozen=True, slots=True)
class ItemAgreement:
    """How alike one item was answered; `is_to_reword` says that its words leave too much open."""

    text: str
    checklist: str
    count: int
    alike: int
    interval: tuple[float, float] | None
    is_to_reword: bool
    visits: tuple[tuple[str, date | None], ...]
    """Joint visits on which it was answered differently."""


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """All joint visits, item by item, those answered least alike first."""

    sentence: Sentence
    agreement: Agreement | None
    chance_corrected: Agreement | None
    alpha: Agreement | None
    items: tuple[ItemAgreement, ...]
    pairs: tuple[PairRow, ...]
    title: Sentence = TITLE


@dataclass(slots=True)
class Tally:
    """What both sides said of one item, over all joint visits."""

    text: str
    checklist: str
    ratings: list[tuple[float, float]] = field(default_factory=list)  # equal where the answers are
    judged: list[tuple[float, float]] = field(default_factory=list)  # kept, broken or n/a
    differing: list[tuple[str, date | None]] = field(default_factory=list)


def said(item: Item, answers: Mapping[str, Any], result: Mapping[str, Any]) -> str | None:
    """What an auditor said of an item, as far as two can agree: a time by whether it kept the standard.

    None where it was not asked or not answered.
    """
    if result.get("state") not in ("counted", "not_applicable"):
        return None
    if result["state"] == "not_applicable":
        return "na"
    if item.kind in ("time", "number"):
        return "kept" if result.get("kept") else "broken"
    return str(value_of(answers.get(item.key)))


async def pair_page(sight: Sight, visit_id: str, language: str) -> PairPage | None:
    """One joint visit side by side; None where one auditor makes the visit."""
    pair = await find_pair(sight, visit_id)
    if pair is None:
        return None
    checklist = await pinned_checklist(pair.version_id)
    items = compared_items(pair, checklist, *await documents_of([pair]), language) if pair.is_whole else ()
    alike = sum(item.is_alike for item in items)
    return PairPage(
        title=say(SIDE_BY_SIDE, branch=pair.branch),
        pair=pair,
        kind=KINDS[pair.kind],
        sentence=say_count(*ALIKE, len(items), alike=alike) if items else None,
        items=items,
    )


Documents = Mapping[str, Mapping[str, Any]]


async def documents_of(pairs: Sequence[PairRow]) -> tuple[Documents, dict[str, dict[str, Any]]]:
    """The answers of both sides of some joint visits, and their scored items, by visit."""
    ids = [visit for pair in pairs for visit in (pair.first, pair.second)]
    scores = await results.list_documents(ids) if ids else {}
    answers = await visit_details.list_answers(ids) if ids else {}
    return answers, {visit: {one["key"]: one for one in document["items"]} for visit, document in scores.items()}


def compared_items(
    pair: PairRow, checklist: Checklist, answers: Documents, scored: Mapping[str, Mapping[str, Any]], language: str
) -> tuple[ComparedItem, ...]:
    """The items that both answered, in the checklist's order."""
    compared = []
    for item in checklist.items():
        sides = [said(item, answers[visit], scored[visit].get(item.key, {})) for visit in (pair.first, pair.second)]
        if None not in sides:
            words = [
                answer_words(item, checklist, value_of(answers[visit].get(item.key)), "", language)
                for visit in (pair.first, pair.second)
            ]
            text = item.text.in_language(language, checklist.language)
            compared.append(ComparedItem(text, words[0], words[1], sides[0] == sides[1]))
    return tuple(compared)


async def agreement_page(sight: Sight, language: str) -> AgreementPage:
    """Every joint visit to branches a person may see. As many queries as checklist versions, and a few more."""
    pairs = await joint_visits.list_pairs(sight)
    done = [pair for pair in pairs if pair.is_whole]
    answers, scored = await documents_of(done)
    tallies: dict[tuple[str, str], Tally] = {}
    versions = {version: await pinned_checklist(version) for version in sorted({pair.version_id for pair in done})}
    for pair in done:
        add_pair(tallies, pair, versions[pair.version_id], answers, scored, language)
    ratings = [pair for tally in tallies.values() for pair in tally.ratings]
    kept = [pair for tally in tallies.values() for pair in tally.judged]
    overall = percent_agreement(ratings) if ratings else None
    return AgreementPage(
        sentence=say(AGREE, percent=whole(100 * overall.value)) if overall and overall.value is not None else NO_PAIRS,
        agreement=overall,
        chance_corrected=ac1(kept) if kept else None,
        alpha=alpha(kept) if kept else None,
        items=tuple(sorted((item_agreement(one) for one in tallies.values()), key=lambda one: one.alike / one.count)),
        pairs=tuple(pairs),
    )


def add_pair(
    tallies: dict[tuple[str, str], Tally], pair: PairRow, checklist: Checklist, answers: Documents,
    scored: Mapping[str, Mapping[str, Any]], language: str,
) -> None:  # fmt: skip
    """Add what both sides of one joint visit said, item by item; answers become numbers that mean only themselves."""
    name = checklist.name.in_language(language, checklist.language)
    for item in checklist.items():
        first, second = (said(item, answers[one], scored[one].get(item.key, {})) for one in (pair.first, pair.second))
        if first is None or second is None:
            continue
        text = item.text.in_language(language, checklist.language)
        tally = tallies.setdefault((checklist.key, item.key), Tally(text, name))
        tally.ratings.append((0.0, float(first != second)))
        sides = (judged(scored[one][item.key]) for one in (pair.first, pair.second))
        tally.judged.append((next(sides), next(sides)))
        if first != second:
            tally.differing.append((pair.first, pair.day))


def judged(result: Mapping[str, Any]) -> float:
    """Kept, broken or n/a as a number that means only itself."""
    return 2.0 if result["state"] == "not_applicable" else float(bool(result["kept"]))


def item_agreement(tally: Tally) -> ItemAgreement:
    """How alike one item was answered."""
    found, count = percent_agreement(tally.ratings), len(tally.ratings)
    alike = count - len(tally.differing)
    is_to_reword = count >= FEWEST_PAIRS and alike < LEAST_ALIKE * count
    return ItemAgreement(
        tally.text, tally.checklist, count, alike, found.interval, is_to_reword, tuple(tally.differing[:5])
    )

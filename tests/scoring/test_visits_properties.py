"""What holds for every checklist and every visit."""

import copy
from dataclasses import replace
from fractions import Fraction
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from audit.checklists.model import NOT_APPLICABLE
from audit.checklists.parsing import parse_checklist
from audit.checklists.rules import visible_items
from audit.scoring.score_documents import score_document
from audit.scoring.visits import score_visit
from tests.checklists.random_checklists import random_answer, random_item, visits


def score(document, answers, branch):
    return score_visit(parse_checklist(document), answers, branch)


def outcome(result):
    """Everything about a visit that does not name items."""
    return result.earned, result.possible, result.percent, result.verdict, result.failed, result.delight


def items_of(document):
    return [item for section in document["sections"] for item in section["items"]]


@given(visits())
def test_a_percent_is_a_percent(visit):
    document, answers, branch = visit
    result = score(document, answers, branch)
    for percent in (result.percent, *(section.percent for section in result.sections)):
        assert percent is None or percent >= 0
        assert percent is None or percent <= 100 or document["bonus_cap"] == "none"
    for item in result.items:
        assert (item.state == "counted") == (item.credit is not None) == (item.kept is not None)
        assert item.credit is None or 0 <= item.credit <= 1
        assert item.state == "counted" or (item.earned, item.possible, item.exceeded) == (0, 0, False)


@given(visits(rules=False), st.randoms())
def test_the_order_of_items_and_sections_does_not_matter(visit, chance):
    document, answers, branch = visit
    mixed = copy.deepcopy(document)
    chance.shuffle(mixed["sections"])
    for section in mixed["sections"]:
        chance.shuffle(section["items"])
    one, other = score(document, answers, branch), score(mixed, answers, branch)
    assert outcome(one) == outcome(other)
    assert set(one.items) == set(other.items)
    assert set(one.sections) == set(other.sections)
    assert set(one.standards) == set(other.standards)
    assert set(one.missing) == set(other.missing)


@given(visits(rules=False), st.randoms())
def test_an_item_that_does_not_apply_might_as_well_not_be_there(visit, chance):
    document, answers, branch = visit
    item = chance.choice([item for item in items_of(document) if item["kind"] != "note"] or [None])
    assume(item is not None)
    with_na = copy.deepcopy(document)
    next(one for one in items_of(with_na) if one["key"] == item["key"])["allow_na"] = True
    without = without_item(document, item["key"])
    assume(without is not None)
    answers = answers | {item["key"]: NOT_APPLICABLE}
    assert outcome(score(with_na, answers, branch)) == outcome(score(without, answers, branch))


@given(visits(rules=False), st.randoms())
def test_an_unanswered_item_counts_nowhere(visit, chance):
    document, answers, branch = visit
    key = chance.choice(items_of(document))["key"]
    without = without_item(document, key)
    assume(without is not None)
    answers = {name: answer for name, answer in answers.items() if name != key}
    assert outcome(score(document, answers, branch)) == outcome(score(without, answers, branch))


def without_item(document, key):
    """The document without an item; None where a section would be left empty."""
    rest = copy.deepcopy(document)
    for section in rest["sections"]:
        section["items"] = [item for item in section["items"] if item["key"] != key]
    return rest if all(section["items"] for section in rest["sections"]) else None


@given(visits(), st.integers())
def test_a_hidden_item_changes_nothing_whatever_is_in_it(visit, seed):
    document, answers, branch = visit
    chance = Random(seed)
    more = copy.deepcopy(document)
    hidden = random_item(chance, "hidden") | {"show_when": {"branch": "nowhere", "is": "yes"}}
    chance.choice(more["sections"])["items"].append(hidden)
    left_behind = chance.choice([random_answer(chance, hidden), "na", {"rubbish": [1]}, 7])
    one, other = score(document, answers, branch), score(more, answers | {"hidden": left_behind}, branch)
    assert outcome(one) == outcome(other)
    assert one.missing == other.missing
    assert one.standards == other.standards


@given(visits())
def test_what_was_left_behind_in_hidden_items_is_ignored(visit):
    document, answers, branch = visit
    visible = visible_items(parse_checklist(document), answers, branch)
    kept = {key: answer for key, answer in answers.items() if key in visible}
    assert score(document, answers, branch) == score(document, kept, branch)


@given(visits(rules=False), st.integers())
def test_a_better_answer_never_lowers_a_score(visit, seed):
    document, answers, branch = visit
    chance = Random(seed)
    before = score(document, answers, branch)
    item = chance.choice(items_of(document))
    assume(item["kind"] != "note")
    after = score(document, answers | {item["key"]: random_answer(chance, item)}, branch)
    old, new = (next(one for one in result.items if one.key == item["key"]) for result in (before, after))
    assume(old.credit is not None and new.credit is not None and new.credit >= old.credit)
    assert (before.percent is None) == (after.percent is None)
    for one, other in zip((before, *before.sections), (after, *after.sections), strict=True):
        assert one.percent is None or other.percent >= one.percent
        assert other.failed <= one.failed
    assert set(new_broken(after)) <= set(new_broken(before))


def new_broken(result):
    return [item.key for item in result.items if item.kept is False]


@given(visits(bonus=False, criticals=False))
def test_without_section_weights_the_total_is_earned_of_possible(visit):
    document, answers, branch = visit
    for section in document["sections"]:
        section.pop("weight", None)
    result = score(document, answers, branch)
    counted = [item for item in result.items if item.state == "counted"]
    assert result.earned == sum(item.earned for item in counted)
    assert result.possible == sum(item.possible for item in counted)
    assert result.percent == (100 * result.earned / result.possible if result.possible else None)


@given(visits(), st.integers(1, 40))
def test_the_unit_of_weights_does_not_matter(visit, factor):
    document, answers, branch = visit
    checklist = parse_checklist(document)
    grown = replace(
        checklist,
        sections=tuple(
            replace(
                section,
                weight=None if section.weight is None else section.weight * Fraction(factor, 7),
                items=tuple(replace(item, weight=item.weight * factor) for item in section.items),
            )
            for section in checklist.sections
        ),
    )
    one, other = score_visit(checklist, answers, branch), score_visit(grown, answers, branch)
    assert (one.percent, one.verdict, one.failed) == (other.percent, other.verdict, other.failed)
    assert [standard.credit for standard in one.standards] == [standard.credit for standard in other.standards]


@given(visits(nothing=False))
def test_nothing_is_missing_when_everything_is_answered(visit):
    document, answers, branch = visit
    assert score(document, answers, branch).missing == ()


@given(visits())
def test_the_document_has_every_section_and_item_in_order(visit):
    document, answers, branch = visit
    shown = score_document(score(document, answers, branch))
    assert [section["key"] for section in shown["sections"]] == [section["key"] for section in document["sections"]]
    assert [item["key"] for item in shown["items"]] == [item["key"] for item in items_of(document)]
    numbers = [shown["percent"], *(section["percent"] for section in shown["sections"])]
    numbers += [item["credit"] for item in shown["items"]]
    assert all(number is None or len(number.partition(".")[2]) == 6 for number in numbers)

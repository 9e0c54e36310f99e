"""The shipped checklists: publishable, complete in every language, and worth handing to a salon."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources

import pytest

from audit.checklists.advice import advise
from audit.checklists.model import SCORED_KINDS, Checklist, Item, Standard, Text
from audit.checklists.parsing import parse_checklist

LANGUAGES = {"en", "nl", "id", "ro"}
LONGEST_SOP_WORDS = 25
NAMES = ("salon-visit", "phone-call", "internal-service")


def read(name: str) -> Checklist:
    file = resources.files("audit.checklists") / "library" / f"{name}.json"
    return parse_checklist(json.loads(file.read_text(encoding="utf-8")))


def texts_of(checklist: Checklist) -> Iterator[tuple[str, Text]]:
    yield "name", checklist.name
    for band in checklist.bands:
        yield f"band {band.start}", band.name
    for standard in checklist.standards:
        yield f"{standard.key}.promise", standard.promise
        assert standard.sop is not None, standard.key
        yield f"{standard.key}.sop", standard.sop
    for section in checklist.sections:
        yield f"{section.key}.title", section.title
    for item in checklist.items():
        yield f"{item.key}.text", item.text
        if item.help is not None:
            yield f"{item.key}.help", item.help
        for option in item.options:
            yield f"{item.key}.{option.key}", option.text


def standard_of(checklist: Checklist, key: str) -> Standard:
    return next(standard for standard in checklist.standards if standard.key == key)


def measuring(checklist: Checklist, key: str) -> list[Item]:
    return [item for item in checklist.items() if item.standard == key]


@pytest.fixture(params=NAMES)
def checklist(request: pytest.FixtureRequest) -> Checklist:
    return read(request.param)


def test_the_library_holds_these_and_each_is_named_by_its_key() -> None:
    files = [entry.name for entry in (resources.files("audit.checklists") / "library").iterdir()]
    assert sorted(name for name in files if name.endswith(".json")) == sorted(f"{name}.json" for name in NAMES)
    assert [read(name).key for name in NAMES] == list(NAMES)


def test_every_text_is_there_in_four_languages(checklist: Checklist) -> None:
    for place, text in texts_of(checklist):
        assert set(text) == LANGUAGES, place
        for language, words in text.items():
            assert words == words.strip(), f"{place} in {language}"
            assert "  " not in words, f"{place} in {language}"


def test_none_draws_any_advice(checklist: Checklist) -> None:
    assert [str(one) for one in advise(checklist)] == []


def test_no_text_was_left_in_english(checklist: Checklist) -> None:
    for place, text in texts_of(checklist):
        if len(text["en"].split()) > 2:
            assert len(set(text.values())) == len(LANGUAGES), place


def test_every_item_that_weighs_measures_a_standard(checklist: Checklist) -> None:
    for item in checklist.items():
        if item.kind in SCORED_KINDS and item.weight > 0:
            assert item.standard is not None, item.key


def test_every_standard_is_measured_and_says_how_to_keep_it_in_few_words(checklist: Checklist) -> None:
    for standard in checklist.standards:
        assert measuring(checklist, standard.key), standard.key
        assert all((standard.values, standard.source, standard.touchpoint)), standard.key
        assert standard.sop is not None
        for language, words in standard.sop.items():
            assert len(words.split()) <= LONGEST_SOP_WORDS, f"{standard.key} in {language}"
            assert words.endswith((".", "\u201d.", '".')), f"{standard.key} in {language}"


def test_a_shared_standard_says_the_same_in_every_checklist() -> None:
    found: dict[str, Standard] = {}
    for name in NAMES:
        for standard in read(name).standards:
            assert found.setdefault(standard.key, standard) == standard


def test_what_is_compared_across_channels_is_shared() -> None:
    salon, phone = ({standard.key for standard in read(name).standards} for name in ("salon-visit", "phone-call"))
    assert {"name-used", "price-before", "right-first-time"} <= salon & phone


def test_sections_weigh_a_hundred_together(checklist: Checklist) -> None:
    assert sum(section.weight or 0 for section in checklist.sections) == 100


def test_the_salon_visit_follows_the_guest_from_door_to_follow_up() -> None:
    salon = read("salon-visit")
    journey = [section.key for section in salon.sections]
    assert journey == [
        *("arrival", "greeting", "refreshments", "advice", "outcome", "complaint", "payment", "follow_up"),
    ]
    places = [journey.index(standard.touchpoint) for standard in salon.standards]
    assert places == sorted(places)
    assert len(salon.standards) == 42


def test_the_salon_visit_uses_what_the_form_can_do() -> None:
    items = list(read("salon-visit").items())
    kinds = {item.kind for item in items}
    assert kinds >= {*SCORED_KINDS, "text", "photo", "note"}
    assert [item.key for item in items if item.critical != "none"] == ["tools"]
    assert [item.key for item in items if item.bonus] == ["new"]
    assert [item.key for item in items if item.reverse] == ["distracted"]
    assert {item.key for item in items if item.standard and item.weight == 0} == {"return"}
    assert any(item.evidence == "when_broken" for item in items)


def test_the_limits_are_those_that_were_promised() -> None:
    salon, phone = read("salon-visit"), read("phone-call")
    targets = {item.key: item.target for each in (salon, phone) for item in each.items() if item.kind == "time"}
    assert targets == {"wait": 300, "greet_s": 60, "drink_s": 300, "pay_s": 120, "pickup_s": 15, "hold_s": 30}


@pytest.mark.parametrize(
    "key",
    [
        *("greeted-60s", "warm-welcome", "name-used", "coat-taken", "drink-offered", "drink-5min"),
        *("asks-before-start", "wish-repeated", "right-first-time", "result-as-agreed", "clean-tools"),
        *("complaint-heard", "complaint-repeated", "complaint-solved", "returns-alike"),
        *("advice-fits", "something-new", "feedback-asked", "next-date-offered", "follow-up-3days", "would-return"),
    ],
)
def test_the_promises_a_chain_stands_for_are_in_the_salon_visit(key: str) -> None:
    salon = read("salon-visit")
    assert standard_of(salon, key).promise["en"]
    assert len(measuring(salon, key)) == 1


@pytest.mark.parametrize("key", ["phone-15s", "hold-asked", "hold-30s", "booking-repeated", "number-confirmed"])
def test_the_promises_on_the_phone_are_in_the_phone_call(key: str) -> None:
    assert len(measuring(read("phone-call"), key)) == 1

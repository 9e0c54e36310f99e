"""The shipped standards: all there, in four languages, and each ready to be asked."""

import re

import pytest

from audit.checklists.parsing import parse_checklist
from audit.services.filter_bars import TOUCHPOINTS
from audit.services.standard_library import TRADES, library_page, library_standards

LANGUAGES = ("en", "nl", "id", "ro")


def test_eighty_five_standards_with_keys_of_their_own():
    keys = [one.key for one in library_standards()]
    assert (len(keys), len(set(keys))) == (85, 85)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_promise_is_said_in_its_own_words(language):
    words = [one.promise[language] for one in library_standards()]
    assert len(set(words)) == 85
    assert all(text == text.strip() and "  " not in text and not text.endswith(".") for text in words)
    assert max(len(text.split()) for text in words) <= 18


def test_no_promise_was_left_in_english():
    assert [one.key for one in library_standards() if len(set(one.promise.values())) < 4] == []


def test_the_same_numbers_in_every_language():
    for one in library_standards():
        digits = {tuple(re.findall(r"\d+", one.promise[code])) for code in LANGUAGES}
        assert len(digits) == 1, (one.key, digits)


def test_touchpoints_and_trades_have_names_and_each_trade_has_standards():
    for one in library_standards():
        assert one.touchpoint in TOUCHPOINTS and set(one.trades) <= set(TRADES) and one.trades, one.key
    for trade in TRADES:
        assert sum(trade in one.trades for one in library_standards()) >= 10, trade


def test_each_can_be_asked_as_it_is():
    standards = [{"key": one.key, "promise": dict(one.promise)} for one in library_standards()]
    items = [
        {"key": one.key, "text": dict(one.promise), "standard": one.key, **one.item} for one in library_standards()
    ]
    sections = [{"key": "all", "title": "All", "items": items}]
    document = {"key": "all", "name": "All", "language": "en", "bands": [{"from": 0, "name": "B"}]}
    checklist = parse_checklist({**document, "standards": standards, "sections": sections})
    assert len(list(checklist.items())) == 85


def test_the_page_shows_one_trade_or_all():
    counted = {trade: sum(len(lines) for _, lines in library_page(trade, "nl").groups) for trade in ("", "hotel", "?")}
    assert counted[""] == counted["?"] == 85
    assert 10 < counted["hotel"] < 85

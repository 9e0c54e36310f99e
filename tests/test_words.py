from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from audit.errors import say, say_count
from audit.words import LANGUAGES, Number, Percent, Translator, choose_language, read_catalog, round_half_up, translator

CATALOG = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: ro\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : (n==0 || (n%100 > 0 && n%100 < 20)) ? 1 : 2);\\n"

msgid "There is no branch {code}."
msgstr "Nu există sucursala {code}."

msgid "{count} visit"
msgid_plural "{count} visits"
msgstr[0] "{count} vizită"
msgstr[1] "{count} vizite"
msgstr[2] "{count} de vizite"

#, fuzzy
msgid "Sign in"
msgstr "perhaps wrong"
"""


@pytest.fixture
def romanian(tmp_path: Path) -> Translator:
    path = tmp_path / "messages.po"
    path.write_text(CATALOG)
    return Translator("ro", read_catalog(path))


@pytest.mark.parametrize(
    "choice,header,expected",
    [
        ("nl", "ro", "nl"),
        (None, "nl-BE,nl;q=0.9,en;q=0.5", "nl"),
        (None, "fr;q=0.9, ro;q=0.4, id;q=0.8", "id"),
        (None, "in-ID", "id"),
        (None, "mo", "ro"),
        (None, "fr, de", "en"),
        (None, "nl;q=0", "en"),
        (None, "nl;q=much, ro", "ro"),
        (None, "", "en"),
        ("xx", "ro", "ro"),
    ],
)
def test_a_person_s_choice_goes_before_the_browser_s(choice: str | None, header: str, expected: str) -> None:
    assert choose_language(choice, header) == expected


def test_a_sentence_is_said_in_the_catalog_s_language(romanian: Translator) -> None:
    assert romanian.say(say("There is no branch {code}.", code="UTR")) == "Nu există sucursala UTR."


@pytest.mark.parametrize(
    "count,expected", [(1, "1 vizită"), (5, "5 vizite"), (20, "20 de vizite"), (101, "101 vizite")]
)
def test_romanian_has_three_plurals(romanian: Translator, count: int, expected: str) -> None:
    assert romanian.say(say_count("{count} visit", "{count} visits", count)) == expected


def test_a_nested_sentence_is_translated_too(romanian: Translator) -> None:
    inner = say_count("{count} visit", "{count} visits", 3)
    assert romanian.say(say("There is no branch {code}.", code=inner)) == "Nu există sucursala 3 vizite."


def test_a_fuzzy_translation_is_not_shown(romanian: Translator) -> None:
    assert romanian.say(say("Sign in")) == "Sign in"


def test_somebody_s_own_words_stay_as_they_are(romanian: Translator) -> None:
    assert romanian.say("50% of {this}") == "50% of {this}"


def test_a_language_we_do_not_have_is_answered_in_english() -> None:
    assert translator("fr").language == "en"


@pytest.mark.parametrize(
    "value,decimals,expected",
    [
        (0.5, 0, "1"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (0.15, 1, "0.2"),
        (Fraction(1, 3), 2, "0.33"),
        ("87.45", 1, "87.5"),
        (1e-9, 1, "0.0"),
    ],
)
def test_numbers_round_half_up_from_what_was_written(value: Number, decimals: int, expected: str) -> None:
    assert str(round_half_up(value, decimals)) == expected


@pytest.mark.parametrize(
    "language,expected",
    [
        ("en", ("64%", "64.5%", "12,345.7", "−0.3", "57–71%")),
        ("nl", ("64%", "64,5%", "12.345,7", "−0,3", "57–71%")),
        ("id", ("64%", "64,5%", "12.345,7", "−0,3", "57–71%")),
        ("ro", ("64\u00a0%", "64,5\u00a0%", "12.345,7", "−0,3", "57–71\u00a0%")),
    ],
)
def test_each_language_writes_numbers_its_own_way(language: str, expected: tuple[str, ...]) -> None:
    words = translator(language)
    percents = (words.percent(0.644), words.percent(0.645, 1))
    assert (
        *percents,
        words.number(12345.678, 1),
        words.signed(-0.25, 1),
        words.share_interval(0.57, 0.714),
    ) == expected


@pytest.mark.parametrize(
    "language,expected",
    [
        ("en", ("3 November 2026", "3 Nov 2026, 15:05", "Nov 2026")),
        ("nl", ("3 november 2026", "3 nov 2026, 15:05", "nov 2026")),
        ("id", ("3 November 2026", "3 Nov 2026, 15:05", "Nov 2026")),
        ("ro", ("3 noiembrie 2026", "3 nov. 2026, 15:05", "nov. 2026")),
    ],
)
def test_days_follow_the_language_and_hours_the_place(language: str, expected: tuple[str, ...]) -> None:
    words, at = translator(language), datetime(2026, 11, 3, 14, 5, tzinfo=UTC)
    assert (words.day(at), words.moment(at, "Europe/Amsterdam"), words.month(at)) == expected


def test_values_of_a_sentence_are_written_in_its_language() -> None:
    said = say(
        "{share} {day} {mean} {names} {year}",
        share=Percent(0.5),
        day=date(2026, 11, 3),
        mean=1234.56,
        year=2026,
        names=("a", "b"),
    )
    assert translator("nl").say(said) == "50% 3 november 2026 1.234,6 a en b 2026"


@pytest.mark.parametrize("seconds,expected", [(0, "0:00"), (42.4, "0:42"), (725, "12:05"), (3725, "1:02:05")])
def test_durations_read_like_a_stopwatch(seconds: float, expected: str) -> None:
    assert translator("en").seconds(seconds) == expected


def test_shares_are_also_told_as_times_in_a_hundred() -> None:
    words = translator("ro")
    assert (words.in_hundred(0.705), words.in_hundred_interval(0.67, 0.75)) == ("71", "67–75")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_speaks(language: str) -> None:
    assert translator(language).joined(["a", "b"]) != "a, b"

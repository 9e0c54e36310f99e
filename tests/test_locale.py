"""Every sentence people read is there in every language, with the same places for values."""

from __future__ import annotations

from collections import Counter

import pytest

from audit.words import translator
from tests.catalogs import (
    LANGUAGES,
    PLURALS,
    Message,
    catalog_path,
    places_in,
    python_messages,
    read_catalog,
    source_messages,
    translated,
    write_catalog,
)

HOW = "run bin/words and translate what it lists"


@pytest.fixture(scope="module")
def messages() -> dict[Message, str]:
    return source_messages()


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def words_of(language: str) -> dict[Message, tuple[str, ...]]:
    """What is translated so far; that everything is, is a test of its own."""
    return {message: forms for message, forms in translated(read_catalog(language)).items() if all(forms)}


def test_the_source_is_read_whole(messages: dict[Message, str]) -> None:
    assert len(messages) > 700
    assert Message("%(num)s visit", "%(num)s visits") in messages
    assert Message("There is no branch {code}.") in messages


def test_a_sentence_has_one_plural_everywhere(messages: dict[Message, str]) -> None:
    twice = [text for text, count in Counter(message.text for message in messages).items() if count > 1]
    assert not twice, f"gettext finds a plural by its singular, so these need words of their own: {twice}"


def test_every_sentence_is_translated(language: str, messages: dict[Message, str]) -> None:
    words = translated(read_catalog(language))
    missing = [f"{place}: {message.text}" for message, place in messages.items() if not all(words.get(message, ("",)))]
    assert not missing, f"{HOW}: {missing}"


def test_nothing_is_translated_that_nobody_says(language: str, messages: dict[Message, str]) -> None:
    assert translated(read_catalog(language)).keys() <= messages.keys(), HOW


def test_nothing_is_a_guess(language: str) -> None:
    assert not [entry.id for entry in read_catalog(language) if entry.id and entry.fuzzy]


def test_there_are_as_many_forms_as_the_language_has(language: str) -> None:
    forms = PLURALS[language][0]
    wrong = [
        message.text
        for message, strings in words_of(language).items()
        if len(strings) != (1 if message.plural is None else forms)
    ]
    assert not wrong


def test_places_for_values_are_the_same(language: str) -> None:
    wrong = []
    for message, strings in words_of(language).items():
        places = places_in(message.text)
        # A singular may say "one" instead of its number; no form may name a value that is not given.
        allowed = places | places_in(message.plural or "")
        for form in strings:
            found = places_in(form)
            if not found <= allowed or (message.plural is None and found != places):
                wrong.append(f"{message.text} -> {form}")
    assert not wrong


def test_every_plural_form_but_the_first_says_the_number(language: str) -> None:
    wrong = [
        form
        for message, strings in words_of(language).items()
        for form in strings[-1:]
        if message.plural is not None and places_in(form) != places_in(message.plural)
    ]
    assert not wrong


def test_edges_are_those_of_the_source(language: str) -> None:
    """Spaces around a sentence, and the mark it ends with, are part of how it is laid out."""
    wrong = []
    for message, (first, *_) in words_of(language).items():
        is_laid_out_alike = message.text.endswith((".", ":", "?")) == first.endswith((".", ":", "?"))
        is_abbreviation = " " not in message.text
        if first != first.strip() or not (is_laid_out_alike or is_abbreviation):
            wrong.append(f"{message.text} -> {first}")
    assert not wrong


def test_sentences_are_more_than_their_places(language: str) -> None:
    """A text of words alone that reads like the English one was probably forgotten."""
    same = [
        message.text
        for message, (first, *_) in words_of(language).items()
        if first == message.text and len([word for word in message.text.split() if word.isalpha()]) > 2
    ]
    assert not same


def test_a_catalog_stands_as_the_tool_writes_it(language: str) -> None:
    before = catalog_path(language).read_bytes()
    write_catalog(language, translated(read_catalog(language)))
    assert catalog_path(language).read_bytes() == before


def test_the_product_reads_the_catalogs() -> None:
    assert translator("nl").gettext("Yes") == "Ja"
    assert translator("id").ngettext("%(num)s visit", "%(num)s visits", 2) == "%(num)s kunjungan"
    forms = {translator("ro").ngettext("%(num)s visit", "%(num)s visits", count) for count in (1, 2, 20)}
    assert forms == {"%(num)s vizită", "%(num)s vizite", "%(num)s de vizite"}


@pytest.mark.parametrize(
    "source, found",
    [
        ('say(N_("Yes"))', {Message("Yes")}),
        ('say_count(N_("{count} a"), N_("{count} b"), n)', {Message("{count} a", "{count} b")}),
        ('PAIR = (N_("a"), N_("b"))\nsay_count(*PAIR, n)', {Message("a", "b")}),
        ('one, many = (N_("a"), N_("b")) if x else (N_("c"), N_("d"))\nsay_count(one, many, n)',
         {Message("a", "b"), Message("c", "d")}),
        ('N_("long "\n   "sentence")', {Message("long sentence")}),
    ],
)  # fmt: skip
def test_sentences_are_found_however_they_are_written(source: str, found: set[Message]) -> None:
    assert set(python_messages(source)) == found


def test_a_pair_that_cannot_be_found_is_refused() -> None:
    with pytest.raises(ValueError, match="line 1"):
        list(python_messages("say_count(text, plural, 3)"))

"""How promises, questions and instructions are put: rules of thumb for our four languages, lengths for every one.

They look at words only. What they miss is missed; what they find is worth a second look.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from audit.checklists.advice.phrases import PHRASES
from audit.errors import N_, Sentence, say

MOST_REMEMBERED = 8192
QUOTED = re.compile(r"[\"“„«][^\"”»]*[\"”»]")
MOST_WORDS = 60
MOST_WORDS_IN_A_SENTENCE = 22

TOO_LONG = N_("These instructions have {words} words; {most} are enough.")
LONG_SENTENCE = N_("One sentence has {words} words: make it two.")
PASSIVE = N_("Say who does what: “{words}” is passive.")
NOT_PRESENT = N_("Say it in the present tense: “{words}” is not.")
TWO_QUESTIONS = say(N_("These are two questions: ask each on its own."))
INSIDE_HEADS = N_("No auditor can see “{words}”: say what shows it.")
VAGUE = N_("“{words}” means something else to everyone: say what is seen or heard.")


def remembering(find: Callable[[str, str], Iterator[Sentence]]) -> Callable[[str, str], tuple[Sentence, ...]]:
    """The same words always get the same advice, so it is looked for once: a draft is read again at every edit."""

    @lru_cache(maxsize=MOST_REMEMBERED)
    def found(text: str, language: str) -> tuple[Sentence, ...]:
        return tuple(find(text, language))

    return found


@remembering
def on_length(text: str, _language: str) -> Iterator[Sentence]:
    """Too many words in all, or in one sentence. The same for every language with spaces between words."""
    words = len(text.split())
    if words > MOST_WORDS:
        yield say(TOO_LONG, words=words, most=MOST_WORDS)
        return
    longest = max((len(sentence.split()) for sentence in re.split(r"[.!?:;…]+(?:\s|$)|\n", text)), default=0)
    if longest > MOST_WORDS_IN_A_SENTENCE:
        yield say(LONG_SENTENCE, words=longest)


@remembering
def on_style(text: str, language: str) -> Iterator[Sentence]:
    """Instructions in the passive, or in another tense than the present; the first of each."""
    phrases = PHRASES.get(language)
    if phrases is None:
        return
    quoted_out = QUOTED.sub("", text)
    passive = phrases.passive.search(quoted_out)
    if passive:
        yield say(PASSIVE, words=passive.group().lower().lstrip(".!?; "))
    other = phrases.other_tense.search(quoted_out)
    past = phrases.opening.search(quoted_out)
    if other and not (passive and other.group().lower() in passive.group().lower()):
        yield say(NOT_PRESENT, words=other.group().lower())
    elif past:
        yield say(NOT_PRESENT, words=past.group(1).lower())


@remembering
def on_question(text: str, language: str) -> Iterator[Sentence]:
    """Two questions in one line: an answer to both says nothing of either."""
    phrases = PHRASES.get(language)
    if phrases is not None and phrases.two.search(phrases.one.sub(" ", text)):
        yield TWO_QUESTIONS


@remembering
def on_observing(text: str, language: str) -> Iterator[Sentence]:
    """What nobody can observe: what goes on in heads, and words that everyone fills in differently."""
    phrases = PHRASES.get(language)
    if phrases is None:
        return
    heads, vague = phrases.heads.search(text), phrases.vague.search(text)
    if heads:
        yield say(INSIDE_HEADS, words=heads.group().lower())
    if vague:
        yield say(VAGUE, words=vague.group().lower())


def on_text(look: Callable[[str, str], tuple[Sentence, ...]], text: Mapping[str, str]) -> tuple[Sentence, ...]:
    """What there is to say of a text in the first of its languages that gives a reason; its own comes first."""
    found = (look(words, language.partition("-")[0]) for language, words in text.items())
    return next((sentences for sentences in found if sentences), ())


def names_number(text: str, number: int | None) -> bool:
    """Whether a text names this number, as digits that stand alone."""
    return re.search(rf"(?<![\d.,-]){re.escape(str(number))}(?![\d])", text) is not None

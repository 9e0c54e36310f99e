"""How promises, questions and instructions are put: rules of thumb for English, and lengths for every language.

They look at words only. What they miss is missed; what they find is worth a second look.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from audit.errors import N_, Sentence, say

MOST_REMEMBERED = 8192
MOST_WORDS = 60
MOST_WORDS_IN_A_SENTENCE = 22

TOO_LONG = N_("These instructions have {words} words; {most} are enough.")
LONG_SENTENCE = N_("One sentence has {words} words: make it two.")
PASSIVE = N_("Say who does what: “{words}” is passive.")
NOT_PRESENT = N_("Say it in the present tense: “{words}” is not.")
TWO_QUESTIONS = say(N_("These are two questions: ask each on its own."))
INSIDE_HEADS = N_("No auditor can see “{words}”: say what shows it.")
VAGUE = N_("“{words}” means something else to everyone: say what is seen or heard.")

IRREGULAR = (
    "done|made|given|taken|told|shown|seen|held|kept|put|set|brought|sent|left|written|said|spoken|heard|found|"
    "paid|sold|met|built|chosen|laid|let|led|read|cut|lit|worn|hung|swept|thrown|drawn|broken"
)
# Participles that are mostly adjectives: "is closed" tells a state, nobody has to be named for it.
STATES = "tired|pleased|satisfied|interested|closed|locked|needed|used|delighted|worried|surprised|scored"
PASSIVE_FORM = re.compile(
    rf"\b(?:is|are|was|were|be|been|gets?|got)\s+(?:being\s+)?(?:not\s+|always\s+|never\s+|also\s+|\w+ly\s+)?"
    rf"(?!(?:{STATES})\b)(?:[a-z]{{2,}}ed|{IRREGULAR})\b",
    re.IGNORECASE,
)
NOT_PRESENT_FORM = re.compile(
    r"\b(?:(?:will|shall|should)\s+(?:not\s+|always\s+|never\s+)?[a-z]+|(?:was|were|had|did)\b|going to [a-z]+)",
    re.IGNORECASE,
)
# A sentence that opens with a past form; the words listed only look like one.
LIKE_PAST = "Need|Feed|Seed|Speed|Heed|Embed|Proceed|Exceed|Succeed|Shed"
PAST_OPENING = re.compile(rf"(?:^|[.!?]\s+)(?!(?:{LIKE_PAST})\b)([A-Z][a-z]+ed) (?!\w+ed\b)")
HEADS = re.compile(
    r"\b(?:feels?|thinks? of|believes?|understands?|wants? to|cares? about|(?:is|are) (?:aware|motivated)|"
    r"(?:is|are) (?:committed|proud)|has the right attitude|loyal|passionate|attitudes?|mindset)\b",
    re.IGNORECASE,
)
VAGUE_WORDS = re.compile(
    r"\b(?:appropriate(?:ly)?|adequate(?:ly)?|professional(?:ly)?|properly|proper|suitabl[ey]|satisfactor(?:y|ily)|"
    r"as needed|where possible|if possible|as soon as possible|high[- ]quality|good service|excellent service|"
    r"in a timely manner|reasonabl[ey]|sufficient(?:ly)?|nice(?:ly)?)\b",
    re.IGNORECASE,
)
PRONOUN = r"(?:they|he|she|it|you|we|the|a|an|staff|somebody|someone|nobody|is|are|was|were|has|have|does|do|can)"
VERB = (
    "(?:offer|ask|say|tell|smile|greet|give|show|explain|thank|bring|take|help|name|keep|make|use|introduce|repeat|"
    "confirm|listen|look|answer|suggest|invite|wear|open|close|work|call|write|check)s?"
)
TWO_FORM = re.compile(
    rf"\b(?:and/or|as well as)\b|\?[^?]*\?|\band\s+(?:(?:also|then|always)\s+)?(?:{PRONOUN}\s+\w+|{VERB}\b)",
    re.IGNORECASE,
)
# "between 9 and the close" asks once.
ONE_PLACE = re.compile(r"\bbetween\b[^.?]*\band\b", re.IGNORECASE)


def remembering(find: Callable[[str], Iterator[Sentence]]) -> Callable[[str], tuple[Sentence, ...]]:
    """The same words always get the same advice, so it is looked for once: a draft is read again at every edit."""

    @lru_cache(maxsize=MOST_REMEMBERED)
    def found(text: str) -> tuple[Sentence, ...]:
        return tuple(find(text))

    return found


@remembering
def on_length(text: str) -> Iterator[Sentence]:
    """Too many words in all, or in one sentence. The same for every language with spaces between words."""
    words = len(text.split())
    if words > MOST_WORDS:
        yield say(TOO_LONG, words=words, most=MOST_WORDS)
        return
    longest = max((len(sentence.split()) for sentence in re.split(r"[.!?:;…]+(?:\s|$)|\n", text)), default=0)
    if longest > MOST_WORDS_IN_A_SENTENCE:
        yield say(LONG_SENTENCE, words=longest)


@remembering
def on_style(english: str) -> Iterator[Sentence]:
    """Instructions in the passive, or in another tense than the present; the first of each."""
    quoted_out = re.sub(r"[\"“][^\"”]*[\"”]", "", english)
    passive = PASSIVE_FORM.search(quoted_out)
    if passive:
        yield say(PASSIVE, words=passive.group().lower())
    other = NOT_PRESENT_FORM.search(quoted_out)
    past = PAST_OPENING.search(quoted_out)
    if other and not (passive and other.group().lower() in passive.group().lower()):
        yield say(NOT_PRESENT, words=other.group().lower())
    elif past:
        yield say(NOT_PRESENT, words=past.group(1).lower())


@remembering
def on_question(english: str) -> Iterator[Sentence]:
    """Two questions in one line: an answer to both says nothing of either."""
    if TWO_FORM.search(ONE_PLACE.sub(" ", english)):
        yield TWO_QUESTIONS


@remembering
def on_observing(english: str) -> Iterator[Sentence]:
    """What nobody can observe: what goes on in heads, and words that everyone fills in differently."""
    heads, vague = HEADS.search(english), VAGUE_WORDS.search(english)
    if heads:
        yield say(INSIDE_HEADS, words=heads.group().lower())
    if vague:
        yield say(VAGUE, words=vague.group().lower())


def names_number(text: str, number: int | None) -> bool:
    """Whether a text names this number, as digits that stand alone."""
    return re.search(rf"(?<![\d.,-]){re.escape(str(number))}(?![\d])", text) is not None

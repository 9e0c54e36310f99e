"""The page on which what a language lacks is written beside what the draft says in its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from audit.checklists.drafting.documents import Document
from audit.checklists.drafting.translating import missing_texts, translated
from audit.errors import N_, Sentence, say, say_count
from audit.services.draft_items import languages_for
from audit.services.draft_readings import text_in
from audit.services.drafts import Draft
from audit.words import LANGUAGES

TITLE = N_("{name} in other languages")
LACKS = (N_("{count} text is missing in {language}."), N_("{count} texts are missing in {language}."))
COMPLETE = N_("Everything is there in {language}.")
AT_ONCE = 60
LONGEST = 10_000
PREFIX = "in "


@dataclass(frozen=True, slots=True)
class LanguageTab:
    """A language to choose, and how much of it is missing."""

    code: str
    name: str
    missing: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class LanguagesPage:
    """What one language lacks, so many at once: the field's name and the words in the draft's own language."""

    title: Sentence
    key: str
    own: str
    own_name: str
    language: str
    sentence: Sentence
    tabs: tuple[LanguageTab, ...]
    rows: tuple[tuple[str, str], ...]


def languages_page(draft: Draft, asked: str, language: str) -> LanguagesPage:
    """The language that is asked for, else the one that lacks least and is not complete."""
    document = draft.document
    lacking = {code: missing_texts(document, code) for code, _ in languages_for(document)}
    gaps = [code for code in lacking if lacking[code]]
    chosen = asked if asked in lacking else min(gaps, key=lambda code: len(lacking[code]), default=document["language"])
    names = dict(languages_for(document))
    found, name = lacking[chosen], names[chosen]
    return LanguagesPage(
        title=say(TITLE, name=text_in(document["name"], document, language)),
        key=draft.key,
        own=document["language"],
        own_name=LANGUAGES.get(document["language"], document["language"]),
        language=chosen,
        sentence=say_count(*LACKS, len(found), language=name) if found else say(COMPLETE, language=name),
        tabs=tuple(LanguageTab(code, names[code], len(lacking[code]), code == chosen) for code in lacking),
        rows=tuple((PREFIX + name, words) for name, words in found[:AT_ONCE]),
    )


def translating(form: Mapping[str, str], language: str) -> Callable[[Document], Document]:
    """A change that fills in what the form says; what somebody else has filled in meanwhile stays theirs."""
    said = {name.removeprefix(PREFIX): words.strip() for name, words in form.items() if name.startswith(PREFIX)}
    words = {name: text for name, text in said.items() if text and len(text) <= LONGEST}

    def change(document: Document) -> Document:
        known = {code for code, _ in languages_for(document)}
        return translated(document, words, language) if language in known else document

    return change

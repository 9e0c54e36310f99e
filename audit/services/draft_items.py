"""The page on which one item of a draft is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from audit.checklists.drafting.documents import Document, find_item, keys_of, revision_of
from audit.checklists.drafting.item_fields import SPARE_ROWS, item_fields
from audit.checklists.drafting.item_forms import rows_of
from audit.checklists.drafting.rule_forms import conditions_before, rule_rows, rule_rows_in
from audit.checklists.labels import CRITICAL, EVIDENCE, KINDS
from audit.checklists.model import Checklist
from audit.checklists.parsing.items import FIELDS_OF_KIND
from audit.checklists.rule_words import WORDS, rule_words
from audit.errors import N_, Problem, Sentence, say
from audit.services.draft_pages import Remark, by_place, read_draft, remarks_on
from audit.services.drafts import Draft, words_in
from audit.words import LANGUAGES

TITLE = N_("Item of {name}")
NONE = say(N_("None"))
CONDITIONS = {
    "is": N_("“{item}” is {value}"),
    "is_not": N_("“{item}” is not {value}"),
    "at_least": N_("“{item}” is at least …"),
    "at_most": N_("“{item}” is at most …"),
}
DEFAULTS = {"weight": "1", "pass": "yes", "critical": "none", "evidence": "never"}
NOT_SHOWN = ("revision", "form_kind", "rule_join")
NOT_CRITICAL = say(N_("Not critical"))


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One item's form. `values`: every field by name, as it is kept or as it was just typed."""

    title: Sentence
    name: str
    key: str
    item: str
    revision: str
    values: Mapping[str, str]
    languages: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    own: tuple[str, ...]
    standards: tuple[tuple[str, object], ...]
    conditions: tuple[tuple[str, Sentence], ...]
    rule: Sentence | None
    options: tuple[int, ...]
    steps: tuple[int, ...]
    rules: tuple[int, ...]
    remarks: tuple[Remark, ...]
    previous: str | None
    following: str | None
    problems: tuple[Problem, ...] = ()
    theirs: Mapping[str, str] | None = None
    notice: Sentence | None = None
    is_saved: bool = False
    kinds: tuple[tuple[str, Sentence], ...] = tuple(KINDS.items())
    criticals: tuple[tuple[str, Sentence], ...] = (("none", NOT_CRITICAL), *CRITICAL.items())
    evidence: tuple[tuple[str, Sentence], ...] = tuple(EVIDENCE.items())

    @property
    def differing(self) -> tuple[tuple[str, tuple[str, str]], ...]:
        """The fields in which theirs and what was typed are not the same."""
        theirs, names = self.theirs or {}, dict.fromkeys((*(self.theirs or {}), *self.values))
        pairs = ((name, (filled(theirs, name), filled(self.values, name))) for name in names)
        return tuple((name, pair) for name, pair in pairs if pair[0] != pair[1] and name not in NOT_SHOWN)


def filled(values: Mapping[str, str], name: str) -> str:
    """What a field holds, its default where it was left open."""
    return values.get(name, "").strip() or DEFAULTS.get(name, "")


def item_page(draft: Draft, key: str, language: str, **refused: Any) -> ItemPage:
    """The form of an item, or one that was refused with its `values` and `problems`. Raises NotFound."""
    document = draft.document
    section, place = find_item(document, key)
    item = section["items"][place]
    checklist, blocking = read_draft(document)
    where = f"sections[{document['sections'].index(section)}].items[{place}]"
    values = dict(refused.pop("values", None) or item_fields(item, document["language"]))
    languages = languages_for(document)
    return ItemPage(
        title=say(TITLE, name=words_in(document["name"], document["language"]).in_language(language)),
        name=words_in(item["text"], document["language"]).in_language(language) or key,
        key=draft.key,
        item=key,
        revision=revision_of(item),
        values=values,
        languages=languages,
        missing=tuple(name for code, name in languages if not values.get(f"text.{code}")),
        own=FIELDS_OF_KIND.get(values.get("kind", ""), ()),
        standards=(("", NONE), *standards_of(document, language)),
        conditions=conditions_for(document, key, language),
        rule=complex_rule(checklist, item, key, language),
        options=spare(rows_of(values, "option")),
        steps=spare(rows_of(values, "step")),
        rules=tuple(range(rule_rows_in(values) + SPARE_ROWS)),
        remarks=by_place(remarks_on(checklist, blocking)).get(where, ()),
        previous=neighbour(document, key, -1),
        following=neighbour(document, key, 1),
        **refused,
    )


def neighbour(document: Document, key: str, by: int) -> str | None:
    """The key of the item before or after one, None at the ends."""
    keys = keys_of(document)
    place = keys.index(key) + by
    return keys[place] if 0 <= place < len(keys) else None


def languages_for(document: Document) -> tuple[tuple[str, str], ...]:
    """The checklist's own language first, then ours, then any other it is written in."""
    found = dict.fromkeys((document["language"], *LANGUAGES, *languages_in(document)))
    return tuple((code, LANGUAGES.get(code, code)) for code in found)


def languages_in(document: Document) -> tuple[str, ...]:
    """The languages of the items' questions."""
    texts = (item["text"] for section in document["sections"] for item in section["items"])
    return tuple(dict.fromkeys(code for text in texts if isinstance(text, Mapping) for code in text))


def standards_of(document: Document, language: str) -> tuple[tuple[str, object], ...]:
    own = document["language"]
    return tuple(
        (one["key"], words_in(one["promise"], own).in_language(language, own)) for one in document.get("standards", ())
    )


def conditions_for(document: Document, key: str, language: str) -> tuple[tuple[str, Sentence], ...]:
    """Everything that can be chosen as a condition, in words."""
    return tuple(
        (f"{item['key']}|{verb}|{answer}", condition_words(item, verb, answer, (language, document["language"])))
        for item, verb, answer in conditions_before(document, key)
    )


def condition_words(item: Mapping[str, Any], verb: str, answer: str, languages: tuple[str, str]) -> Sentence:
    """One condition with the item's own words."""
    texts = {one["key"]: words_in(one["text"], languages[1]).in_language(*languages) for one in item.get("options", ())}
    value = texts.get(answer) or WORDS.get(answer, answer)
    return say(CONDITIONS[verb], item=words_in(item["text"], languages[1]).in_language(*languages), value=value)


def complex_rule(checklist: Checklist | None, item: Mapping[str, Any], key: str, language: str) -> Sentence | None:
    """A condition that rows cannot show, in words; None where they can."""
    if rule_rows(item.get("show_when")) is not None:
        return None
    rules = [one.show_when for one in checklist.items() if one.key == key] if checklist else []
    return (
        rule_words(rules[0], checklist, language) if checklist and rules and rules[0] else say(str(item["show_when"]))
    )


def spare(rows: list[int]) -> tuple[int, ...]:
    """The rows there are, and empty ones to fill in."""
    after = rows[-1] + 1 if rows else 0
    return (*rows, *range(after, after + SPARE_ROWS))

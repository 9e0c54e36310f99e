"""The conditions of an item or section as rows to choose in: each row asks one earlier item, and offers answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from audit.checklists.drafting.documents import Document
from audit.checklists.drafting.rule_forms import conditions_of, first_condition, rule_rows, rule_rows_in
from audit.checklists.model import Checklist, Rule
from audit.checklists.rule_words import WORDS, rule_words
from audit.errors import N_, Sentence, say
from audit.services.draft_readings import text_in, words_in

CONDITIONS = {
    "is": N_("“{item}” is {value}"),
    "is_not": N_("“{item}” is not {value}"),
    "at_least": N_("“{item}” is at least …"),
    "at_most": N_("“{item}” is at most …"),
}
Choices = tuple[tuple[str, Sentence | str], ...]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One condition: what can be chosen, what is, and the number it compares with where it needs one."""

    place: int
    choices: Choices
    chosen: str
    number: str
    has_number: bool


@dataclass(frozen=True, slots=True)
class RuleForm:
    """The conditions of an item or a section; `earlier` are the items another one can ask, by section.

    `complex` is a condition that rows cannot show, in words.
    """

    join: str
    rows: tuple[RuleRow, ...]
    earlier: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    complex: Sentence | None


def rule_form(
    document: Document, checklist: Checklist | None, item: Mapping[str, Any], values: Mapping[str, str], language: str
) -> RuleForm:
    """The rows of an item's form, as kept or as just typed in `values`."""
    rules = [one.show_when for one in checklist.items() if one.key == item["key"]] if checklist else []
    said = complex_rule(checklist, item.get("show_when"), next(iter(rules), None), language)
    return rule_form_over(list(items_before(document, str(item["key"]))), document, values, language, said)


def section_rule_form(
    document: Document, checklist: Checklist | None, section: Document, values: Mapping[str, str], language: str
) -> RuleForm:
    """The same of a section: it can ask what stands in the sections before it."""
    rules = [one.show_when for one in checklist.sections if one.key == section["key"]] if checklist else []
    said = complex_rule(checklist, section.get("show_when"), next(iter(rules), None), language)
    return rule_form_over(list(items_before_section(document, section["key"])), document, values, language, said)


def rule_form_over(
    earlier: list[tuple[Document, Document]],
    document: Document,
    values: Mapping[str, str],
    language: str,
    said: Sentence | None,
) -> RuleForm:
    """Rows that may ask these items, each with its section."""
    before = {one["key"]: one for _, one in earlier}
    return RuleForm(
        join=values.get("rule_join", "all"),
        rows=tuple(rule_row(place, values, before, document, language) for place in range(rule_rows_in(values))),
        earlier=tuple(earlier_groups(earlier, document, language)),
        complex=said,
    )


def items_before(document: Document, key: str) -> Iterator[tuple[Document, Document]]:
    """Every item that stands before one, with its section."""
    for section in document["sections"]:
        for item in section["items"]:
            if item["key"] == key:
                return
            yield section, item


def items_before_section(document: Document, key: str) -> Iterator[tuple[Document, Document]]:
    """Every item that stands before a section, with its own."""
    for section in document["sections"]:
        if section["key"] == key:
            return
        yield from ((section, item) for item in section["items"])


def rule_row(
    place: int, values: Mapping[str, str], before: Mapping[str, Document], document: Document, language: str
) -> RuleRow:
    """One row; where the item it asks is gone, what was chosen stays to be seen and taken away."""
    chosen = values.get(f"rule.{place}.is", "")
    item = before.get(chosen.partition("|")[0])
    found: Choices = ()
    if item is not None:
        languages = (language, document["language"])
        found = tuple(
            (f"{item['key']}|{verb}|{answer}", condition_words(item, verb, answer, languages))
            for verb, answer in conditions_of(item)
        )
    if chosen and chosen not in dict(found):
        found = (*found, (chosen, chosen.replace("|", " ")))
    has_number = any(value.split("|")[1] in ("at_least", "at_most") for value, _ in found if value.count("|") > 1)
    return RuleRow(place, found, chosen, values.get(f"rule.{place}.number", ""), has_number)


def earlier_groups(
    earlier: Iterable[tuple[Document, Document]], document: Document, language: str
) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """What another condition can ask: the items that have answers to compare, by section."""
    groups: dict[str, list[tuple[str, str]]] = {}
    titles: dict[str, str] = {}
    for section, item in earlier:
        if next(conditions_of(item), None) is not None:
            titles.setdefault(section["key"], text_in(section["title"], document, language))
            entry = (item["key"], text_in(item["text"], document, language) or item["key"])
            groups.setdefault(section["key"], []).append(entry)
    yield from ((titles[name], tuple(entries)) for name, entries in groups.items())


def with_asked_item(form: Mapping[str, str], document: Document) -> Mapping[str, str]:
    """The form with one row more where another item was chosen to be asked: on its first answer."""
    asked = form.get("rule_item", "")
    found = (item for section in document["sections"] for item in section["items"] if item["key"] == asked)
    first = first_condition(next(found, None))
    if not asked or first is None:
        return form
    place = rule_rows_in(form)
    return {
        "rule_join": "all",
        **form,
        f"rule.{place}.is": f"{asked}|{first[0]}|{first[1]}",
        f"rule.{place}.number": first[2],
    }


def condition_words(item: Mapping[str, Any], verb: str, answer: str, languages: tuple[str, str]) -> Sentence:
    """One condition with the item's own words."""
    texts = {one["key"]: words_in(one["text"], languages[1]).in_language(*languages) for one in item.get("options", ())}
    value = texts.get(answer) or WORDS.get(answer, answer)
    return say(CONDITIONS[verb], item=words_in(item["text"], languages[1]).in_language(*languages), value=value)


def complex_rule(checklist: Checklist | None, written: Any, rule: Rule | None, language: str) -> Sentence | None:
    """A condition that rows cannot show, in words; None where they can."""
    if rule_rows(written) is not None:
        return None
    if checklist and rule:
        return rule_words(rule, checklist, language)
    return say("{rule}", rule=str(written))

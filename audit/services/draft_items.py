"""The page on which one item of a draft is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from audit.checklists.drafting.documents import Document, find_item, keys_of, revision_of
from audit.checklists.drafting.item_fields import SPARE_ROWS, item_fields
from audit.checklists.drafting.readings import rows_of
from audit.checklists.labels import CRITICAL, EVIDENCE, KINDS
from audit.checklists.parsing.items import FIELDS_OF_KIND
from audit.errors import N_, Problem, Sentence, say
from audit.services.draft_readings import Remark, read_draft, text_in
from audit.services.draft_rules import RuleForm, rule_form
from audit.services.draft_standards import StandardNote
from audit.services.draft_undoing import NOTHING, Undoing
from audit.services.drafts import Draft
from audit.words import LANGUAGES

TITLE = N_("Item of {name}")
NONE = say(N_("None"))
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
    rules: RuleForm
    options: tuple[int, ...]
    steps: tuple[int, ...]
    share: float | None
    remarks: tuple[Remark, ...]
    previous: str | None
    following: str | None
    problems: tuple[Problem, ...] = ()
    theirs: Mapping[str, str] | None = None
    notice: Sentence | None = None
    is_saved: bool = False
    has_new_condition: bool = False
    needs_rows: bool = False
    undoing: Undoing = NOTHING
    standard: StandardNote | None = None
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
    reading = read_draft(document)
    share = reading.item_shares.get(key)
    where = f"sections[{document['sections'].index(section)}].items[{place}]"
    values = dict(refused.pop("values", None) or item_fields(item, document["language"]))
    languages = languages_for(document)
    return ItemPage(
        title=say(TITLE, name=text_in(document["name"], document, language)),
        name=text_in(item["text"], document, language) or key,
        key=draft.key,
        item=key,
        revision=revision_of(item),
        values=values,
        languages=languages,
        missing=tuple(name for code, name in languages if not values.get(f"text.{code}")),
        own=FIELDS_OF_KIND.get(values.get("kind", ""), ()),
        standards=(("", NONE), *standards_of(document, language)),
        rules=rule_form(document, reading.checklist, item, values, language),
        options=spare(rows_of(values, "option")),
        steps=spare(rows_of(values, "step")),
        share=None if share is None else float(share),
        remarks=reading.placed.get(where, ()),
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
    """The draft's standards to choose from."""
    return tuple((one["key"], text_in(one["promise"], document, language)) for one in document.get("standards", ()))


def spare(rows: list[int]) -> tuple[int, ...]:
    """The rows there are, and empty ones to fill in."""
    after = rows[-1] + 1 if rows else 0
    return (*rows, *range(after, after + SPARE_ROWS))


def fills_last_row(form: Mapping[str, str]) -> bool:
    """Whether a form has no empty row left for answers or steps: then the page needs more of them."""
    for name in ("option", "step"):
        rows = rows_of(form, name)
        last = f"{name}.{rows[-1]}." if rows else "-"
        if any(said.strip() for field, said in form.items() if field.startswith(last) and not field.endswith(".key")):
            return True
    return False

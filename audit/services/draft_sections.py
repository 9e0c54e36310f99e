"""The page on which a section of a draft is written: its titles, its weight, and when it is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from audit.checklists.drafting.documents import Document, find_section, put_section, revision_of
from audit.checklists.drafting.section_forms import section_fields, section_of
from audit.errors import Problem, Sentence
from audit.services.draft_items import languages_for
from audit.services.draft_readings import Remark, read_draft, text_in
from audit.services.draft_rules import RuleForm, section_rule_form
from audit.services.drafts import Draft, check_revision


@dataclass(frozen=True, slots=True)
class SectionPage:
    """The form; `values` as kept or as just typed, `theirs` what somebody else kept meanwhile."""

    title: str
    key: str
    section: str
    revision: str
    values: Mapping[str, str]
    languages: tuple[tuple[str, str], ...]
    rules: RuleForm
    remarks: tuple[Remark, ...]
    problems: tuple[Problem, ...] = ()
    notice: Sentence | None = None
    theirs: Mapping[str, str] | None = None

    @property
    def differing(self) -> tuple[tuple[str, tuple[str, str]], ...]:
        """The fields in which theirs and what was typed are not the same."""
        theirs, mine = self.theirs or {}, {name: said.strip() for name, said in self.values.items()}
        names = [name for name in dict.fromkeys((*theirs, *mine)) if name not in ("revision", "rule_join", "rule_item")]
        pairs = ((name, (theirs.get(name, ""), mine.get(name, ""))) for name in names)
        return tuple((name, pair) for name, pair in pairs if pair[0] != pair[1])


def section_page(
    draft: Draft, key: str, language: str, values: Mapping[str, str] | None = None, **refused: Any
) -> SectionPage:
    """The form as kept, or as typed in `values` where it was refused. Raises NotFound."""
    document = draft.document
    section, reading = find_section(document, key), read_draft(document)
    shown = values or section_fields(section, document["language"])
    place = [one["key"] for one in document["sections"]].index(key)
    return SectionPage(
        title=text_in(section["title"], document, language) or key,
        key=draft.key,
        section=key,
        revision=revision_of(section_of(section)),
        values=shown,
        languages=languages_for(document),
        rules=section_rule_form(document, reading.checklist, section, shown, language),
        remarks=reading.placed.get(f"sections[{place}]", ()),
        **refused,
    )


def replacing_section(key: str, revision: str, fields: Mapping[str, Any]) -> Callable[[Document], Document]:
    """A change of a section that was read at `revision`; its items stay. Raises Overtaken."""

    def change(document: Document) -> Document:
        changed = put_section(document, key, fields)
        check_revision(section_of(find_section(document, key)), revision, section_of(find_section(changed, key)))
        return changed

    return change

"""What the pages of checklists show: the list, and one version as it was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from audit.checklists.differences import differences
from audit.checklists.drafting.shares import is_possible, possible_of
from audit.checklists.labels import CHANNELS, CRITICAL, KINDS
from audit.checklists.model import Checklist, Item, Text
from audit.errors import N_, Sentence, say, say_count
from audit.services.checklist_changes import summary
from audit.services.version_terms import TermLine, term_lines
from audit.services.versions import pinned_checklist
from audit.store import checklists

TITLE = say(N_("Checklists"))
LIST_SENTENCE = (
    N_("One checklist carries the promises of the chain."),
    N_("{count} checklists carry the promises of the chain."),
)
NONE_YET = say(N_("There is no checklist yet."))


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One checklist in the list; `version` 0 when none was published."""

    key: str
    name: str
    channel: Sentence
    version: int
    is_retired: bool = False


@dataclass(frozen=True, slots=True)
class ChecklistsPage:
    """The list of checklists."""

    sentence: Sentence
    rows: tuple[ChecklistLine, ...]
    title: Sentence = TITLE


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item: what is asked, how it is answered, how much it counts."""

    text: str
    promise: str
    sop: str
    kind: Sentence
    weight_share: float | None
    critical: Sentence | None
    is_conditional: bool


@dataclass(frozen=True, slots=True)
class SectionLines:
    """One section and its items; `weight_share` of the total where the checklist weighs sections."""

    title: str
    weight_share: float | None
    items: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True)
class ChecklistPage:
    """One published version, read only."""

    title: str
    key: str
    channel: Sentence
    number: int
    published_at: datetime
    versions: tuple[int, ...]
    items: int
    sections: tuple[SectionLines, ...]
    changes: tuple[Sentence, ...]
    terms: tuple[TermLine, ...]
    retired_at: datetime | None


async def checklists_page(language: str) -> ChecklistsPage:
    """Every checklist with its newest version."""
    rows = await checklists.list_checklists()
    newest = await checklists.list_newest_numbers()
    lines = tuple(
        ChecklistLine(
            row.key,
            Text(tuple(row.name.items())).in_language(language),
            CHANNELS.get(row.channel, say(row.channel)),
            newest.get(row.id, 0),
            row.retired_at is not None,
        )
        for row in rows
    )
    return ChecklistsPage(say_count(*LIST_SENTENCE, len(lines)) if lines else NONE_YET, lines)


async def checklist_page(key: str, number: int | None, today: date, language: str) -> ChecklistPage:
    """One version, by default the newest. Raises NotFound."""
    row = await checklists.find_checklist(key)
    version = await checklists.get_version(key, number)
    checklist = await pinned_checklist(version.id)
    numbers = tuple(row.number for row in await checklists.list_versions(key))
    return ChecklistPage(
        title=checklist.name.in_language(language, checklist.language),
        key=key,
        channel=CHANNELS[checklist.channel],
        number=version.number,
        published_at=version.published_at,
        versions=numbers,
        items=sum(1 for _ in checklist.items()),
        sections=section_lines(checklist, language),
        changes=await changes_before(key, version.number, checklist, language),
        terms=await term_lines(key, today),
        retired_at=row.retired_at if row else None,
    )


async def changes_before(key: str, number: int, checklist: Checklist, language: str) -> tuple[Sentence, ...]:
    """What changed since the version before, in a sentence or two; nothing for the first version."""
    earlier = await checklists.find_version(key, number - 1)
    if earlier is None:
        return ()
    return summary(differences(await pinned_checklist(earlier.id), checklist, language))


def section_lines(checklist: Checklist, language: str) -> tuple[SectionLines, ...]:
    """Every section in its order, weights as shares of their sum."""
    promises = {standard.key: standard.promise for standard in checklist.standards}
    weights = [section.weight or 0 for section in checklist.sections]
    total = sum(weights)
    lines = []
    for section, weight in zip(checklist.sections, weights, strict=True):
        whole = possible_of(section)
        items = tuple(item_line(item, checklist, promises, float(whole), language) for item in section.items)
        share = float(weight / total) if total else None
        lines.append(SectionLines(section.title.in_language(language, checklist.language), share, items))
    return tuple(lines)


def item_line(item: Item, checklist: Checklist, promises: dict[str, Text], whole: float, language: str) -> ItemLine:
    """One item; its share is of its section's weight."""
    promise = promises.get(item.standard or "")
    return ItemLine(
        text=item.text.in_language(language, checklist.language),
        promise=promise.in_language(language, checklist.language) if promise else "",
        sop=item.help.in_language(language, checklist.language) if item.help else "",
        kind=KINDS[item.kind],
        weight_share=float(item.weight) / whole if whole and is_possible(item) else None,
        critical=CRITICAL.get(item.critical),
        is_conditional=item.show_when is not None,
    )

"""The page that says what changed between two versions of a checklist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.checklists.differences import Change, Differences, differences
from audit.checklists.differences.trends import BEGINS, BREAKS, CONTINUES, ENDS, Fate
from audit.errors import N_, Sentence, say, say_count
from audit.services.lineages import successors
from audit.services.versions import pinned_checklist
from audit.store import checklists

HEADLINE = N_("From version {before} to version {after}")
NOTHING = say(N_("Nothing changed."))
CHANGES = (N_("{count} thing changed."), N_("{count} things changed."))
ALL_CONTINUE = say(N_("Every trend continues."))
BROKEN = (N_("The trend of {count} standard breaks."), N_("The trends of {count} standards break."))
FATES = (
    (BREAKS, say(N_("Trends that break here"))),
    (BEGINS, say(N_("Trends that begin"))),
    (ENDS, say(N_("Trends that end"))),
    (CONTINUES, say(N_("Trends that continue"))),
)


@dataclass(frozen=True, slots=True)
class FateGroup:
    """The standards whose trends fare alike."""

    title: Sentence
    standards: tuple[Fate, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What another version changes: `groups` are titles with their changes."""

    title: Sentence
    name: str
    key: str
    before: int
    after: int
    numbers: tuple[int, ...]
    sentences: tuple[Sentence, ...]
    settings: tuple[Sentence, ...]
    groups: tuple[tuple[Sentence, tuple[Change, ...]], ...]
    fates: tuple[FateGroup, ...]


async def changes_page(key: str, before: int | None, after: int | None, language: str) -> ChangesPage:
    """From one version to another, by default to the newest from the one before it. Raises NotFound."""
    newer = await checklists.get_version(key, after)
    older = await checklists.get_version(key, before or max(newer.number - 1, 1))
    first, second = await pinned_checklist(older.id), await pinned_checklist(newer.id)
    found = differences(first, second, language, await successors())
    return ChangesPage(
        title=say(HEADLINE, before=older.number, after=newer.number),
        name=second.name.in_language(language, second.language),
        key=key,
        before=older.number,
        after=newer.number,
        numbers=tuple(row.number for row in await checklists.list_versions(key)),
        sentences=summary(found),
        settings=found.settings,
        groups=groups_of(found),
        fates=fate_groups(found.fates),
    )


def summary(found: Differences) -> tuple[Sentence, ...]:
    """How much changed, and whether any trend breaks."""
    count = len(found.settings) + sum(len(changes) for _, changes in groups_of(found))
    broken = sum(fate.fate == BREAKS for fate in found.fates)
    changed = say_count(*CHANGES, count) if count else NOTHING
    return changed, say_count(*BROKEN, broken) if broken else ALL_CONTINUE


def groups_of(found: Differences) -> tuple[tuple[Sentence, tuple[Change, ...]], ...]:
    """Sections, items, standards: those of which anything changed."""
    groups = (
        (say(N_("Sections")), found.sections),
        (say(N_("Items")), found.items),
        (say(N_("Standards")), found.standards),
    )
    return tuple((title, changes) for title, changes in groups if changes)


def fate_groups(fates: Sequence[Fate]) -> tuple[FateGroup, ...]:
    """What breaks first; what continues is folded away."""
    grouped = ((kind, title, tuple(one for one in fates if one.fate == kind)) for kind, title in FATES)
    return tuple(FateGroup(title, standards, kind != CONTINUES) for kind, title, standards in grouped if standards)

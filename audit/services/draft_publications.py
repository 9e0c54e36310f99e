"""The page before a draft is published: the problems in the way, or what it changes."""

from __future__ import annotations

from dataclasses import dataclass

from audit.checklists.differences import Change, differences
from audit.errors import N_, Sentence, say
from audit.services.checklist_changes import FateGroup, fate_groups, groups_of, summary
from audit.services.draft_readings import read_draft, subject_of, words_in
from audit.services.drafts import Draft
from audit.services.lineages import successors
from audit.services.versions import pinned_checklist
from audit.store import checklists

PUBLISH_TITLE = N_("Publish version {number}")


@dataclass(frozen=True, slots=True)
class Blocker:
    """A problem in the way of publishing: what it is about, and where that is mended."""

    sentence: Sentence
    subject: str
    href: str


@dataclass(frozen=True, slots=True)
class PublishPage:
    """What would be published, and what that changes."""

    title: Sentence
    name: str
    key: str
    revision: str
    problems: tuple[Blocker, ...]
    sentences: tuple[Sentence, ...]
    settings: tuple[Sentence, ...]
    groups: tuple[tuple[Sentence, tuple[Change, ...]], ...]
    fates: tuple[FateGroup, ...]
    notice: Sentence | None = None


async def publish_page(draft: Draft, language: str, notice: Sentence | None = None) -> PublishPage:
    """The problems in the way, or the difference to the newest version."""
    reading = read_draft(draft.document)
    checklist, problems = reading.checklist, reading.problems
    newest = await checklists.find_version(draft.key)
    before = await pinned_checklist(newest.id) if newest else None
    found = differences(before, checklist, language, await successors()) if before and checklist else None
    return PublishPage(
        title=say(PUBLISH_TITLE, number=draft.number + 1),
        name=words_in(draft.document["name"], draft.document["language"]).in_language(language),
        key=draft.key,
        revision=draft.revision,
        problems=tuple(Blocker(one.sentence, *subject_of(draft.document, one.place, language)) for one in problems),
        sentences=summary(found) if found else (),
        settings=found.settings if found else (),
        groups=groups_of(found) if found else (),
        fates=fate_groups(found.fates) if found else (),
        notice=notice,
    )

"""The page on which a draft's name, channel, mode and verdicts are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from audit.checklists.drafting.documents import Document, revision_of
from audit.checklists.drafting.readings import rows_of
from audit.checklists.drafting.settings_forms import settings_fields, settings_of
from audit.checklists.labels import CHANNELS, MODES
from audit.errors import N_, Problem, Sentence, say
from audit.services.draft_items import languages_for, spare
from audit.services.drafts import Draft, check_revision

TITLE = say(N_("The checklist as a whole"))


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """The form; `values` as kept or as just typed, `theirs` what somebody else kept meanwhile."""

    key: str
    revision: str
    values: Mapping[str, str]
    languages: tuple[tuple[str, str], ...]
    channels: tuple[tuple[str, Sentence], ...]
    modes: tuple[tuple[str, Sentence], ...]
    bands: tuple[int, ...]
    problems: tuple[Problem, ...] = ()
    notice: Sentence | None = None
    theirs: Mapping[str, str] | None = None
    title: Sentence = TITLE

    @property
    def differing(self) -> tuple[tuple[str, tuple[str, str]], ...]:
        """The fields in which theirs and what was typed are not the same."""
        theirs = self.theirs or {}
        names = dict.fromkeys((*theirs, *self.values))
        pairs = ((name, (theirs.get(name, ""), self.values.get(name, "").strip())) for name in names)
        return tuple((name, pair) for name, pair in pairs if pair[0] != pair[1] and name != "revision")


def settings_page(draft: Draft, values: Mapping[str, str] | None = None, **refused: Any) -> SettingsPage:
    """The form as kept, or as typed in `values` where it was refused."""
    shown = values or settings_fields(draft.document)
    return SettingsPage(
        key=draft.key,
        revision=revision_of(settings_of(draft.document)),
        values=shown,
        languages=languages_for(draft.document),
        channels=tuple(CHANNELS.items()),
        modes=tuple(MODES.items()),
        bands=spare(rows_of(shown, "band")),
        **refused,
    )


def replacing_settings(revision: str, settings: Document) -> Callable[[Document], Document]:
    """A change of the settings that were read at `revision`. Raises Overtaken."""

    def change(document: Document) -> Document:
        check_revision(settings_of(document), revision, settings)
        return {**document, **settings}

    return change

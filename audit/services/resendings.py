"""What an auditor changed in a visit that came back, for whoever decides on it anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from audit.checklists.answers import value_of
from audit.checklists.model import Checklist, Item
from audit.errors import N_, Sentence, say, say_count
from audit.services.visit_answers import answer_words
from audit.store import corrections

NOTHING = say(N_("The auditor sent the visit again and changed nothing."))
CHANGED = (
    N_("The auditor sent the visit again and changed {count} item."),
    N_("The auditor sent the visit again and changed {count} items."),
)
ADDED = (N_("{count} photo more"), N_("{count} photos more"))
REMOVED = (N_("{count} photo taken away"), N_("{count} photos taken away"))


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One item that is not as it was. `before` and `after` are empty where the answer is the same."""

    key: str
    text: str
    before: tuple[Sentence | str, ...]
    after: tuple[Sentence | str, ...]
    comment: str
    photos: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Resent:
    """What is different since the visit went back, and where it stands as it was before."""

    sentence: Sentence
    changes: tuple[ItemChange, ...]
    before_href: str


async def resent_of(visit_id: str, revision: int, checklist: Checklist, language: str) -> Resent | None:
    """The last two submissions side by side; None for a visit that was sent once."""
    sent = await corrections.list_accepted_answers(visit_id) if revision > 1 else []
    if len(sent) < 2:
        return None
    before, after = sent[-2:]
    changes = tuple(
        item_change(item, checklist, before.get(item.key), after.get(item.key), language)
        for item in checklist.items()
        if before.get(item.key) != after.get(item.key)
    )
    sentence = say_count(*CHANGED, len(changes)) if changes else NOTHING
    return Resent(sentence, changes, f"/visits/{visit_id}/revisions/{revision - 1}")


def item_change(item: Item, checklist: Checklist, before: object, after: object, language: str) -> ItemChange:
    """One item in the reader's language."""
    was, now = value_of(before), value_of(after)
    is_other = was != now
    old, new = photos_of(before), photos_of(after)
    more, fewer = len(new - old), len(old - new)
    photos = (say_count(*ADDED, more) if more else None, say_count(*REMOVED, fewer) if fewer else None)
    return ItemChange(
        key=item.key,
        text=item.text.in_language(language, checklist.language),
        before=answer_words(item, checklist, was, "", language) if is_other else (),
        after=answer_words(item, checklist, now, "", language) if is_other else (),
        comment=comment if (comment := part_of(after, "comment", "")) != part_of(before, "comment", "") else "",
        photos=tuple(words for words in photos if words),
    )


def photos_of(answer: object) -> set[str]:
    """The hashes of the photos of an answer."""
    return set(part_of(answer, "photos", ()))


def part_of(answer: object, name: str, otherwise: Any) -> Any:
    """A part of an answer beside its value."""
    return answer.get(name, otherwise) if isinstance(answer, Mapping) else otherwise

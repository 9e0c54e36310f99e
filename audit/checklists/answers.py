"""One answer as it stands in the document, and the four ways it can be: there, n/a, nothing, or evidence alone.

An answer is `{"value": ..., "comment": ..., "photos": [...]}`, or just the value.
"""

from __future__ import annotations

from collections.abc import Mapping

from audit.checklists.model import NOT_APPLICABLE, Item


def value_of(answer: object) -> object:
    """The value of an answer in its long or short form; None where there is nothing."""
    if type(answer) is dict:  # as nearly always, and much quicker to ask
        return answer.get("value")
    return answer.get("value") if isinstance(answer, Mapping) else answer


def photos_of(answer: object) -> tuple[str, ...]:
    """The hashes of the photos taken for an answer."""
    photos = answer.get("photos") if isinstance(answer, Mapping) else None
    return tuple(str(photo) for photo in photos) if isinstance(photos, list | tuple) else ()


def is_nothing(value: object) -> bool:
    """Whether nothing was answered: missing, null, empty text or empty list."""
    return value is None or (isinstance(value, str | list | tuple) and not value)


def is_answered(item: Item, answer: object) -> bool:
    """Whether there is anything there; for photos and drawings the pictures themselves are the answer."""
    if item.kind in ("photo", "signature") and photos_of(answer):
        return True
    return not is_nothing(value_of(answer))


def is_not_applicable(item: Item, answer: object) -> bool:
    """Whether the answer is n/a, which only an item that allows it can have."""
    return item.allow_na and value_of(answer) == NOT_APPLICABLE

"""JSON kept as text, the same on both engines.

PostgreSQL's `jsonb` refuses what a phone may well send (a NUL character in a comment), forgets the
order of keys and reads numbers its own way. Nothing here is ever queried by its content, so text it is.
"""

from __future__ import annotations

import json
from typing import Any, TypeVar

from tortoise import Model, fields

T = TypeVar("T")
ENCODER = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), allow_nan=False)


def to_text(value: object) -> str:
    """A value as compact JSON in plain ASCII, keys in the order they came."""
    return ENCODER.encode(value)


def from_text(text: str | bytes) -> Any:
    """The value that `to_text` wrote."""
    return json.loads(text)


class DocumentField(fields.JSONField[T]):
    """A JSON document in a text column. The value is always the document, never its text."""

    SQL_TYPE = "TEXT"

    class _db_postgres:  # noqa: N801 - tortoise looks for a class of this name
        SQL_TYPE = "TEXT"

    def __init__(self, **options: Any) -> None:
        super().__init__(encoder=to_text, decoder=from_text, **options)

    def to_db_value(self, value: Any, instance: type[Model] | Model) -> str | None:
        self.validate(value)
        return None if value is None else to_text(value)

"""Sentences as they are kept: said later, in the language of whoever reads them then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from audit.errors import Sentence


def pack(sentence: Sentence) -> dict[str, Any]:
    """A sentence as JSON can hold it, with the sentences and dates inside it."""
    values = {name: pack_value(value) for name, value in sentence.values.items()}
    packed: dict[str, Any] = {"text": sentence.text, "values": values}
    return packed if sentence.plural is None else packed | {"plural": sentence.plural, "count": sentence.count}


def pack_value(value: object) -> Any:
    """One of its values. What JSON has no word for becomes its text."""
    if isinstance(value, Sentence):
        return {"sentence": pack(value)}
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return value if isinstance(value, str | int | float) else str(value)


def unpack(packed: Mapping[str, Any]) -> Sentence:
    """The sentence that was packed."""
    values = {name: unpack_value(value) for name, value in packed["values"].items()}
    return Sentence(packed["text"], values, packed.get("plural"), packed.get("count"))


def unpack_value(value: Any) -> object:
    """One of its values."""
    if not isinstance(value, dict):
        return value
    if "sentence" in value:
        return unpack(value["sentence"])
    return datetime.fromisoformat(value["moment"]) if "moment" in value else date.fromisoformat(value["day"])

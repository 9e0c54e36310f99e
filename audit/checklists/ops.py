"""The acts of an auditor on a phone, one op each, as they travel and as they are kept.

An op says what was done to one item (or, with no item, to the visit). Ops are never changed; an
answers document is what folding them gives (`audit.checklists.folding`). The form of every value
is laid down in docs/offline.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from audit.errors import N_, BadInput, say

FIELDS = frozenset(
    {
        *("answer", "comment", "photo_add", "photo_remove", "timer_start", "timer_stop", "sign"),
        *("note", "place", "arrive", "leave"),
    }
)
OF_THE_VISIT = frozenset({"arrive", "leave"})
OF_EITHER = frozenset({"note", "place"})
LARGEST_SEQ = 2**53 - 1
LARGEST_NUMBER = 1e300
LONGEST_TEXT = 20_000
LONGEST_KEY = 200
SHA256 = re.compile(r"[0-9a-f]{64}")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BOOT = re.compile(r"[0-9A-Za-z_-]{1,64}")


class Op(NamedTuple):
    """One act: `seq` counts from 1 on each device and visit; `at` is the phone's clock, ISO 8601 with offset.

    `mono` is milliseconds of a clock that never jumps, comparable only within one `boot` (one life
    of the page). `item` is None for what belongs to the visit as a whole.
    """

    seq: int
    item: str | None
    field: str
    value: object
    at: str
    mono: float
    boot: str


def read_op(document: object) -> Op:
    """One op from parsed JSON; BadInput says which part is malformed."""
    if not isinstance(document, Mapping):
        raise BadInput(say(N_("An op must be an object.")))
    op = Op(*map(document.get, _NAMES))  # type: ignore[arg-type] # what they are is asked next
    for name, is_good in _PARTS:
        if not is_good(getattr(op, name)):
            raise BadInput(say(N_("This op has no usable {part}."), part=name))
    field = op.field
    if (op.item is None) != (field in OF_THE_VISIT) and field not in OF_EITHER:
        raise BadInput(say(N_("An op of the kind {field} stands at the wrong place."), field=field))
    if not _VALUES[field](op.value):
        raise BadInput(say(N_("An op of the kind {field} has a value it cannot take."), field=field))
    return op


def moment(at: str) -> float:
    """Milliseconds since 1970 of an op's `at`."""
    return (datetime.fromisoformat(at) - EPOCH) / timedelta(milliseconds=1)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST_NUMBER


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_TEXT


def _is_key(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_KEY


def _is_moment(value: object) -> bool:
    if not isinstance(value, str) or len(value) > 40:
        return False
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _is_answer(value: object) -> bool:
    if isinstance(value, list):
        return len(value) <= 1000 and all(_is_key(one) for one in value)
    return value is None or _is_number(value) or _is_text(value)


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and SHA256.fullmatch(value) is not None


def _is_photo(value: object) -> bool:
    return (
        isinstance(value, Mapping)
        and _is_hash(value.get("sha256"))
        and (value.get("of") is None or _is_hash(value.get("of")))
    )


def _is_signature(value: object) -> bool:
    return value is None or _is_photo(value)


def _is_place(value: object) -> bool:
    return isinstance(value, Mapping) and (value.get("sha256") is None or _is_hash(value.get("sha256")))


def _is_stop(value: object) -> bool:
    return isinstance(value, Mapping) and all(isinstance(value.get(name, False), bool) for name in ("visible", "lap"))


def _is_note(value: object) -> bool:
    return isinstance(value, Mapping) and _is_text(value.get("text"))


def _is_details(value: object) -> bool:
    return value is None or isinstance(value, Mapping)


def _is_seq(value: object) -> bool:
    return type(value) is int and 1 <= value <= LARGEST_SEQ


def _is_field(value: object) -> bool:
    return isinstance(value, str) and value in FIELDS


def _is_key_or_nothing(value: object) -> bool:
    return value is None or _is_key(value)


def _is_boot(value: object) -> bool:
    return isinstance(value, str) and BOOT.fullmatch(value) is not None


_NAMES = ("seq", "item", "field", "value", "at", "mono", "boot")
_PARTS: tuple[tuple[str, Callable[[object], bool]], ...] = (
    ("seq", _is_seq),
    ("item", _is_key_or_nothing),
    ("field", _is_field),
    ("at", _is_moment),
    ("mono", _is_number),
    ("boot", _is_boot),
)

_VALUES: Mapping[str, Callable[[object], bool]] = {
    "answer": _is_answer,
    "comment": _is_text,
    "photo_add": _is_photo,
    "photo_remove": _is_photo,
    "timer_start": _is_details,
    "timer_stop": _is_stop,
    "note": _is_note,
    "sign": _is_signature,
    "place": _is_place,
    "arrive": _is_details,
    "leave": _is_details,
}

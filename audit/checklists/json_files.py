"""Bytes of JSON to values: decimals stay exact, and whatever is wrong is said with line and column."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation

from audit.errors import N_, BadInput, say

LONGEST_WHOLE_NUMBER = 30


class Doubled(dict[str, object]):
    """An object in which a name stood more than once. `names` says which: a reader must not pick one silently."""

    names: tuple[str, ...] = ()


def read_json(data: bytes) -> object:
    """The document in `data` (UTF-8, with or without a byte order mark). Raises `BadInput`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(say(N_("This is not UTF-8 text: byte {byte} is wrong."), byte=error.start + 1)) from None
    try:
        return json.loads(text, parse_float=_decimal, parse_int=_whole, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        sentence = N_("This is not JSON: it breaks off at line {line}, column {column}.")
        raise BadInput(say(sentence, line=error.lineno, column=error.colno)) from None
    except RecursionError:
        raise BadInput(say(N_("This JSON is nested too deeply."))) from None


def _decimal(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation:  # an exponent beyond what decimals can hold
        return Decimal("Infinity")


def _whole(digits: str) -> int | Decimal:
    return int(digits) if len(digits) <= LONGEST_WHOLE_NUMBER else _decimal(digits)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    document = dict(pairs)
    if len(document) == len(pairs):
        return document
    doubled = Doubled(document)
    names = [name for name, _ in pairs]
    doubled.names = tuple(name for name in document if names.count(name) > 1)
    return doubled

"""Many rows and many writes as one statement, for PostgreSQL: each statement there costs a trip to the server."""

from __future__ import annotations

import re
from functools import lru_cache

PLACE = re.compile(r"\$(\d+)")
INSERTED = re.compile(r"\bVALUES (\(\$[^()]*\))")
# Beyond it the server spends longer on understanding the statement than on carrying out single ones.
FEW_ROWS = 100


def can_be_one(text: str, number: int) -> bool:
    """Whether a statement with so many rows of values can be written as one."""
    return number == 1 or (number <= FEW_ROWS and INSERTED.search(text) is not None)


@lru_cache(maxsize=512)
def for_rows(text: str, number: int) -> str:
    """An INSERT of one row as one of so many: `VALUES ($1, $2)` becomes `VALUES ($1, $2), ($3, $4)`."""
    values = INSERTED.search(text)
    if number == 1 or values is None:
        return text
    width = values[1].count("$")
    rows = ", ".join(shifted(values[1], row * width) for row in range(number))
    return text[: values.start(1)] + rows + text[values.end(1) :]


def shifted(text: str, by: int) -> str:
    """A text with its places counted on: `$1` becomes `$41`."""
    return PLACE.sub(lambda place: f"${int(place[1]) + by}", text)


@lru_cache(maxsize=256)
def as_one_statement(statements: tuple[tuple[str, int], ...]) -> str:
    """Statements, each with its number of rows, as one; their values stand in reversed order.

    PostgreSQL runs the parts of such a statement from the last to the first, so that is how they are written:
    the row that everybody waits for comes last as it does elsewhere.
    """
    parts: list[str] = []
    first = 0
    for number, (text, rows) in enumerate(reversed(statements)):
        parts.append(f"part_{number} AS ({shifted(for_rows(text, rows), first)})")
        first += rows * len(set(PLACE.findall(text)))
    return f"WITH {', '.join(parts)} SELECT 1"

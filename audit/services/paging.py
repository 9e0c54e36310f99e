"""Long lists: which rows a page shows, and the addresses that sort it and turn it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from audit.errors import Sentence
from audit.services.compare_pages.parts import Column, Pages

Row = TypeVar("Row")


def slice_of(rows: Sequence[Row], number: int, size: int) -> Sequence[Row]:
    """The rows of one page; the last page for a number beyond it."""
    first = (min(number, last_page(len(rows), size)) - 1) * size
    return rows[first : first + size]


def last_page(total: int, size: int) -> int:
    """The number of the last page; 1 for an empty list."""
    return max(1, -(-total // size))


def pages_of(total: int, number: int, size: int, address: str) -> Pages | None:
    """Where a page stands among all, None when one holds everything."""
    if total <= size:
        return None
    shown = min(number, last_page(total, size))
    first = (shown - 1) * size
    return Pages(
        first=first + 1,
        last=min(first + size, total),
        total=total,
        previous_href=with_part(address, f"page={shown - 1}") if shown > 1 else None,
        next_href=with_part(address, f"page={shown + 1}") if first + size < total else None,
    )


def column_of(key: str, label: Sentence, sort: str, address: str, *, number: bool = False) -> Column:
    """A column that sorts by its key: upwards first, then the other way round; without a key it does not sort."""
    if not key:
        return Column(label, is_number=number)
    is_up = sort == key
    direction = "ascending" if is_up else "descending" if sort == f"-{key}" else ""
    href = with_part(address, f"sort={'-' if is_up else ''}{key}")
    return Column(label, href, direction, number)  # type: ignore[arg-type]


def with_part(address: str, part: str) -> str:
    """An address with one more part in its query."""
    base, _, query = address.partition("?")
    return f"{base}?{query}&{part}" if query else f"{base}?{part}"

"""Which visits a comparison is about: read from an address or a command line, and written back into one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import NoReturn
from urllib.parse import urlencode

from audit.checklists.model import CHANNELS
from audit.errors import N_, BadInput, Problem, say

OWNERSHIPS = ("own", "franchise")
PERIODS = {"3m": 3, "6m": 6, "12m": 12}
NOT_A_DATE = N_("“{value}” is not a date. Write it as 2026-11-23.")
NOT_A_CHOICE = N_("“{value}” is not one of: {choices}.")
FIRST_YEAR, LAST_YEAR = 1900, 2199  # so that the period before any period is one that can be written
FAR_DATE = N_("“{value}” lies too far away: choose a year from {first} to {last}.")
WRONG_ORDER = N_("The first day, {since}, lies after the last, {until}.")


@dataclass(frozen=True, slots=True)
class Filters:
    """One view of the chain. Empty means all; dates include both ends."""

    period: str = ""
    since: date | None = None
    until: date | None = None
    region: str = ""
    checklist: str = ""
    channel: str = ""
    touchpoint: str = ""
    ownership: str = ""
    alike: str = ""
    """"1": like for like, scores corrected for which standards happened to be seen."""
    value: str = ""
    """One of the chain's own values: only the standards that stand for it."""

    def dates(self, today: date) -> tuple[date | None, date | None]:
        """The first and last day: as given, else the whole months of the period up to today."""
        if self.since or self.until or not self.period:
            return self.since, self.until
        return months_before(today, PERIODS[self.period]), None

    def over_all_standards(self) -> Filters:
        """The same view of every standard: for pages that are about one standard, or about visits."""
        return replace(self, touchpoint="", value="")

    def query(self, **changes: str) -> str:
        """These filters, with changes, as the query of an address; empty ones are left out."""
        return query_of(self, tuple(changes.items()))

    def before(self, today: date) -> Filters | None:
        """The same view of the period of equal length just before, or None when there is no start."""
        since, until = self.dates(today)
        if since is None:
            return None
        last = since - timedelta(days=1)
        if self.period and not self.since:
            return replace(self, period="", since=months_before(last, PERIODS[self.period]), until=last)
        return replace(self, period="", since=last - ((until or today) - since), until=last)


def months_before(day: date, months: int) -> date:
    """The first day of the month so many months back, the current one counting as the first."""
    index = day.year * 12 + day.month - months
    return date(index // 12, index % 12 + 1, 1)


def read_filters(values: Mapping[str, str]) -> Filters:
    """Filters from an address or from options. Raises BadInput naming the first value that makes no sense.

    Names it does not know (a page number, a notice) are left to others.
    """
    texts = {part.name: values.get(part.name, "").strip() for part in fields(Filters)}
    check_choice("period", texts["period"], tuple(PERIODS))
    check_choice("channel", texts["channel"], CHANNELS)
    check_choice("ownership", texts["ownership"], OWNERSHIPS)
    check_choice("alike", texts["alike"], ("1",))
    since, until = read_date("since", texts["since"]), read_date("until", texts["until"])
    if since and until and since > until:
        refuse("since", WRONG_ORDER, since=since, until=until)
    return Filters(
        texts["period"],
        since,
        until,
        texts["region"],
        texts["checklist"],
        texts["channel"],
        texts["touchpoint"],
        texts["ownership"],
        texts["alike"],
        texts["value"],
    )


@lru_cache(maxsize=256)
def query_of(filters: Filters, changes: tuple[tuple[str, str], ...]) -> str:
    """`Filters.query`, remembered: a page writes the same one into hundreds of addresses."""
    pairs = [(part.name, getattr(filters, part.name)) for part in fields(filters)]
    kept = {name: str(value) for name, value in pairs if value} | dict(changes)
    return urlencode({name: value for name, value in kept.items() if value})


def read_date(name: str, text: str) -> date | None:
    """An ISO day, or None where nothing is given."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        refuse(name, NOT_A_DATE, value=text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        refuse(name, FAR_DATE, value=text, first=FIRST_YEAR, last=LAST_YEAR)
    return day


def check_choice(name: str, value: str, choices: tuple[str, ...]) -> None:
    """Refuse a value that is neither empty nor one of the choices."""
    if value and value not in choices:
        refuse(name, NOT_A_CHOICE, value=value, choices=", ".join(choices))


def refuse(name: str, text: str, **values: object) -> NoReturn:
    """Raise BadInput about one filter."""
    sentence = say(text, **values)
    raise BadInput(sentence, (Problem(name, sentence),))

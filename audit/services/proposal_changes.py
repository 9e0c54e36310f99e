"""What somebody changed in a proposal before it is planned: other auditors, other days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from audit.errors import BadInput, Problem, say
from audit.scoring.proposals import Change
from audit.services.planning import NO_AUDITOR, NO_DAY, is_day
from audit.services.proposals import Suggested

AUDITOR, DAY = "auditor-", "day-"
LONGEST_ID = 10


def read_changes(sent: Iterable[tuple[str, str]]) -> dict[str, Change]:
    """The auditor and the day of each visit in a form, by the visit's name. Raises BadInput for what is neither."""
    auditors: dict[str, int] = {}
    days: dict[str, date] = {}
    for field, text in sent:
        if field.startswith(AUDITOR):
            if not (text.isascii() and text.isdigit() and len(text) < LONGEST_ID):
                raise BadInput(say(NO_AUDITOR), (Problem(field, say(NO_AUDITOR)),))
            auditors[field.removeprefix(AUDITOR)] = int(text)
        elif field.startswith(DAY):
            if not is_day(text):
                raise BadInput(say(NO_DAY), (Problem(field, say(NO_DAY)),))
            days[field.removeprefix(DAY)] = date.fromisoformat(text)
    return {name: Change(auditors.get(name), days.get(name)) for name in auditors.keys() | days.keys()}


def check_changes(suggested: Suggested, changes: Mapping[str, Change]) -> None:
    """Refuse an auditor who cannot be sent, and a day that is over. Raises BadInput."""
    known = set(suggested.names)
    for name, change in changes.items():
        if name not in known:
            continue
        if change.auditor is not None and change.auditor not in suggested.auditors:
            raise BadInput(say(NO_AUDITOR), (Problem(f"{AUDITOR}{name}", say(NO_AUDITOR)),))
        if change.day is not None and change.day < suggested.today:
            raise BadInput(say(NO_DAY), (Problem(f"{DAY}{name}", say(NO_DAY)),))

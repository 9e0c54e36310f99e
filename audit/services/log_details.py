"""What a line of the log knows beyond who did what: its details, in words.

Machine values that mean nothing to a reader (digests, devices, numbers of rows) are left to the CSV.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from audit.errors import N_, Sentence, say, say_count
from audit.services import agreement_pages, copy_pages, job_kinds, notices, pack_pages, people_pages
from audit.services.branch_parts import promise_text
from audit.services.rounds import WEEKDAYS
from audit.store.log_entries import LogRow
from audit.words import LANGUAGES, translator

Words = Sentence | str
Tell = Callable[[Any, "Known"], Words | None]
NOBODY = say(N_("nobody"))
SOMEBODY = say(N_("somebody who is not listed any more"))
MONDAY = date(2024, 1, 1)
LONGEST = 120
DAYS = (N_("{count} day"), N_("{count} days"))
WRONG = (N_("{count} sum was wrong"), N_("{count} sums were wrong"))
PHOTOS = (N_("{count} photo"), N_("{count} photos"))
VISITS = (N_("{count} visit"), N_("{count} visits"))
QUESTIONS = (N_("{count} question"), N_("{count} questions"))
PARTS = {
    "section": say(N_("a section")),
    "item": say(N_("an item")),
    "languages": say(N_("translations")),
    "settings": say(N_("the settings")),
    "standards": say(N_("words of standards")),
}
KINDS: Mapping[str, Mapping[str, Words]] = {
    "visit": agreement_pages.KINDS,
    "job": {name: kind.title for name, kind in job_kinds.KINDS.items()},
    "report": {
        "branch": say(N_("Report of one branch")),
        "region": say(N_("Report of a region")),
        "chain": say(N_("Report of the chain")),
        "receipt": say(N_("Says that they have read it")),
        "comment": say(N_("A comment")),
    },
    "rule": {
        "critical": say(N_("A must-keep item was broken")),
        "repeat": say(N_("A standard was broken on two visits running")),
        "standard": say(N_("This standard was broken")),
    },
}
FIELDS = {
    "promise": say(N_("the promise")),
    "sop": say(N_("the instructions")),
    "touchpoint": say(N_("the touchpoint")),
    "values": say(N_("the values")),
    "source": say(N_("the source")),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What the words are made with: the reader's language, and everybody's name by their number."""

    language: str
    people: Mapping[str, str]

    def name(self, number: object) -> Words:
        """Who a number stands for."""
        return self.people.get(str(number), SOMEBODY) if number else NOBODY


def labelled(text: str) -> Tell:
    """A value behind its name."""
    return lambda value, known: say(text, value=shown(value, known))


def on_day(text: str) -> Tell:
    """A day, as the reader writes it."""
    return lambda value, _: say(text, day=date.fromisoformat(str(value)))


def chosen(table: Mapping[str, Words], text: str = "") -> Tell:
    """One of a few values that have words."""
    return lambda value, _: say(text, value=table.get(value, value)) if text else table.get(value, value)


def shown(value: object, known: Known) -> object:
    """A value as it can stand in a sentence: a text of many languages in the reader's, never too long."""
    if isinstance(value, Mapping):
        return promise_text(dict(value), known.language)
    if isinstance(value, list):
        return tuple(str(one) for one in value)
    return value if isinstance(value, int) else str(value)[:LONGEST]


def tell_days(value: object, known: Known) -> Words:
    """How many days, or which days of the week."""
    if isinstance(value, int):
        return say_count(*DAYS, value)
    names = [
        translator(known.language).day(MONDAY.replace(day=1 + WEEKDAYS.index(one)), "EEEE")
        for one in value  # type: ignore[attr-defined] # the log holds a list of names here
        if one in WEEKDAYS
    ]
    return say(N_("Days: {days}"), days=tuple(names))


TELLS: Mapping[str, Tell] = {
    "branch": labelled(N_("Branch {value}")),
    "branches": labelled(N_("Branches: {value}")),
    "regions": labelled(N_("Regions: {value}")),
    "sees_chain": lambda *_: say(N_("Sees the whole chain")),
    "role": chosen(people_pages.SHORT_ROLES, N_("Role: {value}")),
    "language": chosen(LANGUAGES),
    "mail": chosen(notices.MAIL_CHOICES),
    "every": chosen(pack_pages.EVERY),
    "about": chosen(pack_pages.ABOUT_NAMES, N_("Reports of: {value}")),
    "subject": labelled("{value}"),
    "name": labelled("“{value}”"),
    "round": labelled(N_("Round “{value}”")),
    "checklist": labelled(N_("Checklist {value}")),
    "standard": labelled(N_("Standard {value}")),
    "successor": labelled(N_("Its place is taken by “{value}”")),
    "version": labelled(N_("Version {value}")),
    "revision": labelled(N_("Revision {value}")),
    "receipt": labelled(N_("Receipt {value}")),
    "item": labelled(N_("Item {value}")),
    "items": labelled(N_("Items: {value}")),
    "what": chosen(PARTS, N_("What: {value}")),
    "colour": labelled(N_("Colour {value}")),
    "paper": labelled(N_("Paper {value}")),
    "footer": labelled(N_("Foot line: {value}")),
    "logo": lambda *_: say(N_("With a picture")),
    "day": on_day(N_("On {day}")),
    "due": on_day(N_("Due on {day}")),
    "first": on_day(N_("From {day}")),
    "starts_on": on_day(N_("From {day}")),
    "days": tell_days,
    "questions": lambda value, _: say_count(*QUESTIONS, int(value)),
    "visits": lambda value, _: say_count(*VISITS, int(value)),
    "photos": lambda value, _: say_count(*PHOTOS, int(value)),
    "added": labelled(N_("New: {value}")),
    "updated": labelled(N_("Brought up to date: {value}")),
    "wrong_rows": lambda value, _: say_count(*WRONG, int(value)),
    "owner": lambda value, known: say(N_("Owner: {name}"), name=known.name(value)),
    "auditor": lambda value, known: say(N_("Auditor: {name}"), name=known.name(value)),
    "by": chosen({"link": say(N_("Through a one-time link"))}),
}
SILENT = frozenset(
    {"reason", "kind", "from", "to", "before", "after", "device"}
    | {"ops", "copy", "rule", "step", "visit", "with", "draft", "report", "reply"}
)


def details_of(row: LogRow, known: Known) -> tuple[Words, ...]:
    """Everything worth reading, in the order it was written down. What an older version wrote stands as it is."""
    said: list[Words | None] = [tell_kind(row), tell_giving(row, known), tell_rewriting(row)]
    for key, value in row.detail.items():
        if key in SILENT or not (is_said(value) or key == "every"):
            continue
        tell = TELLS.get(key)
        said.append(tell(value, known) if tell else f"{key}: {shown(value, known)}")
    return tuple(one for one in said if one)


def is_said(value: object) -> bool:
    """Whether a value tells anything."""
    return value is not None and value is not False and value not in ("", [], {})


def tell_kind(row: LogRow) -> Words | None:
    """What kind of thing it was, where there are kinds."""
    kind = row.detail.get("kind")
    return KINDS.get(row.subject_kind, {}).get(str(kind), str(kind)) if kind else None


def tell_giving(row: LogRow, known: Known) -> Words | None:
    """Whose it was, and whose it is."""
    if "to" not in row.detail:
        return None
    to = known.name(row.detail["to"])
    if "from" in row.detail:
        return say(N_("From {before} to {after}"), before=known.name(row.detail["from"]), after=to)
    return say(N_("To {name}"), name=to)


def tell_rewriting(row: LogRow) -> Words | None:
    """Which parts say something else now."""
    before, after = row.detail.get("before"), row.detail.get("after")
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return None
    changed = tuple(FIELDS.get(name, name) for name in after if after[name] != before.get(name))
    return say(N_("Changed: {parts}"), parts=changed)


def reason_of(row: LogRow) -> Words:
    """What they said about it; of a copy, why it is one."""
    reason = str(row.detail.get("reason", ""))
    return copy_pages.REASONS.get(reason, reason)

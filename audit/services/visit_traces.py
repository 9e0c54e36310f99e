"""From a number back to the visits behind it: what a list of visits is narrowed to, beside the filters of a view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from urllib.parse import urlencode

from audit.checklists.model import Text
from audit.errors import N_, BadInput, Problem, Sentence, say
from audit.services.filters import Filters, check_choice
from audit.store import chains, checklists, people
from audit.store.checklists import StandardRow
from audit.store.people import PersonRow
from audit.store.selections import Selection
from audit.store.sights import Sight

KEPT = {"yes": True, "no": False}
MOST_DIGITS = 9
VIEW = frozenset(part.name for part in fields(Filters))
NO_BRANCH = N_("There is no branch “{value}”.")
NO_AUDITOR = N_("There is no auditor “{value}”.")
NO_STANDARD = N_("There is no standard “{value}”.")
NO_VERSION = N_("“{value}” is not the number of a version.")
AT_BRANCH, BY_AUDITOR = N_("At {branch}"), N_("By {auditor}")
SEEN, KEPT_ON, BROKEN_ON = N_("Seen: {promise}"), N_("Kept: {promise}"), N_("Broken: {promise}")
OF_VERSION = N_("Version {number}")


@dataclass(frozen=True, slots=True)
class Trace:
    """Which visits stand behind a number. Empty means all; `kept` is yes or no, about the standard."""

    branch: str = ""
    auditor: str = ""
    standard: str = ""
    kept: str = ""
    version: str = ""

    def parts(self) -> dict[str, str]:
        """What of it an address must say."""
        return {part.name: value for part in fields(self) if (value := getattr(self, part.name))}

    def without(self, name: str) -> Trace:
        """The same without one of its parts; a standard takes along whether it was kept."""
        gone = {"standard": {"standard": "", "kept": ""}}.get(name, {name: ""})
        return replace(self, **gone)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One part of a trace in words, and the address of the list without it."""

    label: Sentence
    href: str


def visits_behind(filters: Filters, state: str = "counted", **parts: str) -> str:
    """The address of the visits behind a number of a view: those that count."""
    view = tuple((name, value) for name, value in parts.items() if name in VIEW)
    rest = {name: value for name, value in parts.items() if value and name not in VIEW}
    return "&".join(filter(None, (list_of(filters, state, view), urlencode(rest))))


@lru_cache(maxsize=64)
def list_of(filters: Filters, state: str, changes: tuple[tuple[str, str], ...]) -> str:
    """The list of a view's visits, remembered: a page leads into the same one hundreds of times."""
    return f"/visits?{filters.over_all_standards().query(alike='', state=state, **dict(changes))}"


def read_trace(values: Mapping[str, str]) -> Trace:
    """A trace from an address. Raises BadInput naming the first value that makes no sense."""
    trace = Trace(**{part.name: values.get(part.name, "").strip() for part in fields(Trace)})
    check_choice("kept", trace.kept, tuple(KEPT))
    if trace.version and not is_number(trace.version):
        refuse("version", NO_VERSION, trace.version)
    return trace if trace.standard else replace(trace, kept="")


def is_number(text: str) -> bool:
    """Whether a text can be the id of a row or the number of a version."""
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS


async def narrowed(sight: Sight, selection: Selection, trace: Trace) -> Selection:
    """The selection narrowed to a trace. Raises BadInput where it names what is not there for this person."""
    branch = await chains.find_branch(sight, trace.branch) if trace.branch else None
    if trace.branch and branch is None:
        refuse("branch", NO_BRANCH, trace.branch)
    standard = await find_standard(trace.standard) if trace.standard else None
    if trace.standard and standard is None:
        refuse("standard", NO_STANDARD, trace.standard)
    auditor = await find_auditor(sight, trace.auditor) if trace.auditor else None
    if trace.auditor and auditor is None:
        refuse("auditor", NO_AUDITOR, trace.auditor)
    return replace(
        selection,
        branch_id=branch.id if branch else None,
        auditor_id=auditor.id if auditor else None,
        standard_id=standard.id if standard else None,
        kept=KEPT.get(trace.kept),
        version=int(trace.version) if trace.version else None,
    )


async def find_standard(key: str) -> StandardRow | None:
    """A standard by its key."""
    return next((row for row in await checklists.list_standards() if row.key == key), None)


async def find_auditor(sight: Sight, text: str) -> PersonRow | None:
    """An auditor by id, for owners and managers only: nobody else asks who looked."""
    if sight.role not in ("owner", "manager") or not is_number(text):
        return None
    return next((row for row in await people.list_people() if row.id == int(text) and row.role == "auditor"), None)


async def narrowings(sight: Sight, filters: Filters, trace: Trace, state: str, language: str) -> tuple[Narrowing, ...]:
    """Each part of a trace in words; the trace has been found to be one."""
    said: dict[str, Sentence] = {}
    if trace.branch and (branch := await chains.find_branch(sight, trace.branch)):
        said["branch"] = say(AT_BRANCH, branch=branch.name)
    if trace.standard and (standard := await find_standard(trace.standard)):
        promise = Text(tuple(standard.promise.items())).in_language(language, "en") or standard.key
        said["standard"] = say({"yes": KEPT_ON, "no": BROKEN_ON}.get(trace.kept, SEEN), promise=promise)
    if trace.auditor and (auditor := await find_auditor(sight, trace.auditor)):
        said["auditor"] = say(BY_AUDITOR, auditor=auditor.name)
    if trace.version:
        said["version"] = say(OF_VERSION, number=int(trace.version))
    return tuple(
        Narrowing(sentence, visits_behind(filters, state, **trace.without(name).parts()))
        for name, sentence in said.items()
    )


def refuse(place: str, text: str, value: str) -> None:
    """Raise BadInput about one part of a trace."""
    sentence = say(text, value=value)
    raise BadInput(sentence, (Problem(place, sentence),))

"""Past visits out of a long CSV into the database: all of the file, or nothing and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from audit.errors import N_, BadInput, Problem, Sentence, say, say_count
from audit.scoring.histories import History, HistoryOptions, decode, read_history
from audit.scoring.histories.values import PastVisit
from audit.services.history_checklists import SECTION, ItemReading, history_checklist
from audit.services.publishing import publish_inside
from audit.services.recording import KnownVisit, record_visits
from audit.store import chains, checklists, log, people, visits
from audit.store.chains import NewBranch
from audit.store.connections import transaction
from audit.store.visits import HeldImport

SHOWN = 20
LONGEST_NAME = 200
UNKNOWN_BRANCH = N_("There is no branch {name}.")
UNKNOWN_AUDITOR = N_("There is no auditor {name}.")
UNKNOWN_STANDARD = N_("There is no standard {name}.")
NOT_CREATED = N_("The file names what is not there yet; nothing was imported. Without --no-create it is made.")
TOO_LONG = N_('"{name}" has more than {most} characters.')
CHANGED = N_(
    "The file has visits that were imported before with something else in them; nothing was imported. "
    "Give this file a checklist of its own with --checklist."
)
OTHERWISE = N_("Visit {visit} was imported with other answers, or another branch, auditor or date.")
NOT_A_HISTORY = N_("The checklist {key} is one that auditors fill in. Choose another key with --checklist.")


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How a file is read and what may be made for it."""

    history: HistoryOptions
    checklist: str = "history"
    may_create: bool = True
    is_dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to: visits added, visits that were there already, and what was made for them."""

    added: int
    known: int
    branches: Sequence[str]
    auditors: Sequence[str]
    standards: Sequence[str]
    version: int | None
    is_dry_run: bool


@dataclass(frozen=True, slots=True)
class Unknown:
    """The names in a file that the database does not have."""

    branches: Sequence[str]
    auditors: Sequence[str]
    standards: Sequence[str]


class DryRun(Exception):
    """Ends a transaction that was only tried."""


async def import_visits(data: bytes, options: ImportOptions, now: datetime) -> Imported:
    """Import a file; the same file again changes nothing.

    Raises BadInput with every line or name that is wrong; then nothing was changed.
    """
    history = read_history(decode(data), options.history)
    check_names(history)
    done: list[Imported] = []
    try:
        async with transaction():
            done.append(await import_history(history, options, now))
            if options.is_dry_run:
                raise DryRun
    except DryRun:
        pass
    return done[0]


def check_names(history: History) -> None:
    """Refuse names that do not fit their columns."""
    names = (*history.branches, *history.auditors, *history.visits)
    if long := [name for name in names if len(name) > LONGEST_NAME or "\0" in name]:
        raise refusal(say(TOO_LONG, name=long[0], most=LONGEST_NAME), [])


async def import_history(history: History, options: ImportOptions, now: datetime) -> Imported:
    """Everything of a file, inside an open transaction."""
    checklist, readings = history_checklist(history, options.checklist, options.history.kept_at)
    unknown = await find_unknown(history)
    if not options.may_create:
        refuse_unknown(unknown)
    await make_unknown(unknown, now)
    await refuse_filled_in(options.checklist)
    published = await publish_inside(checklist, now, keeps_standards=True)
    keys = [import_key(options.checklist, visit) for visit in history.visits]
    files = FileVisits(history, readings, await Ids.read(), options.checklist, await visits.list_imports(keys))
    added = await record_visits(published.version, checklist, files.fresh(), now)
    if files.changed:
        raise refusal(say(CHANGED), [say(OTHERWISE, visit=visit) for visit in files.changed])
    if added:
        counts = {"added": added, "checklist": options.checklist}
        await log.add_entry(None, "imported", "visits", options.checklist, counts, now)
        await chains.grow_rollup_version()
    return Imported(
        added, len(keys) - added, unknown.branches, unknown.auditors, unknown.standards,
        published.version.number if published.is_new else None, options.is_dry_run,
    )  # fmt: skip


async def refuse_filled_in(key: str) -> None:
    """Refuse the key of a checklist that auditors fill in: a file's standards would become its newest version."""
    version = await checklists.find_version(key)
    if version is not None and [section["key"] for section in version.document["sections"]] != [SECTION]:
        raise BadInput(say(NOT_A_HISTORY, key=key))


def import_key(checklist: str, visit: str) -> str:
    """What names a visit of a file for good."""
    return f"{checklist}/{visit}"


async def find_unknown(history: History) -> Unknown:
    """What the file names and the database does not have."""
    branches, auditors = await chains.list_branch_ids(), await people.list_auditors_by_import_key()
    standards = await checklists.list_standard_ids()
    return Unknown(
        [name for name in history.branches if name not in branches],
        [name for name in history.auditors if name not in auditors],
        [name for name in history.standards if name not in standards],
    )


def refuse_unknown(unknown: Unknown) -> None:
    """Refuse a file that would have something made for it."""
    sentences = [
        *(say(UNKNOWN_BRANCH, name=name) for name in unknown.branches),
        *(say(UNKNOWN_AUDITOR, name=name) for name in unknown.auditors),
        *(say(UNKNOWN_STANDARD, name=name) for name in unknown.standards),
    ]
    if sentences:
        raise refusal(say(NOT_CREATED), sentences)


def refusal(sentence: Sentence, details: Sequence[Sentence]) -> BadInput:
    """BadInput with the first details, and how many more there are."""
    problems = [Problem("", one) for one in details[:SHOWN]]
    if more := len(details) - len(problems):
        problems.append(Problem("", say_count(N_("and {count} more."), N_("and {count} more."), more)))
    return BadInput(sentence, tuple(problems))


async def make_unknown(unknown: Unknown, now: datetime) -> None:
    """Make branches and auditors; standards come with the checklist."""
    await chains.put_branches([NewBranch(code=name, name=name) for name in unknown.branches])
    await people.add_imported_auditors(unknown.auditors, now)


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids behind the names of a file."""

    branches: Mapping[str, int]
    auditors: Mapping[str, int]

    @staticmethod
    async def read() -> Ids:
        """Those the database has by now."""
        return Ids(await chains.list_branch_ids(), await people.list_auditors_by_import_key())


class FileVisits:
    """The visits of a file that are not there yet, one after another, and those that were imported otherwise."""

    def __init__(
        self,
        history: History,
        readings: Mapping[str, ItemReading],
        ids: Ids,
        checklist: str,
        held: Mapping[str, HeldImport],
    ) -> None:
        self.history, self.readings, self.ids, self.checklist, self.held = history, readings, ids, checklist, held
        self.changed: list[str] = []

    def fresh(self) -> Iterator[KnownVisit]:
        """Each visit to add; those that changed are noted on the way."""
        for past in self.history.each_visit():
            visit = self.known_visit(past)
            held = self.held.get(str(visit.import_key))
            if held is None:
                yield visit
            elif held != HeldImport(visit.branch_id, visit.auditor_id, visit.day, visit.answers):
                self.changed.append(past.id)

    def known_visit(self, past: PastVisit) -> KnownVisit:
        """A visit of the file as it is recorded."""
        key = import_key(self.checklist, past.id)
        ended = datetime.combine(past.day, time(12), UTC)
        return KnownVisit(
            id=str(uuid5(NAMESPACE_URL, f"audit:import:{key}")),
            branch_id=self.ids.branches[past.branch],
            attributes={},
            auditor_id=None if past.auditor is None else self.ids.auditors[past.auditor],
            day=past.day,
            answers=dict(answers_of(past, self.readings)),
            origin="imported",
            submitted_at=ended,
            accepted_at=ended,
            import_key=key,
        )


def answers_of(past: PastVisit, readings: Mapping[str, ItemReading]) -> Iterator[tuple[str, dict[str, Any]]]:
    """A visit's answers on the file's checklist; what was not answered is left out."""
    for answer in past.answers:
        reading = readings[answer.standard]
        if answer.state == "not_applicable":
            yield reading.key, {"value": "na"}
        elif answer.credit is not None:
            yield reading.key, {"value": reading.value(answer.credit)}

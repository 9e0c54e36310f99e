"""The demo's visits as rows: those made with their scores, those ahead with what a phone sent of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from audit.checklists.model import Checklist
from audit.services.demo.chain import DemoBranch, DemoChain, DemoVisit
from audit.services.demo.evidence import KeptPictures, add_photos
from audit.services.recording import KnownVisit, freeze_known, new_visit, record_visits
from audit.store import intake, photos, results, visits
from audit.store.checklists import VersionRow
from audit.store.documents import to_text
from audit.store.intake import Batch, NewOp
from audit.store.visits import NewVisit

ORIGIN = "demo"
DEVICE = "demo-phone"
REVIEW_TAKES = timedelta(days=2)
BETWEEN_TAPS = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Ids:
    """Where the rows of branches, people and versions are found."""

    branches: Mapping[str, int]
    people: Mapping[str, int]
    versions: Mapping[str, VersionRow]


async def add_visits_made(
    chain: DemoChain, ids: Ids, library: Mapping[str, Checklist], pictures: KeptPictures, now: datetime
) -> None:
    """The visits that count, with scores, sums and photos."""
    made = [visit for visit in chain.visits if visit.status in ("accepted", "submitted")]
    branches = {branch.code: branch for branch in chain.branches}
    for key, version in ids.versions.items():
        known = (known_visit(visit, ids, branches, pictures, now) for visit in made if visit.checklist == key)
        await record_visits(version, library[key], known, now)
    held = {key: await add_photos(ids.people[key], pictures, names, now) for key, names in pictures_by_auditor(made)}
    for visit in made:
        shown = [
            (item, held[visit.auditor][pictures[name].sha256])
            for item, names in visit.pictures.items()
            for name in names
        ]
        await photos.add_evidence(visit.id, shown)


def known_visit(
    visit: DemoVisit, ids: Ids, branches: Mapping[str, DemoBranch], pictures: KeptPictures, now: datetime
) -> KnownVisit:
    """A visit whose answers are known."""
    assert visit.submitted_at is not None
    is_accepted = visit.status == "accepted"
    return KnownVisit(
        id=visit.id,
        branch_id=ids.branches[visit.branch],
        attributes=branches[visit.branch].attributes,
        auditor_id=ids.people[visit.auditor],
        day=visit.visit_date,
        answers=with_photos(visit, pictures),
        origin=ORIGIN,
        submitted_at=visit.submitted_at,
        status=visit.status if is_accepted else "submitted",
        accepted_at=min(visit.submitted_at + REVIEW_TAKES, now) if is_accepted else None,
        briefing=visit.briefing,
        due_from=visit.due_from,
        due_to=visit.due_to,
    )


def with_photos(visit: DemoVisit, pictures: KeptPictures) -> dict[str, dict[str, object]]:
    """The answers document, each photo named by its hash."""
    answers = {item: dict(answer) for item, answer in visit.answers.items()}
    for item, names in visit.pictures.items():
        answers.setdefault(item, {})["photos"] = [pictures[name].sha256 for name in names]
    return answers


def pictures_by_auditor(made: Iterable[DemoVisit]) -> Iterator[tuple[str, set[str]]]:
    """Which pictures each auditor sent."""
    names: dict[str, set[str]] = {}
    for visit in made:
        for shown in visit.pictures.values():
            names.setdefault(visit.auditor, set()).update(shown)
    yield from names.items()


async def add_visits_ahead(chain: DemoChain, ids: Ids, library: Mapping[str, Checklist], now: datetime) -> None:
    """The visits to come; of those begun, what the auditor's phone has sent so far."""
    branches = {branch.code: branch for branch in chain.branches}
    for visit in chain.visits:
        if visit.status == "returned":
            await add_returned(visit, ids, branches, library[visit.checklist], now)
        elif visit.status in ("planned", "started"):
            await visits.add_visits([planned_visit(visit, ids)])
        if visit.status in ("returned", "started"):
            await add_ops(visit, ids.people[visit.auditor], now)
        if visit.status == "started":
            await intake.put_started(visit.id, min(visit.started_at or now, now))


def planned_visit(visit: DemoVisit, ids: Ids) -> NewVisit:
    """A visit nobody has begun."""
    return NewVisit(
        id=visit.id,
        branch_id=ids.branches[visit.branch],
        auditor_id=ids.people[visit.auditor],
        version_id=ids.versions[visit.checklist].id,
        origin=ORIGIN,
        due_from=visit.due_from,
        due_to=visit.due_to,
        briefing=visit.briefing,
    )


async def add_returned(
    visit: DemoVisit, ids: Ids, branches: Mapping[str, DemoBranch], checklist: Checklist, now: datetime
) -> None:
    """A visit that was sent, scored and given back: it is in no sum until it comes again."""
    version = ids.versions[visit.checklist]
    known = known_visit(visit, ids, branches, {}, now)
    frozen = freeze_known(version, checklist, known, now)
    await visits.add_visits([new_visit(version, known)])
    await results.add_results([frozen.result])
    await results.add_standard_results(frozen.standards)
    await visits.put_status(
        visit.id,
        "returned",
        ("submitted",),
        returned_reason=visit.returned_reason,
        started_at=visit.started_at or now,
        due_from=visit.due_from,
        due_to=visit.due_to,
    )


async def add_ops(visit: DemoVisit, person_id: int, now: datetime) -> None:
    """The acts on a phone that give the visit's answers."""
    began = min(visit.started_at or now, now)
    acts = [
        (item, field, answer[part])
        for item, answer in visit.answers.items()
        for field, part in (("answer", "value"), ("comment", "comment"))
        if part in answer
    ]
    ops = []
    for seq, (item, field, value) in enumerate(acts, 1):
        at = min(began + seq * BETWEEN_TAPS, now)
        mono = seq * BETWEEN_TAPS / timedelta(milliseconds=1)
        body = {
            "seq": seq,
            "item": item,
            "field": field,
            "value": value,
            "at": at.isoformat(),
            "mono": mono,
            "boot": "1",
        }
        ops.append(NewOp(seq, item, field, to_text(body), is_rejected=False))
    await intake.put_ops(Batch(visit.id, person_id, DEVICE, now.isoformat(), now, 0.0), ops)

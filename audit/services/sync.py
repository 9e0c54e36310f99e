"""What phones and the server tell each other while a visit is being filled in. docs/offline.md has the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from audit.checklists.folding import fold
from audit.checklists.ops import Op, read_op
from audit.errors import BadInput, NotFound, say
from audit.services.envelopes import OpsMessage
from audit.store import intake, newest_ops, submissions, visits
from audit.store.connections import transaction, writer
from audit.store.documents import from_text, to_text
from audit.store.intake import Batch, HeldOps, IntakeRow, NewOp, OpRow
from audit.store.raw import gathered
from audit.store.selections import Selection
from audit.store.sights import NOT_HERE, Sight
from audit.store.submissions import SubmissionRow
from audit.store.visit_details import list_reasons
from audit.store.visits import VisitRow

OPEN = ("planned", "started", "returned")
REMEMBERED_FOR = timedelta(days=60)
MOST_VISITS = 200


@dataclass(frozen=True, slots=True)
class OpsReceived:
    """`acked`: every op up to it is held. `is_copy`: the visit is not open to this phone any more."""

    visit: str
    device: str
    acked: int
    rejected: Sequence[object]
    is_copy: bool


async def receive_ops(person_id: int, visit_id: str, message: OpsMessage, now: datetime) -> OpsReceived:
    """Keep a batch of ops; returning means that they are committed.

    What makes no sense is kept too and named in `rejected`. Raises NotFound for a visit that never was theirs.
    """
    batch = Batch(visit_id, person_id, message.device, message.sent_at, now, message.offset_seconds)
    fresh, strays, rejected = sort_ops(message.ops)
    async with transaction():
        held = await intake.find_held_ops(visit_id, person_id, message.device, list(fresh))
        visit = must_be_theirs(held.visit)
        taken = [op for seq, op in fresh.items() if seq in held.bodies and not is_same(op.body, held.bodies[seq])]
        new = [op for seq, op in fresh.items() if seq not in held.bodies]
        async with gathered(writer(), is_independent=True):
            await intake.put_ops(batch, new)
            await intake.put_strays(batch, [*strays, *(op.body for op in taken)])
            if visit.status == "planned" and visit.auditor_id == person_id:
                await intake.put_started(visit_id, now)
        acked = await last_contiguous(held, new, visit_id, message.device)
    is_late = bool(new) and (visit.status not in OPEN or visit.auditor_id != person_id)
    return OpsReceived(visit_id, message.device, acked, [*rejected, *(op.seq for op in taken)], is_late)


async def last_contiguous(held: HeldOps, new: Sequence[NewOp], visit_id: str, device: str) -> int:
    """Up to which op none is missing, now that the new ones are held. Mostly they just follow on."""
    seqs = sorted(op.seq for op in new)
    if held.count == held.highest and seqs == list(range(held.highest + 1, held.highest + 1 + len(seqs))):
        return held.highest + len(seqs)
    return await newest_ops.count_contiguous(visit_id, device)


def must_be_theirs(visit: IntakeRow | None) -> IntakeRow:
    """The visit, if it is theirs or was. Raises NotFound."""
    if visit is None:
        raise NotFound(say(NOT_HERE))
    return visit


def sort_ops(ops: Sequence[object]) -> tuple[dict[int, NewOp], list[str], list[object]]:
    """The ops by seq, the texts of those without a usable one, and what to tell the phone about the bad ones."""
    fresh: dict[int, NewOp] = {}
    strays: list[str] = []
    rejected: list[object] = []
    for document in ops:
        body = to_text(document)
        op = understood(document)
        seq = op.seq if op is not None else seq_of(document)
        if op is None:
            rejected.append(seq if seq is not None else raw_seq(document))
        if seq is None or (seq in fresh and fresh[seq].body != body):
            strays.append(body)
        elif seq not in fresh:
            item, field = ("", "") if op is None else (column(op.item or ""), op.field)
            fresh[seq] = NewOp(seq, item, field, body, op is None)
    return fresh, strays, rejected


def understood(document: object) -> Op | None:
    """The op that a document is, or None."""
    try:
        return read_op(document)
    except BadInput:
        return None


def seq_of(document: object) -> int | None:
    """The seq under which even a malformed op can be kept."""
    seq = document.get("seq") if isinstance(document, Mapping) else None
    return seq if isinstance(seq, int) and not isinstance(seq, bool) and 1 <= seq < 2**53 else None


def raw_seq(document: object) -> object:
    """What stood in the place of a seq, if it can be told back in a few characters."""
    seq = document.get("seq") if isinstance(document, Mapping) else None
    return seq if isinstance(seq, bool | int | float) or (isinstance(seq, str) and len(seq) < 100) else None


def column(text: str) -> str:
    """A text as a database column takes it: no NUL, no half of a surrogate pair."""
    return text.replace("\0", "").encode(errors="replace").decode()


def is_same(body: str, held: str) -> bool:
    """Whether two texts say the same op."""
    return body == held or from_text(body) == from_text(held)


async def show_state(person_id: int, now: datetime) -> dict[str, Any]:
    """The visits of an auditor with what the server holds of each. Five queries, however many visits."""
    sight = Sight(person_id, "auditor", frozenset(), is_franchise=False)
    rows = await visits.list_visits(sight, Selection(), limit=MOST_VISITS)
    known = [row for row in rows if is_shown(row, now)]
    ids = [row.id for row in known]
    last_seqs = await newest_ops.list_last_seqs(person_id, ids)
    newest = await newest_ops.list_newest_bodies(person_id, ids)
    reasons = await list_reasons(ids)
    sent: dict[str, list[SubmissionRow]] = {}
    for one in await submissions.list_submissions(person_id, ids):
        sent.setdefault(one.visit_id, []).append(one)
    shown = [
        {**visit_state(row, last_seqs.get(row.id, {}), newest.get(row.id), sent.get(row.id, ())),
         "reason": reasons.get(row.id, "")}
        for row in known
    ]  # fmt: skip
    return {"user": str(person_id), "visits": shown}


def is_shown(row: VisitRow, now: datetime) -> bool:
    """Whether a phone still needs to hear of a visit: it is open, or was sent not long ago."""
    return row.status in OPEN or (row.submitted_at is not None and row.submitted_at > now - REMEMBERED_FOR)


def visit_state(
    row: VisitRow, last_seq: Mapping[str, int], newest: str | None, sent: Sequence[SubmissionRow]
) -> dict[str, Any]:
    """One visit as the phone compares it with its own memory."""
    return {
        "id": row.id,
        "state": row.status,
        "branch": {"code": row.branch_code, "name": row.branch, "city": row.city},
        "checklist": {"key": row.checklist, "version": row.version, "name": row.checklist_name},
        "due_from": iso(row.due_from),
        "due_to": iso(row.due_to),
        "last_seq": last_seq,
        "last_at": from_text(newest).get("at") if newest else None,
        "receipt": sent[-1].receipt if sent else None,
        "submissions": {one.id: place_of(one) for one in sent},
    }


def place_of(one: SubmissionRow) -> str:
    """What has become of a submission: it counts or did, waits as a copy, was set aside, or gave way to another."""
    if one.status != "copy":
        return "counts"
    if one.copy_reason == "replaced":
        return "replaced"
    return "aside" if one.is_set_aside else "waits"


def iso(moment: datetime | None) -> str | None:
    """A moment as JSON says it."""
    return None if moment is None else moment.isoformat()


async def show_draft(person_id: int, visit_id: str) -> dict[str, Any]:
    """What the server holds of a visit from all devices of its auditor, folded: where another phone goes on."""
    must_be_theirs(await intake.find_visit(visit_id, person_id))
    rows = await intake.list_ops(visit_id, person_id)
    ops = read_rows(rows)
    folded = fold(ops)
    photos = [
        {**value, "item": op.item}
        for op, value in ((op, op.value) for _, op in ops if op.field in ("photo_add", "sign"))
        if isinstance(value, Mapping) and value.get("sha256") in folded.evidence
    ]
    unique = {(photo["item"], photo["sha256"]): photo for photo in photos}
    return {"visit": visit_id, "answers": folded.answers, "photos": list(unique.values())}


def read_rows(rows: Sequence[OpRow]) -> list[tuple[str, Op]]:
    """Kept ops as (device, op), in order of receipt, without those that made no sense. They were checked when kept."""
    good = [row for row in rows if not row.is_rejected]
    documents = from_text(f"[{','.join(row.body for row in good)}]")
    return [(row.device, op_of(document)) for row, document in zip(good, documents, strict=True)]


def op_of(document: Mapping[str, Any]) -> Op:
    """The op of a document that `read_op` has let pass."""
    return Op(
        document["seq"], document.get("item"), document["field"], document.get("value"), document["at"],
        document["mono"], document["boot"],
    )  # fmt: skip

"""Reasons for a reviewer to look again at a visit: gathered here, found in `audit/scoring/integrity`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from audit.checklists.answers import value_of
from audit.checklists.model import NOT_APPLICABLE, Checklist
from audit.checklists.ops import moment
from audit.errors import N_, Sentence, say
from audit.imaging.fingerprints import count_differing_bits
from audit.scoring.integrity import (
    IntegrityNote,
    Stay,
    Trace,
    contradiction_notes,
    distance_note,
    heaping_note,
    hurry_note,
    late_notes,
    na_note,
    on_site_note,
    order_note,
    photo_distance_note,
    repeated_texts,
    route_notes,
    straight_note,
)
from audit.store import chains, integrity
from audit.store.integrity import Coming, RecentVisit
from audit.store.visits import VisitRow

SAME_BITS = 6
AROUND = timedelta(days=4)  # a phone without a line tells of a visit days later
TARGET_WINDOW, SCORE_WINDOW = 10.0, 2.0
SAME_PHOTO = N_("The same photo stood in another visit.")
LIKE_PHOTO = N_("A photo looks like one of another visit.")
Acts = Sequence[tuple[str, str, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class NoteView:
    """One reason, the items it is about in words, and visits to compare with."""

    sentence: Sentence
    items: tuple[tuple[str, str], ...]
    visits: tuple[str, ...] = ()


async def notes_of(
    visit: VisitRow, checklist: Checklist, answers: Mapping[str, Any], score: Mapping[str, Any], language: str
) -> tuple[NoteView, ...]:
    """Everything worth a second look on a visit that waits. As many queries whatever there is."""
    texts = {item.key: item.text.in_language(language, checklist.language) for item in checklist.items()}
    notes = [*own_notes(checklist, answers, score)]
    views: list[NoteView] = []
    if visit.auditor_id is not None:
        acts = await integrity.list_acts(visit.id, visit.auditor_id)
        branch = await chains.get_branch_by_id(visit.branch_id)
        place = (branch.latitude, branch.longitude)
        notes += trace_notes(acts, visit.submitted_at, checklist, place)
        recent = await integrity.list_recent(visit.auditor_id, visit.checklist, visit.id)
        outcomes = await integrity.list_outcomes([one.id for one in recent])
        notes += habit_notes(checklist, recent, outcomes, await integrity.count_not_applicable(visit.checklist))
        notes += repeated_texts(
            comments_of(answers), [text for one in recent for text in comments_of(one.answers).values()]
        )
        views = [*await photo_notes(visit, texts), *await way_notes(visit, trace_of(acts, None)[0], place)]
    named = [NoteView(note.sentence, tuple((key, texts.get(key, key)) for key in note.items)) for note in notes]
    return (*named, *views)


def own_notes(checklist: Checklist, answers: Mapping[str, Any], score: Mapping[str, Any]) -> list[IntegrityNote]:
    """What the visit's own answers and words tell."""
    kept = {part["key"]: part["kept"] for part in score["items"] if part["kept"] is not None}
    values = {item.key: value_of(answers.get(item.key)) for item in checklist.items()}
    scales = [
        (item.key, values[item.key])
        for item in checklist.items()
        if item.kind in ("scale", "expectation") and values[item.key] not in (None, NOT_APPLICABLE)
    ]
    seconds = {
        item.key: float(values[item.key])  # type: ignore[arg-type] # a number, as is asked
        for item in checklist.items()
        if item.kind == "time" and isinstance(values[item.key], int | float)
    }
    return [*straight_note(scales), *contradiction_notes(comments_of(answers), kept, seconds)]


def comments_of(answers: Mapping[str, Any]) -> dict[str, str]:
    """The comments of a visit by item, and answers that are texts."""
    said = {}
    for item, answer in answers.items():
        text = answer.get("comment") if isinstance(answer, Mapping) else None
        if isinstance(text, str) and text:
            said[item] = text
    return said


def trace_notes(
    acts: Acts, handed_in: datetime | None, checklist: Checklist, branch: tuple[float | None, float | None]
) -> list[IntegrityNote]:
    """What the acts on the phone tell."""
    trace, phone, accuracy = trace_of(acts, handed_in)
    order = {item.key: place for place, item in enumerate(checklist.items())}
    place = None if branch[0] is None or branch[1] is None else (branch[0], branch[1])
    return [
        *on_site_note(trace), *hurry_note(trace), *distance_note(phone, place, accuracy),
        *photo_distance_note(places_of_photos(acts), place), *order_note(trace, order), *late_notes(trace),
    ]  # fmt: skip


def trace_of(acts: Acts, handed_in: datetime | None) -> tuple[Trace, tuple[float, float] | None, float]:
    """The moments that count, where the phone was on arriving, and how sure it was of that."""
    answered: dict[str, float] = {}
    arrived: float | None = None
    left: float | None = None
    phone: tuple[float, float] | None = None
    accuracy = 0.0
    for item, field, op in acts:
        at = moment(op["at"]) / 1000
        details = op.get("value") if isinstance(op.get("value"), Mapping) else {}
        if field == "arrive" and arrived is None:
            arrived, phone, accuracy = at, *place_of(details or {})
        elif field == "place" and not item and phone is None:
            phone, accuracy = place_of(details or {})
        elif field == "leave":
            left = at
        elif field == "answer" and item:
            answered.setdefault(item, at)
    done = None if handed_in is None else handed_in.timestamp()
    in_time = sorted(answered.items(), key=lambda pair: pair[1])
    return Trace(in_time, arrived, left, done), phone, accuracy


def places_of_photos(acts: Acts) -> list[tuple[str, tuple[float, float], float]]:
    """Where the phone was at the photos of each item, with its accuracy, where it knew."""
    places = []
    for item, field, op in acts:
        if item and field in ("place", "photo_add") and isinstance(op.get("value"), Mapping):
            place, accuracy = place_of(op["value"])
            places += [(item, place, accuracy)] if place else []
    return places


def place_of(details: Mapping[str, Any]) -> tuple[tuple[float, float] | None, float]:
    """The place that a phone told on arriving, and its accuracy in metres; None for anything that is no place."""
    numbers = [details.get(name) for name in ("lat", "lon", "accuracy")]
    lat, lon, accuracy = (
        float(one) if isinstance(one, int | float) and not isinstance(one, bool) else None for one in numbers
    )
    if lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return None, 0.0
    return (lat, lon), accuracy or 0.0


def habit_notes(
    checklist: Checklist, recent: Sequence[RecentVisit], outcomes: Sequence[tuple[str, str, float | None]],
    everybody: tuple[int, int],
) -> list[IntegrityNote]:  # fmt: skip
    """What the auditor's latest visits tell together."""
    own_na = sum(state == "not_applicable" for _, state, _ in outcomes)
    own_all = own_na + sum(state == "counted" for _, state, _ in outcomes)
    targets = {item.key: float(item.target) for item in checklist.items() if item.target is not None}
    times = [targets[item] - seconds for item, _, seconds in outcomes if seconds is not None and item in targets]
    percents = [one.percent for one in recent if one.percent is not None]
    starts = [float(band.start) for band in checklist.bands if band.start > 0]
    scores = [percent - start for percent in percents for start in starts]
    return [
        *na_note((own_na, own_all), everybody),
        *heaping_note(times, TARGET_WINDOW),
        *heaping_note(scores, SCORE_WINDOW, are_scores=True),
    ]


async def photo_notes(visit: VisitRow, texts: Mapping[str, str]) -> list[NoteView]:
    """Photos that were used before: the very bytes by anybody, or what looks like them by this auditor."""
    assert visit.auditor_id is not None
    same = await integrity.list_same_photos(visit.id)
    prints = await integrity.list_prints(visit.id)
    others = await integrity.list_other_prints(visit.auditor_id, visit.id) if prints else []
    known = {item for item, _ in same}
    like = [
        (item, other)
        for item, own in prints
        for other, theirs in others
        if item not in known and count_differing_bits(own, theirs) <= SAME_BITS
    ]
    return [
        NoteView(
            say(text),
            tuple((item, texts.get(item, item)) for item in unique(item for item, _ in found)),
            unique(other for _, other in found)[:5],
        )
        for text, found in ((SAME_PHOTO, same), (LIKE_PHOTO, like))
        if found
    ]


async def way_notes(visit: VisitRow, trace: Trace, place: tuple[float | None, float | None]) -> list[NoteView]:
    """Other visits of the auditor that lie too far away for the time between."""
    latitude, longitude = place
    if visit.auditor_id is None or trace.arrived is None or latitude is None or longitude is None:
        return []
    arrived = datetime.fromtimestamp(trace.arrived, UTC)
    comings = await integrity.list_comings(visit.auditor_id, visit.id, arrived - AROUND, arrived + AROUND)
    own = Stay(visit.id, trace.arrived, max(trace.arrived, trace.left or 0.0), (latitude, longitude))
    return [NoteView(note.sentence, (), (other,)) for note, other in route_notes(own, stays_of(comings))]


def stays_of(comings: Iterable[Coming]) -> list[Stay]:
    """Each visit's stay, as far as the phone told it: from the first time somebody came to the last time they left."""
    stays: dict[str, Stay] = {}
    for one in sorted(comings, key=lambda one: one.field):  # "arrive" before "leave"
        at, known = moment(one.body["at"]) / 1000, stays.get(one.visit_id)
        if one.field == "arrive":
            arrived = min(at, known.arrived) if known else at
            stays[one.visit_id] = Stay(one.visit_id, arrived, arrived, (one.latitude, one.longitude))
        elif known:
            stays[one.visit_id] = replace(known, left=max(at, known.left))
    return list(stays.values())


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Each once, in order of appearance."""
    return tuple(dict.fromkeys(names))

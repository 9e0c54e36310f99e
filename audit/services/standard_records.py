"""The record of one standard: what it promises, who answers for it, where it is used, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from audit.errors import N_, BadInput, Problem, Sentence, say
from audit.services.compare_pages.standards import Months
from audit.services.filter_bars import touchpoint_label
from audit.services.lineages import line_before, promise_in
from audit.services.sides import source_label
from audit.services.standard_histories import HistoryLine, UseLine, history_lines, use_lines
from audit.services.standard_months import months_of
from audit.services.standard_words import words_fields
from audit.store import log, people, standard_records
from audit.store.connections import transaction
from audit.store.selections import Selection
from audit.store.sights import Sight
from audit.store.standard_records import StandardRecord
from audit.words import LANGUAGES

NOBODY = say(N_("Nobody yet"))
NONE = say(N_("None: it simply ends"))
NO_PERSON = N_("Choose a person from the list.")
NO_STANDARD = N_("Choose a standard from the list.")
IN_A_CIRCLE = N_("That standard was itself replaced by this one, so it cannot take its place.")
NO_STEP = N_("This step is not known.")


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Everything there is to know of a standard but its statistics, which have a page of their own."""

    title: str
    key: str
    touchpoint: Sentence | str
    texts: tuple[tuple[str, str, str, str], ...]
    values: tuple[str, ...]
    source: Sentence | str
    owner: Sentence | str
    owner_id: str
    retired_at: datetime | None
    successor: tuple[str, str] | None
    predecessors: tuple[tuple[str, str], ...]
    uses: tuple[UseLine, ...]
    history: tuple[HistoryLine, ...]
    months: Months
    people: tuple[tuple[str, Sentence | str], ...]
    others: tuple[tuple[str, Sentence | str], ...]
    fields: Mapping[str, str]
    languages: tuple[tuple[str, str], ...]
    touchpoints: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    notice: Sentence | None = None


async def record_page(sight: Sight, key: str, language: str, **refused: Any) -> RecordPage:
    """The record of a standard; its months are of the branches a person may see. Raises NotFound.

    `refused`: the `typed` words that could not be kept, with their `problems` or a `notice`.
    """
    typed = refused.pop("typed", None)
    record = await standard_records.get_record(key)
    everything = await standard_records.list_records()
    versions = await standard_records.list_measuring_versions(key)
    names = {one.id: (one.key, promise_in(one, language)) for one in everything}
    everybody = await people.list_people()
    staff = [one for one in everybody if one.role in ("owner", "manager") and one.left_at is None]
    return RecordPage(
        title=promise_in(record, language),
        key=key,
        touchpoint=touchpoint_label(record.touchpoint),
        texts=texts_of(record),
        values=tuple(record.values),
        source=source_label(record.source),
        owner=record.owner or NOBODY,
        owner_id=str(record.owner_id or ""),
        retired_at=record.retired_at,
        successor=names.get(record.successor_id or 0),
        predecessors=tuple(names[one.id] for one in line_before(record.id, everything)),
        uses=use_lines(key, versions, language),
        history=history_lines(key, versions, await log.list_entries("standard", key), everybody, language),
        months=await months_of(sight, Selection(standard_id=record.id), language),
        people=(("", NOBODY), *((str(one.id), one.name) for one in staff)),
        others=(("", NONE), *(names[one.id] for one in everything if one.id != record.id and one.retired_at is None)),
        fields={**(typed or {}), "revision": words_fields(record)["revision"]} if typed else words_fields(record),
        languages=tuple((code, name) for code, name, _, _ in texts_of(record)),
        touchpoints=tuple(dict.fromkeys(one.touchpoint for one in everything if one.touchpoint)),
        **refused,
    )


def texts_of(record: StandardRecord) -> tuple[tuple[str, str, str, str], ...]:
    """Promise and instructions side by side: the language's code and name, and both texts, empty where missing."""
    codes = dict.fromkeys((*LANGUAGES, *record.promise, *record.sop))
    return tuple(
        (code, LANGUAGES.get(code, code), record.promise.get(code, ""), record.sop.get(code, "")) for code in codes
    )


async def change_record(key: str, form: Mapping[str, str], now: datetime, person_id: int) -> None:
    """One step (`do`): `own` with a `person`, `retire` with or without a `successor`, `restore`."""
    do = form.get("do", "")
    if do not in ("own", "retire", "restore"):
        raise BadInput(say(NO_STEP))
    async with transaction():
        record = await standard_records.get_record(key)
        if do == "own":
            verb, detail = await give_owner(record, form)
        elif do == "retire":
            verb, detail = await retire(record, form, now)
        else:
            await standard_records.put_retirement(record.id, None, None)
            verb, detail = "brought_back", {}
        await log.add_entry(person_id, verb, "standard", key, detail, now)


async def give_owner(record: StandardRecord, form: Mapping[str, str]) -> tuple[str, dict[str, object]]:
    """Who answers for it from now on."""
    chosen = form.get("person", "")
    found = next((one for one in await people.list_people() if str(one.id) == chosen), None)
    if chosen and (found is None or found.role not in ("owner", "manager")):
        raise refused("person", NO_PERSON)
    await standard_records.put_owner(record.id, found.id if found else None)
    return "gave_owner", {"to": found.id if found else None}  # a log keeps no names


async def retire(record: StandardRecord, form: Mapping[str, str], now: datetime) -> tuple[str, dict[str, object]]:
    """No longer promised; another may take its place, and its trend."""
    everything = await standard_records.list_records()
    chosen = form.get("successor", "")
    successor = next((one for one in everything if one.key == chosen), None)
    if chosen and (successor is None or successor.id == record.id):
        raise refused("successor", NO_STANDARD)
    if successor is not None and successor.id in {one.id for one in line_before(record.id, everything)}:
        raise refused("successor", IN_A_CIRCLE)
    await standard_records.put_retirement(record.id, record.retired_at or now, successor.id if successor else None)
    if successor is None:
        return "retired", {}
    return "replaced", {"successor": dict(successor.promise)}


def refused(place: str, text: str) -> BadInput:
    sentence = say(text)
    return BadInput(sentence, (Problem(place, sentence),))

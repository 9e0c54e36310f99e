"""What a standard says of itself, rewritten on its own page: promise, instructions, touchpoint, values and source.

Versions stay as they were published. A draft that says something else of it is told so in the builder.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from audit.checklists.drafting.documents import revision_of
from audit.checklists.drafting.readings import Reading
from audit.checklists.parsing.fields import LONGEST_TEXT
from audit.errors import N_, BadInput, NotNow, Problem, say
from audit.services.publishing import LONGEST_TOUCHPOINT, TOUCHPOINT_TOO_LONG
from audit.store import chains, log, standard_records
from audit.store.connections import transaction
from audit.store.standard_records import StandardRecord

LONGEST_VALUE = 100
MOST_VALUES = 20
LONGEST_SOURCE = 200
NO_PROMISE = N_("The promise is empty.")
TEXT_TOO_LONG = N_("A text has at most {most} characters.")
VALUES_TOO_MANY = N_("There are at most {most} values, each of at most {letters} characters.")
SOURCE_TOO_LONG = N_("Who asked for it has at most {most} characters.")
OVERTAKEN = N_("Somebody else has rewritten it meanwhile. Nothing was overwritten: below is what you typed.")


@dataclass(frozen=True, slots=True)
class Words:
    """What was typed and could not be kept."""

    values: Mapping[str, str]
    problems: tuple[Problem, ...]


def words_of(record: StandardRecord) -> dict[str, Any]:
    """What a standard says of itself, as one value that can be compared and kept."""
    return {
        "promise": dict(record.promise),
        "sop": dict(record.sop),
        "touchpoint": record.touchpoint,
        "values": list(record.values),
        "source": record.source,
    }


def words_fields(record: StandardRecord) -> dict[str, str]:
    """The form's fields by name."""
    fields = {f"promise.{code}": said for code, said in record.promise.items()}
    fields |= {f"sop.{code}": said for code, said in record.sop.items()}
    fields |= {"touchpoint": record.touchpoint, "values": ", ".join(record.values), "source": record.source}
    return fields | {"revision": revision_of(words_of(record))}


def read_words(form: Mapping[str, str]) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The words a form holds, and what cannot be kept."""
    reading = Reading(form)
    words: dict[str, Any] = {name: reading.texts(name) for name in ("promise", "sop")}
    words |= {name: form.get(name, "").strip() for name in ("touchpoint", "source")}
    words["values"] = [value for part in form.get("values", "").split(",") if (value := part.strip())]
    if not words["promise"]:
        reading.note("promise", NO_PROMISE)
    for name in ("promise", "sop"):
        if any(len(said) > LONGEST_TEXT for said in words[name].values()):
            reading.note(name, TEXT_TOO_LONG, most=LONGEST_TEXT)
    if len(words["touchpoint"]) > LONGEST_TOUCHPOINT:
        reading.note("touchpoint", TOUCHPOINT_TOO_LONG, most=LONGEST_TOUCHPOINT)
    if len(words["source"]) > LONGEST_SOURCE:
        reading.note("source", SOURCE_TOO_LONG, most=LONGEST_SOURCE)
    if len(words["values"]) > MOST_VALUES or any(len(value) > LONGEST_VALUE for value in words["values"]):
        reading.note("values", VALUES_TOO_MANY, most=MOST_VALUES, letters=LONGEST_VALUE)
    return words, tuple(reading.problems)


async def rewrite(key: str, form: Mapping[str, str], now: datetime, person_id: int) -> None:
    """Keep other words, where they are still as the form showed them. Sent twice it is done once.

    Raises BadInput with every problem, NotNow when somebody else was faster.
    """
    words, problems = read_words(form)
    if problems:
        raise BadInput(problems[0].sentence, problems)
    async with transaction():
        record = await standard_records.get_record_to_change(key)
        before = words_of(record)
        if before == words:
            return
        if revision_of(before) != form.get("revision", ""):
            raise NotNow(say(OVERTAKEN))
        await standard_records.put_words(record.id, words)
        await chains.grow_rollup_version()  # comparisons are computed anew, with the words
        await log.add_entry(person_id, "rewrote", "standard", key, {"before": before, "after": words}, now)

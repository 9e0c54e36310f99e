"""Whether what the product stands on answers: the database and the photo store."""

from __future__ import annotations

from audit.blobs import Blobs
from audit.errors import N_, BrokenEnvironment, Sentence, say
from audit.store.connections import is_database_answering

NO_DATABASE = say(N_("The database does not answer."))


async def check_health(blobs: Blobs) -> dict[str, Sentence]:
    """What is broken, by part; empty when all is well."""
    problems: dict[str, Sentence] = {}
    if not await is_database_answering():
        problems["database"] = NO_DATABASE
    try:
        await blobs.check()
    except BrokenEnvironment as error:
        problems["photos"] = error.sentence
    return problems

"""From the filters in an address to what the database is asked for."""

from __future__ import annotations

from datetime import date

from audit.errors import N_, BadInput, Problem, say
from audit.services.filters import Filters
from audit.store import chains, checklists
from audit.store.selections import Selection

NO_REGION = N_("There is no region “{value}”.")
NO_CHECKLIST = N_("There is no checklist “{value}”.")


async def selection_of(filters: Filters, today: date, statuses: tuple[str, ...] = ()) -> Selection:
    """The visits that filters mean; without `statuses`, those that count.

    Raises BadInput naming a region or checklist that is not there.
    """
    since, until = filters.dates(today)
    region = await chains.find_region(filters.region) if filters.region else None
    if filters.region and region is None:
        refuse("region", NO_REGION, filters.region)
    if filters.checklist and await checklists.find_checklist(filters.checklist) is None:
        refuse("checklist", NO_CHECKLIST, filters.checklist)
    return Selection(
        since=since,
        until=until,
        region_path=region.path if region else "",
        checklist=filters.checklist,
        channel=filters.channel,
        ownership=filters.ownership,
        statuses=statuses,
    )


def refuse(place: str, text: str, value: str) -> None:
    """Raise BadInput about one filter."""
    sentence = say(text, value=value)
    raise BadInput(sentence, (Problem(place, sentence),))

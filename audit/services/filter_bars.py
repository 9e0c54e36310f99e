"""The filters on top of a page: what can be chosen, in the reader's language, with what is chosen now."""

from __future__ import annotations

from audit.checklists.labels import CHANNELS
from audit.checklists.model import Text
from audit.errors import N_, Sentence, say, say_count
from audit.services.compare_pages.parts import Filter, FilterBar, FilterOption
from audit.services.filters import Filters
from audit.store import chains, checklists
from audit.store.sights import Sight

PERIODS = (
    FilterOption("", say(N_("All time"))),
    FilterOption("3m", say(N_("Last 3 months"))),
    FilterOption("6m", say(N_("Last 6 months"))),
    FilterOption("12m", say(N_("Last 12 months"))),
)
OWNERSHIPS = (
    FilterOption("", say(N_("Own and franchised"))),
    FilterOption("own", say(N_("Own branches"))),
    FilterOption("franchise", say(N_("Franchised branches"))),
)
LIKE_FOR_LIKE = say(N_("Like for like"))
SUMMARY = N_("{visits} · {branches} · {auditors}")
VISITS = (N_("{count} visit"), N_("{count} visits"))
BRANCHES = (N_("{count} branch"), N_("{count} branches"))
AUDITORS = (N_("{count} auditor"), N_("{count} auditors"))


async def filter_bar(
    action: str,
    filters: Filters,
    sight: Sight,
    language: str,
    summary: Sentence | str = "",
    hidden: tuple[tuple[str, str], ...] = (),
    only: tuple[str, ...] = ("period", "region", "checklist", "channel", "touchpoint", "ownership"),
    compares_scores: bool = False,
) -> FilterBar:
    """The bar of a page at an address. A filter with nothing to choose is left out."""
    every = {
        "period": Filter("period", say(N_("Period")), PERIODS, filters.period),
        "region": Filter("region", say(N_("Region")), await region_options(sight), filters.region),
        "checklist": Filter("checklist", say(N_("Checklist")), await checklist_options(language), filters.checklist),
        "channel": Filter("channel", say(N_("Channel")), channel_options(), filters.channel),
        "touchpoint": Filter("touchpoint", say(N_("Touchpoint")), await touchpoint_options(), filters.touchpoint),
        "value": Filter("value", say(N_("Value")), await value_options(), filters.value),
        "ownership": Filter("ownership", say(N_("Ownership")), OWNERSHIPS, filters.ownership),
    }
    chosen = tuple(every[name] for name in only if len(every[name].options) > 2 or name == "period")
    dates = tuple((name, str(day)) for name in ("since", "until") if (day := getattr(filters, name)))
    checks = (("alike", LIKE_FOR_LIKE, bool(filters.alike)),) if compares_scores else ()
    value = (("value", filters.value),) if filters.value and "value" not in only else ()
    return FilterBar(action, chosen, summary, checks, (*dates, *value, *hidden))


async def region_options(sight: Sight) -> tuple[FilterOption, ...]:
    """Every region that holds a branch the person may see, its depth shown by its parents' names before it."""
    regions = {region.id: region for region in await chains.list_regions()}
    seen = await chains.list_region_ids(sight)
    inside = {int(part) for one in seen for part in regions[one].path.split("/") if part}
    named = [(region_label(region, regions), region.name) for region in regions.values() if region.id in inside]
    return (
        FilterOption("", say(N_("All regions"))),
        *(FilterOption(name, label) for label, name in sorted(named)),
    )


def region_label(region: chains.RegionRow, regions: dict[int, chains.RegionRow]) -> str:
    """`Netherlands / Randstad`."""
    return " / ".join(regions[int(part)].name for part in region.path.split("/") if part)


async def checklist_options(language: str) -> tuple[FilterOption, ...]:
    """Every checklist by its name."""
    rows = await checklists.list_checklists()
    named = [FilterOption(row.key, Text(tuple(row.name.items())).in_language(language)) for row in rows]
    return (FilterOption("", say(N_("All checklists"))), *named)


def channel_options() -> tuple[FilterOption, ...]:
    """How the guest met the branch."""
    return (
        FilterOption("", say(N_("All channels"))),
        *(FilterOption(channel, label) for channel, label in CHANNELS.items()),
    )


async def touchpoint_options() -> tuple[FilterOption, ...]:
    """The moments of the guest's journey, in its order."""
    names = dict.fromkeys(row.touchpoint for row in await checklists.list_standards() if row.touchpoint)
    return (
        FilterOption("", say(N_("All touchpoints"))),
        *(FilterOption(name, touchpoint_label(name)) for name in names),
    )


async def value_options() -> tuple[FilterOption, ...]:
    """The chain's own values, as its standards name them."""
    names = {str(value) for row in await checklists.list_standards() for value in row.values}
    return (FilterOption("", say(N_("All values"))), *(FilterOption(name, name) for name in sorted(names)))


TOUCHPOINTS = {
    "arrival": say(N_("Arrival")),
    "greeting": say(N_("Greeting")),
    "refreshments": say(N_("Refreshments")),
    "advice": say(N_("Advice")),
    "outcome": say(N_("Outcome")),
    "complaint": say(N_("Complaints")),
    "payment": say(N_("Payment and goodbye")),
    "follow_up": say(N_("Follow-up")),
    "phone_answer": say(N_("Answering the phone")),
    "phone_booking": say(N_("Booking by phone")),
    "writing": say(N_("In writing")),
    "reception": say(N_("Reception")),
    "room": say(N_("Requests and room")),
    "dining": say(N_("At the table")),
    "order": say(N_("Order and handover")),
    "premises": say(N_("Premises")),
    "departure": say(N_("Departure")),
    "internal_contact": say(N_("Contact inside the chain")),
    "internal_delivery": say(N_("Delivery inside the chain")),
    "internal_support": say(N_("Support inside the chain")),
}


def touchpoint_label(touchpoint: str) -> Sentence | str:
    """A touchpoint of the shipped library in words; a chain's own as it wrote it."""
    return TOUCHPOINTS.get(touchpoint, touchpoint)


def counts(visits: int, branches: int, auditors: int) -> Sentence:
    """`612 visits · 24 branches · 9 auditors`."""
    return say(
        SUMMARY,
        visits=say_count(*VISITS, visits),
        branches=say_count(*BRANCHES, branches),
        auditors=say_count(*AUDITORS, auditors),
    )

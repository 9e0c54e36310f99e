"""What a report says about the part of the chain it is about."""

from __future__ import annotations

from audit.checklists.labels import CHANNELS
from audit.errors import N_, NotFound, Sentence, say
from audit.services.chain_reports import Narrowing
from audit.services.filter_bars import LIKE_FOR_LIKE, OWNERSHIPS, checklist_options, touchpoint_label
from audit.services.filters import Filters
from audit.store import chains
from audit.store.sights import NOT_HERE, WHOLE_CHAIN, Sight

REGION, CHECKLIST, CHANNEL = say(N_("Region")), say(N_("Checklist")), say(N_("Channel"))
TOUCHPOINT, OWNERSHIP, BRANCHES = say(N_("Touchpoint")), say(N_("Ownership")), say(N_("Branches"))
SCORES = say(N_("Scores"))
IN_CARE = say(N_("only those in the care of whoever made this report"))


async def narrowings(filters: Filters, sight: Sight, language: str) -> tuple[Narrowing, ...]:
    """Every filter but the dates, and whether the maker sees less than the whole chain."""
    names = {option.value: option.label for option in await checklist_options(language)}
    owned = {option.value: option.label for option in OWNERSHIPS}
    chosen: tuple[tuple[Sentence, bool, Sentence | str], ...] = (
        (BRANCHES, sight.branch_ids is not None, IN_CARE),
        (REGION, bool(filters.region), filters.region),
        (CHECKLIST, bool(filters.checklist), names.get(filters.checklist, filters.checklist)),
        (CHANNEL, bool(filters.channel), CHANNELS.get(filters.channel, filters.channel)),
        (TOUCHPOINT, bool(filters.touchpoint), touchpoint_label(filters.touchpoint)),
        (OWNERSHIP, bool(filters.ownership), owned.get(filters.ownership, filters.ownership)),
        (SCORES, bool(filters.alike), LIKE_FOR_LIKE),
    )
    return tuple(Narrowing(name, value) for name, is_on, value in chosen if is_on)


async def sees_region(sight: Sight, name: str) -> bool:
    """Whether a person sees every branch of a region: its report has a page for each."""
    region = await chains.find_region(name)
    branches = await chains.list_branches(WHOLE_CHAIN, region) if region else []
    return bool(branches) and all(sight.sees_branch(branch.id) for branch in branches)


async def must_see_region(sight: Sight, name: str) -> None:
    """Raise NotFound for a region that is not wholly theirs to see."""
    if not await sees_region(sight, name):
        raise NotFound(say(NOT_HERE))


async def list_seen_regions(sight: Sight, within: str = "") -> list[str]:
    """The regions with branches that are wholly theirs to see, in one region or in all; parents first."""
    regions = await chains.list_regions()
    above = {region.id: region.path for region in regions}
    has_branches, has_hidden = set[str](), set[str]()
    for branch in await chains.list_branches(WHOLE_CHAIN):
        ids = above.get(branch.region_id or 0, "").split("/")
        has_branches.update(ids)
        has_hidden.update(() if sight.sees_branch(branch.id) else ids)
    outer = await chains.find_region(within) if within else None
    return [
        region.name
        for region in regions
        if str(region.id) in has_branches - has_hidden and region.path.startswith(outer.path if outer else "/")
    ]

"""The language a branch reads its report in: its reader's own choice, else what is spoken where it stands."""

from __future__ import annotations

from collections import Counter

from audit.store import chains, people
from audit.store.chains import BranchRow
from audit.store.sights import Sight
from audit.words import LANGUAGES

BY_COUNTRY = {
    "nl": ("nl", "nld", "netherlands", "the netherlands", "nederland", "holland"),
    "id": ("id", "idn", "indonesia"),
    "ro": ("ro", "rou", "romania", "românia", "moldova"),
}
BY_ZONE = {
    "nl": ("Europe/Amsterdam",),
    "id": ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Asia/Pontianak"),
    "ro": ("Europe/Bucharest", "Europe/Chisinau"),
}


async def language_of(sight: Sight, kind: str, name: str) -> str:
    """A branch's language; of a region, that of most of its branches. Raises NotFound for one that is not theirs."""
    otherwise = (await chains.get_chain()).language
    if kind == "branch":
        return await language_of_branch(await chains.get_branch(sight, name), otherwise)
    inside = await chains.list_branches(sight, await chains.get_region(name))
    spoken = Counter([await language_of_branch(branch, otherwise) for branch in inside])
    return max(spoken, key=lambda one: spoken[one], default=otherwise)


async def language_of_branch(branch: BranchRow, otherwise: str) -> str:
    """One of our languages; `otherwise` where nothing tells."""
    for reader in await people.list_branch_readers(branch.id):
        if reader.language in LANGUAGES:
            return reader.language
    return spoken_at(branch.country, branch.time_zone) or otherwise


def spoken_at(country: str, time_zone: str) -> str:
    """What is spoken in a country by its name or code, else in a time zone; empty where we do not know."""
    named = country.strip().casefold()
    for language, names in BY_COUNTRY.items():
        if named in names:
            return language
    if named:
        return ""
    return next((language for language, zones in BY_ZONE.items() if time_zone in zones), "")

"""The shipped standards of service, ready to be taken into a checklist: eighty-five, in four languages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from audit.checklists.labels import KINDS
from audit.checklists.model import Text
from audit.errors import N_, Sentence, say, say_count
from audit.services.filter_bars import touchpoint_label

TITLE = say(N_("Library of standards"))
COUNTED = (N_("{count} standard to choose from"), N_("{count} standards to choose from"))
TRADES = {
    "salon": say(N_("Salon")),
    "restaurant": say(N_("Restaurant")),
    "hotel": say(N_("Hotel")),
    "retail": say(N_("Shop")),
    "bank": say(N_("Bank")),
    "phone": say(N_("Phone")),
}


@dataclass(frozen=True, slots=True)
class LibraryStandard:
    """A standard with the item that measures it: the fields of a checklist file, without key and text."""

    key: str
    promise: Text
    touchpoint: str
    trades: tuple[str, ...]
    item: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LibraryLine:
    """One standard as it is read; `target_seconds` where it is a time."""

    promise: str
    kind: Sentence
    target_seconds: int | None
    trades: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """The library, by touchpoint; `trade` is the one asked for, empty for all."""

    sentence: Sentence
    trade: str
    trades: tuple[tuple[str, Sentence], ...]
    groups: tuple[tuple[Sentence | str, tuple[LibraryLine, ...]], ...]
    title: Sentence = TITLE


@lru_cache(maxsize=1)
def library_standards() -> tuple[LibraryStandard, ...]:
    """Every shipped standard, in the order of the guest's journey."""
    file = resources.files("audit.checklists") / "library" / "standards" / "standards.json"
    return tuple(
        LibraryStandard(
            entry["key"],
            Text(tuple(entry["promise"].items())),
            entry["touchpoint"],
            tuple(entry["trades"]),
            entry["item"],
        )
        for entry in json.loads(file.read_text(encoding="utf-8"))
    )


def library_page(trade: str, language: str) -> LibraryPage:
    """The standards of one trade, or all where the trade is none of ours."""
    chosen = [one for one in library_standards() if trade not in TRADES or trade in one.trades]
    touchpoints = dict.fromkeys(one.touchpoint for one in chosen)
    groups = tuple(
        (touchpoint_label(name), tuple(line_of(one, language) for one in chosen if one.touchpoint == name))
        for name in touchpoints
    )
    return LibraryPage(
        say_count(*COUNTED, len(chosen)), trade if trade in TRADES else "", tuple(TRADES.items()), groups
    )


def line_of(one: LibraryStandard, language: str) -> LibraryLine:
    """A standard in the reader's language."""
    trades = tuple(TRADES[trade] for trade in one.trades)
    return LibraryLine(one.promise.in_language(language, "en"), KINDS[one.item["kind"]], one.item.get("target"), trades)

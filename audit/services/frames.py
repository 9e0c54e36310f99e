"""What stands around every page: whose chain it is, who is looking, where they can go, what just happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from audit.errors import Sentence


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One place to go. `count` is what waits there (visits to review, overdue actions); 0 shows nothing."""

    label: Sentence
    href: str
    is_current: bool = False
    count: int = 0
    count_label: Sentence | None = None
    """What the count counts, read out beside it: "3 to review"."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What just happened, said once on top of the next page."""

    kind: Literal["done", "note", "problem"]
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Frame:
    """What the layouts need. `role` is one of owner, manager, auditor, reader, or empty when nobody is signed in."""

    chain_name: str
    language: str
    home: str = "/"
    person_name: str = ""
    role: Literal["", "owner", "manager", "auditor", "reader"] = ""
    nav: tuple[NavEntry, ...] = ()
    menu: tuple[NavEntry, ...] = ()
    notices: tuple[Notice, ...] = ()
    bell: NavEntry | None = None
    """Where the person's notices are, with how many are new."""
    person_id: str = ""
    sends_mail: bool = False
    """Whether this server sends mail."""

    @property
    def person_initials(self) -> str:
        """At most two letters: of the first and of the last name."""
        names = self.person_name.split()
        chosen = (names[0], names[-1]) if len(names) > 1 else names
        return "".join(name[0] for name in chosen).upper()

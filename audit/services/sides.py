"""Whose wish a standard is: the guest's, the staff's or the owners'. A chain needs all three to be served alike.

Equal attention to guests, staff and owners is the service-profit chain (Heskett and others 1994, Harvard Business
Review 72:164). What a checklist calls the source of a standard is a free word; those that everybody uses have a side.
"""

from __future__ import annotations

from audit.errors import N_, Sentence, say

GUESTS, STAFF, OWNERS, OTHERS = "guests", "staff", "owners", "others"
SIDES = {
    GUESTS: say(N_("The guests' side")),
    STAFF: say(N_("The staff's side")),
    OWNERS: say(N_("The owners' side")),
    OTHERS: say(N_("Others: the law, suppliers, guides")),
}
SOURCES = {
    "guests": (GUESTS, say(N_("guests"))),
    "customers": (GUESTS, say(N_("guests"))),
    "staff": (STAFF, say(N_("staff"))),
    "employees": (STAFF, say(N_("staff"))),
    "colleagues": (STAFF, say(N_("staff"))),
    "stylists": (STAFF, say(N_("stylists"))),
    "owners": (OWNERS, say(N_("owners"))),
    "shareholders": (OWNERS, say(N_("owners"))),
    "head office": (OWNERS, say(N_("head office"))),
    "franchisees": (OWNERS, say(N_("franchisees"))),
    "law": (OTHERS, say(N_("the law"))),
}


def side_of(source: str) -> str:
    """The side a source stands on; a standard without a source is on none."""
    return SOURCES[source.casefold()][0] if source.casefold() in SOURCES else OTHERS if source else ""


def source_label(source: str) -> Sentence | str:
    """A source in words: the usual ones in the reader's language, a chain's own as it wrote it."""
    return SOURCES[source.casefold()][1] if source.casefold() in SOURCES else source

"""Every door of the product, as the route table has them, with an address that leads through each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.routing import Route

from audit.static_files import build_id
from audit.web.access import Roles
from audit.web.routes import ROUTES
from tests.web.salons import PHOTO_NOON, PHOTO_SUN

FILES = (".csv", ".json", ".pdf", ".png", ".xlsx", ".zip")
"""How addresses end that lead to a file instead of a page."""

PLACE = re.compile(r"\{(\w+)(?::path)?\}")
ANYWHERE = {
    "item": "drink",
    "section": "arrival",
    "build": build_id(),
    "path": "css/desk.css",
    "token": "made-up",
    "size": "thumbnail",
    "submission": "s-9",
    "revision": "1",
    "person": "3",
    "appeal": "1",
}
# What each role may see, so that nothing but the role decides.
THEIRS = {
    "owner": {
        "visit": "noon-2",
        "action": "2",
        "code": "sun",
        "region": "South",
        "sha256": PHOTO_SUN,
        "key": "drink",
        "job": "job-owner",
        "report": "2",
        "round": "1",
        "pack": "pack-owner",
        "copy": "copy-sun",
        "upload": "1",
    },
    "manager": {
        "visit": "noon-2",
        "action": "1",
        "code": "noon",
        "region": "North",
        "sha256": PHOTO_NOON,
        "key": "drink",
        "job": "job-manager",
        "report": "1",
        "round": "2",
        "pack": "pack-manager",
        "copy": "copy-noon",
    },
    "reader": {"visit": "sun-1", "action": "2", "report": "2", "code": "sun", "sha256": PHOTO_SUN, "key": "drink"},
    "auditor": {"visit": "plan-ann", "action": "1", "code": "noon", "sha256": PHOTO_NOON, "key": "drink"},
}


@dataclass(frozen=True)
class Door:
    """One route and one method."""

    path: str
    method: str
    may: Roles

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    def address(self, **values: str) -> str:
        """The address with values at its places."""
        known = ANYWHERE | THEIRS["owner"] | values
        if self.path.startswith(("/checklists", "/quizzes")) and known["key"] == THEIRS["owner"]["key"]:
            known["key"] = "salon-visit"
        return PLACE.sub(lambda match: known[match[1]], self.path)

    def has(self, place: str) -> bool:
        return place in PLACE.findall(self.path)


def doors() -> list[Door]:
    """Each route with each of its own methods (HEAD comes with GET)."""
    return [
        Door(route.path, method, getattr(route.endpoint, "may", frozenset()))
        for route in ROUTES
        if isinstance(route, Route)
        for method in sorted((route.methods or set()) - {"HEAD"})
    ]

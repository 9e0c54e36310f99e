"""Pages that explain."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from audit.errors import N_, Sentence, say
from audit.web.pages import page

HOW_TO_READ = say(N_("How to read the comparison"))


@dataclass(frozen=True, slots=True)
class HelpPage:
    """A page of explanation: its words stand in the template."""

    title: Sentence


async def show_reading(request: Request) -> Response:
    """GET /help/reading: what the sentences and plots say, and what they do not."""
    return page(request, "help/reading.html", page=HelpPage(HOW_TO_READ))

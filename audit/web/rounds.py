"""Rounds of visits at the desk."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime

from starlette.requests import Request
from starlette.responses import Response

from audit.errors import BadInput, NotFound, Problem, say
from audit.services.planning import NO_DAY, is_day
from audit.services.proposal_changes import read_changes
from audit.services.round_pages import round_page, rounds_page
from audit.services.round_plans import plan_next
from audit.services.rounds import RoundForm, add_round, end_round, set_opening_days
from audit.web.access import NOT_HERE, sight
from audit.web.bodies import fields_of
from audit.web.pages import fragment, go, is_fragment_wanted, language_of, page

LONGEST_ID = 10


async def index(request: Request) -> Response:
    """GET /rounds."""
    form = RoundForm(first_on=datetime.now(UTC).date().isoformat())
    return page(request, "rounds/index.html", page=await rounds_page(await sight(request), form, language_of(request)))


async def create(request: Request) -> Response:
    """POST /rounds."""
    sent, seen = await fields_of(request), await sight(request)
    form = form_from(sent)
    try:
        round_id = await add_round(seen, form, datetime.now(UTC))
    except BadInput as error:
        view = await rounds_page(seen, form, language_of(request), error.problems)
        return page(request, "rounds/index.html", error.status, page=view)
    return go(f"/rounds/{round_id}")


def form_from(sent: list[tuple[str, str]]) -> RoundForm:
    """The form as it was sent: a box that is not ticked sends nothing."""
    texts, names = dict(sent), {one.name for one in fields(RoundForm)} - {"checklists"}
    chosen = tuple(dict.fromkeys(value for name, value in sent if name == "checklists"))
    return RoundForm(checklists=chosen, **{name: texts.get(name, "") for name in names})


async def show(request: Request) -> Response:
    """GET /rounds/{round}: with the proposal for its next period."""
    view = await round_page(await sight(request), id_of(request), language_of(request), datetime.now(UTC))
    return page(request, "rounds/show.html", page=view)


async def change(request: Request) -> Response:
    """POST /rounds/{round}/proposal with other auditors and days: the proposal explained anew, nothing is kept."""
    sent = await fields_of(request)
    opened = {value for name, value in sent if name == "open"}
    view = await round_page(
        await sight(request), id_of(request), language_of(request), datetime.now(UTC), read_changes(sent),
        skipped_in(sent), opened,
    )  # fmt: skip
    if is_fragment_wanted(request):
        return fragment(request, "rounds/_proposal.html", page=view)
    return page(request, "rounds/show.html", page=view)


async def open_on(request: Request) -> Response:
    """POST /rounds/opening-days with every `day` of the week that visits are planned on; 0 is Monday."""
    days = [value for name, value in await fields_of(request) if name == "day"]
    await set_opening_days(await sight(request), days, datetime.now(UTC))
    return go("/rounds?done=opening_days")


async def plan(request: Request) -> Response:
    """POST /rounds/{round}/plans with the period's `first` day and which (`visit`) of those `offered`
    to plan; what was too much to be offered is planned as it is proposed.
    """
    sent = await fields_of(request)
    first = dict(sent).get("first", "")
    if not is_day(first):
        raise BadInput(say(NO_DAY), (Problem("first", say(NO_DAY)),))
    first_on, changes = date.fromisoformat(first), read_changes(sent)
    await plan_next(await sight(request), id_of(request), first_on, skipped_in(sent), datetime.now(UTC), changes)
    return go(f"/rounds/{id_of(request)}?done=round_planned")


def skipped_in(sent: list[tuple[str, str]]) -> set[str]:
    """The visits whose boxes are not ticked: a browser sends those that are, and all names in one field beside them."""
    offered = {name for field, value in sent if field == "offered" for name in value.split()}
    return offered - {value for field, value in sent if field == "visit"}


async def end(request: Request) -> Response:
    """POST /rounds/{round}/end."""
    await end_round(await sight(request), id_of(request), datetime.now(UTC))
    return go(f"/rounds/{id_of(request)}?done=round_ended")


def id_of(request: Request) -> int:
    """The round that an address names."""
    text = request.path_params["round"]
    if not (text.isascii() and text.isdigit() and len(text) < LONGEST_ID):
        raise NotFound(say(NOT_HERE))
    return int(text)

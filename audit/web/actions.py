"""Actions: the board and the list, one action, and what people do with it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import fields
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from audit.errors import BadInput
from audit.services import action_proofs, actions
from audit.services.action_lists import actions_page
from audit.services.action_pages import action_page, new_action_page
from audit.services.actions import Draft
from audit.store.sights import Sight
from audit.web.access import sight
from audit.web.bodies import file_of, form_of, id_of
from audit.web.pages import go, language_of, page, page_number

LARGEST_PHOTO_BYTES = 16 * 1024 * 1024


async def index(request: Request) -> Response:
    """GET /actions: the board; `?view=list` the list, with `state` and `page`."""
    query = request.query_params
    number, now = page_number(query.get("page", "")), datetime.now(UTC)
    view = await actions_page(
        await sight(request), query.get("view", ""), query.get("state", ""), number, now, language_of(request)
    )
    return page(request, "actions/index.html", page=view)


async def show_new(request: Request) -> Response:
    """GET /actions/new; `branch`, `standard`, `visit` and `item` come from where somebody was looking."""
    query = request.query_params
    draft = Draft(**{part.name: query.get(part.name, "") for part in fields(Draft)})
    view = await new_action_page(await sight(request), draft, language_of(request))
    return page(request, "actions/new.html", page=view)


async def create(request: Request) -> Response:
    """POST /actions."""
    form, seen = await form_of(request), await sight(request)
    draft = Draft(**{part.name: form.get(part.name, "") for part in fields(Draft)})
    try:
        action = await actions.open_action(seen, draft, datetime.now(UTC))
    except BadInput as error:
        view = await new_action_page(seen, draft, language_of(request), error.problems)
        return page(request, "actions/new.html", error.status, page=view)
    return go(f"/actions/{action}?done=opened_action")


async def show(request: Request) -> Response:
    """GET /actions/{action}."""
    action = id_of(request.path_params["action"])
    view = await action_page(await sight(request), action, datetime.now(UTC), language_of(request))
    return page(request, "actions/show.html", page=view)


async def tick(request: Request) -> Response:
    """POST /actions/{action}/steps with the id of a `step`, and `done` when it is."""
    form = await form_of(request)
    step, is_done = id_of(form.get("step", "")), bool(form.get("done"))

    async def work(seen: Sight, action: int, now: datetime) -> None:
        await actions.tick_step(seen, action, step, now, is_done=is_done)

    return await carry_out(request, work, "")


async def prove(request: Request) -> Response:
    """POST /actions/{action}/proofs with a `photo`."""
    await action_page(await sight(request), id_of(request.path_params["action"]), datetime.now(UTC), "en")

    async def work(seen: Sight, action: int, now: datetime) -> None:
        data = await file_of(request, "photo", LARGEST_PHOTO_BYTES)
        await action_proofs.add_proof(seen, action, data, request.app.state.blobs, now)

    return await carry_out(request, work, "added_proof")


async def finish(request: Request) -> Response:
    """POST /actions/{action}/completion."""
    return await carry_out(request, actions.finish_action, "finished_action")


async def sign_off(request: Request) -> Response:
    """POST /actions/{action}/sign-off, by somebody else than who finished it."""
    return await carry_out(request, actions.sign_off, "signed_action")


async def reopen(request: Request) -> Response:
    """POST /actions/{action}/reopening with a `reason`."""
    reason = (await form_of(request)).get("reason", "")

    async def work(seen: Sight, action: int, now: datetime) -> None:
        await actions.reopen_action(seen, action, reason, now)

    return await carry_out(request, work, "reopened_action")


async def withdraw(request: Request) -> Response:
    """POST /actions/{action}/withdrawal with a `reason`."""
    reason = (await form_of(request)).get("reason", "")

    async def work(seen: Sight, action: int, now: datetime) -> None:
        await actions.withdraw_action(seen, action, reason, now)

    return await carry_out(request, work, "withdrew_action")


async def give(request: Request) -> Response:
    """POST /actions/{action}/assignment with `owner` and `due`."""
    form = await form_of(request)

    async def work(seen: Sight, action: int, now: datetime) -> None:
        await actions.give_action(seen, action, form.get("owner", ""), form.get("due", ""), now)

    return await carry_out(request, work, "gave_action")


async def carry_out(request: Request, work: Callable[[Sight, int, datetime], Awaitable[None]], done: str) -> Response:
    """Do something with an action; what cannot be taken comes back on its page with the sentence."""
    seen, action, now = await sight(request), id_of(request.path_params["action"]), datetime.now(UTC)
    try:
        await work(seen, action, now)
    except BadInput as error:
        view = await action_page(seen, action, now, language_of(request), error.sentence)
        return page(request, "actions/show.html", error.status, page=view)
    return go(f"/actions/{action}?done={done}" if done else f"/actions/{action}")

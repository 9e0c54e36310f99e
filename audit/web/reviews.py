"""What waits for a word, and a manager's word on a visit: accept it, send it back with reasons, reject it."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from audit.errors import BadInput, Sentence
from audit.services import review_forms, reviews
from audit.services.review_forms import Typed
from audit.services.review_queues import review_queue
from audit.services.visit_pages import visit_page
from audit.web.access import sight
from audit.web.bodies import form_of, id_of
from audit.web.pages import go, language_of, page, page_number

REMARK = "remark-"


async def index(request: Request) -> Response:
    """GET /reviews: the longest waiting first."""
    return await queue(request)


async def queue(request: Request, status: int = 200, typed: str = "", problem: Sentence | None = None) -> Response:
    """The queue, with a remark that could not be kept where there is one."""
    number = page_number(request.query_params.get("page", ""))
    now = datetime.now(UTC)
    view = await review_queue(await sight(request), number, now, language_of(request), typed, problem)
    return page(request, "reviews/index.html", status, page=view)


async def keep_remark(request: Request) -> Response:
    """POST /reviews/remarks with the `text` of a remark to offer."""
    text = (await form_of(request)).get("text", "")
    try:
        await review_forms.keep_remark(await sight(request), text, datetime.now(UTC))
    except BadInput as error:
        return await queue(request, error.status, text, error.sentence)
    return go("/reviews?done=saved_remark")


async def drop_remark(request: Request) -> Response:
    """POST /reviews/remarks/retirements with the id of a `remark`."""
    remark = id_of((await form_of(request)).get("remark", ""))
    await review_forms.drop_remark(await sight(request), remark, datetime.now(UTC))
    return go("/reviews?done=dropped_remark")


async def accept(request: Request) -> Response:
    """POST /visits/{visit}/acceptance."""
    visit = request.path_params["visit"]
    await reviews.accept_visit(await sight(request), visit, "", datetime.now(UTC))
    return go(f"/visits/{visit}?done=accepted")


async def send_back(request: Request) -> Response:
    """POST /visits/{visit}/return with a `reason`, remarks on items (`remark-KEY`), or both: the auditor reads them."""
    return await decide(request, "returned")


async def reject(request: Request) -> Response:
    """POST /visits/{visit}/rejection with a `reason` that stays with the visit."""
    return await decide(request, "rejected")


async def decide(request: Request, decision: str) -> Response:
    """Carry out a decision that needs a reason; without one the page comes back with the sentence."""
    visit, seen, now = request.path_params["visit"], await sight(request), datetime.now(UTC)
    form = await form_of(request)
    reason = form.get("reason", "")
    items = {name.removeprefix(REMARK): text for name, text in form.items() if name.startswith(REMARK)}
    try:
        if decision == "returned":
            await reviews.return_visit(seen, visit, reason, now, items)
        else:
            await reviews.reject_visit(seen, visit, reason, now)
    except BadInput as error:
        view = await visit_page(seen, visit, language_of(request), Typed(items, reason, error.sentence))
        return page(request, "visits/show.html", error.status, page=view)
    return go(f"/visits/{visit}?done={decision}")

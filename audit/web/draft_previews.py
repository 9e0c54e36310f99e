"""The draft as it will look on the phone: the whole form with a test score, and one item beside its editor."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from audit.services import drafts
from audit.services.draft_items import item_page
from audit.services.draft_previews import item_preview, preview_page
from audit.web.bodies import fields_of
from audit.web.pages import fragment, is_fragment_wanted, language_of, page


async def show(request: Request) -> Response:
    """GET /checklists/{key}/draft/preview: the form, nothing answered yet."""
    draft = await drafts.get_draft(request.path_params["key"])
    return page(request, "checklists/draft/preview.html", page=preview_page(draft, (), language_of(request)))


async def score(request: Request) -> Response:
    """POST /checklists/{key}/draft/preview with answers: what they hide and what they come to. Nothing is kept."""
    draft = await drafts.get_draft(request.path_params["key"])
    view = preview_page(draft, await fields_of(request), language_of(request))
    status = 422 if view.problems else 200
    if is_fragment_wanted(request) and not view.blockers:
        return fragment(request, "checklists/draft/_preview.html", status, page=view)
    return page(request, "checklists/draft/preview.html", status, page=view)


async def score_item(request: Request) -> Response:
    """POST /checklists/{key}/draft/items/{item}/preview with an answer: what it earns. Nothing is kept."""
    draft, language = await drafts.get_draft(request.path_params["key"]), language_of(request)
    item = request.path_params["item"]
    preview = item_preview(draft.document, item, await fields_of(request), language)
    view = item_page(draft, item, language)
    if is_fragment_wanted(request):
        return fragment(request, "checklists/draft/_item_preview.html", page=view, preview=preview)
    return page(request, "checklists/draft/item.html", page=view, preview=preview)

"""A draft in other languages: what each lacks, to be filled in."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from audit.services import drafts
from audit.services.draft_languages import languages_page, translating
from audit.web.access import signed_in
from audit.web.bodies import form_of
from audit.web.pages import go, language_of, page


async def show(request: Request) -> Response:
    """GET /checklists/{key}/draft/languages?of=ro: what Romanian lacks."""
    draft = await drafts.get_draft(request.path_params["key"])
    view = languages_page(draft, request.query_params.get("of", ""), language_of(request))
    return page(request, "checklists/draft/languages.html", page=view)


async def save(request: Request) -> Response:
    """POST /checklists/{key}/draft/languages with the words of one language (`of`)."""
    key, form = request.path_params["key"], await form_of(request)
    language = form.get("of", "")
    await drafts.change_draft(key, translating(form, language), datetime.now(UTC), signed_in(request).id, "languages")
    return go(f"/checklists/{quote(key)}/draft/languages?of={quote(language)}")

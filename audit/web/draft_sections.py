"""One section of a draft: its titles, weight and condition."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from audit.checklists.drafting.documents import find_section
from audit.checklists.drafting.section_forms import read_section_form, section_fields
from audit.services import drafts
from audit.services.draft_rules import with_asked_item
from audit.services.draft_sections import replacing_section, section_page
from audit.services.drafts import Overtaken
from audit.web.access import signed_in
from audit.web.bodies import form_of
from audit.web.pages import go, language_of, page

TEMPLATE = "checklists/draft/section.html"


async def show(request: Request) -> Response:
    """GET /checklists/{key}/draft/sections/{section}."""
    draft = await drafts.get_draft(request.path_params["key"])
    return page(request, TEMPLATE, page=section_page(draft, request.path_params["section"], language_of(request)))


async def save(request: Request) -> Response:
    """POST /checklists/{key}/draft/sections/{section}: titles, weight, and the rows of its condition."""
    key, section, language = request.path_params["key"], request.path_params["section"], language_of(request)
    typed, draft = await form_of(request), await drafts.get_draft(key)
    form = with_asked_item(typed, draft.document)
    fields, problems = read_section_form(form, find_section(draft.document, section))
    if problems:
        return page(request, TEMPLATE, 422, page=section_page(draft, section, language, form, problems=problems))
    replacing = replacing_section(section, form.get("revision", ""), fields)
    try:
        await drafts.change_draft(key, replacing, datetime.now(UTC), signed_in(request).id, section)
    except Overtaken as error:
        theirs = section_fields(dict(error.theirs), draft.document["language"])
        now = await drafts.get_draft(key)
        view = section_page(now, section, language, form, theirs=theirs, notice=error.sentence)
        return page(request, TEMPLATE, error.status, page=view)
    address = f"/checklists/{quote(key)}/draft"
    return go(f"{address}/sections/{quote(section)}" if typed.get("rule_item") else f"{address}#section-{section}")

"""One item of a draft: its form, which saves by itself or by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from audit.checklists.drafting.documents import find_item
from audit.checklists.drafting.item_fields import item_fields
from audit.checklists.drafting.item_forms import read_item_form
from audit.services import drafts
from audit.services.draft_experience import experience_of
from audit.services.draft_items import fills_last_row, item_page
from audit.services.draft_previews import item_preview
from audit.services.draft_rules import with_asked_item
from audit.services.draft_standards import standard_note
from audit.services.draft_undoing import undoing
from audit.services.drafts import Draft, Overtaken
from audit.web.access import signed_in
from audit.web.bodies import form_of
from audit.web.pages import fragment, go, is_fragment_wanted, language_of, page


async def show(request: Request) -> Response:
    """GET /checklists/{key}/draft/items/{item}; `?saved=yes` after it was saved."""
    draft = await drafts.get_draft(request.path_params["key"])
    return await answer(request, draft, {}, is_saved="saved" in request.query_params)


async def save(request: Request) -> Response:
    """POST /checklists/{key}/draft/items/{item}: the whole form, by hand or by itself."""
    key, item_key, typed = request.path_params["key"], request.path_params["item"], await form_of(request)
    draft = await drafts.get_draft(key)
    section, place = find_item(draft.document, item_key)
    form = with_asked_item(typed, draft.document)
    item, problems = read_item_form(form, section["items"][place])
    if problems:
        return await answer(request, draft, form, 422, values=form, problems=problems)
    replacing = drafts.replacing_item(item_key, form.get("revision", ""), item, form.get("new_standard", "").strip())
    try:
        _, kept = await drafts.change_draft(key, replacing, datetime.now(UTC), signed_in(request).id, item_key)
    except Overtaken as error:
        return await show_both(request, error, form)
    if is_part_wanted(request, form):
        changed = {"has_new_condition": bool(form.get("rule_item")), "needs_rows": fills_last_row(form)}
        return await answer(request, kept, form, is_saved=True, **changed)
    return go(f"/checklists/{quote(key)}/draft/items/{quote(item_key)}?saved=yes")


async def show_both(request: Request, error: Overtaken, form: Mapping[str, str]) -> Response:
    """409: what was typed, still in the form, and what somebody else has kept meanwhile.

    Where the form saved by itself it keeps its old revision: only a person who has seen both may replace theirs.
    """
    draft = await drafts.get_draft(request.path_params["key"])
    theirs = None if is_part_wanted(request, form) else item_fields(error.theirs, draft.document["language"])
    return await answer(request, draft, form, error.status, values=form, theirs=theirs, notice=error.sentence)


async def answer(request: Request, draft: Draft, form: Mapping[str, str], status: int = 200, **more: Any) -> Response:
    """The item's page, or the parts of it that saving by itself changes."""
    language = language_of(request)
    mine = await undoing(draft, signed_in(request).id, language)
    section, place = find_item(draft.document, request.path_params["item"])
    standard = await standard_note(section["items"][place].get("standard"), language)
    view = item_page(draft, request.path_params["item"], language, undoing=mine, standard=standard, **more)
    differing = (await experience_of(draft, language)).differing.get(view.item)
    if differing is not None:
        view = replace(view, remarks=(*view.remarks, replace(differing, subject="")))
    preview = item_preview(draft.document, view.item, (), language)
    if not is_part_wanted(request, form):
        return page(request, "checklists/draft/item.html", status, page=view, preview=preview)
    if view.notice is not None:
        view = replace(view, revision=form.get("revision", ""))
    address = f"/checklists/{quote(view.key)}/draft"
    return fragment(request, "checklists/draft/_saved.html", status, page=view, address=address, preview=preview)


def is_part_wanted(request: Request, form: Mapping[str, str]) -> bool:
    """Whether the form saved by itself. Another kind of answer has other fields: then the page is asked for."""
    return bool(form) and is_fragment_wanted(request) and form.get("kind") == form.get("form_kind")

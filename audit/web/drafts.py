"""The builder: the draft of a checklist, its items one by one, and publishing it."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from audit.checklists.drafting.settings_forms import read_settings_form, settings_fields
from audit.errors import BadInput, NotNow
from audit.services import draft_steps, drafts
from audit.services.draft_pages import changed_page, draft_page
from audit.services.draft_publications import publish_page
from audit.services.draft_settings import replacing_settings, settings_page
from audit.services.drafts import Overtaken
from audit.web.access import signed_in
from audit.web.bodies import form_of
from audit.web.pages import fragment, go, is_fragment_wanted, language_of, page


async def create(request: Request) -> Response:
    """POST /checklists with `key` and `name`: begin a checklist."""
    form, now = await form_of(request), datetime.now(UTC)
    person = signed_in(request)
    key = await drafts.create_draft(form.get("key", ""), form.get("name", ""), language_of(request), now, person.id)
    return go(f"/checklists/{quote(key)}/draft")


async def show(request: Request) -> Response:
    """GET /checklists/{key}/draft."""
    draft = await drafts.get_draft(request.path_params["key"])
    return page(request, "checklists/draft/index.html", page=draft_page(draft, language_of(request)))


async def change(request: Request) -> Response:
    """POST /checklists/{key}/draft: one step on sections and items; see services/draft_steps."""
    key, form = request.path_params["key"], await form_of(request)
    try:
        step = draft_steps.read_step(form)
        before, after = await drafts.change_draft(key, step.change, datetime.now(UTC), signed_in(request).id, step.what)
    except (BadInput, NotNow) as error:
        now = await drafts.get_draft(key)
        problems = error.problems or (draft_steps.whole(error.sentence),)
        view = draft_page(now, language_of(request), problems, form)
        return page(request, "checklists/draft/index.html", error.status, page=view)
    if is_fragment_wanted(request) and step.keeps_sections and form.get("seen") == before.revision:
        view_of_parts = changed_page(before, after, language_of(request), form)
        return fragment(request, "checklists/draft/_changed.html", page=view_of_parts)
    return go(f"/checklists/{quote(key)}/draft{draft_steps.landing(step, after, form.get('section', ''))}")


async def discard(request: Request) -> Response:
    """POST /checklists/{key}/draft/discard: back to the newest version."""
    key = request.path_params["key"]
    await drafts.discard_draft(key, datetime.now(UTC), signed_in(request).id)
    return go(f"/checklists/{quote(key)}")


async def show_settings(request: Request) -> Response:
    """GET /checklists/{key}/draft/settings."""
    draft = await drafts.get_draft(request.path_params["key"])
    return page(request, "checklists/draft/settings.html", page=settings_page(draft))


async def save_settings(request: Request) -> Response:
    """POST /checklists/{key}/draft/settings: name, channel, mode, bonus and bands."""
    key, form = request.path_params["key"], await form_of(request)
    settings, problems = read_settings_form(form)
    if problems:
        view = settings_page(await drafts.get_draft(key), form, problems=problems)
        return page(request, "checklists/draft/settings.html", 422, page=view)
    replacing = replacing_settings(form.get("revision", ""), settings)
    try:
        await drafts.change_draft(key, replacing, datetime.now(UTC), signed_in(request).id, "settings")
    except Overtaken as error:
        draft = await drafts.get_draft(key)
        view = settings_page(draft, form, theirs=settings_fields(draft.document), notice=error.sentence)
        return page(request, "checklists/draft/settings.html", error.status, page=view)
    return go(f"/checklists/{quote(key)}/draft")


async def show_publication(request: Request) -> Response:
    """GET /checklists/{key}/draft/publication: what publishing would change."""
    draft = await drafts.get_draft(request.path_params["key"])
    return page(request, "checklists/draft/publication.html", page=await publish_page(draft, language_of(request)))


async def publish(request: Request) -> Response:
    """POST /checklists/{key}/draft/publication with the `revision` that was looked at."""
    key, form = request.path_params["key"], await form_of(request)
    try:
        version = await drafts.publish_draft(key, form.get("revision", ""), datetime.now(UTC), signed_in(request).id)
    except (BadInput, NotNow) as error:
        view = await publish_page(await drafts.get_draft(key), language_of(request), error.sentence)
        return page(request, "checklists/draft/publication.html", error.status, page=view)
    return go(f"/checklists/{quote(key)}?version={version.number}&done=published")

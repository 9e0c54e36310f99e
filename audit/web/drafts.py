"""The builder: the draft of a checklist, its items one by one, and publishing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from audit.checklists.drafting.documents import keys_of
from audit.checklists.drafting.settings_forms import read_settings_form, settings_fields
from audit.errors import BadInput, NotNow
from audit.services import draft_steps, drafts
from audit.services.draft_experience import experience_of
from audit.services.draft_pages import Beside, changed_page, draft_page, keeps_sections
from audit.services.draft_publications import publish_page
from audit.services.draft_settings import replacing_settings, settings_page
from audit.services.draft_standards import list_words, standard_notes, taking_words
from audit.services.draft_undoing import undo_step, undoing
from audit.services.drafts import Draft, Overtaken
from audit.services.version_terms import read_day
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
    view = draft_page(draft, await around(request, draft), language_of(request))
    return page(request, "checklists/draft/index.html", page=view)


async def beside(request: Request, draft: Draft) -> Beside:
    """What the person behind the request can take back, and what past visits teach."""
    language = language_of(request)
    mine = await undoing(draft, signed_in(request).id, language)
    return Beside(mine, await experience_of(draft, language))


async def around(request: Request, draft: Draft) -> Beside:
    """The same with what the standards' own records say, which no small step changes."""
    return replace(await beside(request, draft), standards=await standard_notes(draft, language_of(request)))


async def change(request: Request) -> Response:
    """POST /checklists/{key}/draft: one step (`do`) on sections and items; see services/draft_steps."""
    key, form = request.path_params["key"], await form_of(request)
    try:
        step = draft_steps.read_step(form)
        before, after = await drafts.change_draft(key, step.change, datetime.now(UTC), signed_in(request).id, step.what)
    except (BadInput, NotNow) as error:
        return await refuse(request, error, form)
    landing = draft_steps.landing(step, after, form.get("section", ""))
    return await answer(request, before, after, form, landing)


async def take_back(request: Request) -> Response:
    """POST /checklists/{key}/draft/undoing with `do` (undo, redo): one's own last step; then the page of `item`."""
    key, form, now = request.path_params["key"], await form_of(request), datetime.now(UTC)
    try:
        before, after = await undo_step(key, now, signed_in(request).id, back=form.get("do") != "redo")
    except NotNow as error:
        return await refuse(request, error, form)
    item = form.get("item", "")
    return await answer(
        request, before, after, form, f"/items/{quote(item)}" if item in keys_of(after.document) else ""
    )


async def refuse(request: Request, error: BadInput | NotNow, form: Mapping[str, str]) -> Response:
    """The draft as it is now, with what was wrong and what was typed."""
    now = await drafts.get_draft(request.path_params["key"])
    problems = error.problems or (draft_steps.whole(error.sentence),)
    view = draft_page(now, await around(request, now), language_of(request), problems, form)
    return page(request, "checklists/draft/index.html", error.status, page=view)


async def answer(request: Request, before: Draft, after: Draft, form: Mapping[str, str], landing: str) -> Response:
    """The parts of the page that a step changed, where the page shows the draft as it was; else the page."""
    is_up_to_date = is_fragment_wanted(request) and form.get("seen") == before.revision
    if is_up_to_date and keeps_sections(before, after):
        view = changed_page(before, after, await beside(request, after), language_of(request), form)
        return fragment(request, "checklists/draft/_changed.html", page=view)
    return go(f"/checklists/{quote(after.key)}/draft{landing}")


async def take_words(request: Request) -> Response:
    """POST /checklists/{key}/draft/words: the standards say in the draft what they say on their own pages."""
    key, known = request.path_params["key"], await list_words()
    now, person = datetime.now(UTC), signed_in(request).id
    await drafts.change_draft(key, lambda document: taking_words(document, known), now, person, "standards")
    return go(f"/checklists/{quote(key)}/draft")


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
    """POST /checklists/{key}/draft/publication with the `revision` that was looked at, and a day to start on."""
    key, form = request.path_params["key"], await form_of(request)
    try:
        starts_on, person = read_day(form.get("starts_on", "")), signed_in(request).id
        version = await drafts.publish_draft(key, form.get("revision", ""), datetime.now(UTC), person, starts_on)
    except (BadInput, NotNow) as error:
        view = await publish_page(await drafts.get_draft(key), language_of(request), error.sentence)
        return page(request, "checklists/draft/publication.html", error.status, page=view)
    return go(f"/checklists/{quote(key)}?version={version.number}&done=published")

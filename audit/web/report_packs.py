"""Reports of many branches: one job, an archive, a link each; by themselves where the owner wants that."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from audit.services.filters import check_choice
from audit.services.pack_files import link_lines, zip_pieces
from audit.services.pack_pages import pack_job, pack_page, packs_page
from audit.services.report_packs import ABOUT, PERIODS, ask_for_pack, read_wanted
from audit.services.report_schedules import set_schedule
from audit.store import shared_reports
from audit.web.access import settings_of, sight
from audit.web.bodies import form_of
from audit.web.pages import fragment, go, is_fragment_wanted, language_of, page


async def index(request: Request) -> Response:
    """GET /reports/packs: the form, and the packs there are."""
    view = await packs_page(await sight(request), datetime.now(UTC).date(), language_of(request))
    return page(request, "reports/packs.html", page=view)


async def create(request: Request) -> Response:
    """POST /reports/packs with `period`, `about`, `region`, `language`, `days`."""
    now, seen = datetime.now(UTC), await sight(request)
    pack = await ask_for_pack(read_wanted(seen, await form_of(request), now.date()), now)
    return go(f"/reports/packs/{pack}")


async def schedule(request: Request) -> Response:
    """POST /reports/packs/schedule with `every`, empty to end it, and `every_about`."""
    form = await form_of(request)
    every, about = form.get("every", ""), form.get("every_about") or "branches"
    check_choice("every", every, PERIODS)
    check_choice("every_about", about, tuple(ABOUT))
    await set_schedule(await sight(request), every, datetime.now(UTC), about)
    return go("/reports/packs?done=scheduled")


async def show(request: Request) -> Response:
    """GET /reports/packs/{pack}; htmx asks for the list alone while it is being made."""
    now, pack = datetime.now(UTC), request.path_params["pack"]
    view = await pack_page(await sight(request), pack, now, language_of(request))
    if is_fragment_wanted(request):
        return fragment(request, "reports/_pack.html", page=view)
    return page(request, "reports/pack.html", page=view)


async def show_zip(request: Request) -> Response:
    """GET /reports/packs/{pack}/reports.zip: what is made so far."""
    seen, pack = await sight(request), request.path_params["pack"]
    await pack_job(seen, pack)
    rows = await shared_reports.list_pack(seen, pack)
    headers = {"content-disposition": f'attachment; filename="reports-{pack[:8]}.zip"'}
    return StreamingResponse(zip_pieces(rows, request.app.state.blobs), media_type="application/zip", headers=headers)


async def show_links(request: Request) -> Response:
    """GET /reports/packs/{pack}/links.csv: the link of each report."""
    seen, pack, settings = await sight(request), request.path_params["pack"], settings_of(request)
    await pack_job(seen, pack)
    rows = await shared_reports.list_pack(seen, pack)
    site = settings.url or str(request.base_url).rstrip("/")
    headers = {"content-disposition": f'attachment; filename="links-{pack[:8]}.csv"', "cache-control": "no-store"}
    return Response(link_lines(rows, site, settings.secret), media_type="text/csv; charset=utf-8", headers=headers)

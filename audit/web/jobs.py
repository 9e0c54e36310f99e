"""Background work: how far it is, and pausing, resuming, cancelling it."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from audit.services.job_pages import jobs_page
from audit.services.jobs import cancel_job, pause_job, resume_job
from audit.web.access import sight
from audit.web.pages import fragment, go, is_fragment_wanted, page


async def index(request: Request) -> Response:
    """GET /jobs; htmx asks for the list alone while something is going."""
    view = await jobs_page(await sight(request), datetime.now(UTC))
    if is_fragment_wanted(request):
        return fragment(request, "jobs/_list.html", page=view)
    return page(request, "jobs/index.html", page=view)


async def pause(request: Request) -> Response:
    """POST /jobs/{job}/pause."""
    await pause_job(await sight(request), request.path_params["job"], datetime.now(UTC))
    return go("/jobs")


async def resume(request: Request) -> Response:
    """POST /jobs/{job}/resumption: also for one that failed, which tries the step that failed again."""
    await resume_job(await sight(request), request.path_params["job"], datetime.now(UTC))
    return go("/jobs")


async def cancel(request: Request) -> Response:
    """POST /jobs/{job}/cancellation."""
    await cancel_job(await sight(request), request.path_params["job"], datetime.now(UTC))
    return go("/jobs")

"""Reports for readers, as PDF, in the reader's language."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from starlette.requests import Request
from starlette.responses import Response

from audit.services.branch_report_making import Asked, branch_report_pdf
from audit.services.chain_report_making import View, chain_report_pdf
from audit.services.filters import read_filters
from audit.services.region_report_making import region_report_pdf
from audit.services.report_looks import Size, read_size
from audit.services.report_scopes import must_see_region
from audit.services.visit_reports import Wanted, visit_report_pdf
from audit.web.access import settings_of, sight
from audit.web.pages import language_of


async def show_chain(request: Request) -> Response:
    """GET /consistency/report.pdf: the view of the filters in the address."""
    view = View(read_filters(request.query_params), language_of(request), today())
    state = request.app.state
    pdf = await chain_report_pdf(await sight(request), view, state.blobs, state.press, size_of(request))
    return answer(pdf, f"chain-{view.today}")


async def show_branch(request: Request) -> Response:
    """GET /branches/{code}/report.pdf."""
    code, state = request.path_params["code"], request.app.state
    site = settings_of(request).url
    asked = Asked(code, read_filters(request.query_params), language_of(request), today(), site=site)
    pdf = await branch_report_pdf(await sight(request), asked, state.blobs, state.press, size_of(request))
    return answer(pdf, f"branch-{code}-{asked.today}")


async def show_region(request: Request) -> Response:
    """GET /regions/{region}/report.pdf: a region beside its chain, with a page for each of its branches."""
    name, state = request.path_params["region"], request.app.state
    await must_see_region(await sight(request), name)
    view = View(replace(read_filters(request.query_params), region=""), language_of(request), today())
    return answer(
        await region_report_pdf(name, view, state.blobs, state.press, size_of(request)), f"region-{name}-{view.today}"
    )


async def show_visit(request: Request) -> Response:
    """GET /visits/{visit}/report.pdf; a franchise reads the auditor's nickname."""
    visit, state = request.path_params["visit"], request.app.state
    wanted = Wanted(visit, language_of(request), today(), settings_of(request).url)
    pdf = await visit_report_pdf(await sight(request), wanted, state.blobs, state.press, size_of(request))
    return answer(pdf, f"visit-{visit}")


def size_of(request: Request) -> Size | None:
    """`?paper=A4` or `Letter`; without it, as the chain has chosen."""
    return read_size(request.query_params.get("paper", ""))


def answer(pdf: bytes, name: str) -> Response:
    """A report that the browser shows, and saves under a name that fits every file system."""
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name)[:80]
    headers = {"content-disposition": f'inline; filename="{plain}.pdf"'}
    return Response(pdf, media_type="application/pdf", headers=headers)


def today() -> date:
    """The day that reports are issued on."""
    return datetime.now(UTC).date()

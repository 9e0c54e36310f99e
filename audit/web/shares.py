"""Reports shared by link: made and ended at the desk; franchise readers with an account find all of theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from audit.errors import N_, BadInput, NotFound, Problem, say
from audit.services.filters import Filters, check_choice, read_filters
from audit.services.report_mail import mail_token, read_mailing
from audit.services.report_replies import Reply, reply
from audit.services.share_forms import refused_form
from audit.services.share_pages import report_page, shares_page
from audit.services.sharing import Sharing, new_word, read_days, revoke, share
from audit.store import shared_reports
from audit.store.sights import NOT_HERE
from audit.web.access import settings_of, sight, signed_in
from audit.web.bodies import form_of
from audit.web.pages import go, language_of, page
from audit.web.shared import pdf_of
from audit.words import LANGUAGES

NO_REPORT = N_("Say which report the link of is to end.")


async def index(request: Request) -> Response:
    """GET /reports: what was shared, and opened when."""
    return page(request, "reports/index.html", page=await shares_page(await sight(request), datetime.now(UTC)))


async def share_branch(request: Request) -> Response:
    """POST /branches/{code}/report.pdf with `days`, `language`, `coded`, `email`: freeze it; its link, once."""
    return await shared(request, request.path_params["code"])


async def share_chain(request: Request) -> Response:
    """POST /consistency/report.pdf: the same for the view of the filters in the address."""
    return await shared(request, "")


async def share_region(request: Request) -> Response:
    """POST /regions/{region}/report.pdf: the same for a region's pack."""
    return await shared(request, "", request.path_params["region"])


async def shared(request: Request, code: str, region: str = "") -> Response:
    """The list with the new link on top; the form again with what is wrong."""
    state, seen, form = request.app.state, await sight(request), await form_of(request)
    filters = read_filters(request.query_params)
    try:
        sharing = await read_sharing(request, form, filters, code, region)
    except BadInput as error:
        again = await refused_form(seen, code, region, filters, form, error)
        return page(request, "reports/share.html", 422, page=again)
    token = await share(seen, sharing, state.blobs, state.press)
    link = f"{settings_of(request).url or str(request.base_url).rstrip('/')}/shared/{token}"
    mailed_to = sharing.letter.to if sharing.letter else ""
    view = await shares_page(seen, sharing.now, link, sharing.word, mailed_to)
    return page(request, "reports/index.html", 201, page=view)


async def read_sharing(request: Request, form: Mapping[str, str], filters: Filters, code: str, region: str) -> Sharing:
    """A report to share, from its form. Raises BadInput for what cannot be taken."""
    settings, key, now = settings_of(request), uuid4().hex, datetime.now(UTC)
    check_choice("language", form.get("language", ""), tuple(LANGUAGES))
    days, person = read_days(form.get("days", "")), signed_in(request).id
    letter = await read_mailing(form.get("email", ""), key, person, now, sends_mail=settings.sends_mail)
    return Sharing(
        code,
        replace(filters, region="") if region else filters,
        form.get("language") or language_of(request),
        now,
        days,
        new_word() if form.get("coded") else "",
        settings.url,
        token=mail_token(settings.secret, key) if letter else "",
        letter=letter,
        region=region,
    )


async def end(request: Request) -> Response:
    """POST /reports/revocations with `report`."""
    text = (await form_of(request)).get("report", "")
    if not is_number(text):
        raise BadInput(say(NO_REPORT), (Problem("report", say(NO_REPORT)),))
    await revoke(await sight(request), int(text), datetime.now(UTC))
    return go("/reports?done=revoked")


async def show(request: Request) -> Response:
    """GET /reports/{report}: the report, and for the desk who opened it when."""
    view = await report_page(await sight(request), report_of(request), datetime.now(UTC))
    return page(request, "reports/show.html", page=view)


async def show_pdf(request: Request) -> Response:
    """GET /reports/{report}/report.pdf: the frozen bytes."""
    row = await shared_reports.get_share(await sight(request), report_of(request))
    return await pdf_of(request, row, {})


async def add_reply(request: Request) -> Response:
    """POST /reports/{report}/replies with `kind` and `text`, under the person's own name."""
    row, person = await shared_reports.get_share(await sight(request), report_of(request)), signed_in(request)
    form = await form_of(request)
    kind = "receipt" if form.get("kind") == "receipt" and person.role == "reader" else "comment"
    await reply(row, Reply(kind, person.name, form.get("text", ""), person.id), datetime.now(UTC))
    return go(f"/reports/{row.id}?done=replied")


def report_of(request: Request) -> int:
    """The number in the address. Raises NotFound for what is none."""
    text = request.path_params["report"]
    if not is_number(text):
        raise NotFound(say(NOT_HERE))
    return int(text)


def is_number(text: str) -> bool:
    """Whether a text is a number of ours."""
    return text.isascii() and text.isdigit() and len(text) < 10

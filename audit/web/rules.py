"""Rules that open actions by themselves."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from audit.errors import BadInput
from audit.services.action_rules import RuleDraft, add_rule, end_rule
from audit.services.rule_pages import rules_page
from audit.web.access import sight
from audit.web.bodies import form_of, id_of
from audit.web.pages import go, language_of, page


async def index(request: Request) -> Response:
    """GET /actions/rules."""
    return page(request, "actions/rules.html", page=await rules_page(language_of(request)))


async def create(request: Request) -> Response:
    """POST /actions/rules."""
    form = await form_of(request)
    draft = RuleDraft(**{part.name: form.get(part.name, "") for part in fields(RuleDraft)})
    try:
        await add_rule(await sight(request), draft, datetime.now(UTC))
    except BadInput as error:
        view = await rules_page(language_of(request), draft, error.problems)
        return page(request, "actions/rules.html", error.status, page=view)
    return go("/actions/rules?done=added_rule")


async def end(request: Request) -> Response:
    """POST /actions/rules/retirements with the id of a `rule`."""
    rule = id_of((await form_of(request)).get("rule", ""))
    await end_rule(await sight(request), rule, datetime.now(UTC))
    return go("/actions/rules?done=ended_rule")

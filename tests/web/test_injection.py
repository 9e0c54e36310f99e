"""Hostile names and words: shown as they were written, never run, never filled in, never a header or a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote

import pytest

from audit.checklists.parsing import parse_checklist
from audit.services.publishing import publish
from audit.store import chains, people, visits
from audit.store.chains import NewBranch
from audit.store.models import Branch, Checklist, Region, Standard, Visit
from tests.cast import DOCUMENT, NOW
from tests.web.doors import FILES, THEIRS, doors
from tests.web.pages import Page
from tests.web.sites import NAMES, ROLES, Site, serving, settings_in

HOSTILE = (
    "{{7*7}}{%raw%}",
    "{name} {promise} {0} {",
    "%(name)s %s %d %",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "</title><svg onload=alert(1)>",
    "${7*7} #{7*7} <%= 7*7 %>",
    "=HYPERLINK(1)",
    "@SUM(1)",
    "\u202egnp.exe\u2066",
)
NO_PAGES = ("/static", "/service", "/manifest", "/health", "/sync", "/photos", "/shared", "/welcome")
PAGES = [
    door for door in doors() if door.method == "GET" and not door.path.endswith(FILES)
    and not door.path.startswith(NO_PAGES)
]  # fmt: skip


async def poison(text: str) -> None:
    """Call everything that people name by a hostile name, and write it where people write."""
    await chains.put_chain(name=text)
    await Region.filter(name="North").update(name=f"North {text}")
    for code in ("noon", "nest", "sun"):
        await Branch.filter(code=code).update(name=f"{code} {text}", city=text, address=text)
    for person in await people.list_people():
        await people.put_identity(person.id, person.email or "", f"{person.name} {text}")
    promise = {"en": f"{{promise}} {text}", "nl": text}
    await Standard.all().update(promise=promise, source=text, sop={"en": text}, touchpoint=text[:100])
    await Checklist.all().update(name={"en": text})
    answers = {"drink": {"value": "no", "comment": text}, "drink_why": {"value": text}}
    await Visit.all().update(answers=answers, returned_reason=text, briefing={"play": text, "never": text})


@pytest.fixture(params=HOSTILE, ids=lambda text: text[:12])
async def poisoned(request: pytest.FixtureRequest, data_folder: Path) -> AsyncIterator[Site]:
    async with serving(settings_in(data_folder)) as site:
        await poison(request.param)
        site.app.state.chain_name = request.param
        site.poison = request.param  # type: ignore[attr-defined] # remembered for the test
        yield site


def is_shown_as_text(page: Page, text: str) -> bool:
    return " ".join(text.split()) in page.one("body").text


async def test_a_hostile_name_is_only_a_name_on_every_page(poisoned: Site) -> None:
    text, shown = poisoned.poison, 0  # type: ignore[attr-defined]
    for role in ROLES:
        browser = await poisoned.signed_in(NAMES[role])
        for door in PAGES:
            if role in door.may:
                page = await browser.get(door.address(**THEIRS[role]))  # read_page refuses anything inline
                assert page.status in (200, 303), (str(door), page.text)
                shown += page.status == 200 and is_shown_as_text(page, text)
    assert shown > 20


async def test_errors_repeat_it_as_text_too(poisoned: Site) -> None:
    text = poisoned.poison  # type: ignore[attr-defined]
    owner = await poisoned.signed_in("owner")
    for name in ("region", "checklist", "since", "channel"):
        page = await owner.ask("GET", "/visits", params={name: text})
        assert page.status == 422 and is_shown_as_text(page, text.strip()), name
    page = await poisoned.stranger().post("/sign-in", {"email": text, "password": "x"})
    assert (page.status, page.one("input", id="email")["value"]) == (422, text)


@pytest.mark.parametrize("path", ["/consistency.csv", "/branches.csv", "/standards.csv", "/visits.csv"])
async def test_no_cell_of_a_table_is_a_formula(poisoned: Site, path: str) -> None:
    answer = await (await poisoned.signed_in("owner")).get(path)
    assert answer.status == 200
    cells = [cell for row in csv.reader(io.StringIO(answer.text.lstrip("\ufeff"))) for cell in row]
    assert len(cells) > 10
    assert [cell for cell in cells if cell.startswith(("=", "@", "\t", "\r"))] == []


@pytest.mark.parametrize(
    "code",
    [
        "a b",
        "a/b",
        "../x",
        "a?b=c",
        "a#b",
        "a%2Fb",
        "<i>",
        '"',
        "é",
        "100%",
        "&amp;",
        "a\\b",
        "report.pdf",
        "{code}",
        "+",
    ],
)
async def test_a_branchs_address_leads_to_that_branch_whatever_its_code(site: Site, code: str) -> None:
    await chains.put_branches([NewBranch(code, "The odd one")])
    owner = await site.signed_in("owner")
    listed = await owner.get("/branches")
    (link,) = [one["href"] for one in listed.all("a") if one.text == "The odd one"]
    assert link.startswith("/branches/")
    page = await owner.get(link)
    assert (page.status, page.heading.startswith("The odd one") or "The odd one" in page.words) == (200, True)


async def test_a_reports_file_name_is_plain_whatever_the_code(site: Site) -> None:
    code = 'x"; set-cookie: audit=1; \u202e/etc'
    await Branch.filter(code="noon").update(code=code)
    owner = await site.signed_in("owner")
    answer = await owner.ask("GET", f"/branches/{quote(code, safe='')}/report.pdf")
    assert answer.status == 200 and "set-cookie" not in answer.headers
    name = answer.headers["content-disposition"].partition("filename=")[2]
    assert set(name.strip('"').removesuffix(".pdf")) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


async def test_a_hostile_promise_cannot_break_a_sentence(site: Site) -> None:
    promise = "Every {guest} of {0} is {} greeted {{name}} %s %(x)s"
    document = {**DOCUMENT, "standards": [{**one, "promise": promise} for one in DOCUMENT["standards"]]}  # type: ignore[dict-item, attr-defined]
    await publish(parse_checklist(document), NOW)
    owner = await site.signed_in("owner")
    for address in ("/standards", "/standards/drink", "/consistency", "/branches/noon", "/checklists/salon-visit"):
        assert promise in (await owner.get(address)).words, address


async def test_a_reason_is_kept_and_shown_as_it_was_written(site: Site) -> None:
    reason = "<b>{why}</b> {{7*7}} %s\n=1+1"
    owner = await site.signed_in("owner")
    await owner.post("/visits/noon-2/return", {"reason": reason})
    assert (await visits.get_documents("noon-2")).returned_reason == reason
    page = await owner.get("/visits/noon-2")
    assert is_shown_as_text(page, reason) and "49" not in page.one("p", class_="notice notice--note").text

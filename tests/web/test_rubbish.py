"""Rubbish at every door, generated: an answer in the 200s to 400s with a sentence, never a fault of ours."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from audit.web.access import ANYBODY
from tests.web.doors import PLACE, THEIRS, Door, doors
from tests.web.pages import Page
from tests.web.sites import NAMES, Browser, Site

ALL = [pytest.param(door, id=str(door)) for door in doors()]
SENT = [pytest.param(door, id=str(door)) for door in doors() if door.method != "GET"]
READ = [one for one in ALL if one.values[0].method == "GET" and not one.values[0].path.endswith(".pdf")]  # type: ignore[union-attr]
TEXTS = (
    "%00", "no%00on", "%ff%fe", "%ed%a0%80", "%0d%0aset-cookie:%20audit=1", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%5c..",
    quote("<script>alert(1)</script>"), quote("' OR 1=1 --"), quote("{{7*7}}{name}%(name)s${x}"), quote("𝕊ún/🌞"),
    "x" * 3000, "9" * 3000, "-1", "0", "%20", "true", "null", "%u0041",
)  # fmt: skip
FILTERED = ("/consistency", "/consistency/journey", "/branches", "/standards", "/visits", "/branches/noon")
QUERIES = (
    *(f"page={text}&sort={text}&branch={text}&version={text}" for text in TEXTS),
    *(f"region={text}&checklist={text}&touchpoint={text}" for text in TEXTS),
    *(f"value={text}&standard={text}" for text in TEXTS), *(f"auditor={text}&kept={text}" for text in TEXTS[:6]),
    *(f"{name}={text}" for text in TEXTS[:8] for name in ("since", "period", "state", "done", "alike")),
    "since=0001-01-01", "until=9999-12-31", "since=9999-12-31&until=0001-01-01", "page=1&page=2&region=North&region=x",
    "&&&===&=", "?????", "a" * 20_000, "&".join(f"a{number}=1" for number in range(3000)), "region[]=North", "%",
)  # fmt: skip
FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
PART = b'--x\r\ncontent-disposition: form-data; name="%s"\r\n\r\n%s\r\n--x--\r\n'
BODIES: tuple[tuple[str, bytes], ...] = (
    ("", b""), ("", b"reason=x"), ("text/plain", b"reason=x"), ("nonsense", b"\x00\xff"), ("application/json", b"{"),
    ("application/json", b"[]"), ("application/json", b"null"), ("application/json", b"\xff\xfe"),
    ("application/json", b'{"user": {"a": [1e999, NaN]}}'), ("application/json", b"[" * 50_000),
    ("application/json", b'{"device": "\\u0000", "user": "4", "ops": [], "sent_at": "\\ud800"}'),
    ("application/json", b'{"ops": ' + b"9" * 5000 + b"}"),
    (FORM, b"&&&==="), (FORM, b"reason=%00&password=%00&email=%00&language=%00&auditor=%00"), (FORM, b"name=\xff\xfe"),
    (FORM, b"reason=%ed%a0%80&email=%ff"), (FORM, b"reason=" + b"x" * 300_000), (FORM, b"a=1&" * 10_000),
    (FORM + "; charset=utf-7", b"reason=+2AA-"), (PARTS, b""), (PARTS, b"--x\r\n\r\n"),
    (PARTS, PART % (b"reason", b"x")), (PARTS + "; charset=undefined", PART % (b"email", b"x")),
    ("multipart/form-data", b"--x"), (PARTS + "; charset=utf-7", PART % (b"email", b"+2AA-")),
    (PARTS + "; charset=idna", PART % (b"reason", b"x" * 100)),
    ("image/jpeg", b"\xff\xd8\xff not a picture"),
)  # fmt: skip


def check(page: Page, of: object) -> None:
    """A refusal says why: in a sentence of a page, in JSON, or in one of our two plain lines."""
    assert 200 <= page.status < 500, (of, page.status)
    assert "set-cookie" not in page.headers or "audit=1" not in page.headers["set-cookie"], of
    if page.status >= 400 and page.headers["content-type"].startswith("application/json"):
        assert json.loads(page.text)["error"], of
    elif page.status >= 400 and page.response.request.method != "HEAD":
        assert page.one("h1").text and len(page.all("p")) >= 2, of


async def somebody(site: Site, door: Door) -> tuple[Browser, dict[str, str]]:
    """Somebody who may pass, and what they see."""
    if door.may == ANYBODY:
        return site.stranger(), {}
    role = min(door.may)
    return await site.signed_in(NAMES[role]), THEIRS[role]


@pytest.mark.parametrize("door", [one for one in ALL if PLACE.search(one.values[0].path)])  # type: ignore[union-attr]
async def test_rubbish_in_the_address_leads_nowhere(site: Site, door: Door) -> None:
    browser, theirs = await somebody(site, door)
    for place in PLACE.findall(door.path):
        for text in TEXTS:
            address = door.address(**{**theirs, place: text})
            check(await browser.ask(door.method, address), address[:200])


@pytest.mark.parametrize("door", READ)
async def test_rubbish_in_the_query_is_refused_or_passed_over(site: Site, door: Door) -> None:
    browser, theirs = await somebody(site, door)
    for query in QUERIES:
        check(await browser.ask("GET", f"{door.address(**theirs)}?{query}"), query[:200])


@pytest.mark.parametrize("door", SENT)
async def test_a_body_that_is_none_of_ours_changes_nothing_and_breaks_nothing(site: Site, door: Door) -> None:
    for kind, body in BODIES:
        browser, theirs = await somebody(site, door)
        headers = {"sec-fetch-site": "same-origin", **({"content-type": kind} if kind else {})}
        answer = await browser.ask(door.method, door.address(**theirs), content=body, headers=headers)
        check(answer, (kind, body[:60]))


async def test_rubbish_in_headers_and_cookies_is_nobodys(site: Site) -> None:
    for text in (b"", b"\x7f", b"\xe9", b"x" * 8000, b"a=b; c", b'"\\042', b"null"):
        for name in ("user-agent", "accept-language", "x-audit-protocol", "hx-request", "range", "referer"):
            headers = [("cookie", b"audit=" + text + b"; audit-device=" + text), (name, text)]
            check(await site.stranger().ask("GET", "/sign-in", headers=headers), (name, text))


@pytest.mark.parametrize("query", ["since=yesterday", "region=Atlantis", "channel=pigeon", "period=1y", "checklist=x"])
@pytest.mark.parametrize(
    "path", ["/consistency", "/consistency/journey", "/branches", "/standards", "/visits", "/branches/noon"]
)
async def test_a_filter_that_makes_no_sense_is_named(owner: Browser, path: str, query: str) -> None:
    page = await owner.get(f"{path}?{query}")
    name, _, value = query.partition("=")
    if path == "/branches/noon" and name == "region":
        assert page.status == 200  # one branch lies in one region
        return
    assert (page.status, page.one("code").text) == (422, name)
    assert f"“{value}”" in page.words


@pytest.mark.parametrize(
    "address", ["/branches/no%00on", "/visits/%00", "/visits?region=%00", "/sync/visits/%00/draft"]
)
async def test_an_address_that_no_database_can_be_asked_for_leads_nowhere(site: Site, address: str) -> None:
    browser = await site.signed_in("ann" if "sync" in address else "owner")
    assert (await browser.get(address)).status == 404

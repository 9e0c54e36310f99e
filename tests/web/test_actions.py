"""What branches have to do: the board, one action, its proof, and who may do what with it. All plain forms."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from audit.store import actions, log
from audit.store.sights import WHOLE_CHAIN
from tests.imaging.pictures import noise, saved
from tests.web.sites import Browser, Site

DUE = (datetime.now(UTC).date() + timedelta(days=5)).isoformat()
FORM = {"branch": "noon", "title": "Put the sign back", "due": DUE}
JPEG = saved(noise(64, 48, 9))


async def status(action: int = 1) -> str:
    return (await actions.get_action(WHOLE_CHAIN, action)).status


async def send_photo(browser: Browser, data: bytes, action: int = 1) -> int:
    files = {"photo": ("done.jpg", data, "image/jpeg")}
    return (await browser.ask("POST", f"/actions/{action}/proofs", files=files)).status


async def test_the_board_shows_what_is_theirs(owner: Browser, manager: Browser, reader: Browser) -> None:
    shown = {}
    for name, browser in (("owner", owner), ("manager", manager), ("reader", reader)):
        for view in ("", "?view=list"):
            page = await browser.get(f"/actions{view}")
            shown[name, view] = sorted(link for link in page.links if link in ("/actions/1", "/actions/2"))
    assert {shown["owner", view] == ["/actions/1", "/actions/2"] for view in ("", "?view=list")} == {True}
    assert shown["manager", ""] == shown["manager", "?view=list"] == ["/actions/1"]
    assert shown["reader", ""] == shown["reader", "?view=list"] == ["/actions/2"]


async def test_a_manager_opens_an_action_from_an_item(manager: Browser) -> None:
    form = await manager.get("/actions/new?branch=noon&visit=noon-1&item=drink&standard=drink")
    sent = {one["name"]: one.get("value") or "" for one in form.all("input")} | {"branch": "noon", "standard": "drink"}
    page = await manager.follow(await manager.post("/actions", sent | {"due": DUE}))
    assert page.heading == "Every guest is offered a drink" and "/visits/noon-1" in page.links
    assert "Every guest is offered a drink" in (await manager.get("/visits/noon-1")).words


@pytest.mark.parametrize(
    "change,field", [({"branch": "sun"}, "branch"), ({"title": ""}, "title"), ({"due": "x"}, "due")]
)
async def test_what_is_wrong_stands_beside_its_field(manager: Browser, change: dict[str, str], field: str) -> None:
    page = await manager.post("/actions", FORM | change)
    assert page.status == 422 and f"#{field}" in page.links


async def test_a_visit_that_is_not_theirs_cannot_be_named(manager: Browser) -> None:
    assert (await manager.post("/actions", FORM | {"visit": "sun-1"})).status == 404


async def test_the_branch_does_it_and_the_desk_signs_it_off(site: Site, owner: Browser, reader: Browser) -> None:
    step = (await reader.get("/actions/2")).one("input", name="step")["value"]
    assert (await reader.post("/actions/2/steps", {"step": step, "done": "1"})).status == 303
    assert await send_photo(reader, JPEG, 2) == 303
    assert (await reader.post("/actions/2/completion")).status == 303
    assert not (await reader.get("/actions/2")).all("form", action="/actions/2/sign-off")
    assert (await owner.post("/actions/2/sign-off")).status == 303
    assert await status(2) == "signed"
    page = await reader.get("/actions/2")
    assert "Signed off" in page.words and "Action signed off" in page.words
    (photo,) = [one["src"] for one in page.all("img")]
    assert (await owner.get(photo)).status == (await reader.get(photo)).status == 200
    for name in ("manager", "ann", "stranger"):
        assert (await (await site.signed_in(name)).get(photo)).status == 404


async def test_who_finished_it_does_not_sign_it_off(owner: Browser) -> None:
    await owner.post("/actions/1/completion")
    page = await owner.post("/actions/1/sign-off")
    assert (page.status, await status()) == (403, "done")
    assert "somebody else signs it off" in (await owner.get("/actions/1")).words


@pytest.mark.parametrize("what", ["completion", "withdrawal", "assignment"])
async def test_sent_twice_it_is_done_once(owner: Browser, what: str) -> None:
    form = {"reason": "Not ours", "owner": "", "due": DUE}
    assert (await owner.post(f"/actions/1/{what}", form)).status == 303
    again = (await owner.post(f"/actions/1/{what}", form)).status
    assert again == (303 if what == "assignment" else 409)


@pytest.mark.parametrize("what", ["reopening", "withdrawal"])
async def test_without_a_reason_the_page_comes_back(owner: Browser, what: str) -> None:
    page = await owner.post(f"/actions/1/{what}", {"reason": " "})
    assert (page.status, page.one("p", role="alert").text) == (422, "Say why, in a few words.")


@pytest.mark.parametrize("data", [b"", b"no photo at all", b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
async def test_what_is_no_photo_is_not_kept_as_proof(manager: Browser, data: bytes) -> None:
    assert await send_photo(manager, data) == 422
    assert (await actions.get_action(WHOLE_CHAIN, 1)).proofs == 0


async def test_a_form_without_a_file_or_with_rubbish_is_refused(manager: Browser) -> None:
    for body, kind in ((b"x", "multipart/form-data"), (b"x", "multipart/form-data; boundary=y"), (b"", "text/plain")):
        headers = {**manager.headers, "content-type": kind}
        answer = await manager.ask("POST", "/actions/1/proofs", content=body, headers=headers)
        assert answer.status == 422, (kind, answer.text)


async def test_an_upload_that_is_too_large_is_cut_off(manager: Browser) -> None:
    assert await send_photo(manager, b"x" * (17 * 1024 * 1024)) == 413


async def test_an_owner_puts_rules_in_force_and_ends_them(owner: Browser) -> None:
    form = {"kind": "standard", "standard": "drink", "days": "7", "given_to": "branch"}
    page = await owner.follow(await owner.post("/actions/rules", form))
    number = page.one("input", name="rule")["value"]
    assert "Every guest is offered a drink" in page.words
    assert (await owner.post("/visits/sun-1/acceptance")).status == 303
    assert "Every guest is offered a drink" in (await owner.get("/actions")).words
    assert (await owner.post("/actions/rules/retirements", {"rule": number})).status == 303
    assert (await owner.post("/actions/rules/retirements", {"rule": number})).status == 422
    assert not (await owner.get("/actions/rules")).all("input", name="rule")


async def test_everything_is_in_the_log_with_who_did_it(manager: Browser) -> None:
    await manager.post("/actions/1/completion")
    entries = await log.list_entries("action", "1")
    assert [(entry.verb, entry.person) for entry in entries] == [
        ("opened_action", "Owner"), ("finished_action", "Manager"),
    ]  # fmt: skip


@pytest.mark.parametrize("number", ["0", "x", "99999999999999999999", "1%00", "%C2%B2"])
async def test_an_action_there_never_was(owner: Browser, number: str) -> None:
    assert (await owner.get(f"/actions/{number}")).status == 404

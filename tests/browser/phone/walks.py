"""Walks through every state that an auditor's pages can be in. Each stops at a state and yields its name."""

from __future__ import annotations

import json
from collections.abc import Iterator

from playwright.sync_api import Locator

from tests.browser.phone.phones import Phone
from tests.browser.phone.proxies import Fault, reply
from tests.browser.phone.servers import change_visit, database, plan_visit
from tests.servers import Server

BRIEFING = {"play": "A guest in a hurry.", "buy": "A shampoo under € 15.", "never": "That you are here to look."}
QUESTION = {"question": "May they know why you are here?", "options": ["Yes", "No"], "right": 1}
LOST = {"losses": [{"from": "2026-11-23T10:02:00Z", "to": "2026-11-23T10:40:00Z", "is_back": True}]}
TOO_LARGE = reply("413 Too Large", b'{"error": "too_large"}', "Content-Type: application/json", "x-audit: 1")
FORGET_SOMETHING = """async ([user, visit, change]) => {
  const open = indexedDB.open(`audit-${user}`);
  const database = await new Promise((done) => { open.onsuccess = () => done(open.result); });
  const visits = database.transaction("visits", "readwrite").objectStore("visits");
  const asking = visits.get(visit);
  const record = await new Promise((done) => { asking.onsuccess = () => done(asking.result); });
  await new Promise((done) => { visits.put({...record, ...change}).onsuccess = () => done(); });
  database.close();
}"""


def a_day(phone: Phone, site: Server) -> Iterator[str]:
    """The list of the day, the menu, what is asked before a visit, and the check of the phone."""
    phone.visit = plan_visit(site)
    change_visit(site, phone.visit, due_from=None, due_to=None)
    with database(site) as connection:
        columns = "is_announced, why, who, reply, reply_reason, visit_id"
        connection.execute(f"INSERT INTO assignment ({columns}) VALUES (0, '', '', '', '', ?)", (phone.visit,))
    page = phone.page
    page.goto("/today")
    page.locator("body[data-ready]").wait_for()
    yield "asked whether they go"
    page.locator(f"[data-visit='{phone.visit}'] summary").click()
    yield "saying why not"
    page.locator(".menu__opener").tap()
    yield "the menu"
    page.goto("/phone-check")
    page.locator("body[data-ready]").wait_for()
    yield "the phone check"


def a_quiz(phone: Phone, site: Server) -> Iterator[str]:
    """What an auditor passes before the first visit with a checklist; afterwards the blind visit is open."""
    with database(site) as connection:
        connection.execute(
            "INSERT OR REPLACE INTO quiz (questions, changed_at, checklist_id)"
            " SELECT ?, '2026-11-01 00:00:00+00:00', id FROM checklist WHERE key = 'every-kind-blind'",
            (json.dumps([QUESTION]),),
        )
        connection.execute("DELETE FROM quiz_pass")
    phone.visit = plan_visit(site, "every-kind-blind")
    phone.page.goto(f"/visits/{phone.visit}/fill")
    yield "a quiz"
    phone.page.get_by_label("Yes").check()
    phone.page.get_by_role("button", name="Check my answers").tap()
    phone.page.get_by_text("is not right yet").wait_for()
    yield "a quiz with a wrong answer"
    phone.page.get_by_label("No").check()
    phone.page.get_by_role("button", name="Check my answers").tap()
    phone.ready()


def a_blind_visit(phone: Phone, site: Server) -> Iterator[str]:
    """Before, inside and after; inside nothing may tell what the page is for."""
    yield from a_quiz(phone, site)
    notes = phone.page.locator("blind-notes")
    yield "before going in"
    notes.get_by_role("button", name="I am going in").tap()
    notes.get_by_role("button", name="I have left").wait_for()
    yield "inside"
    notes.get_by_role("button", name="Inside", exact=True).tap()
    notes.get_by_role("textbox").fill("A smile at the desk")
    notes.get_by_role("textbox").press("Enter")
    notes.locator("timer-chip").first.tap()
    phone.until(lambda: notes.locator(".notes__bubble").count() == 2 and phone.seq == 4)
    yield "inside, with notes and a running time"
    notes.get_by_role("button", name="I have left").tap()
    phone.item("open").wait_for()
    yield "afterwards"


def a_visit(phone: Phone, site: Server) -> Iterator[str]:
    """From the briefing to the receipt and what a reviewer says to it."""
    visit = plan_visit(site)
    change_visit(site, visit, briefing=json.dumps(BRIEFING), due_from=None, due_to=None)
    phone.open(visit)
    yield "a briefing"
    yield from filling(phone)
    yield from evidence(phone)
    yield from finishing(phone)
    yield from decisions(phone, site)


def filling(phone: Phone) -> Iterator[str]:
    """Answers, a comment, how it should be, the stopwatch and its correction, the list of sections."""
    phone.tap("open", "yes")
    phone.press(phone.page.locator("finish-panel").get_by_role("button", name="Show what is missing"))
    phone.item("tidy").get_by_text("This still needs an answer.").wait_for()
    yield "shown what is missing"
    phone.tap("tidy", "no")
    phone.comment("tidy", "Broken glass.")
    phone.near("open").get_by_role("button", name="How?").tap()
    yield "a comment, and how it should be"
    watch = phone.near("greet_s").locator("stop-watch")
    for name in ("Start", "Lap"):
        press(phone, watch, name)
    yield "a running stopwatch with a lap"
    press(phone, watch, "Stop")
    watch.get_by_role("button", name="Type it").tap()
    watch.locator("input").fill("soon")
    watch.locator("input").press("Enter")
    yield "a time that is none"
    seq = phone.seq
    watch.locator("input").fill("1:05")
    watch.locator("input").press("Enter")
    phone.written_after(seq)
    yield "a corrected time"
    phone.page.locator(".dock__words").tap()
    phone.page.locator("a.jump__entry").first.wait_for()
    yield "the list of sections"
    phone.page.get_by_role("searchbox").fill("zebra")
    phone.page.get_by_text("Nothing found.").wait_for()
    yield "a search that finds nothing"
    phone.page.get_by_role("dialog").get_by_role("button", name="Close").tap()


def evidence(phone: Phone) -> Iterator[str]:
    """Photos, one of them drawn on, what is no photo, and a signature."""
    phone.photograph("shelf", seed=phone.seq)
    letter = {"name": "letter.jpg", "mimeType": "image/jpeg", "buffer": b"Dear auditor"}
    phone.item("shelf").locator("input[type=file]").last.set_input_files(letter)  # type: ignore[arg-type] # a FilePayload
    phone.page.get_by_text("This file could not be read as a photo.").wait_for()
    yield "a photo, and what is none"
    phone.item("shelf").locator(".photos__photo").tap()
    sheet = phone.page.get_by_role("dialog")
    draw(phone, sheet.locator("canvas"))
    yield "a photo that is drawn on"
    seq = phone.seq
    sheet.get_by_role("button", name="Keep").tap()
    phone.written_after(seq)
    seq = phone.seq
    draw(phone, phone.near("owner").locator("canvas"))
    phone.written_after(seq)
    yield "a signature"


def finishing(phone: Phone) -> Iterator[str]:
    """Lost work, no signal, signing out with unsent work, trouble, and the receipt."""
    phone.write("story", "All fine.")
    phone.page.evaluate(FORGET_SOMETHING, [phone.user, phone.visit, LOST])
    phone.reload()
    yield "told that work was lost"
    phone.page.get_by_role("button", name="Understood").tap()
    phone.context.set_offline(True)
    phone.finish()
    phone.page.locator("finish-panel").get_by_text("Waiting to send").first.wait_for()
    yield "finished without signal"
    phone.page.goto("/today")
    phone.page.locator(f"[data-visit='{phone.visit}']").get_by_role("button", name="Save a copy").wait_for()
    yield "a visit that waits"
    phone.page.locator(".menu__opener").tap()
    phone.page.get_by_role("button", name="Sign out", exact=True).tap()
    phone.page.get_by_role("dialog").get_by_text("has not arrived yet").wait_for()
    yield "signing out with unsent work"
    phone.page.get_by_role("button", name="Stay signed in").tap()
    phone.proxy.faults.append(Fault("PUT /sync/visits/[^ ]*/submissions/", answer=TOO_LARGE))
    phone.context.set_offline(False)
    phone.page.get_by_text("Something is larger than the server takes").wait_for()
    yield "a visit that needs help"
    phone.open(phone.visit)
    phone.receipt()
    yield "a receipt"


def decisions(phone: Phone, site: Server) -> Iterator[str]:
    """What a reviewer says: rejected, accepted, returned with remarks."""
    change_visit(site, phone.visit, status="rejected", returned_reason="Not your branch.")
    phone.reload()
    phone.page.locator("finish-panel").get_by_text("Not your branch.").wait_for()
    yield "rejected"
    phone.page.goto("/today")
    phone.page.locator("body[data-ready]").wait_for()
    yield "a rejected visit on the list"
    with database(site) as connection:
        connection.execute(
            "INSERT INTO remark (revision, item, text, made_at, visit_id) VALUES (1, 'tidy', 'Which pane?', ?, ?)",
            ("2026-11-24 10:00:00+00:00", phone.visit),
        )
    change_visit(site, phone.visit, status="returned", returned_reason="Look again.")
    phone.page.goto("/today")
    phone.page.locator("body[data-ready]").wait_for()
    yield "a returned visit on the list"
    phone.open(phone.visit)
    phone.page.locator("visit-notices").get_by_text("came back to you").wait_for()
    yield "a returned visit"


def press(phone: Phone, place: Locator, name: str) -> None:
    seq = phone.seq
    phone.press(place.get_by_role("button", name=name, exact=True))
    phone.written_after(seq)


def draw(phone: Phone, canvas: Locator) -> None:
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    phone.page.mouse.move(box["x"] + 30, box["y"] + box["height"] / 3)
    phone.page.mouse.down()
    phone.page.mouse.move(box["x"] + 120, box["y"] + box["height"] / 2, steps=4)
    phone.page.mouse.up()

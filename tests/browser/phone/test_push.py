"""A notice that a push service brings is shown, whether or not the app is open."""

from __future__ import annotations

import json

from tests.browser.phone.phones import Phone

SHOWN = """async () => {
  const registration = await navigator.serviceWorker.ready;
  return (await registration.getNotifications()).map(({ title, body, tag, data }) => ({ title, body, tag, data }));
}"""


def test_a_notice_that_is_pushed_is_shown_with_its_words(phone: Phone) -> None:
    phone.context.grant_permissions(["notifications"], origin=phone.proxy.url)
    session = phone.context.new_cdp_session(phone.page)
    known: list[str] = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda event: known.extend(registrations_in(event)))
    session.send("ServiceWorker.enable")
    phone.until(lambda: known)
    told = {"title": "Salon Lumière", "body": "A visit came back to you.", "path": "/today", "tag": "job-1"}

    for _ in range(2):  # brought twice, it is one notice
        session.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": phone.proxy.url, "registrationId": known[0], "data": json.dumps(told)},
        )
        phone.until(lambda: phone.page.evaluate(SHOWN))

    shown = {"title": told["title"], "body": told["body"], "tag": told["tag"], "data": {"path": told["path"]}}
    assert phone.page.evaluate(SHOWN) == [shown]


def registrations_in(event: dict[str, list[dict[str, str]]]) -> list[str]:
    return [one["registrationId"] for one in event["registrations"]]

"""A notice that a push service brings is shown, whether or not the app is open."""

from __future__ import annotations

import json

from tests.browser.phone.phones import Phone

SHOWN = """async () => {
  const registration = await navigator.serviceWorker.ready;
  return (await registration.getNotifications()).map(({ title, body, tag, data }) => ({ title, body, tag, data }));
}"""
TOLD = {"title": "Salon Lumière", "body": "A visit came back to you.", "path": "/today", "tag": "job-1"}


def test_a_notice_that_is_pushed_is_shown_with_its_words(phone: Phone) -> None:
    phone.context.grant_permissions(["notifications"], origin=phone.proxy.url)
    push = PushService(phone)

    phone.until(lambda: push.brings(TOLD) and phone.page.evaluate(SHOWN))
    assert phone.page.evaluate(SHOWN) == [shown(TOLD)]


def test_a_second_notice_of_the_same_thing_takes_the_place_of_the_first(phone: Phone) -> None:
    phone.context.grant_permissions(["notifications"], origin=phone.proxy.url)
    push = PushService(phone)
    later = TOLD | {"body": "Two visits came back to you."}

    phone.until(lambda: push.brings(TOLD) and phone.page.evaluate(SHOWN))
    push.brings(later)

    phone.until(lambda: phone.page.evaluate(SHOWN) == [shown(later)])


def shown(told: dict[str, str]) -> dict[str, object]:
    return {"title": told["title"], "body": told["body"], "tag": told["tag"], "data": {"path": told["path"]}}


class PushService:
    """The browser's end of a push service. As in life, what comes before the worker is up is lost without a word."""

    def __init__(self, phone: Phone) -> None:
        self.origin = phone.proxy.url
        self.known: list[str] = []
        self.session = phone.context.new_cdp_session(phone.page)
        self.session.on("ServiceWorker.workerRegistrationUpdated", self.hear)
        self.session.send("ServiceWorker.enable")
        phone.until(lambda: self.known)

    def hear(self, event: dict[str, list[dict[str, str]]]) -> None:
        ours = [one for one in event["registrations"] if one["scopeURL"].startswith(self.origin)]
        self.known.extend(one["registrationId"] for one in ours)

    def brings(self, told: dict[str, str]) -> bool:
        for registration in self.known[-1:]:
            delivery = {"origin": self.origin, "registrationId": registration, "data": json.dumps(told)}
            self.session.send("ServiceWorker.deliverPushMessage", delivery)
        return bool(self.known)

"""Tests of the tests: three mistakes that would lose or double work, each caught by a check the real code passes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Route

from tests.browser.phone.conftest import NewPhone
from tests.browser.phone.phones import Phone, differences
from tests.browser.phone.proxies import PORTAL_JSON, Fault
from tests.browser.phone.servers import plan_visit
from tests.servers import Server


def portal_takes_the_submission(phone: Phone) -> list[str]:
    phone.tap("open", "no")
    phone.tap("tidy", "yes")
    phone.proxy.faults.append(Fault("PUT /sync/visits/", answer=PORTAL_JSON))
    phone.finish()
    return settled(phone)


def photos_get_lost_on_the_way(phone: Phone) -> list[str]:
    phone.proxy.faults.append(Fault("PUT /sync/photos/", times=1000))
    phone.tap("open", "yes")
    phone.photograph("shelf", seed=4)
    phone.until(lambda: phone.proxy.faults[0].times < 1000)
    phone.page.wait_for_timeout(500)
    believed = {photo["sha256"] for photo in phone.written["photos"] if not photo.get("unsent")}
    return [f"{sha256} is believed to have arrived" for sha256 in believed - phone.arrived().photos]


def the_receipt_gets_lost_on_the_way(phone: Phone) -> list[str]:
    phone.tap("open", "no")
    phone.tap("tidy", "yes")
    phone.proxy.faults.append(Fault("PUT /sync/visits/", forward="all"))
    phone.finish()
    return settled(phone)


def settled(phone: Phone) -> list[str]:
    """What differs when the fault is over and the phone has tried once more."""
    phone.until(lambda: phone.proxy.faults[0].times == 0)
    for _ in range(3):
        phone.page.wait_for_timeout(300)
        phone.send_now()
    return differences(phone)


@dataclass(frozen=True)
class Mutant:
    """A mistake: in a module, these texts become those. `check` finds what goes wrong because of it."""

    name: str
    module: str
    changes: tuple[tuple[str, str], ...]
    check: Callable[[Phone], list[str]]


MUTANTS = (
    Mutant(
        "no check of the acknowledgement",
        "offline/doors.js",
        (
            ('if (response.headers.get("x-audit") !== "1") return nothing("portal");', ""),
            ('if ((kind === "done" || kind === "copy") && !echoes(body)) return nothing("portal");', ""),
        ),
        portal_takes_the_submission,
    ),
    Mutant(
        "a photo is marked as sent before the reply",
        "offline/sending.js",
        (("const reply = await doors.photo(", "await photoArrived(database, hash); const reply = await doors.photo("),),
        photos_get_lost_on_the_way,
    ),
    Mutant(
        "the id of the submission is ignored",
        "offline/sending.js",
        (("await doors.submission(visit, id,", "await doors.submission(visit, crypto.randomUUID(),"),),
        the_receipt_gets_lost_on_the_way,
    ),
)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_the_code_as_it_is_passes(another_phone: NewPhone, site: Server, mutant: Mutant) -> None:
    phone = another_phone(service_workers="block").sign_in().open(plan_visit(site))
    assert mutant.check(phone) == []


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_the_mistake_is_found(another_phone: NewPhone, site: Server, mutant: Mutant) -> None:
    phone = another_phone(may_break=True, service_workers="block")
    phone.context.route("**/js/visit.js", lambda route: mutate(route, mutant))
    phone.sign_in().open(plan_visit(site))
    assert mutant.check(phone) != []


def mutate(route: Route, mutant: Mutant) -> None:
    response = route.fetch()
    start, name, rest = response.text().partition(f'$modules["js/{mutant.module}"]')
    module, end, others = rest.partition("$modules[")
    for before, after in mutant.changes:
        assert module.count(before) == 1, f"{mutant.module} has changed: {before}"
        module = module.replace(before, after)
    route.fulfill(response=response, body=start + name + module + end + others)

"""The manager's and the franchisee's way through the product, as they go it, on a desk and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from audit.reports.charts import HeatCell, HeatLabel, HeatMap
from audit.words import translator
from tests.browser.accessibility import check_accessibility
from tests.browser.conftest import DESK, PHONE
from tests.browser.people import AUDITOR, MANAGER, OWNER, READER, sign_in

SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
DESK_PAGES = (
    "/consistency",
    "/consistency?period=6m&alike=1",
    "/consistency?touchpoint=nothing-like-it",
    "/consistency/journey",
    "/standards?value=personal",
    "/standards/greeted-60s?branch=NL-UTR-01",
    "/branches/NL-UTR-01",
    "/visits?standard=greeted-60s&kept=no&state=counted",
    "/branches",
    "/branches?sort=-score",
    "/standards",
    "/visits",
    "/visits?state=review",
    "/checklists",
    "/checklists/salon-visit",
    "/visits/new",
    "/visits/calendar",
    "/rounds",
    "/jobs",
    "/notices",
    "/checklists/salon-visit/quiz",
    "/people",
    "/account",
    "/help/reading",
)


ZOOMED = {"viewport": {"width": 320, "height": 256}}  # 1280 x 1024 at 400 %


def does_not_scroll_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@SIZES
def test_every_page_of_the_desk_is_accessible_and_fits(open_page: Callable[..., Page], size: dict[str, object]) -> None:
    page = open_page(**size)
    sign_in(page, OWNER)

    for path in DESK_PAGES:
        page.goto(path)
        check_accessibility(page)
        assert does_not_scroll_sideways(page), path


def test_every_page_of_the_desk_can_be_read_at_400_percent(open_page: Callable[..., Page]) -> None:
    page = open_page(**ZOOMED)
    sign_in(page, OWNER)

    for path in DESK_PAGES:
        page.goto(path)
        expect(page.locator("h1")).to_have_count(1)
        assert does_not_scroll_sideways(page), path


@SIZES
def test_pages_behind_links_are_accessible_and_fit(open_page: Callable[..., Page], size: dict[str, object]) -> None:
    page = open_page(**size)
    sign_in(page, OWNER)

    for path, link in (
        ("/branches", "#list tbody th a"),
        ("/standards", "#list tbody th a"),
        ("/visits", "tbody th a"),
    ):
        page.goto(path)
        page.locator(link).first.click()
        expect(page.locator("h1")).to_have_count(1)
        check_accessibility(page)
        assert does_not_scroll_sideways(page), page.url


@SIZES
def test_the_doors_for_strangers_are_accessible(open_page: Callable[..., Page], size: dict[str, object]) -> None:
    page = open_page(**size)

    for path in ("/sign-in", "/no-such-page", "/welcome/not-a-token"):
        page.goto(path)
        check_accessibility(page)
        assert does_not_scroll_sideways(page), path


def test_a_manager_goes_from_the_sentence_to_a_visit_where_it_was_broken(desk: Page) -> None:
    sign_in(desk, MANAGER)

    expect(desk.locator("h1")).to_contain_text("treated alike")
    desk.locator(".standards__name a").first.click()
    expect(desk).to_have_url(re.compile("/standards/"))
    desk.locator(".example a").first.click()
    expect(desk).to_have_url(re.compile("/visits/"))
    expect(desk.locator(".answers__item--broken").first).to_be_visible()


def test_a_filter_lives_in_the_address(desk: Page) -> None:
    sign_in(desk, OWNER)

    desk.locator("select[name=period]").select_option("6m")

    expect(desk).to_have_url(re.compile("period=6m"))
    expect(desk.locator("select[name=period]")).to_have_value("6m")


def test_the_focus_stays_on_the_filter_that_was_changed_and_going_back_undoes_it(desk: Page) -> None:
    sign_in(desk, OWNER)

    desk.locator("select[name=period]").focus()
    desk.keyboard.press("ArrowDown")
    expect(desk).to_have_url(re.compile("period=3m"))
    expect(desk.locator("#changes")).to_contain_text(re.compile("period before|nothing to compare"))

    expect(desk.locator("select[name=period]")).to_be_focused()
    desk.go_back()
    expect(desk).not_to_have_url(re.compile("period=3m"))
    expect(desk.locator("#changes")).to_contain_text("Choose a period")


def test_the_count_of_a_branch_leads_to_exactly_its_visits(desk: Page) -> None:
    sign_in(desk, OWNER)
    count = desk.locator("#branches .branches__visits a").first
    number = count.inner_text()

    count.click()

    expect(desk.locator("h1")).to_have_text(re.compile(f"^{number} visits? stand"))
    desk.locator(".chip--away").click()
    expect(desk).not_to_have_url(re.compile("branch="))


def test_a_cell_of_a_drawn_heat_map_is_named_and_leads_to_what_was_found_there(desk: Page) -> None:
    sign_in(desk, OWNER)
    inside = f"<heat-finder data-rows='branches'>{drawn_heat_map(standards=80, branches=60)}</heat-finder>"
    desk.locator("#heat .heat-scroll").evaluate("(place, inside) => { place.innerHTML = inside; }", inside)

    name = desk.locator("heat-finder a", has_text=re.compile("^Branch 7$"))
    name.evaluate("name => name.scrollIntoView({ block: 'center' })")
    row = name.bounding_box()
    column = desk.locator("heat-finder a", has_text=re.compile("^Promise 5$")).bounding_box()
    assert row and column
    x, y = column["x"] + column["width"] / 2, row["y"] + row["height"] / 2
    desk.mouse.move(x, y)
    expect(desk.locator("heat-finder")).to_have_attribute("title", "Promise 5 · Branch 7")
    desk.mouse.click(x, y)

    expect(desk).to_have_url(re.compile(r"/standards/p5\?period=6m&branch=B%2F7"))


def drawn_heat_map(standards: int, branches: int) -> str:
    columns = tuple(HeatLabel(f"Promise {n}", f"/standards/p{n}?period=6m") for n in range(standards))
    rows = tuple(HeatLabel(f"Branch {n}", f"/branches/B%2F{n}?period=6m") for n in range(branches))
    cells = tuple(tuple(HeatCell(0.8, 9) for _ in columns) for _ in rows)
    return str(HeatMap(rows, columns, cells, rows_are_branches=True).draw(translator("en")))


def test_a_heat_map_cell_leads_to_the_visits_behind_it(desk: Page) -> None:
    sign_in(desk, OWNER)

    desk.locator(".heat a[href*='branch=']").first.click()

    expect(desk).to_have_url(re.compile(r"/standards/.*branch="))


def test_a_visit_is_sent_back_with_a_reason_and_without_one_the_page_says_so(desk: Page) -> None:
    sign_in(desk, OWNER)
    desk.goto("/visits?state=review")
    desk.locator("tbody th a").first.click()
    desk.evaluate("document.querySelector('#reason').removeAttribute('required')")

    desk.get_by_role("button", name="Send it back").click()
    expect(desk.get_by_role("alert").first).to_contain_text("Say why")
    desk.locator("#reason").fill("The photo of the entrance is missing.")
    desk.get_by_role("button", name="Send it back").click()

    expect(desk.get_by_role("status").first).to_contain_text("went back to its auditor")
    expect(desk.locator("main")).to_contain_text("The photo of the entrance is missing.")


def test_a_franchisee_sees_the_own_branch_beside_the_chain_and_no_other_names(desk: Page) -> None:
    sign_in(desk, READER)

    desk.locator("tbody th a").first.click()
    expect(desk.get_by_role("link", name="Report as PDF")).to_be_visible()
    titles = desk.locator(".standards svg title").all_text_contents()

    assert not any("Jakarta" in title or "Cluj" in title for title in titles)


def test_a_report_is_a_pdf(desk: Page) -> None:
    sign_in(desk, READER)
    desk.locator("tbody th a").first.click()

    answer = desk.request.get(desk.get_by_role("link", name="Report as PDF").get_attribute("href") or "")

    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")


def test_the_desk_works_without_scripts(open_page: Callable[..., Page]) -> None:
    page = open_page(**DESK, java_script_enabled=False)
    sign_in(page, OWNER)

    page.locator("select[name=period]").select_option("3m")
    page.get_by_role("button", name="Show").click()

    expect(page).to_have_url(re.compile("period=3m"))


@pytest.mark.parametrize("language", ["nl", "id", "ro"])
def test_a_chosen_language_is_kept(open_page: Callable[..., Page], language: str) -> None:
    page = open_page(**PHONE)
    sign_in(page, READER)
    page.goto("/account")

    page.locator("#language").select_option(language)
    page.locator("form[action='/account/language'] button").click()

    expect(page.locator("html")).to_have_attribute("lang", language)
    assert does_not_scroll_sideways(page)


def test_an_auditor_meets_no_desk(open_page: Callable[..., Page]) -> None:
    page = open_page(**PHONE)
    sign_in(page, AUDITOR)

    answer = page.goto("/consistency")

    assert answer is not None
    assert answer.status == 404

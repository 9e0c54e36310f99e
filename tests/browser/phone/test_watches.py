"""The stopwatch: right after a reload, a killed tab and a locked screen; corrections leave a trace."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser.phone.phones import Phone


def watch(phone: Phone) -> Locator:
    phone.tap("open", "yes")
    return phone.near("greet_s").locator("stop-watch")


def press(phone: Phone, stopwatch: Locator, name: str) -> dict[str, Any]:
    """Press a button of the watch; the ops it made."""
    seq = phone.seq
    stopwatch.get_by_role("button", name=name).tap()
    phone.written_after(seq)
    return {op["field"]: op for op in phone.written["ops"] if op["seq"] > seq}


def test_start_and_stop_answer_the_item(phone: Phone) -> None:
    stopwatch = watch(phone)
    started = press(phone, stopwatch, "Start")["timer_start"]
    phone.page.wait_for_timeout(1200)
    ops = press(phone, stopwatch, "Stop")
    assert ops["timer_stop"]["value"] == {"visible": True, "lap": False}
    assert ops["timer_stop"]["mono"] - started["mono"] >= 1200
    assert ops["answer"]["value"] == int((ops["timer_stop"]["mono"] - started["mono"] + 0.5) // 1000)


def test_a_running_watch_outlives_a_reload(phone: Phone) -> None:
    stopwatch = watch(phone)
    started = press(phone, stopwatch, "Start")["timer_start"]
    phone.reload()
    phone.near("greet_s")
    ops = press(phone, stopwatch, "Stop")
    assert ops["timer_stop"]["boot"] != started["boot"]
    assert ops["timer_stop"]["value"]["visible"] is False


def test_two_watches_run_at_once_and_each_answers_its_own_item_after_a_killed_tab(phone: Phone) -> None:
    first, second = watch(phone), phone.near("drink_s").locator("stop-watch")
    press(phone, first, "Start")
    phone.page.wait_for_timeout(1100)
    press(phone, second, "Start")
    phone.page.close()
    phone.page = phone.context.new_page()
    phone.open(phone.visit)
    first, second = (phone.near(key).locator("stop-watch") for key in ("greet_s", "drink_s"))
    expect(second.get_by_role("button", name="Stop")).to_be_visible()
    later = press(phone, second, "Stop")
    earlier = press(phone, first, "Stop")
    assert (later["answer"]["item"], earlier["answer"]["item"]) == ("drink_s", "greet_s")
    assert earlier["answer"]["value"] > later["answer"]["value"] >= 0


def test_laps_are_kept_and_the_watch_runs_on(phone: Phone) -> None:
    stopwatch = watch(phone)
    press(phone, stopwatch, "Start")
    ops = press(phone, stopwatch, "Lap")
    assert "answer" not in ops
    expect(stopwatch).to_contain_text("Lap 1:")
    expect(stopwatch.get_by_role("button", name="Stop")).to_be_visible()


def test_clocks_that_disagree_in_plain_sight_are_marked(phone: Phone) -> None:
    stopwatch = watch(phone)
    press(phone, stopwatch, "Start")
    phone.page.evaluate("() => { const now = performance.now; performance.now = () => now.call(performance) + 30000; }")
    press(phone, stopwatch, "Stop")
    expect(stopwatch).to_contain_text("timing to check")


def test_a_typed_time_stands_beside_what_was_measured(phone: Phone) -> None:
    stopwatch = watch(phone)
    press(phone, stopwatch, "Start")
    press(phone, stopwatch, "Stop")
    stopwatch.get_by_role("button", name="Again").wait_for()
    stopwatch.get_by_role("button", name="Type it").tap()
    stopwatch.get_by_role("textbox").fill("1:05")
    seq = phone.seq
    stopwatch.get_by_role("textbox").press("Tab")
    phone.written_after(seq)
    assert phone.written["ops"][-1]["value"] == 65
    expect(stopwatch).to_contain_text("corrected by you")


def test_a_time_that_is_none_is_marked_and_not_written(phone: Phone) -> None:
    stopwatch = watch(phone)
    stopwatch.get_by_role("button", name="Type it").tap()
    seq = phone.seq
    stopwatch.get_by_role("textbox").fill("soon")
    stopwatch.get_by_role("textbox").press("Tab")
    expect(stopwatch.get_by_role("textbox")).to_have_attribute("aria-invalid", "true")
    assert phone.seq == seq

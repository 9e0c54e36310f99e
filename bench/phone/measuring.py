"""What a page costs on a slow phone: bytes, time until it can be used, from a tap to its paint, the longest task.

- KB: everything the page asked for, as it came over the wire, until it had been quiet.
- interactive: when the page says `<body data-ready>` and has painted it, or when the last long task before a second
  of quiet ended, whichever is later.
- tap: the longest event of one real tap on an answer, until its paint, by the browser's own Event Timing (in steps of
  8 ms). The taps are spread over the whole form.
- longest task: of loading and answering together.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from statistics import median

from playwright.sync_api import Browser, CDPSession, Page, Playwright

PROCESSOR_SLOWED = 4
QUIET_MS = 1000
PLACES = (0.0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.985)
QUICK_PLACES = (0.0, 0.3, 0.6, 0.985)
OPTIONS_EACH = 3
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}

OBSERVE = """(() => {
  const seen = window.seen = { tasks: [], events: [], ready: null };
  const watch = (type, keep, options) => new PerformanceObserver((list) => list.getEntries().forEach(keep))
    .observe({ type, buffered: true, ...options });
  watch("longtask", ({ startTime, duration }) => seen.tasks.push([startTime, duration]));
  const keepTap = ({ duration, interactionId }) => interactionId && seen.events.push(duration);
  watch("event", keepTap, { durationThreshold: 16 });
  const look = () => document.body?.dataset.ready === undefined ? requestAnimationFrame(look)
    : requestAnimationFrame(() => (seen.ready = performance.now()));
  requestAnimationFrame(look);
})()"""
QUIET = "(ms) => performance.now() - Math.max(seen.ready, ...seen.tasks.map(([start, ms]) => start + ms)) > ms"
OPTIONS = """() => {
  const isThere = (input) => input.value && (input.closest("label") ?? input).checkVisibility();
  window.options = [...document.querySelectorAll("input[type=radio]")].filter(isThere);
  return window.options.length;
}"""
PLACE = """(n) => {
  const place = window.options[n].closest("label") ?? window.options[n];
  if (Math.abs(place.getBoundingClientRect().top - innerHeight / 2) > 150) place.scrollIntoView({ block: "center" });
  const box = place.getBoundingClientRect();
  const [x, y] = [box.x + Math.min(20, box.width / 2), box.y + box.height / 2];
  return [x, y, place.contains(document.elementFromPoint(x, y))];
}"""


@dataclass(frozen=True, slots=True)
class Figures:
    """One page, measured once; or the medians of several times."""

    kilobytes: float
    interactive_ms: float
    tap_ms: float
    worst_tap_ms: float
    longest_task_ms: float

    @classmethod
    def middle(cls, all_: Sequence[Figures]) -> Figures:
        """The median of each figure."""
        return cls(*(median(getattr(one, field.name) for one in all_) for field in fields(cls)))


def chromium(playwright: Playwright) -> Browser:
    """The browser that all pages are measured in."""
    program = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    return playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])


@contextmanager
def new_phone(browser: Browser) -> Iterator[Page]:
    """A page in a context of its own: nothing stored, nothing cached."""
    context = browser.new_context(**PHONE)  # type: ignore[arg-type] # Playwright's own options
    context.add_init_script(OBSERVE)
    yield context.new_page()
    context.close()


def measure(page: Page, load: Callable[[], object], places: tuple[float, ...]) -> Figures:
    """Load a page and tap answers at these places of the form, 0 its first and 1 its last item."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Emulation.setCPUThrottlingRate", {"rate": PROCESSOR_SLOWED})
    came: list[float] = []
    line.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
    load()
    page.wait_for_function("() => window.seen?.ready", timeout=300_000, polling=200)
    page.wait_for_function(QUIET, arg=QUIET_MS, timeout=60_000, polling=200)
    interactive = page.evaluate("Math.max(seen.ready, ...seen.tasks.map(([start, ms]) => start + ms))")
    kilobytes = sum(came) / 1024
    taps = tap_all(page, places)
    longest = page.evaluate("Math.max(0, ...seen.tasks.map(([, ms]) => ms))")
    quicken(line)
    return Figures(kilobytes, interactive, median(taps), max(taps), longest)


def tap_all(page: Page, places: tuple[float, ...]) -> list[float]:
    """A tap on each place, yes and no in turns; the milliseconds of each until its paint."""
    count = page.evaluate(OPTIONS) // OPTIONS_EACH
    taps = []
    for turn, place in enumerate(places):
        taps.append(tap(page, int(count * place) * OPTIONS_EACH + turn % 2))
    return taps


def tap(page: Page, option: int) -> float:
    """One tap, once the page stands still; checks that it chose what it was meant to."""
    before, spot = None, page.evaluate(PLACE, option)
    while before != spot:
        page.wait_for_timeout(400)
        before, spot = spot, page.evaluate(PLACE, option)
    x, y, is_in_sight = spot
    assert is_in_sight, f"something covers option {option} at {x:.0f}, {y:.0f}"
    page.evaluate("() => { seen.events.length = 0; }")
    page.touchscreen.tap(x, y)
    page.wait_for_timeout(1200)
    page.wait_for_function(QUIET, arg=QUIET_MS / 2, timeout=60_000, polling=200)
    assert page.evaluate("(n) => window.options[n].checked", option), f"the tap on option {option} chose nothing"
    return float(page.evaluate("Math.max(8, ...seen.events)"))


def quicken(line: CDPSession) -> None:
    """The processor as it is."""
    line.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    line.detach()

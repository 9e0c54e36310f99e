"""A page of an auditor as hands and eyes find it: what axe says, what is too small to tap, what is cut off."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.accessibility import check_accessibility

# The name of a branch opens its visit wherever its card is tapped.
TAPPED = """() => {
  const tapped = "button, summary, a[href]:not(.skip-link), label:has(input), input, select, textarea";
  const isOwn = (one) => one.tagName !== "INPUT" || !one.closest("label") || one.matches(".field__input");
  const isInWords = (one) => one.tagName === "A" && one.closest("p, li:not(.visit-card), td");
  const isInStrip = (one) => {
    for (let around = one; around; around = around.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(around).overflowX)) return true;
    }
  };
  const isCut = (one, box) => (box.left < -0.5 || box.right > innerWidth + 0.5) && !isInStrip(one);
  return [...document.querySelectorAll(tapped)]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest("dialog:not([open])"))
    .filter((one) => isOwn(one) && !isInWords(one) && !one.matches(".visually-hidden, .visit-card__open"))
    .map((one) => [one, one.getBoundingClientRect()])
    .filter(([one, box]) => box.height < 47.5 || box.width < 47.5 || isCut(one, box))
    .map(([one, box]) => `${one.outerHTML.slice(0, 90)} ${box.width}x${box.height} at ${box.left}`);
}"""
# A button that is half under the dock, as chance has scrolled, is no small button.
DOCK = "(position) => { const dock = document.querySelector('.dock'); if (dock) dock.style.position = position; }"
# Colours on their way from one state to the next are nobody's to read.
AT_REST = "() => { for (const moving of document.getAnimations()) moving.finish(); }"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def look(page: Page) -> list[str]:
    """What is too small to tap or cut off here; axe speaks for itself."""
    page.evaluate(AT_REST)
    page.evaluate(DOCK, "static")
    check_accessibility(page)
    small = page.evaluate(TAPPED)
    wider = int(page.evaluate(WIDER))
    page.evaluate(DOCK, "")
    return small + ([f"{wider} pixels are cut off"] if wider > 0 else [])

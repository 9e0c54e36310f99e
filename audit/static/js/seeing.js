// Whether this page stood in sight: `performance.now()` stands still while most phones sleep.

let lastHidden = document.hidden ? performance.now() : -1;

document.addEventListener("visibilitychange", () => {
  lastHidden = performance.now();
});

/**
 * @param {{mono: number, boot: string}} start
 * @param {{boot: string}} now
 * @returns {boolean} whether the page was open and in sight from then until now
 */
export function wasInSight(start, now) {
  return start.boot === now.boot && lastHidden < start.mono && !document.hidden;
}

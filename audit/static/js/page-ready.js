// Marks the page as one that can be used: for tests, and for whoever measures how soon.

/** @param {"" | "refused"} how */
export function pageReady(how = "") {
  document.body.dataset.ready = how;
  Object.assign(window, { __ready: performance.now() });
}

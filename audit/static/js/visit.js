// The page of a visit: the elements that are there from the start. The rest loads when it is first needed.

import "./elements/save-state.js";
import "./elements/visit-form.js";
import "./elements/visit-progress.js";
import "./elements/visit-steps.js";

const LATER = ["finish-panel", "visit-notices", "blind-notes"];

/** What stands below the first screen, or is seldom there, comes when the page can already be used. */
async function loadTheRest() {
  const { session } = await import("./session.js");
  await session;
  if ("serviceWorker" in navigator) void navigator.serviceWorker.register("/service-worker.js").catch(() => {});
  for (const name of LATER) if (document.querySelector(name)) import(`./elements/${name}.js`).catch(() => {});
}

void loadTheRest();

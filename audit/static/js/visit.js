// The page of a visit: the elements that are there from the start. The rest loads when it is first needed.

import "./elements/save-state.js";
import "./elements/visit-form.js";
import "./elements/visit-progress.js";
import "./elements/visit-steps.js";

const LATER = ["finish-panel", "visit-notices", "blind-notes"];

/** What stands below the first screen, or is seldom there, comes when the page can already be used. */
async function loadTheRest() {
  const { session } = await import("./session.js");
  const { database, visit } = await session;
  for (const name of LATER) if (document.querySelector(name)) import(`./elements/${name}.js`).catch(() => {});
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/service-worker.js");
  const { keepPage, makeReady } = await import("./offline/readiness.js");
  await makeReady(database.user, visit, "force-cache");
  await keepPage(database.user, "/today");
}

loadTheRest().catch(() => {
  // Without a line there is nothing to fetch: what the phone has, it has.
});

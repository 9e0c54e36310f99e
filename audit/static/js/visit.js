// The page of a visit: the elements that are there from the start. The rest loads when it is first needed.

import "./elements/save-state.js";
import "./elements/visit-briefing.js";
import "./elements/visit-form.js";
import "./elements/visit-progress.js";
import "./elements/visit-steps.js";

/** @type {Record<string, () => Promise<unknown>>} */
const LATER = {
  "finish-panel": () => import("./elements/finish-panel.js"),
  "visit-notices": () => import("./elements/visit-notices.js"),
  "blind-notes": () => import("./elements/blind-notes.js"),
};

/** What stands below the first screen, or is seldom there, comes when the page can already be used. */
async function loadTheRest() {
  const { session } = await import("./session.js");
  const { database, visit } = await session;
  for (const [name, load] of Object.entries(LATER)) if (document.querySelector(name)) void load();
  if (navigator.storage?.persist) void navigator.storage.persist();
  const { keepPage, makeReady, startWorker } = await import("./offline/readiness.js");
  await startWorker();
  await makeReady(database.user, visit, "force-cache");
  await keepPage(database.user, "/today");
}

loadTheRest().catch(() => {
  // Without a line there is nothing to fetch: what the phone has, it has.
});

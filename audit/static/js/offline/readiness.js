// Makes a visit ready to be opened without a connection, and believes it only after reading everything back.

const STATIC = /\/static\/[^"'\s]+\.(?:css|js|svg)/g;

/** The visit could not be made ready; nothing that was ready before is touched. */
class NotReady extends Error {}

/** Have the worker look after this page: one that took over while the page was loading has missed it. */
export async function startWorker() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/service-worker.js");
  const { active } = await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) active?.postMessage("look after me");
}

/**
 * Keep a visit's page on the phone.
 * @param {string} user
 * @param {string} visit
 * @param {RequestCache} [from] "force-cache": the page as the browser has just loaded it, without asking again
 * @returns {Promise<boolean>} whether the page and every file it needs can be read from the phone
 */
export async function makeReady(user, visit, from = "default") {
  await keepPage(user, `/visits/${visit}/fill`, from);
  return isReady(user, visit);
}

/**
 * Keep one page; what was kept before stays when it cannot be fetched.
 * @param {string} user
 * @param {string} address
 * @param {RequestCache} [from]
 */
export async function keepPage(user, address, from = "default") {
  if (!("serviceWorker" in navigator) || !window.caches) return;
  await navigator.serviceWorker.ready;
  try {
    const cache = await caches.open(`pages-${user}`);
    await cache.put(address, await fetchPage(address, user, from));
  } catch (error) {
    if (!(error instanceof NotReady || error instanceof TypeError || error instanceof DOMException)) throw error;
  }
}

/**
 * @param {string} user
 * @param {string} visit
 * @returns {Promise<boolean>}
 */
export async function isReady(user, visit) {
  if (!window.caches) return false;
  const cache = await caches.open(`pages-${user}`);
  const text = await (await cache.match(`/visits/${visit}/fill`))?.text();
  if (!text?.includes(`data-visit="${visit}"`)) return false;
  const files = [...new Set(text.match(STATIC))];
  const kept = await Promise.all(files.map(async (file) => ((await (await caches.match(file))?.blob())?.size ?? 0) > 0));
  return files.length > 0 && kept.every(Boolean);
}

/**
 * @param {string} address
 * @param {string} user
 * @param {RequestCache} from
 */
async function fetchPage(address, user, from) {
  const response = await fetch(address, { redirect: "error", cache: from, signal: AbortSignal.timeout(20_000) });
  const isOurs = response.headers.get("x-audit") === "1" && response.headers.get("x-audit-user") === user;
  if (!response.ok || !isOurs) throw new NotReady();
  return response;
}

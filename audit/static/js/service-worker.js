// Opens the auditor's pages without a connection. The server puts two lines before this file: BUILD, the id of the
// static files, and SHELL, the address of every one of them. Work itself never passes here: it is in IndexedDB.

/* global BUILD, SHELL */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const SHELLS_KEPT = 3;
const NETWORK_MS = 3000;
const FILL_PAGE = /^\/visits\/([^/]+)\/fill$/;
const KEPT_PAGES = new Set(["/today", "/phone-check"]);

worker.addEventListener("install", (event) => event.waitUntil(fillShell()));
worker.addEventListener("activate", (event) => event.waitUntil(dropOldShells().then(() => worker.clients.claim())));
worker.addEventListener("message", (event) => {
  if (event.data === "take over") void worker.skipWaiting();
  if (event.data === "look after me") event.waitUntil(worker.clients.claim());
});
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin) return;
  if (pathname.startsWith("/sync/") || pathname.startsWith("/api/")) return;
  if (pathname.startsWith("/static/")) event.respondWith(asset(request));
  else if (request.mode === "navigate") event.respondWith(openPage(request, pathname, (work) => event.waitUntil(work)));
});

worker.addEventListener("push", (event) => {
  const { title, body, path, tag } = event.data?.json() ?? {};
  const icon = SHELL.find((address) => address.endsWith("icon-192.png"));
  event.waitUntil(worker.registration.showNotification(title, { body, tag, icon, data: { path } }));
});
worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(worker.clients.openWindow(event.notification.data.path));
});

async function fillShell() {
  const cache = await caches.open(`shell-${BUILD}`);
  await cache.addAll(SHELL);
}

/** Pages kept on the phone may be of an older build: its files, and those of the one before, stay with them. */
async function dropOldShells() {
  const shells = (await caches.keys()).filter((name) => name.startsWith("shell-") && name !== `shell-${BUILD}`);
  await Promise.all(shells.slice(0, -(SHELLS_KEPT - 1)).map((name) => caches.delete(name)));
}

/** @param {Request} request */
async function asset(request) {
  return (await caches.match(request)) ?? fetch(request);
}

/**
 * @param {Request} request
 * @param {string} pathname
 * @param {(work: Promise<unknown>) => void} keepAlive
 * @returns {Promise<Response>}
 */
async function openPage(request, pathname, keepAlive) {
  const visit = FILL_PAGE.exec(pathname)?.[1];
  // The installed app starts at the root, which leads an auditor to the list of the day.
  const kept = await keptPage(pathname === "/" ? "/today" : pathname);
  const work = visit && kept ? await workOn(visit) : "none";
  const fetched = fetchPage(request, pathname);
  keepAlive(fetched.catch(() => {}));
  if (kept && work === "draft") return kept;
  // It may have come back with remarks on its page; what answers in the server's place is not one.
  if (kept && work === "sent") {
    const ours = fetched.then((page) => (isOurs(page) ? page : kept));
    return Promise.race([ours.catch(() => kept), later(kept)]);
  }
  if (!kept) return fetched.catch(async () => (await keptPage("/today")) ?? Response.error());
  return Promise.race([fetched.catch(() => kept), later(kept)]);
}

/**
 * Fetch a page, and keep it if it is one to keep and truly ours: not a redirect, not a Wi-Fi's sign-in page.
 * @param {Request} request
 * @param {string} pathname
 */
async function fetchPage(request, pathname) {
  const response = await fetch(request);
  const user = response.headers.get("x-audit-user");
  if (isOurs(response) && user) {
    await forgetOthers(user);
    if (KEPT_PAGES.has(pathname) || FILL_PAGE.test(pathname)) {
      const cache = await caches.open(`pages-${user}`);
      await cache.put(pathname, response.clone());
    }
  }
  return response;
}

/** @param {Response} response */
function isOurs(response) {
  return response.ok && !response.redirected && response.headers.get("x-audit") === "1";
}

/** @param {string} user pages of anybody else are not kept once this person is seen here */
async function forgetOthers(user) {
  const others = (await caches.keys()).filter((name) => name.startsWith("pages-") && name !== `pages-${user}`);
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** @param {string} pathname */
async function keptPage(pathname) {
  for (const name of await caches.keys()) {
    if (!name.startsWith("pages-")) continue;
    const cache = await caches.open(name);
    const page = await cache.match(pathname);
    if (page) return page;
  }
  return undefined;
}

/**
 * How far a visit is on this phone: only written here, or sent before.
 * @param {string} visit
 * @returns {Promise<"none" | "draft" | "sent">}
 */
async function workOn(visit) {
  const user = (await caches.keys()).find((name) => name.startsWith("pages-"))?.slice("pages-".length);
  if (!user) return "none";
  return new Promise((resolve) => {
    const opening = indexedDB.open(`audit-${user}`);
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onerror = () => resolve("none");
    opening.onsuccess = () => {
      const database = opening.result;
      const asking = database.transaction("visits").objectStore("visits").get(visit);
      asking.onsuccess = () => {
        const { seq = 0, outcome = null, past = [] } = asking.result ?? {};
        resolve(seq === 0 ? "none" : outcome || past.length > 0 ? "sent" : "draft");
      };
      asking.onerror = () => resolve("none");
      database.close();
    };
  });
}

/** @param {Response} kept */
function later(kept) {
  return new Promise((resolve) => setTimeout(() => resolve(kept), NETWORK_MS));
}

// Some phones close the page while the camera is open. What was awaited is written down first, so that the page can
// come back to the same item, say what happened, and offer the camera inside the page.

import { remember, remembered } from "./offline/memories.js";

/**
 * @typedef {import("./session.js").VisitSession} VisitSession
 * @typedef {import("./offline/database.js").Database} Database
 */

/**
 * @param {VisitSession} session
 * @param {string} item
 */
export function awaitCamera({ database, visit }, item) {
  // A full phone says so when the photo comes.
  remember(database, "awaiting", { visit, item, at: new Date().toISOString() }).catch(() => {});
}

/**
 * The camera came back, with a photo or without.
 * @param {VisitSession} session
 */
export function cameraCame({ database }) {
  return remember(database, "awaiting", undefined).catch(() => {});
}

/**
 * The item whose photo was lost, if this page starts where another one was closed.
 * @param {VisitSession} session
 * @returns {Promise<string | null>}
 */
export async function lostPhoto({ database, visit }) {
  const awaiting = await remembered(database, "awaiting");
  if (awaiting?.visit !== visit) return null;
  await remember(database, "awaiting", undefined);
  await remember(database, "camera_kills", ((await remembered(database, "camera_kills")) ?? 0) + 1);
  return awaiting.item;
}

/**
 * @param {Database} database
 * @returns {Promise<boolean>}
 */
export async function hasLostPhotos(database) {
  return Boolean(await remembered(database, "camera_kills"));
}

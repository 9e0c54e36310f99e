// "Save a copy": everything that has not arrived, in one file that a manager can take in. The outbox is not touched.

import { ask, ofVisit } from "./offline/database.js";
import { deviceId } from "./offline/memories.js";
import { listParcels } from "./offline/outbox.js";

/**
 * @typedef {import("./offline/database.js").Database} Database
 */

/**
 * @param {Database} database
 * @param {string[] | null} visits null: all with anything unsent
 */
export async function saveCopy(database, visits) {
  const copy = await copyOf(database, visits ?? (await listParcels(database)).map(({ record }) => record.id));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(copy)], { type: "application/json" }));
  link.download = `visits-${new Date().toISOString().slice(0, 16).replace(/[T:]/g, "-")}.audit.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/**
 * @param {Database} database
 * @param {string[]} ids
 */
export async function copyOf(database, ids) {
  const device = await deviceId(database);
  const visits = await Promise.all(ids.map((id) => copyOfVisit(database, id)));
  return { format: "audit-copy-1", made_at: new Date().toISOString(), user: database.user, device, visits };
}

/**
 * @param {Database} database
 * @param {string} id
 */
async function copyOfVisit(database, id) {
  const { record, ops, photos } = await database.read(["visits", "ops", "photos"], async (stores) => ({
    record: await ask(stores.visits.get(id)),
    ops: await ask(stores.ops.getAll(ofVisit(id))),
    photos: (await ask(stores.photos.getAll())).filter((photo) => photo.visit === id && photo.bytes),
  }));
  return {
    id,
    submission: record?.submission ?? null,
    ops: ops.map(({ visit: _, ...op }) => op),
    photos: photos.map(({ sha256, type, bytes }) => ({ sha256, type, base64: base64(bytes) })),
  };
}

/** @param {ArrayBuffer} bytes */
function base64(bytes) {
  const pieces = [];
  const view = new Uint8Array(bytes);
  for (let start = 0; start < view.length; start += 0x8000) {
    pieces.push(String.fromCharCode(...view.subarray(start, start + 0x8000)));
  }
  return btoa(pieces.join(""));
}

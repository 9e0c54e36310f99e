// Small facts that outlive the page: this store's id, the clock's offset, the item the camera was opened for.

import { ask } from "./database.js";
import { newId } from "./moments.js";

/** @typedef {import("./database.js").Database} Database */

/**
 * The id of this store on this phone; made at its first use. Ops are numbered per device and visit.
 * @param {Database} database
 * @returns {Promise<string>}
 */
export function deviceId(database) {
  return database.write(["meta"], async ({ meta }) => {
    const known = await ask(meta.get("device"));
    const device = known ?? newId();
    if (!known) meta.put(device, "device");
    return device;
  });
}

/**
 * A small fact that outlives the page (the item the camera was opened for, the clock's offset).
 * @param {Database} database
 * @param {string} name
 */
export function remembered(database, name) {
  return database.read(["meta"], ({ meta }) => ask(meta.get(name)));
}

/**
 * @param {Database} database
 * @param {string} name
 * @param {any} value undefined forgets
 */
export function remember(database, name, value) {
  return database.write(["meta"], ({ meta }) => {
    if (value === undefined) meta.delete(name);
    else meta.put(value, name);
  });
}

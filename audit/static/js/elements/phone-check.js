// <phone-check>: tries what a visit needs, one line each, and says what to change where something is missing.

import { Database, ask } from "../offline/database.js";
import { sha256 } from "../offline/digests.js";
import { remember } from "../offline/memories.js";
import { openDoors } from "../offline/doors.js";
import { pageReady } from "../page-ready.js";
import { photoOf } from "../photos.js";

const CLOCK_MAY_BE_OFF_S = 60;

/** @typedef {"good" | "bad" | "unknown"} Result */

class PhoneCheck extends HTMLElement {
  async connectedCallback() {
    /** @type {Record<string, () => Promise<Result>>} */
    const checks = {
      secure: async () => (window.isSecureContext ? "good" : "bad"),
      store: () => this.#store(),
      kept: () => this.#kept(),
      worker: () => this.#worker(),
      photos: () => this.#photos(),
      camera: () => permission("camera"),
      position: () => permission("geolocation"),
      installed: async () => (window.matchMedia("(display-mode: standalone)").matches ? "good" : "unknown"),
      server: () => this.#server(),
      clock: () => this.#clock(),
    };
    for (const [name, check] of Object.entries(checks)) this.#show(name, await check().catch(() => "bad"));
    pageReady();
  }

  /**
   * @param {string} name
   * @param {Result} result
   */
  #show(name, result) {
    const line = this.querySelector(`[data-check=${name}]`);
    if (!line) return;
    line.setAttribute("data-result", result);
    for (const words of line.querySelectorAll("[data-when]")) {
      words.toggleAttribute("hidden", words.getAttribute("data-when") !== result);
    }
  }

  /** @returns {Promise<Result>} */
  async #store() {
    const database = new Database(this.dataset.user ?? "");
    const written = Array.from({ length: 1000 }, (_, place) => place);
    await remember(database, "check", written);
    const read = await database.read(["meta"], ({ meta }) => ask(meta.get("check")));
    await remember(database, "check", undefined);
    return JSON.stringify(read) === JSON.stringify(written) ? "good" : "bad";
  }

  /** @returns {Promise<Result>} */
  async #kept() {
    if (!navigator.storage?.persist) return "unknown";
    return (await navigator.storage.persist()) ? "good" : "unknown";
  }

  /** @returns {Promise<Result>} */
  async #worker() {
    if (!("serviceWorker" in navigator)) return "bad";
    await navigator.serviceWorker.register("/service-worker.js");
    await navigator.serviceWorker.ready;
    return "good";
  }

  /** @returns {Promise<Result>} a picture is made, sized and hashed */
  async #photos() {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 64;
    const made = await photoOf(canvas, 64, 64);
    return made.type === "image/jpeg" && made.sha256 === (await sha256(made.bytes)) ? "good" : "bad";
  }

  /** @returns {Promise<Result>} */
  async #server() {
    this.reply = await openDoors((address, init) => fetch(address, init)).state();
    return this.reply.kind === "done" ? "good" : "bad";
  }

  /** @returns {Promise<Result>} */
  async #clock() {
    if (!this.reply?.serverTime) return "unknown";
    const offSeconds = Math.abs(Date.parse(this.reply.serverTime) - Date.now()) / 1000;
    return offSeconds <= CLOCK_MAY_BE_OFF_S ? "good" : "bad";
  }
}

/**
 * @param {string} name
 * @returns {Promise<Result>}
 */
async function permission(name) {
  if (!navigator.permissions) return "unknown";
  const { state } = await navigator.permissions.query({ name: /** @type {PermissionName} */ (name) });
  return state === "granted" ? "good" : state === "denied" ? "bad" : "unknown";
}

customElements.define("phone-check", PhoneCheck);

// Keeps the server up to date: one round at a time, soon after every save, and again and again until all has arrived.
// It runs in the page. A background worker may wake it, but nothing depends on one.

import { RefusedWrite } from "./database.js";
import { deviceId, remember } from "./memories.js";
import { openDoors } from "./doors.js";
import { listParcels } from "./outbox.js";
import { reconcile } from "./reconciling.js";
import { sendVisit } from "./sending.js";

/**
 * @typedef {import("./database.js").Database} Database
 * @typedef {import("./doors.js").Reply} Reply
 * @typedef {import("./doors.js").Kind} Kind
 * @typedef {{kind: Kind, isSending: boolean, state: any}} Status `state`: the last body of /sync/state
 */

const SHORTEST_WAIT_S = 5;
const LONGEST_WAIT_S = 300;
const AFTER_SAVE_MS = 1500;

/** Tells "change" whenever something arrived or the line changed. */
export class Sync extends EventTarget {
  /**
   * @param {Database} database
   * @param {import("./doors.js").Fetch} fetch
   */
  constructor(database, fetch = (address, init) => globalThis.fetch(address, init)) {
    super();
    this.database = database;
    this.doors = openDoors(fetch);
    /** @type {Status} */
    this.status = { kind: "done", isSending: false, state: null };
    this.failures = 0;
    this.timer = 0;
    /** @type {Promise<void> | null} */
    this.running = null;
    this.isWantedAgain = false;
  }

  /** Something was saved: send it soon, with what follows at once. */
  soon() {
    if (this.failures === 0) this.#wait(AFTER_SAVE_MS);
  }

  /**
   * Send now: at the start, when the phone wakes or finds a network, and when somebody taps.
   * @returns {Promise<void>}
   */
  now() {
    clearTimeout(this.timer);
    if (this.running) {
      this.isWantedAgain = true;
      return this.running;
    }
    this.running = this.#alone().finally(() => {
      this.running = null;
      if (this.isWantedAgain) this.#wait(0);
      this.isWantedAgain = false;
    });
    return this.running;
  }

  /** One tab sends at a time; what two would send twice is harmless, but costs the auditor's data. */
  async #alone() {
    if (!navigator.locks) return this.#round();
    await navigator.locks.request(`audit-sync-${this.database.user}`, () => this.#round());
  }

  async #round() {
    this.#tell({ isSending: true });
    const stopped = await this.#sendEverything().catch(unnoted);
    const kind = stopped?.kind ?? "done";
    this.failures = stopped ? this.failures + 1 : 0;
    this.#tell({ isSending: false, kind });
    if (stopped) this.#wait(waitMs(this.failures, stopped.retryAfterSeconds));
  }

  /** @returns {Promise<Pick<Reply, "kind" | "retryAfterSeconds"> | null>} the reply that stopped it */
  async #sendEverything() {
    const { database, doors } = this;
    /** @type {import("./sending.js").Line} */
    const line = { database, doors, device: await deviceId(database), heard: (reply) => this.#hear(reply) };
    const reply = await doors.state();
    this.#hear(reply);
    if (reply.kind !== "done") return reply;
    if (reply.body.user !== database.user) return { ...reply, kind: "other_user" };
    this.#tell({ kind: "done", state: reply.body });
    await reconcile(line, reply.body.visits);
    for (const { record } of await listParcels(database)) {
      const stopped = await sendVisit(line, record.id);
      if (stopped) return stopped;
      this.#tell({});
    }
    return null;
  }

  /**
   * Every answer carries the server's clock: how far the phone's is off is kept, and sent along.
   * @param {Reply} reply
   */
  #hear(reply) {
    if (!reply.serverTime) return;
    // A full phone keeps the answers, not the clock: it hears the time again with the next reply.
    remember(this.database, "offset_ms", Date.parse(reply.serverTime) - Date.now()).catch(() => {});
  }

  /** @param {number} milliseconds */
  #wait(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.now(), milliseconds);
  }

  /** @param {Partial<Status>} change */
  #tell(change) {
    this.status = { ...this.status, ...change };
    this.dispatchEvent(new Event("change"));
  }
}

/**
 * A full phone cannot note what arrived. It is sent again later, and counts once.
 * @param {unknown} error
 * @returns {{kind: Kind, retryAfterSeconds: null}}
 */
function unnoted(error) {
  if (!(error instanceof RefusedWrite)) throw error;
  return { kind: "done", retryAfterSeconds: null };
}

/**
 * From 5 s to 5 min, doubling, with a random part so that a thousand phones do not knock at once.
 * @param {number} failures
 * @param {number | null} retryAfterSeconds
 */
function waitMs(failures, retryAfterSeconds) {
  const seconds = Math.min(LONGEST_WAIT_S, SHORTEST_WAIT_S * 2 ** (failures - 1));
  return Math.max(retryAfterSeconds ?? 0, seconds * (0.5 + Math.random() / 2)) * 1000;
}

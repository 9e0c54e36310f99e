// One visit open on this page: its rows in memory, every act written through, the outbox kept moving.
// Knows nothing of the DOM; the elements listen to it.

import { Database } from "./offline/database.js";
import { loadDraft, saveActs } from "./offline/drafts.js";
import { noticeLoss, takeDraft } from "./offline/losses.js";
import { deviceId } from "./offline/memories.js";
import { moment } from "./offline/moments.js";
import { finish, parcelOf } from "./offline/outbox.js";
import { Sync } from "./offline/sync.js";
import { findVisit } from "./offline/visits.js";

/**
 * @typedef {import("./offline/drafts.js").Act} Act
 * @typedef {import("./offline/drafts.js").Photo} Photo
 * @typedef {import("./offline/folding.js").Row} Row
 * @typedef {import("./offline/folding.js").Op} Op
 * @typedef {import("./offline/visits.js").VisitRecord} VisitRecord
 * @typedef {{acts: readonly Act[], photos: readonly Photo[], when: ReturnType<typeof moment>}} Work
 */

/** Tells "rows" (items changed: `event.detail` has their keys), "saving", "saved", "refused" and "record". */
export class VisitSession extends EventTarget {
  /**
   * @param {string} user
   * @param {string} visit
   * @param {number} version of the checklist
   */
  constructor(user, visit, version) {
    super();
    this.visit = visit;
    this.version = version;
    this.database = new Database(user);
    this.sync = new Sync(this.database);
    /** @type {Map<string, Row>} */
    this.rows = new Map();
    /** @type {Op[]} what was noted about the visit as a whole */
    this.jottings = [];
    /** @type {VisitRecord | null} */
    this.record = null;
    /** @type {Work[]} acts that the phone has not taken yet */
    this.unsaved = [];
    this.saving = 0;
    this.sync.addEventListener("change", () => void this.refresh());
  }

  /** Load what is written; throws when the phone has no store to offer. */
  async open() {
    await noticeLoss(this.database, this.visit);
    await takeDraft(this.database, this.visit);
    await this.#load();
  }

  get isLocked() {
    return Boolean(this.record?.submission);
  }

  /**
   * Write acts down. The answer on screen may be shown at once; "saved" follows when it is true.
   * @param {readonly Act[]} acts
   * @param {readonly Photo[]} photos
   * @param {ReturnType<typeof moment>} when
   * @returns {Promise<boolean>} whether they are on disk; if not, they are kept and tried again
   */
  async act(acts, photos = [], when = moment()) {
    this.saving += 1;
    this.#tell("saving");
    try {
      this.take(await saveActs(this.database, this.visit, acts, photos, when));
      return true;
    } catch (error) {
      this.unsaved.push({ acts, photos, when });
      this.#tell("refused", error);
      return false;
    } finally {
      this.saving -= 1;
      if (this.saving === 0 && this.unsaved.length === 0) this.#tell("saved");
    }
  }

  /** Try again what the phone refused, in its order. */
  async retry() {
    const waiting = this.unsaved.splice(0);
    for (const { acts, photos, when } of waiting) await this.act(acts, photos, when);
  }

  /** Close the visit and queue it; the same submission comes back whoever calls. */
  async finish() {
    const device = await deviceId(this.database);
    await finish(this.database, this.visit, { device, checklist_version: this.version });
    await this.refresh();
    void this.sync.now();
  }

  /** @returns {Promise<import("./offline/outbox.js").Parcel>} what is still to be sent */
  parcel() {
    return parcelOf(this.database, this.visit);
  }

  /** Another tab or the server may have changed the record: read it again, and the rows only if they did change. */
  async refresh() {
    await takeDraft(this.database, this.visit);
    const record = await findVisit(this.database, this.visit);
    if (record && this.saving === 0 && record.seq !== this.record?.seq) {
      await this.#load();
      this.#tell("rows", [...this.rows.keys()]);
    }
    this.record = record ?? this.record;
    this.#tell("record");
  }

  async #load() {
    const { record, rows, jottings } = await loadDraft(this.database, this.visit);
    this.record = record;
    this.rows = rows;
    this.jottings = jottings;
  }

  /** @param {{ops: Op[], rows: Map<string, Row>}} saved what has been written down */
  take({ ops, rows }) {
    for (const [item, row] of rows) this.rows.set(item, row);
    this.jottings.push(...ops.filter((op) => op.item === null || op.field === "note"));
    if (this.record && ops.length) this.record.seq = Math.max(this.record.seq, ops.at(-1)?.seq ?? 0);
    this.#tell("rows", [...rows.keys()]);
    this.sync.soon();
  }

  /**
   * @param {string} name
   * @param {unknown} [detail]
   */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** @type {(session: VisitSession) => void} */
let provide;

/** The session of this page, once <visit-form> has opened it. */
export const session = /** @type {Promise<VisitSession>} */ (new Promise((resolve) => (provide = resolve)));

/** @param {VisitSession} opened */
export function opened(opened) {
  provide(opened);
}

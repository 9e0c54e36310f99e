// Compares what this phone remembers of its visits with what the server remembers, and mends the difference.

import { reopen } from "./arrivals.js";
import { keepDraft, numberOn } from "./losses.js";
import { changeVisit, findVisit } from "./visits.js";

/** What a reviewer's word on a visit is called in the state the server tells. */
const DECIDED = new Set(["accepted", "rejected", "returned"]);

/**
 * @typedef {import("./sending.js").Line} Line
 * @typedef {object} ServerVisit a visit as /sync/state tells it
 * @property {string} id
 * @property {string} state
 * @property {Record<string, number>} last_seq by device
 * @property {string | null} [last_at] when the newest op that is held was made
 * @property {string} [reason] why it came back or was rejected
 * @property {Record<string, string>} [submissions] what has become of each of this auditor's, by id
 */

/**
 * @param {Line} line
 * @param {readonly ServerVisit[]} visits
 */
export async function reconcile(line, visits) {
  for (const visit of visits) {
    const record = await findVisit(line.database, visit.id);
    if (record) await hear(line, visit, record);
    const held = visit.last_seq[line.device] ?? 0;
    if (record && held < record.acked) await goBack(line, visit.id, held);
    if (held > (record?.seq ?? 0)) await numberOn(line.database, visit.id, { seq: held, at: visit.last_at ?? "" });
    if (await isForgotten(line, visit)) await fetchDraft(line, visit);
  }
}

/**
 * What was decided about what this phone has sent: it stands in the record, so that it can be said without a line too.
 * @param {Line} line
 * @param {ServerVisit} visit
 * @param {import("./visits.js").VisitRecord} record
 */
async function hear({ database }, visit, record) {
  const decision = decisionOn(visit, record);
  if (JSON.stringify(decision) !== JSON.stringify(record.decision ?? null)) {
    await changeVisit(database, visit.id, (now) => ({ ...now, decision }));
  }
  if (visit.state === "returned" && record.outcome) await reopen(database, visit.id);
}

/**
 * @param {ServerVisit} visit
 * @param {import("./visits.js").VisitRecord} record
 * @returns {import("./visits.js").Decision | null}
 */
function decisionOn({ state, reason = "", submissions = {} }, { outcome, past }) {
  const sent = outcome ?? past.at(-1);
  if (!sent) return null;
  const place = submissions[sent.submission] ?? "counts";
  const word = place === "counts" && DECIDED.has(state) ? state : place;
  if (word === "waits" || (word === "counts" && sent.kind === "receipt")) return null;
  return { word: /** @type {import("./visits.js").Decision["word"]} */ (word), reason: DECIDED.has(word) ? reason : "" };
}

/**
 * The server was put back to an older state: it gets again what it once had.
 * @param {Line} line
 * @param {string} visit
 * @param {number} held
 */
function goBack({ database }, visit, held) {
  return changeVisit(database, visit, (record) => ({ ...record, acked: Math.min(record.acked, held) }));
}

/**
 * Whether the server holds work on this visit that this phone does not, and has not fetched yet.
 * @param {Line} line
 * @param {ServerVisit} visit
 */
async function isForgotten({ database }, { id, state, last_seq, last_at }) {
  if (!["planned", "started", "returned"].includes(state)) return false;
  const record = await findVisit(database, id);
  if (record?.draft && record.draft_at === last_at) return false;
  const isNewHere = !record || record.seq === 0 || record.losses.some((/** @type {any} */ loss) => !loss.is_back);
  return isNewHere && Object.values(last_seq).some((seq) => seq > 0);
}

/**
 * @param {Line} line
 * @param {ServerVisit} visit
 */
async function fetchDraft({ database, doors, heard }, { id, last_at }) {
  const reply = await doors.draft(id);
  heard(reply);
  if (reply.kind === "done") await keepDraft(database, id, reply.body, last_at ?? "");
}

// The record of a visit on this phone: how far it is written, sent and answered.

import { ask } from "./database.js";

/**
 * @typedef {import("./database.js").Database} Database
 *
 * @typedef {object} Submission what was finished: made once, sent until it is received
 * @property {string} id
 * @property {string} device
 * @property {number} last_seq
 * @property {string[]} photos
 * @property {string} answers_digest
 * @property {number} checklist_version
 * @property {string} finished_at
 *
 * @typedef {{code: string, at: string}} Trouble
 * @typedef {{submission: string, kind: "receipt" | "copy", receipt: any, at: string}} Outcome
 *
 * @typedef {object} Decision
 * @property {"accepted" | "rejected" | "returned" | "counts" | "aside" | "replaced"} word
 * @property {string} reason
 *
 * @typedef {object} VisitRecord
 * @property {string} id
 * @property {number} seq of the newest op made here
 * @property {number} acked every op up to here is held by the server
 * @property {number[]} rejected ops that the server keeps but cannot read
 * @property {Submission | null} submission
 * @property {Outcome | null} outcome what the server answered to the submission
 * @property {Decision | null} [decision] what a manager has said to what was sent, when this phone has heard of it
 * @property {Outcome[]} past of submissions before the visit was returned
 * @property {Trouble | null} trouble what keeps it from being sent
 * @property {{from: string, to: string, is_back: boolean}[]} losses work of this time was forgotten by the phone; `is_back`: the server had it
 * @property {any} draft what the server held when this phone knew nothing, until the visit is opened here
 * @property {string} draft_at
 * @property {string} at of the newest op
 * @property {string} [clearedFor] when the outcome came, once the bytes of its photos have left the phone
 */

/**
 * @param {string} id
 * @returns {VisitRecord}
 */
export function newVisit(id) {
  const nothing = { submission: null, outcome: null, past: [], trouble: null, decision: null, losses: [], draft: null, draft_at: "" };
  return { id, seq: 0, acked: 0, rejected: [], at: "", ...nothing };
}

/**
 * Change a visit's record as it stands at this very moment.
 * @param {Database} database
 * @param {string} visit
 * @param {(record: VisitRecord) => VisitRecord} change
 * @returns {Promise<VisitRecord>}
 */
export function changeVisit(database, visit, change) {
  return database.write(["visits"], async ({ visits }) => {
    const changed = change((await ask(visits.get(visit))) ?? newVisit(visit));
    visits.put(changed);
    return changed;
  });
}

/**
 * @param {Database} database
 * @param {string} visit
 * @returns {Promise<VisitRecord | undefined>}
 */
export function findVisit(database, visit) {
  return database.read(["visits"], ({ visits }) => ask(visits.get(visit)));
}

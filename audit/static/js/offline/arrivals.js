// What the server has said it holds, written into the records. Only sync.js calls these, after checking the reply.

import { ask } from "./database.js";
import { moment } from "./moments.js";
import { changeVisit } from "./visits.js";

/** @typedef {import("./database.js").Database} Database */

/**
 * The server holds every op up to `acked`.
 * @param {Database} database
 * @param {string} visit
 * @param {number} acked
 * @param {readonly number[]} rejected
 */
export function opsArrived(database, visit, acked, rejected) {
  return changeVisit(database, visit, (record) => ({
    ...record,
    acked: Math.max(record.acked, acked),
    rejected: [...new Set([...record.rejected, ...rejected])],
  }));
}

/**
 * The server has said that it holds this photo.
 * @param {Database} database
 * @param {string} hash
 */
export function photoArrived(database, hash) {
  return database.write(["photos"], async ({ photos }) => {
    const { unsent: _, ...photo } = (await ask(photos.get(hash))) ?? {};
    if (photo.sha256) photos.put(photo);
  });
}

/**
 * The server misses photos it had once said to hold, or ops: they are sent again.
 * @param {Database} database
 * @param {string} visit
 * @param {{ops_from?: number | null, photos?: readonly string[]}} missing
 */
export async function sendAgain(database, visit, missing) {
  await database.write(["photos"], async ({ photos }) => {
    for (const hash of missing.photos ?? []) {
      const photo = await ask(photos.get(hash));
      if (photo?.bytes) photos.put({ ...photo, unsent: visit });
    }
  });
  const from = missing.ops_from;
  if (from) await changeVisit(database, visit, (record) => ({ ...record, acked: Math.min(record.acked, from - 1) }));
}

/**
 * The server has answered the submission for good.
 * @param {Database} database
 * @param {string} visit
 * @param {"receipt" | "copy"} kind
 * @param {string} submission its id
 * @param {any} receipt
 */
export function submissionArrived(database, visit, kind, submission, receipt) {
  const outcome = { submission, kind, receipt, at: moment().at };
  return changeVisit(database, visit, (record) =>
    record.submission?.id === submission ? { ...record, outcome, decision: null, trouble: null } : record,
  );
}

/**
 * The visit came back from its reviewer: it is open again, and its next submission gets a new id.
 * @param {Database} database
 * @param {string} visit
 */
export function reopen(database, visit) {
  return changeVisit(database, visit, (record) =>
    record.outcome ? { ...record, submission: null, outcome: null, past: [...record.past, record.outcome] } : record,
  );
}

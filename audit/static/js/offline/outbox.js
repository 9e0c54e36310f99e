// What still has to reach the server, and what it has answered. Records and states; sending is the business of sync.js.

import { ask, ofVisit } from "./database.js";
import { canonical, sha256 } from "./digests.js";
import { answersOf, evidenceOf } from "./folding.js";
import { moment, newId } from "./moments.js";
import { newVisit } from "./visits.js";

/**
 * @typedef {import("./database.js").Database} Database
 * @typedef {import("./visits.js").VisitRecord} VisitRecord
 * @typedef {import("./visits.js").Submission} Submission
 * @typedef {import("./folding.js").Op} Op
 *
 * @typedef {object} Parcel what is left to send of one visit
 * @property {VisitRecord} record
 * @property {number} ops
 * @property {string[]} photos
 */

/**
 * Finish a visit: the submission is made once, whoever taps and in however many tabs.
 * @param {Database} database
 * @param {string} visit
 * @param {{device: string, checklist_version: number}} by
 * @returns {Promise<Submission>}
 */
export async function finish(database, visit, by) {
  for (;;) {
    const { record, answers, photos } = await contents(database, visit);
    if (record.submission) return record.submission;
    const answers_digest = await sha256(canonical(answers));
    const made = await database.write(["visits"], async ({ visits }) => {
      const now = (await ask(visits.get(visit))) ?? newVisit(visit);
      if (now.submission) return now.submission;
      if (now.seq !== record.seq) return null; // something was written meanwhile: count again
      const submission = { id: newId(), ...by, last_seq: now.seq, photos, answers_digest, finished_at: moment().at };
      visits.put({ ...now, submission });
      return submission;
    });
    if (made) return made;
  }
}

/**
 * @param {Database} database
 * @param {string} visit
 */
function contents(database, visit) {
  return database.read(["visits", "answers"], async (stores) => {
    const record = /** @type {VisitRecord} */ ((await ask(stores.visits.get(visit))) ?? newVisit(visit));
    const stored = (await ask(stores.answers.getAll(ofVisit(visit)))).filter((row) => row.item !== "");
    const photos = [...new Set(stored.flatMap(({ row }) => evidenceOf(row)))].sort();
    return { record, photos, answers: answersOf(stored.map(({ item, row }) => [item, row])) };
  });
}

/**
 * Everything that has not arrived, visit by visit.
 * @param {Database} database
 * @returns {Promise<Parcel[]>}
 */
export async function listParcels(database) {
  const records = await database.read(["visits"], ({ visits }) => ask(visits.getAll()));
  const parcels = await Promise.all(records.map((record) => parcelOf(database, record.id)));
  return parcels.filter(({ record, ops, photos }) => ops || photos.length || (record.submission && !record.outcome));
}

/**
 * What is left to send of one visit.
 * @param {Database} database
 * @param {string} visit
 * @returns {Promise<Parcel>}
 */
export async function parcelOf(database, visit) {
  const { record, unsent } = await database.read(["visits", "photos"], async (stores) => ({
    record: /** @type {VisitRecord} */ ((await ask(stores.visits.get(visit))) ?? newVisit(visit)),
    unsent: await ask(stores.photos.index("unsent").getAllKeys(visit)),
  }));
  const left = new Set(unsent.map(String));
  // Only photos that still belong to the visit are sent; hundreds of answers are read only when there are any.
  const photos = left.size ? (await contents(database, visit)).photos.filter((photo) => left.has(photo)) : [];
  return { record, ops: record.seq - record.acked, photos };
}

/**
 * The next ops to send, oldest first.
 * @param {Database} database
 * @param {string} visit
 * @param {number} after
 * @param {number} most
 * @returns {Promise<Op[]>}
 */
export async function opsAfter(database, visit, after, most) {
  const range = IDBKeyRange.bound([visit, after + 1], [visit, Infinity]);
  const stored = await database.read(["ops"], ({ ops }) => ask(ops.getAll(range, most)));
  return stored.map(({ visit: _, ...op }) => op);
}

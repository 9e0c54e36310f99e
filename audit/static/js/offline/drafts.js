// An auditor's work on a visit: every act is one op, written with its answer and its photos in one transaction.

import { RefusedWrite, ask, ofVisit } from "./database.js";
import { sha256 } from "./digests.js";
import { emptyRow, takeOp } from "./folding.js";
import { moment } from "./moments.js";
import { leaveTrace } from "./traces.js";
import { newVisit } from "./visits.js";

/**
 * @typedef {import("./database.js").Database} Database
 * @typedef {import("./folding.js").Op} Op
 * @typedef {import("./folding.js").Row} Row
 * @typedef {import("./visits.js").VisitRecord} VisitRecord
 * @typedef {{item: string | null, field: string, value: any}} Act
 *
 * @typedef {object} Photo
 * @property {string} sha256
 * @property {string} visit
 * @property {ArrayBuffer | null} bytes null where only the server holds them
 * @property {string} type
 * @property {number} width
 * @property {number} height
 * @property {string} [unsent] the visit, while the server has not said that it holds the bytes
 */

/** The visit is finished on this phone: nothing more is written to it. */
export class Finished extends Error {}

/**
 * Everything written about a visit so far.
 * @param {Database} database
 * @param {string} visit
 * @returns {Promise<{record: VisitRecord, rows: Map<string, Row>, jottings: Op[]}>} `jottings`: ops of the visit as a whole
 */
export function loadDraft(database, visit) {
  return database.read(["visits", "answers"], async ({ visits, answers }) => {
    const [record, rows] = await Promise.all([ask(visits.get(visit)), ask(answers.getAll(ofVisit(visit)))]);
    const whole = rows.find((row) => row.item === "");
    const items = rows.filter((row) => row.item !== "").map((row) => /** @type {const} */ ([row.item, row.row]));
    return { record: record ?? newVisit(visit), rows: new Map(items), jottings: whole?.ops ?? [] };
  });
}

/**
 * Write down what the auditor did. Resolves when it was on disk and read back; RefusedWrite means nothing was kept.
 * @param {Database} database
 * @param {string} visit
 * @param {readonly Act[] | ((written: Set<string>) => readonly Act[])} acts done in one go; a function is told which items are written already
 * @param {readonly Photo[]} photos whose bytes belong to these acts
 * @param {ReturnType<typeof moment>} when it was done
 * @returns {Promise<{ops: Op[], rows: Map<string, Row>}>}
 */
export async function saveActs(database, visit, acts, photos = [], when = moment()) {
  const saved = await database.write(["ops", "answers", "photos", "visits"], async (stores) => {
    const record = (await ask(stores.visits.get(visit))) ?? newVisit(visit);
    if (record.submission) throw new Finished();
    const wanted = typeof acts === "function" ? acts(await writtenItems(stores.answers, visit)) : acts;
    const ops = wanted.map((act, place) => ({ seq: record.seq + 1 + place, ...act, ...when }));
    const rows = await fold(stores.answers, visit, ops);
    for (const op of ops) stores.ops.add({ visit, ...op });
    for (const photo of photos) await putPhoto(stores.photos, photo);
    stores.visits.put({ ...record, seq: record.seq + ops.length, at: when.at });
    return { ops, rows };
  });
  await readBack(database, visit, saved.ops, photos);
  leaveTrace(database.user, visit, saved.ops.at(-1));
  return saved;
}

/**
 * @param {IDBObjectStore} answers
 * @param {string} visit
 */
async function writtenItems(answers, visit) {
  const keys = /** @type {string[][]} */ (await ask(answers.getAllKeys(ofVisit(visit))));
  return new Set(keys.map(([, item]) => item ?? ""));
}

/**
 * @param {IDBObjectStore} answers
 * @param {string} visit
 * @param {readonly Op[]} ops
 */
async function fold(answers, visit, ops) {
  /** @type {Map<string, Row>} */
  const rows = new Map();
  for (const op of ops) {
    if (op.item === null || op.field === "note") {
      const whole = (await ask(answers.get([visit, ""]))) ?? { visit, item: "", ops: [] };
      await ask(answers.put({ ...whole, ops: [...whole.ops, op] }));
      continue;
    }
    const row = rows.get(op.item) ?? (await ask(answers.get([visit, op.item])))?.row ?? emptyRow();
    takeOp(row, op);
    rows.set(op.item, row);
  }
  for (const [item, row] of rows) answers.put({ visit, item, row });
  return rows;
}

/**
 * A photo picked twice stays what it was, so that one already received is not sent again.
 * @param {IDBObjectStore} store
 * @param {Photo} photo
 */
async function putPhoto(store, photo) {
  const known = await ask(store.get(photo.sha256));
  if (!known || (known.bytes === null && photo.bytes !== null)) store.put(photo);
}

/**
 * Read what was written and compare: only then may the page say that it is saved.
 * @param {Database} database
 * @param {string} visit
 * @param {readonly Op[]} ops
 * @param {readonly Photo[]} photos
 */
async function readBack(database, visit, ops, photos) {
  const read = await database.read(["ops", "photos"], async (stores) => ({
    ops: await Promise.all(ops.map((op) => ask(stores.ops.get([visit, op.seq])))),
    photos: await Promise.all(photos.map((photo) => ask(stores.photos.get(photo.sha256)))),
  }));
  const isSame = ops.every((op, place) => JSON.stringify({ visit, ...op }) === JSON.stringify(read.ops[place]));
  const hashes = await Promise.all(read.photos.map((photo) => photo?.bytes && sha256(photo.bytes)));
  const areWhole = photos.every((photo, place) => photo.bytes === null || hashes[place] === photo.sha256);
  if (!isSame || !areWhole) throw new RefusedWrite(new Error("what was read back differs from what was written"));
}

/**
 * A photo with its bytes.
 * @param {Database} database
 * @param {string} hash
 * @returns {Promise<Photo | undefined>}
 */
export function findPhoto(database, hash) {
  return database.read(["photos"], ({ photos }) => ask(photos.get(hash)));
}

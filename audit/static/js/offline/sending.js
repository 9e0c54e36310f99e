// Sends what one visit still has to send: ops, then photos, then the submission. Every step may be repeated.

import { opsArrived, photoArrived, sendAgain, submissionArrived } from "./arrivals.js";
import { findPhoto } from "./drafts.js";
import { opsAfter, parcelOf } from "./outbox.js";
import { changeVisit } from "./visits.js";

/**
 * @typedef {import("./database.js").Database} Database
 * @typedef {import("./doors.js").Reply} Reply
 * @typedef {import("./doors.js").Kind} Kind
 * @typedef {ReturnType<typeof import("./doors.js").openDoors>} Doors
 * @typedef {{database: Database, doors: Doors, device: string, heard: (reply: Reply) => void}} Line
 */

const MOST_OPS = 200;
const MOST_ROUNDS = 5;

/** What stops one visit but not the others. */
const NEEDS_HELP = new Set(["id_reused", "bad_bytes", "too_large", "refused", "rejected", "photo_lost", "unfinished"]);

/** An answer that ends sending for now: the whole round, or this visit when it needs help. */
class Stopped extends Error {
  /**
   * @param {string} code
   * @param {Reply | null} reply
   */
  constructor(code, reply) {
    super(code);
    this.code = code;
    this.reply = reply;
  }
}

/**
 * Send all of one visit. Returns the reply that stops the whole round, or null to go on with the next visit.
 * @param {Line} line
 * @param {string} visit
 * @returns {Promise<Reply | null>}
 */
export async function sendVisit(line, visit) {
  try {
    await sendAll(line, visit);
    const { record } = await parcelOf(line.database, visit);
    await noteTrouble(line, visit, record.rejected.length ? "rejected" : null);
    return null;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    if (!NEEDS_HELP.has(error.code)) return error.reply;
    await noteTrouble(line, visit, error.code);
    return null;
  }
}

/**
 * @param {Line} line
 * @param {string} visit
 */
async function sendAll(line, visit) {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    await sendOps(line, visit);
    const { record, photos } = await parcelOf(line.database, visit);
    for (const hash of photos) await sendPhoto(line, hash);
    if (!record.submission || record.outcome) return;
    if (await sendSubmission(line, visit, record.submission)) return;
  }
  throw new Stopped("unfinished", null);
}

/**
 * @param {Line} line
 * @param {string} visit
 */
async function sendOps({ database, doors, device, heard }, visit) {
  for (;;) {
    const { record } = await parcelOf(database, visit);
    const ops = await opsAfter(database, visit, record.acked, MOST_OPS);
    if (!ops.length) return;
    const batch = { device, user: database.user, ops, sent_at: new Date().toISOString() };
    const reply = await doors.ops(visit, batch);
    heard(reply);
    if (reply.kind !== "done" && reply.kind !== "copy") throw new Stopped(reply.kind, reply);
    const acked = Math.min(reply.body.acked, record.acked + ops.length);
    if (acked === record.acked) throw new Stopped("busy", { ...reply, kind: "busy" });
    await opsArrived(database, visit, acked, reply.body.rejected);
  }
}

/**
 * @param {Line} line
 * @param {string} hash
 */
async function sendPhoto({ database, doors, heard }, hash) {
  for (const isLast of [false, true]) {
    const photo = await findPhoto(database, hash);
    if (!photo?.bytes) throw new Stopped("photo_lost", null);
    const reply = await doors.photo(hash, photo.bytes, photo.type);
    heard(reply);
    if (reply.kind === "done" || reply.kind === "copy") {
      await photoArrived(database, hash);
      return;
    }
    if (reply.kind !== "bad_bytes" || isLast) throw new Stopped(reply.kind, reply);
  }
}

/**
 * @param {Line} line
 * @param {string} visit
 * @param {import("./visits.js").Submission} submission
 * @returns {Promise<boolean>} whether it is answered for good
 */
async function sendSubmission({ database, doors, heard }, visit, submission) {
  const { id, ...content } = submission;
  const reply = await doors.submission(visit, id, { ...content, user: database.user, sent_at: new Date().toISOString() });
  heard(reply);
  if (reply.kind === "missing") {
    await sendAgain(database, visit, reply.body.missing);
    return false;
  }
  if (reply.kind !== "done" && reply.kind !== "copy") throw new Stopped(reply.kind, reply);
  const { receipt } = reply.body;
  const unheld = submission.photos.filter((hash) => !receipt?.photos?.includes(hash));
  if (reply.kind === "done" && unheld.length) {
    await sendAgain(database, visit, { photos: unheld });
    return false;
  }
  await submissionArrived(database, visit, reply.kind === "done" ? "receipt" : "copy", id, receipt);
  return true;
}

/**
 * @param {Line} line
 * @param {string} visit
 * @param {string | null} code
 */
async function noteTrouble({ database }, visit, code) {
  await changeVisit(database, visit, (record) =>
    record.trouble?.code === code || (!code && !record.trouble)
      ? record
      : { ...record, trouble: code ? { code, at: new Date().toISOString() } : null },
  );
}

// From ops to answers, as audit/checklists/folding.py does it on the server.
// Both are held to tests/vectors/folding.json; docs/offline.md gives the rules. Pure.

import { elapsed } from "./elapsing.js";

/**
 * @typedef {object} Op one act of the auditor
 * @property {number} seq
 * @property {string | null} item
 * @property {string} field
 * @property {any} value
 * @property {string} at the phone's clock, ISO 8601
 * @property {number} mono milliseconds of a steady clock, comparable within one `boot`
 * @property {string} boot
 *
 * @typedef {{sha256: string, of: string | null, width?: number, height?: number, isRemoved: boolean}} PhotoMark
 *
 * @typedef {object} Row what is known of one item
 * @property {any} value
 * @property {string} comment
 * @property {string | null} signature
 * @property {PhotoMark[]} photos
 * @property {{at: string, mono: number, boot: string} | null} running
 * @property {number[]} laps seconds
 * @property {{seconds: number, isDoubtful: boolean} | null} measured
 *
 * @typedef {{value?: any, comment?: string, photos?: string[]}} Answer
 */

/** @returns {Row} */
export function emptyRow() {
  return { value: null, comment: "", signature: null, photos: [], running: null, laps: [], measured: null };
}

/**
 * Do one op to the row of its item.
 * @param {Row} row changed in place
 * @param {Op} op
 */
export function takeOp(row, op) {
  if (op.field === "answer") row.value = op.value;
  else if (op.field === "comment") row.comment = op.value;
  else if (op.field === "sign") row.signature = op.value ? op.value.sha256 : null;
  else if (op.field === "photo_add") addPhoto(row.photos, op.value);
  else if (op.field === "photo_remove") removePhoto(row.photos, op.value.sha256);
  else if (op.field === "timer_start") {
    row.running = { at: op.at, mono: op.mono, boot: op.boot };
    row.laps = [];
  } else if (op.field === "timer_stop") stop(row, op);
}

/**
 * @param {PhotoMark[]} photos
 * @param {{sha256: string, of?: string, width?: number, height?: number}} value
 */
function addPhoto(photos, { sha256, of, width, height }) {
  const known = photos.find((photo) => photo.sha256 === sha256);
  if (known) {
    known.isRemoved = false;
    return;
  }
  const place = of ? photos.findIndex((photo) => photo.sha256 === of) : -1;
  const added = { sha256, of: of ?? null, width, height, isRemoved: false };
  photos.splice(place < 0 ? photos.length : place + 1, 0, added);
}

/**
 * @param {PhotoMark[]} photos
 * @param {string} sha256
 */
function removePhoto(photos, sha256) {
  const known = photos.find((photo) => photo.sha256 === sha256);
  if (known) known.isRemoved = true;
  else photos.push({ sha256, of: null, isRemoved: true });
}

/**
 * @param {Row} row
 * @param {Op} op
 */
function stop(row, op) {
  if (!row.running) return;
  const { milliseconds, isDoubtful } = elapsed(row.running, op, op.value.visible === true);
  const seconds = Math.floor(milliseconds + 0.5) / 1000;
  if (op.value.lap === true) {
    row.laps.push(seconds);
    return;
  }
  row.measured = { seconds, isDoubtful };
  row.running = null;
}

/**
 * The photos to show: neither removed nor replaced by a marked-up copy.
 * @param {Row} row
 */
export function shownPhotos(row) {
  const held = row.photos.filter((photo) => !photo.isRemoved);
  const replaced = new Set(held.map((photo) => photo.of));
  return held.filter((photo) => !replaced.has(photo.sha256));
}

/**
 * What the row says, without its empty members.
 * @param {Row} row
 * @returns {Answer}
 */
export function answerOf(row) {
  const members = {
    value: row.signature ?? row.value,
    comment: row.comment,
    photos: shownPhotos(row).map((photo) => photo.sha256),
  };
  return Object.fromEntries(Object.entries(members).filter(([, member]) => !isEmpty(member)));
}

/** @param {unknown} member */
function isEmpty(member) {
  return member === null || member === "" || (Array.isArray(member) && member.length === 0);
}

/**
 * Every photo that the server must hold for this row, originals behind marked-up ones too.
 * @param {Row} row
 * @returns {string[]}
 */
export function evidenceOf(row) {
  const held = row.photos.filter((photo) => !photo.isRemoved).map((photo) => photo.sha256);
  return row.signature ? [...held, row.signature] : held;
}

/**
 * The answers document of all rows.
 * @param {Iterable<readonly [string, Row]>} rows
 * @returns {Record<string, Answer>}
 */
export function answersOf(rows) {
  const answers = [...rows].map(([item, row]) => /** @type {const} */ ([item, answerOf(row)]));
  return Object.fromEntries(answers.filter(([, answer]) => Object.keys(answer).length));
}

// When the phone has forgotten work: say so, number on where it had been, and take back what the server holds.

import { ask } from "./database.js";
import { saveActs } from "./drafts.js";
import { moment } from "./moments.js";
import { findTrace } from "./traces.js";
import { changeVisit, findVisit, newVisit } from "./visits.js";

/**
 * @typedef {import("./database.js").Database} Database
 * @typedef {import("./drafts.js").Act} Act
 * @typedef {{item: string, sha256: string, type?: string, width?: number, height?: number, of?: string | null}} DraftPhoto
 * @typedef {{answers: Record<string, import("./folding.js").Answer>, photos?: DraftPhoto[]}} Draft
 */

/**
 * Compare the visit's record with its trace.
 * @param {Database} database
 * @param {string} visit
 */
export async function noticeLoss(database, visit) {
  const trace = findTrace(database.user, visit);
  if (trace) await numberOn(database, visit, trace);
}

/**
 * If this phone is known to have written up to `last`, but does not hold it: keep the loss on record, and fill the
 * lost numbers with empty notes. A new op under an old number would be taken for a repetition and dropped.
 * @param {Database} database
 * @param {string} visit
 * @param {{seq: number, at: string}} last
 * @returns {Promise<boolean>} whether something was lost
 */
export function numberOn(database, visit, last) {
  return database.write(["ops", "visits"], async ({ ops, visits }) => {
    const record = (await ask(visits.get(visit))) ?? newVisit(visit);
    if (record.seq >= last.seq) return false;
    const filler = { visit, item: null, field: "note", value: { text: "" }, ...moment() };
    for (let seq = record.seq + 1; seq <= last.seq; seq += 1) ops.add({ ...filler, seq });
    const loss = { from: record.at, to: last.at, is_back: false };
    visits.put({ ...record, seq: last.seq, losses: [...record.losses, loss] });
    return true;
  });
}

/**
 * Keep what the server holds of a visit until the visit is opened here.
 * @param {Database} database
 * @param {string} visit
 * @param {Draft} draft
 * @param {string} at when its newest op was made
 */
export function keepDraft(database, visit, draft, at) {
  return changeVisit(database, visit, (record) => ({ ...record, draft, draft_at: at }));
}

/**
 * The visit is opened: write down as this phone's own what the server held of it, save for items filled in here.
 * @param {Database} database
 * @param {string} visit
 * @returns {Promise<boolean>} whether there was anything to take over
 */
export async function takeDraft(database, visit) {
  const record = await findVisit(database, visit);
  if (!record?.draft || record.submission) return false;
  await adopt(database, visit, record.draft);
  return true;
}

/**
 * @param {Database} database
 * @param {string} visit
 * @param {Draft} draft
 */
async function adopt(database, visit, draft) {
  const photos = (draft.photos ?? []).map((photo) => ({
    ...{ sha256: photo.sha256, visit, bytes: null, type: photo.type ?? "image/jpeg" },
    ...{ width: photo.width ?? 0, height: photo.height ?? 0 },
  }));
  await saveActs(database, visit, (written) => actsOf(draft).filter(({ item }) => !written.has(item ?? "")), photos);
  await changeVisit(database, visit, (record) => ({
    ...record,
    draft: null,
    losses: record.losses.map((loss) => ({ ...loss, is_back: true })),
  }));
}

/**
 * @param {Draft} draft
 * @returns {Act[]}
 */
function actsOf({ answers, photos = [] }) {
  /** A signature is the value of its item and travels as a photo. @param {DraftPhoto} photo */
  const isSignature = ({ item, sha256 }) => answers[item]?.value === sha256;
  const signed = new Set(photos.filter(isSignature).map(({ item }) => item));
  const filled = Object.entries(answers).flatMap(([item, { value, comment }]) => [
    { item, field: "answer", value: signed.has(item) ? undefined : value },
    { item, field: "comment", value: comment },
  ]);
  const added = photos.map(({ item, ...photo }) => ({
    item,
    field: signed.has(item) ? "sign" : "photo_add",
    value: photo,
  }));
  return [...filled.filter((act) => act.value !== undefined), ...added];
}

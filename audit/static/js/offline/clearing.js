// Photos leave the phone once they are of no more use here, so that a season of visits never fills it.

import { RefusedWrite, ask, ofVisit } from "./database.js";

/** @typedef {import("./database.js").Database} Database */

/** The auditor may look at what was handed in, and a visit may come back, for so long. */
const KEPT_DAYS = 14;
const DAY_MS = 86_400_000;

/**
 * Let go of the bytes of photos whose visit was received long ago. Answers and the photos' names stay: nothing goes
 * without a stored receipt, nor while the server has not said that it holds these very bytes.
 * @param {Database} database
 * @param {number} now milliseconds
 */
export async function letPhotosGo(database, now = Date.now()) {
  const records = await database.read(["visits"], ({ visits }) => ask(visits.getAll()));
  for (const { id, outcome, clearedFor } of records) {
    const isLongReceived = outcome?.kind === "receipt" && now - Date.parse(outcome.at) > KEPT_DAYS * DAY_MS;
    if (isLongReceived && clearedFor !== outcome.at) await clearVisit(database, id).catch(unlessFull);
  }
}

/**
 * @param {Database} database
 * @param {string} visit
 */
function clearVisit(database, visit) {
  return database.write(["visits", "answers", "photos"], async ({ visits, answers, photos }) => {
    const record = await ask(visits.get(visit));
    if (!record?.outcome) return;
    for (const hash of hashesOf(await ask(answers.getAll(ofVisit(visit))))) {
      const photo = await ask(photos.get(hash));
      if (photo?.bytes && photo.visit === visit && !photo.unsent) photos.put({ ...photo, bytes: null });
    }
    visits.put({ ...record, clearedFor: record.outcome.at });
  });
}

/**
 * Every photo and signature these rows name, those removed by the auditor too.
 * @param {{row?: import("./folding.js").Row}[]} rows
 * @returns {Set<string>}
 */
function hashesOf(rows) {
  const named = rows.flatMap(({ row }) => [...(row?.photos ?? []).map((photo) => photo.sha256), row?.signature]);
  return new Set(named.filter((hash) => typeof hash === "string"));
}

/** @param {unknown} error a full phone cannot even note that it has less: another day it can */
function unlessFull(error) {
  if (!(error instanceof RefusedWrite)) throw error;
}

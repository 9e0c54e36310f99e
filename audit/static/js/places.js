// Where the phone was: written down when it is known, after what it is about. A photo or an arrival never waits for it.

import { saveActs } from "./offline/drafts.js";
import { position } from "./positions.js";

const LONGEST_WAIT_MS = 10_000;
const JUST_TAKEN_MS = 120_000;

/**
 * Note the place when the phone tells it; a visit finished meanwhile goes without.
 * @param {import("./session.js").VisitSession} session
 * @param {string | null} item whose photo it is about; null: the arrival
 * @param {{sha256: string, taken: Date}} [photo] one from the gallery, taken earlier, was taken nobody knows where
 */
export async function placeLater(session, item, photo) {
  if (photo && Date.now() - photo.taken.getTime() > JUST_TAKEN_MS) return;
  const where = await position(LONGEST_WAIT_MS);
  if (!where || session.isLocked) return;
  const value = photo ? { ...where, sha256: photo.sha256 } : where;
  try {
    session.take(await saveActs(session.database, session.visit, [{ item, field: "place", value }]));
  } catch {
    // It is advice for the reviewer: what cannot be kept of it is not worth a word to the auditor.
  }
}

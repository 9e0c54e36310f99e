// Where the phone was: written down when it is known, after what it is about. A photo or an arrival never waits for it.

import { saveActs } from "./offline/drafts.js";
import { position } from "./positions.js";

const LONGEST_WAIT_MS = 10_000;

/**
 * Note the place when the phone tells it; a visit finished meanwhile goes without.
 * @param {import("./session.js").VisitSession} session
 * @param {string | null} item whose photo it is about; null: the arrival
 * @param {string} [sha256] of the photo
 */
export async function placeLater(session, item, sha256) {
  const where = await position(LONGEST_WAIT_MS);
  if (!where || session.isLocked) return;
  const value = sha256 ? { ...where, sha256 } : where;
  try {
    session.take(await saveActs(session.database, session.visit, [{ item, field: "place", value }]));
  } catch {
    // It is advice for the reviewer: what cannot be kept of it is not worth a word to the auditor.
  }
}

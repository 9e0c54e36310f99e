// A second, smaller memory beside the database: how far each visit was written. If the database ever holds less
// than this says, the phone has lost work, and the page can tell.

/**
 * @param {string} user
 * @param {string} visit
 */
const place = (user, visit) => `audit-trace:${user}:${visit}`;

/**
 * @param {string} user
 * @param {string} visit
 * @param {{seq: number, at: string} | undefined} newest
 */
export function leaveTrace(user, visit, newest) {
  if (!newest) return;
  try {
    localStorage.setItem(place(user, visit), `${newest.seq} ${newest.at}`);
  } catch {
    // This memory is an extra: where the phone refuses it, the server's own count still tells.
  }
}

/**
 * @param {string} user
 * @param {string} visit
 * @returns {{seq: number, at: string} | null}
 */
export function findTrace(user, visit) {
  try {
    const [seq, at] = (localStorage.getItem(place(user, visit)) ?? "").split(" ");
    return seq && at ? { seq: Number(seq), at } : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} user
 * @param {string} visit
 */
const typingPlace = (user, visit) => `audit-typing:${user}:${visit}`;

/**
 * What was being typed as the page went away: a database cannot be written to any more at that moment, this can.
 * @param {string} user
 * @param {string} visit
 * @param {readonly import("./drafts.js").Act[]} acts
 */
export function leaveTyping(user, visit, acts) {
  try {
    if (acts.length) localStorage.setItem(typingPlace(user, visit), JSON.stringify(acts));
    else localStorage.removeItem(typingPlace(user, visit));
  } catch {
    // Then the last half second of typing is lost, and the field shows it at the next start.
  }
}

/**
 * @param {string} user
 * @param {string} visit
 * @returns {import("./drafts.js").Act[]}
 */
export function findTyping(user, visit) {
  try {
    return JSON.parse(localStorage.getItem(typingPlace(user, visit)) ?? "[]");
  } catch {
    return [];
  }
}

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

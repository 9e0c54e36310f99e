// Who has worked on this phone: so that one auditor's page can say that another's work still waits here.

/**
 * @typedef {{name: string, waiting: number}} Person `waiting`: visits with anything that has not arrived
 */

const PLACE = "audit-people";

/** @returns {Record<string, Person>} by user id */
export function people() {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? "{}");
  } catch {
    return {};
  }
}

/**
 * @param {string} user
 * @param {Person} person
 */
export function notePerson(user, person) {
  try {
    localStorage.setItem(PLACE, JSON.stringify({ ...people(), [user]: person }));
  } catch {
    // Only a help for others on this phone; the work itself lies in the database.
  }
}

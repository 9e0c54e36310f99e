// Where the phone is, when it may be asked: advice for the reviewer, never a condition.

const FRESH_MS = 120_000;

/**
 * @typedef {{lat: number, lon: number, accuracy: number}} Position
 */

/**
 * The position if the phone gives one in time, else null. Asks the auditor's leave the first time.
 * @param {number} waitMs
 * @returns {Promise<Position | null>}
 */
export function position(waitMs) {
  if (!navigator.geolocation) return Promise.resolve(null);
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), waitMs);
    const found = (/** @type {GeolocationPosition} */ { coords }) => {
      clearTimeout(timer);
      resolve({ lat: round(coords.latitude), lon: round(coords.longitude), accuracy: Math.round(coords.accuracy) });
    };
    const failed = () => {
      clearTimeout(timer);
      resolve(null);
    };
    navigator.geolocation.getCurrentPosition(found, failed, { maximumAge: FRESH_MS, timeout: waitMs });
  });
}

/** @param {number} degrees to about a metre */
function round(degrees) {
  return Math.round(degrees * 1e5) / 1e5;
}

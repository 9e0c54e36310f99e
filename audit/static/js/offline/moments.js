// When something was done, by both clocks of the phone.

/** One life of this page: `mono` times are comparable within it and nowhere else. */
export const BOOT = crypto.getRandomValues(new Uint32Array(2)).reduce((text, part) => text + part.toString(16), "");

/** @returns {{at: string, mono: number, boot: string}} */
export function moment() {
  return { at: new Date().toISOString(), mono: Math.round(performance.now() * 10) / 10, boot: BOOT };
}

/**
 * A new id in the manner of UUID version 4, also where `crypto.randomUUID` is kept for secure pages.
 * @returns {string}
 */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (/** @type {number} */ (bytes[6]) & 0x0f) | 0x40;
  bytes[8] = (/** @type {number} */ (bytes[8]) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// What a visit still lacks before it can be finished: answers, and evidence for what was broken.
// The server worked out which answers are broken (services/evidence_rules.py); no score is computed here.

import { isFilled } from "./form-model.js";
import { shownPhotos } from "./offline/folding.js";

/**
 * @typedef {import("./form-model.js").FormItem} FormItem
 * @typedef {import("./offline/folding.js").Row} Row
 * @typedef {object} Broken one of these members
 * @property {(string | number)[]} [in] these answers
 * @property {number} [over] numbers above this
 * @property {[number | null, number | null][]} [within] numbers from the first up to the second, itself excluded
 * @property {Record<string, number>} [points] the share that each chosen option brings
 * @property {number} [below] broken while the shares add up to less than this
 */

/**
 * @param {Broken} broken
 * @param {any} value
 * @returns {boolean}
 */
export function isBroken(broken, value) {
  if (broken.in) return broken.in.includes(value);
  if (broken.points) return Array.isArray(value) && sum(value, broken.points) < (broken.below ?? 0) - 1e-9;
  if (typeof value !== "number") return false;
  if (broken.over !== undefined) return value > broken.over;
  return (broken.within ?? []).some(([from, to]) => (from === null || value >= from) && (to === null || value < to));
}

/**
 * @param {string[]} chosen
 * @param {Record<string, number>} points
 */
function sum(chosen, points) {
  const total = chosen.reduce((so_far, option) => so_far + (points[option] ?? 0), 0);
  return Math.min(1, Math.max(0, total));
}

/**
 * What keeps this item from being finished: "answer", "evidence", or nothing.
 * @param {FormItem} item
 * @param {Row | undefined} row
 * @returns {"answer" | "evidence" | null}
 */
export function lackOf(item, row) {
  if (item.kind === "note") return null;
  if (!isFilled(item, row)) return item.isRequired ? "answer" : null;
  if (item.evidence === "never" || row?.value === "na") return null;
  const isAsked = item.evidence === "always" || (item.broken !== null && isBroken(item.broken, row?.value));
  const isThere = Boolean(row && (row.comment.trim() || shownPhotos(row).length));
  return isAsked && !isThere ? "evidence" : null;
}

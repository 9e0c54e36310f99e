// The state of the line and of the outbox, in words a person understands.

import { clock, named, say, sayCount } from "./words.js";

/**
 * @typedef {import("./offline/sync.js").Status} Status
 * @typedef {import("./offline/outbox.js").Parcel} Parcel
 * @typedef {{words: string, look: "fine" | "offline" | "trouble"}} Said
 * @typedef {{state: "started" | "waiting" | "sent" | "returned" | "trouble" | null, words: string, why: string}} Told
 */

/** @type {Record<string, [string, "offline" | "trouble"]>} the word for each answer that stops sending */
const STOPPED = {
  offline: ["lineOffline", "offline"],
  portal: ["linePortal", "offline"],
  busy: ["lineBusy", "offline"],
  signed_out: ["lineSignedOut", "trouble"],
  other_user: ["lineOtherUser", "trouble"],
  outdated: ["lineOutdated", "trouble"],
};

/**
 * @param {Status} status
 * @param {Parcel} parcel
 * @returns {Said}
 */
export function networkWords(status, parcel) {
  const { record, ops, photos } = parcel;
  if (record.trouble) return { words: say("needsHelp"), look: "trouble" };
  const left = ops > 0 || photos.length > 0 || (record.submission && !record.outcome);
  const stopped = navigator.onLine === false ? STOPPED.offline : STOPPED[status.kind];
  if (stopped) return { words: say(stopped[0]), look: stopped[1] };
  if (!left) return { words: say("lineDone"), look: "fine" };
  return { words: photos.length ? sayCount("linePhotos", photos.length) : say("lineSending"), look: "fine" };
}

/**
 * The state of one visit, as its card tells it.
 * @param {Parcel} parcel
 * @param {Status} status
 * @returns {Told}
 */
export function visitWords({ record, photos }, status) {
  const { submission, outcome, trouble, rejected, decision } = record;
  const help = trouble ? say(named("trouble", trouble.code)) : rejected.length ? say("troubleRejected") : "";
  if (decision && (outcome || !submission)) return decisionWords(decision, outcome, help);
  if (outcome?.kind === "copy") return { state: "sent", words: say("sentCopy"), why: help };
  if (outcome) return { state: "sent", words: say("sent", { time: clock(outcome.at), number: outcome.receipt.number }), why: help };
  if (trouble) return { state: "trouble", words: say("needsHelp"), why: help };
  if (submission) {
    const words = photos.length ? sayCount("waitingPhotos", photos.length) : say("waiting");
    return { state: "waiting", words, why: stoppedWords(status) };
  }
  return record.seq ? { state: "started", words: say("started"), why: "" } : { state: null, words: "", why: "" };
}

/**
 * What a manager has said to what was sent.
 * @param {import("./offline/visits.js").Decision} decision
 * @param {import("./offline/visits.js").Outcome | null} outcome
 * @param {string} help
 * @returns {Told}
 */
export function decisionWords({ word, reason }, outcome, help = "") {
  const words = say(named("decision", word), { number: outcome?.receipt?.number ?? "" });
  return { state: word === "rejected" || word === "returned" ? "returned" : "sent", words, why: reason || help };
}

/**
 * Why nothing is being sent just now.
 * @param {Status} status
 */
export function stoppedWords(status) {
  const stopped = navigator.onLine === false ? STOPPED.offline : STOPPED[status.kind];
  return stopped ? say(stopped[0]) : "";
}

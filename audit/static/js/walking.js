// What is still missing in a visit, and the way there.

import { lackOf } from "./evidence.js";
import { say } from "./words.js";

/**
 * @typedef {import("./form-model.js").FormModel} FormModel
 * @typedef {import("./form-model.js").FormItem} FormItem
 * @typedef {import("./session.js").VisitSession} VisitSession
 * @typedef {{item: FormItem, lack: "answer" | "evidence"}} Missing
 */

/**
 * @param {FormModel} model
 * @param {VisitSession} session
 * @returns {Missing[]} in the order of the form
 */
export function missing(model, session) {
  return model.asked().flatMap((item) => {
    const lack = lackOf(item, session.rows.get(item.key));
    return lack ? [{ item, lack }] : [];
  });
}

/**
 * The first missing one after the item last worked on, else the first of all.
 * @param {readonly Missing[]} all
 * @param {FormModel} model
 * @param {string | null} last key of the item last worked on
 */
export function nextMissing(all, model, last) {
  const place = model.items.findIndex(({ key }) => key === last);
  return all.find(({ item }) => model.items.indexOf(item) > place) ?? all[0] ?? null;
}

/**
 * Bring an item before the eyes, and a screen reader to it. The keyboard of the phone stays away.
 * @param {HTMLElement} element
 */
export function goTo(element) {
  element.tabIndex = -1;
  element.scrollIntoView({ block: "center" });
  element.focus({ preventScroll: true });
}

/**
 * Mark an item with what it lacks, or take the mark away.
 * @param {FormItem} item
 * @param {Missing["lack"] | null} lack
 */
export function mark({ element }, lack) {
  element.classList.toggle("item--missing", lack !== null);
  const known = element.querySelector(".item__missing");
  if (!lack) return known?.remove();
  const words = known ?? document.createElement("p");
  words.className = "item__missing";
  words.textContent = say(lack === "answer" ? "answerMissing" : "evidenceMissing");
  if (!known) (element.querySelector(".answer") ?? element.querySelector("legend"))?.after(words);
}

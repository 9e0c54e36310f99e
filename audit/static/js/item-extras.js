// What opens under an item when it is asked for: the comment, and how it should be.

import { make } from "./making.js";
import { say } from "./words.js";

/** @typedef {import("./form-model.js").FormItem} FormItem */

/**
 * @param {FormItem} item
 * @param {string} written the comment so far
 * @returns {HTMLTextAreaElement}
 */
export function openComment({ element }, written) {
  const known = element.querySelector("textarea[data-field=comment]");
  if (known instanceof HTMLTextAreaElement) return known;
  const label = make("label", "field");
  const text = /** @type {HTMLTextAreaElement} */ (make("textarea", "field__input"));
  text.dataset.field = "comment";
  text.maxLength = 5000;
  text.value = written;
  label.append(make("span", "field__label", say("comment")), text);
  element.querySelector(".item__extras")?.before(label);
  element.querySelector("[data-do=comment]")?.toggleAttribute("hidden", true);
  return text;
}

/**
 * @param {FormItem} item
 * @param {HTMLElement} pressed the button that says whether it is open
 */
export function toggleSop({ element }, pressed) {
  const isOpen = pressed.getAttribute("aria-expanded") === "true";
  pressed.setAttribute("aria-expanded", String(!isOpen));
  const known = element.querySelector(".item__sop-text");
  if (known) return known.toggleAttribute("hidden", isOpen);
  const made = make("p", "item__sop-text", element.dataset.sop ?? "");
  if (element.dataset.sopLang) made.lang = element.dataset.sopLang;
  element.append(made);
}
